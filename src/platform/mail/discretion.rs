//! What a server says may repeat what it was shown, as it was or encoded: here that is taken out before anybody reads it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::kernel::text::readable;
use crate::platform::config::Secret;

/// Stands in place of what is not told.
const MASK: &str = "…";
/// Nobody honest says more bytes of himself; of what is cut off the end could be half a password.
const LONGEST: usize = 1_000;
/// Characters that are told.
const TOLD: usize = 300;
/// What has fewer characters may stand in any word: the holes would tell it.
const SHORT: usize = 4;
/// Tokens that are remembered: of those before them the server knows no more.
const TOKENS: usize = 8;
/// So many letters of base64 may be anything, and are nothing for people.
const OPAQUE: usize = 24;

/// Everything that a server was shown.
#[derive(Debug)]
pub(super) struct Discretion {
    always: Vec<Secret>,
    tokens: Mutex<VecDeque<Secret>>,
}

impl Discretion {
    pub(super) fn new(user: &str, password: Option<&Secret>) -> Self {
        let always = std::iter::once(Secret::from(user)).chain(password.cloned()).collect();
        Self { always, tokens: Mutex::default() }
    }

    /// From now on it knows this token.
    pub(super) fn shows(&self, token: &Secret) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|known| known != token);
        tokens.push_back(token.clone());
        if tokens.len() > TOKENS {
            tokens.pop_front();
        }
    }

    /// What was said, in one line, without user, password and tokens in whatever form they were shown.
    pub(super) fn told(&self, said: &str) -> String {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut secrets: Vec<&str> =
            self.always.iter().chain(&tokens).map(Secret::expose).filter(|text| !text.is_empty()).collect();
        // What lies within another must not break it in two.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        if said.len() > LONGEST || secrets.iter().any(|own| own.len() < SHORT && contains(said, own)) {
            return MASK.to_owned();
        }
        let mut text = without_encoded(said, &secrets);
        for secret in &secrets {
            let in_quotes = secret.replace('\\', "\\\\").replace('"', "\\\"");
            let in_url = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
            for form in [secret, in_quotes.as_str(), in_url.as_str()] {
                text = without(&text, form);
            }
        }
        in_one_line(&text)
    }
}

/// What was said, in one line that is not too long and in which nothing turns the direction of writing.
pub(super) fn in_one_line(said: &str) -> String {
    let clean: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    readable(&line, TOLD)
}

fn contains(text: &str, secret: &str) -> bool {
    text.to_ascii_lowercase().contains(&secret.to_ascii_lowercase())
}

/// The text with a mask in place of a secret, whatever the case of its letters.
fn without(text: &str, secret: &str) -> String {
    let (folded, wanted) = (text.to_ascii_lowercase(), secret.to_ascii_lowercase());
    if wanted.is_empty() {
        return text.to_owned();
    }
    let (mut clean, mut from) = (String::with_capacity(text.len()), 0);
    while let Some(at) = folded.get(from..).and_then(|rest| rest.find(&wanted)) {
        clean.push_str(text.get(from..from + at).unwrap_or_default());
        clean.push_str(MASK);
        from += at + wanted.len();
    }
    clean.push_str(text.get(from..).unwrap_or_default());
    clean
}

/// The text without rows of base64 that hold a secret, as AUTH PLAIN, LOGIN, XOAUTH2 and OAUTHBEARER send them, or that are so long
/// that nobody could read them anyway.
fn without_encoded(text: &str, secrets: &[&str]) -> String {
    let is_of_row = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_of_row(c)).unwrap_or(rest.len());
        let (row, after) = rest.split_at(end);
        clean.push_str(if is_opaque(row) || holds(row, secrets) { MASK } else { row });
        let next = after.find(is_of_row).unwrap_or(after.len());
        let (between, following) = after.split_at(next);
        clean.push_str(between);
        rest = following;
    }
    clean
}

