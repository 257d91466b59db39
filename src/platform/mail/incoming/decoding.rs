//! From the bytes of a part to its content: transfer encoding, then charset. Never fails: mail that breaks the rules is read
//! as far as it goes.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;

/// The content of a body by its `Content-Transfer-Encoding`, in lower case.
pub(super) fn transferred<'x>(body: &'x [u8], encoding: &str) -> Cow<'x, [u8]> {
    match encoding {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => Cow::Owned(uuencoded(body)),
        _ => Cow::Borrowed(body),
    }
}

/// Base64; what does not belong to it (a list's footer, a mark) is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    base64_decode(body).unwrap_or_else(|| {
        let is_of_it = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
        let kept: Vec<u8> = body.iter().copied().filter(is_of_it).collect();
        base64_decode(&kept).unwrap_or_default()
    })
}

/// RFC 2045, 6.7; an equals sign that begins nothing stays one. Blanks at an end of line were added on the way.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let hex =
        |at: usize| body.get(at).and_then(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8);
    let mut out = Vec::with_capacity(body.len());
    // Where blanks begin that an end of line would take away.
    let mut blanks = None;
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        at += 1;
        match byte {
            b'=' => {
                blanks = None;
                if let (Some(high), Some(low)) = (hex(at), hex(at + 1)) {
                    out.push(high << 4 | low);
                    at += 2;
                    continue;
                }
                // A soft end of line, perhaps with blanks before it. Few are looked at, so that time stays linear.
                let rest = body.get(at..).unwrap_or_default();
                let skipped =
                    rest.iter().take(80).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
                match rest.get(skipped) {
                    Some(b'\n') => at += skipped + 1,
                    None => at += skipped,
                    Some(_) => out.push(b'='),
                }
            }
            b' ' | b'\t' => {
                blanks.get_or_insert(out.len());
                out.push(byte);
            }
            b'\r' if body.get(at) == Some(&b'\n') => {}
            b'\n' => {
                if let Some(from) = blanks.take() {
                    out.truncate(from);
                }
                out.push(b'\n');
            }
            _ => {
                blanks = None;
                out.push(byte);
            }
        }
    }
    out
}

/// What was encoded before there was base64 (POSIX, `uuencode`): the first file.
fn uuencoded(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    // Blanks at an end of line stand for zeros.
    let mut lines = body.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    if !lines.any(|line| line.starts_with(b"begin ")) {
        return body.to_vec();
    }
    for line in lines.take_while(|line| line.trim_ascii_end() != b"end") {
        let Some((&count, groups)) = line.split_first() else { continue };
        let value = |at: usize| groups.get(at).map_or(0, |byte| byte.wrapping_sub(b' ') & 0x3F);
        // A few of them may be lost.
        let count = usize::from(count.wrapping_sub(b' ') & 0x3F).min(groups.len() + 3);
        for at in 0..count {
            // Of each four signs come three bytes.
            let sign = at / 3 * 4 + at % 3;
            let (high, low) = (value(sign), value(sign + 1));
            out.push(match at % 3 {
                0 => high << 2 | low >> 4,
                1 => high << 4 | low >> 2,
                _ => high << 6 | low,
            });
        }
    }
    out
}

/// The words that bytes mean. Labels are often wrong: what is UTF-8 is read so under the labels that programs write without
/// looking, and what is not is read as windows-1252, which nearly every unlabelled mail of Western Europe is.
pub(super) fn words(bytes: &[u8], label: Option<&str>) -> String {
    let label = label.unwrap_or_default().trim_matches(['"', '\'', ' ']).to_ascii_lowercase();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return decoded(bytes, "utf-16");
    }
    const CARELESS: [&str; 10] = [
        "",
        "utf-8",
        "utf8",
        "us-ascii",
        "ascii",
        "iso-8859-1",
        "latin1",
        "iso-8859-15",
        "windows-1252",
        "cp1252",
    ];
    let careless = CARELESS.contains(&label.as_str()) || charset_decoder(label.as_bytes()).is_none();
    if !careless {
        return decoded(bytes, &label);
    }
    let label = if label.contains("8859-15") { "iso-8859-15" } else { "windows-1252" };
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if is_mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => decoded(bytes, label),
    }
}

fn decoded(bytes: &[u8], label: &str) -> String {
    match charset_decoder(label.as_bytes()) {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Whether more letters beyond ASCII are whole in UTF-8 than broken: a text that was cut within one.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// A text that can be stored and shown: lines ended by `\n`, no control characters, none that turn the direction of others.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                if letters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(letter),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

/// [`clean`] in one line, blanks in a row as one.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `bytes` of a text, at most, ending with a whole letter.
pub(super) fn shortened(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_charset_is_noticed() {
        for (bytes, label, text) in [
            (b"perch\xE9".as_slice(), Some("utf-8"), "perché"),
            (b"perch\xE9", None, "perché"),
            (b"\x80 5", Some("iso-8859-1"), "€ 5"),
            (b"\xA4 5", Some("ISO-8859-15"), "€ 5"),
            ("perché".as_bytes(), Some("iso-8859-1"), "perché"),
            ("perché".as_bytes(), Some("unknown-8bit"), "perché"),
            (b"perch\xE9", Some("x-nothing"), "perché"),
            (b"\xEF\xBB\xBFs\xC3\xAC", None, "sì"),
            (b"\xFE\xFF\0s\0\xEC", Some("utf-8"), "sì"),
            ("è così più à\u{0}".as_bytes(), Some("\"UTF-8\""), "è così più à\u{0}"),
            (b"\xC3\xA8 cos\xC3\xAC\xC3", Some("utf-8"), "è così\u{FFFD}"),
            (b"\x93\xFA\x96\x7B", Some("shift_jis"), "日本"),
        ] {
            assert_eq!(words(bytes, label), text, "{label:?}");
        }
    }

    #[test]
    fn broken_transfer_encodings_are_read_as_far_as_they_go() {
        for (body, encoding, content) in [
            ("perch=C3=A9 =\r\nno  \r\n=", "quoted-printable", "perché no\n"),
            ("100 = cento =X1 =c3=a9", "quoted-printable", "100 = cento =X1 é"),
            ("Y2lhbw==\r\n--\r\n", "base64", "ciao"),
            ("Y2lh*bw=", "base64", "ciao"),
            ("ciao", "8-bit", "ciao"),
            ("begin 644 a.txt\r\n%8VEA;PH \r\n \r\nend\r\n", "x-uuencode", "ciao\n"),
        ] {
            let decoded = transferred(body.as_bytes(), encoding);
            assert_eq!(String::from_utf8_lossy(&decoded), content, "{body}");
        }
    }

    #[test]
    fn text_is_cleaned_of_what_is_no_text() {
        assert_eq!(clean("a\r\nb\rc\0\u{202E}d\u{1B}"), "a\nb\ncd");
        assert_eq!(one_line(" a\r\n\tb "), "a b");
        assert_eq!(shortened("così", 4), "cos");
    }
}
