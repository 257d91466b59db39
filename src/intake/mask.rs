//! Links of the desk's own mails open pages without a sign-in. Whoever answers such a mail quotes it: what she quotes is read at
//! the desk, and must open nothing.

use crate::platform::config::PublicUrl;

/// A part of a path as long as this may be a secret.
const SECRET: usize = 20;
/// What stands in place of it.
const MASK: &str = "…";

/// The text without the secrets in links to this desk, however mail programs broke or quoted them around it.
pub fn without_secrets(text: &str, desk: &PublicUrl) -> String {
    let home = desk.as_str();
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(home) {
        let (before, link) = rest.split_at(at + home.len());
        masked.push_str(before);
        let is_of_link = |c: char| c.is_ascii_alphanumeric() || "/-._~%?=&#+".contains(c);
        let end = link.find(|c| !is_of_link(c)).unwrap_or(link.len());
        let (link, after) = link.split_at(end);
        for part in link.split_inclusive(['/', '?', '=', '&', '#']) {
            let (name, separator) = match part.char_indices().last() {
                Some((at, last)) if "/?=&#".contains(last) => part.split_at(at),
                _ => (part, ""),
            };
            masked.push_str(if name.len() >= SECRET && !is_word(name) { MASK } else { name });
            masked.push_str(separator);
        }
        rest = after;
    }
    masked.push_str(rest);
    masked
}

/// Names of pages are small letters between dashes; secrets hold letters of both cases, or digits.
fn is_word(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let desk = PublicUrl::try_from("https://desk.example".to_owned()).expect("a URL");
        without_secrets(text, &desk)
    }

    #[test]
    fn no_link_of_the_desk_keeps_its_secret() {
        assert_eq!(
            masked("> Apri: https://desk.example/segui/AQAAAAAAAAAM_xyz123AB-C?da=mail\n> ciao"),
            "> Apri: https://desk.example/segui/…?da=mail\n> ciao"
        );
        assert_eq!(
            masked("<https://desk.example/password/nuova/0123456789abcdef0123456789abcdef>."),
            "<https://desk.example/password/nuova/…>."
        );
        assert_eq!(masked("https://desk.example/a#AQAAAAAAAAAMxyz123ABC."), "https://desk.example/a#…");
    }

    #[test]
    fn every_other_word_stays() {
        for text in [
            "",
            "https://desk.example/",
            "vedi https://desk.example/catalogo/congedo-parentale-come-si-chiede e https://other.example/AQAAAAAAAAAMxyz123ABC",
            "https://desk.example/domande/1234, grazie",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
