//! Acts of the State cited in the sources of an entry, linked to their text on Normattiva.
//!
//! The name of an act is its URN:NIR (circular AIPA CR/35 of 6 November 2001, Gazzetta Ufficiale n. 262 of 10 November
//! 2001): type, date and number, and after `~` the article. Normattiva resolves it under `uri-res/N2Ls`. It describes the
//! name with the whole date; with the year alone, as acts are mostly cited, it leads to the act of that number too, since
//! these types share one numbering a year. What is not certain (two digits for the year, regional laws, ministerial
//! decrees, circulars) stays text.

use serde::Serialize;

use crate::platform::i18n::ITALIAN_MONTHS;

const RESOLVER: &str = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:";

/// How an act is called, in lower case, the longer before those that it begins with, and its type in the name.
const TYPES: [(&str, &str); 13] = [
    ("decreto legislativo", "decreto.legislativo"),
    ("d. lgs.", "decreto.legislativo"),
    ("d.lgs.", "decreto.legislativo"),
    ("d.lgs", "decreto.legislativo"),
    ("dlgs", "decreto.legislativo"),
    ("decreto-legge", "decreto.legge"),
    ("decreto legge", "decreto.legge"),
    ("d.l.", "decreto.legge"),
    ("decreto del presidente della repubblica", "decreto.del.presidente.della.repubblica"),
    ("d.p.r.", "decreto.del.presidente.della.repubblica"),
    ("dpr", "decreto.del.presidente.della.repubblica"),
    ("legge", "legge"),
    ("l.", "legge"),
];

/// What Italian laws number the articles that were put between others by.
const INSERTED: [&str; 9] =
    ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/// A piece of a source: text, and where it leads when it names an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    text: String,
    href: Option<String>,
}

/// A line of the sources, cut where acts are named.
pub fn linked(line: &str) -> Vec<Piece> {
    let text = |text: &str| Piece { text: text.to_owned(), href: None };
    if line.to_lowercase().contains("region") {
        // Its laws have the same numbers as those of the State.
        return vec![text(line)];
    }
    let mut pieces = Vec::new();
    let (mut shown, mut at) = (0, 0);
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        if begins_word(line, at)
            && let Some((length, name)) = act(rest)
        {
            if let Some(before) = line.get(shown..at).filter(|before| !before.is_empty()) {
                pieces.push(text(before));
            }
            let named = rest.get(..length).unwrap_or_default();
            pieces.push(Piece { text: named.to_owned(), href: Some(format!("{RESOLVER}{name}")) });
            at += length;
            shown = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if let Some(rest) = line.get(shown..).filter(|rest| !rest.is_empty()) {
        pieces.push(text(rest));
    }
    pieces
}

/// The acts that a text of several lines names, each once, in their order; each with the address of its text.
pub fn cited_acts(text: &str) -> Vec<Piece> {
    let mut acts: Vec<Piece> = Vec::new();
    for piece in text.lines().flat_map(linked).filter(|piece| piece.href.is_some()) {
        if !acts.iter().any(|known| known.href == piece.href) {
            acts.push(piece);
        }
    }
    acts
}

/// Whether an act may be named from here on: not within a word or an abbreviation ("C.L.", "All.").
fn begins_word(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '.' | '-'))
}

/// The act that `text` begins with: how long its citation is, and its name.
fn act(text: &str) -> Option<(usize, String)> {
    let (called, kind) = TYPES.iter().find(|(called, _)| begins_with(text, called))?;
    let mut reader = Reader { text, at: called.len() };
    reader.blanks();
    let date = reader.date();
    if date.is_some() {
        reader.skip(",");
        reader.blanks();
    }
    if reader.skip("n.") || reader.skip("n°") {
        reader.blanks();
    } else if date.is_some() {
        return None;
    }
    let number = reader.number(1, 4)?;
    let date = match date {
        Some(date) => date,
        None if reader.skip("/") => reader.year()?,
        None if reader.skip(" del ") => reader.date().or_else(|| reader.year())?,
        None => return None,
    };
    if reader.rest().starts_with(|c: char| c.is_alphanumeric() || c == '/') {
        return None;
    }
    let mut name = format!("{kind}:{date};{number}");
    let end = reader.at;
    match reader.article() {
        Some(article) => name.push_str(&format!("~art{article}")),
        None => reader.at = end,
    }
    Some((reader.at, name))
}

/// Case does not matter.
fn begins_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, word: &str) -> bool {
        let there = begins_with(self.rest(), word);
        if there {
            self.at += word.len();
        }
        there
    }

    fn blanks(&mut self) {
        let blanks = self.rest().len() - self.rest().trim_start().len();
        self.at += blanks;
    }

    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&digits) {
            return None;
        }
        let number = self.rest().get(..digits)?.parse().ok()?;
        self.at += digits;
        Some(number)
    }

    fn year(&mut self) -> Option<String> {
        self.number(4, 4).filter(|year| (1861..=2100).contains(year)).map(|year| year.to_string())
    }

    /// "26 marzo 2001", as `2001-03-26`; what is no date is left where it is.
    fn date(&mut self) -> Option<String> {
        let start = self.at;
        let date = self.try_date();
        if date.is_none() {
            self.at = start;
        }
        date
    }

    fn try_date(&mut self) -> Option<String> {
        let day = self.number(1, 2)?;
        self.skip("º");
        self.blanks();
        let month = ITALIAN_MONTHS.iter().position(|month| begins_with(self.rest(), month))?;
        self.skip(ITALIAN_MONTHS.get(month)?);
        self.blanks();
        let year = self.number(4, 4)?;
        let month = u32::try_from(month).ok()? + 1;
        let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(date.to_string())
    }

    /// ", art. 27-bis", as `27bis`; several articles, or none, name the whole act.
    fn article(&mut self) -> Option<String> {
        self.skip(",");
        self.blanks();
        if !self.skip("art.") {
            return None;
        }
        self.blanks();
        let number = self.number(1, 4)?;
        if !self.rest().starts_with('-') {
            return Some(number.to_string());
        }
        let word: String = self.rest().chars().skip(1).take_while(char::is_ascii_lowercase).collect();
        let inserted = INSERTED.iter().find(|inserted| **inserted == word)?;
        self.at += 1 + inserted.len();
        Some(format!("{number}{inserted}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<(String, String)> {
        let pieces = linked(line);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, line, "nothing is lost");
        let short = |href: &str| href.strip_prefix(RESOLVER).unwrap().to_owned();
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
            ("D.Lgs. 151/2001, artt. 32, 34", "D.Lgs. 151/2001", "decreto.legislativo:2001;151"),
            (
                "D.Lgs. 198/2006, art. 25 c. 2-bis",
                "D.Lgs. 198/2006, art. 25",
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
            ("art. 33 della legge 104/1992", "legge 104/1992", "legge:1992;104"),
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
            "L.R. Lombardia 19/2007 e successive",
            "L. 19/2007 della Regione Lombardia",
            "legge costituzionale 3/2001",
            "D.M. 278/2000",
            "Circolare INPS n. 122/2022",
            "Regolamento UE 679/2016",
            "TUIR, artt. 15 e 51",
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
