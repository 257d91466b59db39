//! Articles, their paragraphs and letters.

use std::fmt;

use super::cursor::Cursor;

/// An article of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its number, with what was put between others: "42bis".
    pub article: String,
    /// Its paragraphs: "3", "2bis".
    pub paragraphs: Vec<String>,
    /// Their letters.
    pub letters: Vec<String>,
}

/// "33 c. 3, 6 lett. a".
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.article)?;
        if !self.paragraphs.is_empty() {
            write!(f, " c. {}", self.paragraphs.join(", "))?;
        }
        if !self.letters.is_empty() {
            write!(f, " lett. {}", self.letters.join(", "))?;
        }
        Ok(())
    }
}

/// What Italian laws number the articles that were put between others by.
const INSERTED: [&str; 19] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quinquiesdecies",
    "sexiesdecies",
    "septiesdecies",
    "octiesdecies",
    "noviesdecies",
    "vicies",
];

const ORDINALS: [&str; 10] =
    ["primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"];

/// The articles that are named from here on, with the word for them before.
pub(super) fn articles(cursor: &mut Cursor<'_>) -> Option<Vec<Place>> {
    let mut ahead = *cursor;
    if !ahead.short_word(&["art", "artt", "articolo", "articoli", "article", "articles"]) {
        return None;
    }
    ahead.short_word(&["n", "nn", "da"]);
    let mut places = vec![article(&mut ahead)?];
    loop {
        let mut next = ahead;
        if !separator(&mut next) {
            break;
        }
        // "l'art. 32 e l'art. 33", "artt. 32 e art. 34".
        if next.word(&["l", "all", "dell"]) {
            next.apostrophe();
        }
        next.short_word(&["art", "artt", "articolo", "articoli"]);
        let before = next;
        let Some(place) = article(&mut next) else { break };
        // "artt. 32 e 53/2000" names no article 53.
        if !before.is_bare_number() {
            break;
        }
        places.push(place);
        ahead = next;
    }
    *cursor = ahead;
    Some(places)
}

/// "comma 3 dell'art. 33", "lettera a) del comma 1 dell'articolo 4".
pub(super) fn articles_behind_paragraphs(cursor: &mut Cursor<'_>) -> Option<Vec<Place>> {
    let mut ahead = *cursor;
    let letters = letters(&mut ahead);
    if !letters.is_empty() {
        ahead.mark(',');
        of_the(&mut ahead);
    }
    let paragraphs = paragraphs(&mut ahead);
    if letters.is_empty() && paragraphs.is_empty() {
        return None;
    }
    ahead.mark(',');
    of_the(&mut ahead);
    let mut places = articles(&mut ahead)?;
    if let [place] = places.as_mut_slice() {
        place.paragraphs.splice(0..0, paragraphs);
        place.letters.splice(0..0, letters);
    }
    *cursor = ahead;
    Some(places)
}

/// "del", "dell'", "di cui alla" and the like.
pub(super) fn of_the(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let there = if ahead.words(&["di", "cui"]) {
        ahead.word(&["al", "allo", "alla", "all", "ai", "alle", "agli"])
    } else {
        ahead.word(&["del", "dello", "della", "dell", "dei", "delle", "degli", "di", "of"])
    };
    if there {
        ahead.apostrophe();
        ahead.word(&["the"]);
        *cursor = ahead;
    }
    there
}

fn separator(cursor: &mut Cursor<'_>) -> bool {
    if cursor.mark(',') || cursor.mark(';') {
        cursor.word(&["e", "ed"]);
        return true;
    }
    cursor.mark('-') || cursor.word(&["e", "ed", "o", "a", "al", "and", "to"])
}

