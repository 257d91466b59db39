//! The query of an address, before anything reads it.

use percent_encoding::percent_decode_str;

/// Whether the query is text: UTF-8 without NUL. What reads it later would put marks in place of what is not, and PostgreSQL
/// has no place for a NUL.
pub fn is_readable(query: &str) -> bool {
    percent_decode_str(query).decode_utf8().is_ok_and(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::is_readable;

    #[test]
    fn only_text_is_readable() {
        assert!(is_readable("q=congedo%20parentale+%C3%A8&pagina=2"));
        for query in ["q=%ff%fe", "q=%00", "q=a%ED%A0%80b"] {
            assert!(!is_readable(query), "{query}");
        }
    }
}
