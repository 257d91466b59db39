//! The query of an address, before anything reads it.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

/// Whether the query is text: UTF-8 without NUL. What reads it later would put marks in place of what is not, and PostgreSQL
/// has no place for a NUL.
pub fn is_readable(query: &str) -> bool {
    percent_decode_str(query).decode_utf8().is_ok_and(|text| !text.contains('\0'))
}

/// Whether a name stands in it twice, other than that of a list (`name[]`): each reader would choose one of them in its own way.
pub fn repeats_a_name(query: &str) -> bool {
    let mut names = HashSet::new();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name)).any(|name| {
        let name = name.replace('+', " ");
        let name = percent_decode_str(&name).decode_utf8_lossy().into_owned();
        !name.ends_with("[]") && !names.insert(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once() {
        for query in ["", "&&", "a=1&b=1", "a=1&A=1", "a%5B%5D=1&a[]=2", "a=b&b=a"] {
            assert!(!repeats_a_name(query), "{query}");
        }
        for query in ["a=1&a=1", "anno=2024&b=1&%61nno=2025", "a&a", "a+b=1&a%20b=2"] {
            assert!(repeats_a_name(query), "{query}");
        }
    }

    #[test]
    fn only_text_is_readable() {
        assert!(is_readable("q=congedo%20parentale+%C3%A8&pagina=2"));
        for query in ["q=%ff%fe", "q=%00", "q=a%ED%A0%80b"] {
            assert!(!is_readable(query), "{query}");
        }
    }
}