fn article(cursor: &mut Cursor<'_>) -> Option<Place> {
    let mut ahead = *cursor;
    let article = numbered(&mut ahead)?;
    let mut place = Place { article, paragraphs: Vec::new(), letters: Vec::new() };
    loop {
        let mut next = ahead;
        next.mark(',');
        let paragraphs = paragraphs(&mut next);
        if !paragraphs.is_empty() {
            place.paragraphs.extend(paragraphs);
            ahead = next;
            continue;
        }
        let letters = letters(&mut next);
        if letters.is_empty() {
            break;
        }
        place.letters.extend(letters);
        ahead = next;
    }
    *cursor = ahead;
    Some(place)
}

/// "comma 3", "commi 3 e 6", "co. 2-bis", "primo comma", "3° comma", "par. 2"; none when there are none.
fn paragraphs(cursor: &mut Cursor<'_>) -> Vec<String> {
    let mut ahead = *cursor;
    if let Some(place) = ahead.peek_word().and_then(|word| {
        let word = word.to_lowercase();
        ORDINALS.iter().position(|ordinal| *ordinal == word)
    }) {
        ahead.skip();
        if ahead.short_word(&["comma", "co", "c"]) {
            *cursor = ahead;
            return vec![(place + 1).to_string()];
        }
        return Vec::new();
    }
    if let Some(number) = ahead.number(3)
        && ahead.mark('°')
        && ahead.short_word(&["comma", "co", "c"])
    {
        *cursor = ahead;
        return vec![number.to_string()];
    }
    ahead = *cursor;
    let several = ahead.short_word(&["commi", "cc", "paragraphs"]);
    if !several && !ahead.short_word(&["comma", "co", "c", "par", "paragrafo", "paragraph"]) {
        return Vec::new();
    }
    let mut found = Vec::new();
    while let Some(number) = numbered(&mut ahead) {
        found.push(number);
        *cursor = ahead;
        // "art. 4, comma 1, 5" would be an article again.
        let goes_on = if several { separator(&mut ahead) } else { ahead.word(&["e", "ed"]) };
        ahead.short_word(&["comma"]);
        if !goes_on || !ahead.is_bare_number() {
            break;
        }
    }
    found
}

/// "lett. a)", "lettere a) e b)"; none when there are none.
fn letters(cursor: &mut Cursor<'_>) -> Vec<String> {
    let mut ahead = *cursor;
    if !ahead.short_word(&["lett", "let", "lettera", "lettere"]) {
        return Vec::new();
    }
    let mut found = Vec::new();
    loop {
        let quoted = ahead.mark('"') || ahead.mark('«');
        let letter = ahead.peek_word().filter(|word| word.len() == 1);
        let Some(letter) = letter else { break };
        ahead.skip();
        let closed = (quoted && (ahead.mark('"') || ahead.mark('»'))) || ahead.mark(')');
        // "lett. a e b" ends before "e"; "lett. a), e c)".
        if !closed && !found.is_empty() {
            break;
        }
        found.push(letter.to_lowercase());
        *cursor = ahead;
        if !separator(&mut ahead) {
            break;
        }
    }
    found
}

/// "33", "27-bis", "42 bis", "4bis", "1°".
fn numbered(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let number = ahead.number(4)?;
    ahead.mark('°');
    *cursor = ahead;
    let _ = ahead.mark('-') || ahead.mark('.');
    let word = ahead.peek_word().map(str::to_lowercase).unwrap_or_default();
    if INSERTED.contains(&word.as_str()) {
        ahead.skip();
        ahead.mark('.');
        *cursor = ahead;
        return Some(format!("{number}{word}"));
    }
    Some(number.to_string())
}

impl Cursor<'_> {
    /// Whether a number follows that is neither part of another ("53/2000", "2.3") nor of a day ("5 febbraio").
    fn is_bare_number(self) -> bool {
        let mut ahead = self;
        let start = ahead;
        if ahead.number(4).is_none() {
            return false;
        }
        let mut dated = start;
        super::dates::date(&mut dated).is_none()
            && (ahead.is_at_end()
                || ahead.peek_word().is_some_and(|word| INSERTED.contains(&word.to_lowercase().as_str())))
    }
}
