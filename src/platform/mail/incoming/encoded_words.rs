//! Encoded words (RFC 2047) in fields that are text.

use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

/// A field's text with its encoded words decoded. Many programs cut a letter between two words, against the rule: such words
/// are joined first.
pub(super) fn decoded(value: &str) -> String {
    let text = parsed(value);
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return text;
    }
    let again = parsed(&joined(value));
    if again.contains(char::REPLACEMENT_CHARACTER) { text } else { again }
}

fn parsed(value: &str) -> String {
    let mut line = value.replace(['\r', '\n'], " ");
    line.push('\n');
    match MessageStream::new(line.as_bytes()).parse_unstructured() {
        HeaderValue::Text(text) => text.into_owned(),
        _ => String::new(),
    }
}

/// The same words, with neighbours of one charset and encoding made one.
fn joined(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    // `charset?encoding` of the word that `out` ends with.
    let mut before: Option<&str> = None;
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let (between, word) = (&rest[..start], &rest[start + 2..]);
        let Some((kind, content, after)) = word_at(word) else {
            out.push_str(&rest[..start + 2]);
            (rest, before) = (word, None);
            continue;
        };
        let is_next = between.trim().is_empty() && before.is_some_and(|own| own.eq_ignore_ascii_case(kind));
        // Padding ends what can be joined.
        if is_next && !out.ends_with("=?=") {
            out.truncate(out.len() - 2);
            out.push_str(content);
        } else {
            out.push_str(between);
            out.push_str("=?");
            out.push_str(kind);
            out.push('?');
            out.push_str(content);
        }
        out.push_str("?=");
        (rest, before) = (after, Some(kind));
    }
    out.push_str(rest);
    out
}

/// What follows `=?`: `charset?encoding`, content, and what comes after the word.
fn word_at(word: &str) -> Option<(&str, &str, &str)> {
    let charset = word.bytes().take(60).position(|byte| byte == b'?')?;
    let encoding = word.get(charset + 1..charset + 3)?;
    if !encoding.ends_with('?') {
        return None;
    }
    let content = &word[charset + 3..];
    // Of a word there are 75 bytes by the rule; programs write longer ones.
    let end = content.as_bytes().windows(2).take(2_000).position(|pair| pair == b"?=")?;
    Some((&word[..charset + 2], &content[..end], &content[end + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_though_broken() {
        for (value, text) in [
            ("=?UTF-8?Q?Perch=C3=A9?=", "Perché"),
            ("=?utf-8?Q?Perch=C3?= =?UTF-8?Q?=A9_no?=", "Perché no"),
            ("=?utf-8?B?UGVyY2jD?=\r\n =?utf-8?B?qSBubw==?=", "Perché no"),
            ("Re: =?windows-1252?Q?cos=EC?= dopo", "Re: così dopo"),
            ("=?x", "=?x"),
            ("già letto", "già letto"),
        ] {
            assert_eq!(decoded(value).trim(), text, "{value}");
        }
    }
}
