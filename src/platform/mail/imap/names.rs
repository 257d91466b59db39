//! Names of folders as they travel.

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

/// A folder's name for a command: in modified UTF-7 (RFC 3501, 5.1.3), in quotes.
pub(super) fn folder(name: &str) -> String {
    quoted(&encode(name))
}

/// A text of ASCII without control characters, in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn encode(name: &str) -> String {
    const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);
    let (mut encoded, mut shifted) = (String::new(), Vec::new());
    let unshift = |shifted: &mut Vec<u8>, encoded: &mut String| {
        if !shifted.is_empty() {
            encoded.push('&');
            encoded.push_str(&BASE64.encode(std::mem::take(shifted)));
            encoded.push('-');
        }
    };
    for letter in name.chars() {
        if (' '..='~').contains(&letter) {
            unshift(&mut shifted, &mut encoded);
            encoded.push(letter);
            if letter == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(letter.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    unshift(&mut shifted, &mut encoded);
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_travel_in_modified_utf_7() {
        assert_eq!(folder("INBOX"), "\"INBOX\"");
        assert_eq!(encode("Posta & altro"), "Posta &- altro");
        // The examples of RFC 3501.
        assert_eq!(encode("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(encode("Attività 📬 x"), "Attivit&AOA- &2D3c7A- x");
        assert_eq!(folder("a\"b\\c"), "\"a\\\"b\\\\c\"");
    }
}
