//! Which language a browser asks for (RFC 9110, section 12.5.4).

use super::Lang;

/// The language preferred by an `Accept-Language` header; Italian when it says nothing we speak.
pub fn from_accept_language(header: &str) -> Lang {
    let mut best = (0.0_f32, Lang::It);
    // A header of any length costs little: no browser lists more than a few languages.
    for part in header.split(',').take(20) {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let quality = pieces
            .find_map(|piece| piece.trim().strip_prefix("q=").map(|q| q.trim().parse::<f32>().unwrap_or(0.0)))
            .unwrap_or(1.0);
        if let Some(lang) = Lang::parse(tag.split('-').next().unwrap_or_default())
            && quality > best.0
        {
            best = (quality, lang);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_highest_quality_wins_and_italian_is_the_default() {
        for (header, lang) in [
            ("", Lang::It),
            ("de-CH", Lang::It),
            ("en-GB,en;q=0.9,it;q=0.8", Lang::En),
            ("it-IT, it;q=0.9, en;q=0.8", Lang::It),
            ("de, en;q=0.5", Lang::En),
            ("en;q=0, it;q=0.1", Lang::It),
            ("en;q=x", Lang::It),
            ("EN", Lang::En),
        ] {
            assert_eq!(from_accept_language(header), lang, "{header}");
        }
    }
}
