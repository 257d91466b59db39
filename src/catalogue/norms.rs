//! Acts cited in the sources of an entry, linked to their text: on Normattiva those of the State, on EUR-Lex those of the Union.
//!
//! What is not certain (two digits for the year, regional laws, ministerial decrees, circulars) stays text.

use serde::Serialize;

use super::model::Content;
use crate::kernel::norm::{self, Citation, Norm};

/// A piece of a source: text, and where it leads when it names an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    text: String,
    href: Option<String>,
}

/// A line of the sources, cut where acts are named.
pub fn linked(line: &str) -> Vec<Piece> {
    let piece = |text: &str, href| Piece { text: text.to_owned(), href };
    let mut pieces = Vec::new();
    let mut shown = 0;
    for citation in norm::citations(line) {
        let Some(href) = address(&citation) else { continue };
        if let Some(before) = line.get(shown..citation.range.start).filter(|before| !before.is_empty()) {
            pieces.push(piece(before, None));
        }
        pieces.push(piece(line.get(citation.range.clone()).unwrap_or_default(), Some(href)));
        shown = citation.range.end;
    }
    if let Some(rest) = line.get(shown..).filter(|rest| !rest.is_empty()) {
        pieces.push(piece(rest, None));
    }
    if pieces.is_empty() { vec![piece(line, None)] } else { pieces }
}

/// Where the act is read, if the text leaves no doubt which it is.
fn address(citation: &Citation) -> Option<String> {
    citation.address_of_text().filter(|_| citation.is_explicit)
}

/// The acts that a text of several lines names, each once, in their order; each with the address of its text: of the article, where
/// one alone is named of it, else of the whole.
pub fn cited_acts(text: &str) -> Vec<Piece> {
    let mut acts: Vec<(Norm, Piece)> = Vec::new();
    for line in text.lines() {
        for citation in norm::citations(line) {
            let Some(href) = address(&citation) else { continue };
            match acts.iter_mut().find(|(norm, _)| *norm == citation.norm) {
                None => {
                    let text = line.get(citation.range.clone()).unwrap_or_default().to_owned();
                    acts.push((citation.norm, Piece { text, href: Some(href) }));
                }
                Some((norm, act)) if act.href.as_ref() != Some(&href) => {
                    act.text = norm.shown();
                    act.href = norm.address_of_text(citation.date, None);
                }
                Some(_) => {}
            }
        }
    }
    acts.into_iter().map(|(_, act)| act).collect()
}

/// Everything that an entry says, as a text of which the citations are read: each source is a paragraph of its own.
pub fn all_said(content: &Content) -> String {
    let mut said = [content.title.as_str(), &content.summary, &content.plain_text()].join("\n\n");
    for source in content.sources.lines() {
        said.push_str("\n\n");
        said.push_str(source);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<(String, String)> {
        let pieces = linked(line);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, line, "nothing is lost");
        let short = |href: &str| href.split_once("urn:nir:stato:").map_or(href, |(_, name)| name).to_owned();
        pieces.into_iter().filter_map(|piece| Some((piece.text, short(&piece.href?)))).collect()
    }

    #[test]
    fn acts_of_the_state_are_named() {
        for (line, text, name) in [
            ("D.Lgs. 151/2001", "D.Lgs. 151/2001", "decreto.legislativo:2001;151"),
            ("D.Lgs. 151/2001, art. 32", "D.Lgs. 151/2001, art. 32", "decreto.legislativo:2001;151~art32"),
            (
                "d.lgs. 151/2001, art. 27-bis",
                "d.lgs. 151/2001, art. 27-bis",
                "decreto.legislativo:2001;151~art27bis",
            ),
            (
                "D.Lgs. 151/2001, artt. 32, 34",
                "D.Lgs. 151/2001, artt. 32, 34",
                "decreto.legislativo:2001;151",
            ),
            (
                "D.Lgs. 198/2006, art. 25 c. 2-bis",
                "D.Lgs. 198/2006, art. 25 c. 2-bis",
                "decreto.legislativo:2006;198~art25",
            ),
            (
                "D.Lgs. 26 marzo 2001, n. 151",
                "D.Lgs. 26 marzo 2001, n. 151",
                "decreto.legislativo:2001-03-26;151",
            ),
            (
                "Legge 5 febbraio 1992, n. 104, art. 33",
                "Legge 5 febbraio 1992, n. 104, art. 33",
                "legge:1992-02-05;104~art33",
            ),
            ("L. n. 104/1992", "L. n. 104/1992", "legge:1992;104"),
            ("Legge n. 104 del 5 febbraio 1992", "Legge n. 104 del 5 febbraio 1992", "legge:1992-02-05;104"),
            ("Legge n. 104 del 1992", "Legge n. 104 del 1992", "legge:1992;104"),
            ("art. 33 della legge 104/1992", "art. 33 della legge 104/1992", "legge:1992;104~art33"),
            ("L. 104/1992 (v. anche Regione Lombardia)", "L. 104/1992", "legge:1992;104"),
            (
                "Regolamento UE 679/2016",
                "Regolamento UE 679/2016",
                "https://eur-lex.europa.eu/eli/reg/2016/679/oj/ita",
            ),
            (
                "TUIR, artt. 15 e 51",
                "TUIR, artt. 15 e 51",
                "decreto.del.presidente.della.repubblica:1986;917",
            ),
            ("D.L. 73/2017", "D.L. 73/2017", "decreto.legge:2017;73"),
            ("D.P.R. 445/2000", "D.P.R. 445/2000", "decreto.del.presidente.della.repubblica:2000;445"),
            ("Convenzione OIL n. 190 (L. 4/2021)", "L. 4/2021", "legge:2021;4"),
        ] {
            assert_eq!(names(line), [(text.to_owned(), name.to_owned())], "{line}");
        }
        let two = names("L. 33/2023 e D.Lgs. 29/2024");
        assert_eq!(
            two.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
            ["legge:2023;33", "decreto.legislativo:2024;29"]
        );
    }

    #[test]
    fn what_is_not_certain_stays_text() {
        for line in [
            "",
            "L. 104/92",
            "la legge 104",
            "151/2001",
            "L.R. Lombardia 19/2007 e successive",
            "L. 19/2007 della Regione Lombardia",
            "legge costituzionale 3/2001",
            "D.M. 278/2000",
            "Circolare INPS n. 122/2022",
            "All. 3/2001",
            "Legge 32 marzo 2001, n. 151",
            "Legge 26 marzo 2001",
            "D.Lgs. 151/2001/UE",
            "D.Lgs. 15100/2001",
            "L'80% è così – «ecco» 🙂",
        ] {
            assert_eq!(names(line), [], "{line}");
        }
    }
}
