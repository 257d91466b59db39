//! Words within XML.

use std::borrow::Cow;

/// A text as it may stand in an element or an attribute. What XML 1.0 has no place for at all (most control characters) is left out.
pub fn escaped(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let text: Cow<'_, str> = match text.chars().all(|c| allowed(&c)) {
        true => text.into(),
        false => text.chars().filter(allowed).collect::<String>().into(),
    };
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("a < b & \"c\" 'd' ]]>"), "a &lt; b &amp; &quot;c&quot; &apos;d&apos; ]]&gt;");
        assert_eq!(escaped("a\u{0}b\u{b}c\nd\u{ffff}è"), "abc\ndè");
    }
}