fn is_opaque(row: &str) -> bool {
    let has = |is: fn(&u8) -> bool| row.bytes().any(|byte| is(&byte));
    row.len() >= OPAQUE
        && has(u8::is_ascii_lowercase)
        && (has(u8::is_ascii_digit) || has(u8::is_ascii_uppercase))
}

/// Whether the row says a secret in base64, wherever in the row that begins.
fn holds(row: &str, secrets: &[&str]) -> bool {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let row: String = row.replace('-', "+").replace('_', "/");
    // Four letters are three bytes: what was sent may begin at any of them.
    let mut pieces = row.split('=').flat_map(|piece| (0..4).filter_map(move |from| piece.get(from..)));
    pieces.any(|piece| {
        // One letter over says nothing.
        let whole = piece.len() - usize::from(piece.len() % 4 == 1);
        let Ok(bytes) = LENIENT.decode(piece.get(..whole).unwrap_or_default()) else { return false };
        let folded = bytes.to_ascii_lowercase();
        secrets.iter().any(|secret| {
            let wanted = secret.to_ascii_lowercase();
            folded.windows(wanted.len()).any(|window| window == wanted.as_bytes())
        })
    })
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::{STANDARD as BASE64, URL_SAFE_NO_PAD};

    use super::*;

    const USER: &str = "sportello@casa.it";
    const PASSWORD: &str = "Gru\\ccia \"9\" sportello@casa.it!";
    const TOKEN: &str = "ya29.a0AfH6SMBx";

    fn discretion() -> Discretion {
        let discretion = Discretion::new(USER, Some(&Secret::from(PASSWORD)));
        discretion.shows(&Secret::from(TOKEN));
        discretion
    }

    #[test]
    fn nothing_that_a_server_was_shown_is_told() {
        let plain = BASE64.encode(format!("\0{USER}\0{PASSWORD}"));
        let forms = [
            PASSWORD.to_owned(),
            PASSWORD.to_uppercase(),
            USER.to_owned(),
            TOKEN.to_owned(),
            r#""Gru\\ccia \"9\" sportello@casa.it!""#.to_owned(),
            utf8_percent_encode(PASSWORD, NON_ALPHANUMERIC).to_string(),
            plain.clone(),
            // Cut at both ends.
            plain[1..plain.len() - 3].to_owned(),
            format!("AUTH={plain}"),
            BASE64.encode(PASSWORD),
            BASE64.encode(TOKEN),
            URL_SAFE_NO_PAD.encode(PASSWORD),
            BASE64.encode(format!("user={USER}\u{1}auth=Bearer {TOKEN}\u{1}\u{1}")),
            BASE64.encode(format!("n,a={USER},\u{1}host=h\u{1}port=1\u{1}auth=Bearer {TOKEN}\u{1}\u{1}")),
        ];
        for form in forms {
            let told = discretion().told(&format!("[AUTHENTICATIONFAILED] no <{form}>, sorry"));
            assert!(told.starts_with("[AUTHENTICATIONFAILED] no <") && told.ends_with(">, sorry"), "{told}");
            for part in ["Gru", "GRU", "ccia", "casa", "ya29", "AfH6", &form] {
                assert!(!told.contains(part), "{part} in {told}");
            }
        }
    }

    #[test]
    fn other_words_are_told_in_one_line() {
        assert_eq!(discretion().told("[UNAVAILABLE] later,\r\n try again"), "[UNAVAILABLE] later, try again");
        assert_eq!(in_one_line("550 \u{1b}[2J no\u{0} such\t\u{202e}user\n"), "550 [2J no such user");
        assert_eq!(discretion().told(&"x ".repeat(499)).chars().count(), TOLD);
        // What could be cut in the middle of a secret, and what a short secret would show by its holes.
        assert_eq!(discretion().told(&" ".repeat(LONGEST + 1)), MASK);
        assert_eq!(Discretion::new("sportello", Some(&Secret::from("a"))).told("that was bad"), MASK);
    }
}
