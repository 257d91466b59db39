//! Links of the desk's own mails open pages without a sign-in. Whoever answers such a mail quotes it: what she quotes is read at
//! the desk, and must open nothing.

use crate::platform::config::PublicUrl;

/// A row of letters and digits as long as this may be a secret, or a part of one that a mail program broke over two lines.
const SECRET: usize = 20;
/// What stands in place of it.
const MASK: &str = "…";

/// The text without what could be a secret of this desk. In a text that names the desk at all, that is every long row of mixed
/// letters and digits, wherever it stands: mail programs break links over lines, and wrap them into links of their own.
pub fn without_secrets(text: &str, desk: &PublicUrl) -> String {
    Mask::of(text, desk).hide(text)
}

/// What hides secrets in the pieces of a whole text.
pub struct Mask {
    /// Whether the whole names the desk.
    is_needed: bool,
}

impl Mask {
    /// For the pieces of this text.
    pub fn of(whole: &str, desk: &PublicUrl) -> Self {
        Self { is_needed: whole.to_ascii_lowercase().contains(&desk.host().to_ascii_lowercase()) }
    }

    /// The piece without what could be a secret of this desk.
    pub fn hide(&self, piece: &str) -> String {
        if self.is_needed { masked(piece) } else { piece.to_owned() }
    }
}

fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_of_secret(c)).unwrap_or(rest.len());
        let (row, after) = rest.split_at(end);
        masked.push_str(if is_secret(row) { MASK } else { row });
        let next = after.find(is_of_secret).unwrap_or(after.len());
        let (between, following) = after.split_at(next);
        masked.push_str(between);
        rest = following;
    }
    masked
}

/// The letters of base64 for URLs (RFC 4648, 5), of which hexadecimal digits are some.
fn is_of_secret(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Names of pages and words are letters of one kind; numbers are digits alone, and codes of people, firms and banks have no small
/// letters.
fn is_secret(row: &str) -> bool {
    let has = |is: fn(&u8) -> bool| row.bytes().any(|byte| is(&byte));
    let small = has(u8::is_ascii_lowercase);
    row.len() >= SECRET && small && (has(u8::is_ascii_digit) || has(u8::is_ascii_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> String {
        let desk = PublicUrl::try_from("https://desk.example".to_owned()).expect("a URL");
        without_secrets(text, &desk)
    }

    #[test]
    fn no_link_of_the_desk_keeps_its_secret() {
        assert_eq!(
            hidden("> Apri: https://desk.example/segui/AQAAAAAAAAAM_xyz123AB-C?da=mail\n> ciao"),
            "> Apri: https://desk.example/segui/…?da=mail\n> ciao"
        );
        assert_eq!(
            hidden("<HTTPS://Desk.Example/password/nuova/0123456789abcdef0123456789abcdef>."),
            "<HTTPS://Desk.Example/password/nuova/…>."
        );
        // Broken by a mail program, and wrapped by another.
        assert_eq!(
            hidden(
                "> https://desk.example/segui/AQAAAAAAAAAM_xyz123-ABCDE\n> GEi179U2kJfSzIL5e9QgAbOcme0_PHYH ciao"
            ),
            "> https://desk.example/segui/…\n> … ciao"
        );
        assert_eq!(
            hidden(
                "https://safe.example/?url=https%3A%2F%2Fdesk.example%2Fsegui%2FAQAAAAAAAAAMxyz123ABC&d=1"
            ),
            "https://safe.example/?url=https%3A%2F%2Fdesk.example%…&d=1".replace("%…", "%2Fsegui%…")
        );
    }

    #[test]
    fn every_other_word_stays() {
        for text in [
            "",
            "https://desk.example/",
            "https://desk.example/catalogo/congedo-parentale-come-si-chiede",
            "https://other.example/AQAAAAAAAAAMxyz123ABC",
            "https://desk.example/domande/1234, IBAN IT60X0542811101000000123456, RSSMRA85T10A562S, grazie",
            "https://desk.example è precipitevolissimevolmente lento",
        ] {
            assert_eq!(hidden(text), text);
        }
    }
}
