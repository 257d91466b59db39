//! Names of people: after a title or a word of kin, after what says how somebody is called, and by a first name.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{Words, is_no_name};
use super::{Span, Suspicion};

const TITLES: [&str; 33] = [
    "signora",
    "signor",
    "signorina",
    "signori",
    "sig",
    "sigg",
    "dottor",
    "dottore",
    "dottoressa",
    "dott",
    "dr",
    "avvocato",
    "avvocata",
    "avv",
    "ingegner",
    "ingegnere",
    "ing",
    "professor",
    "professore",
    "professoressa",
    "prof",
    "geometra",
    "geom",
    "ragioniere",
    "ragioniera",
    "rag",
    "architetto",
    "arch",
    "maestra",
    "maestro",
    "don",
    "suor",
    "sorella",
];

/// How a shortened title goes on: "sig.ra", "dott.ssa".
const ENDINGS: [&str; 5] = ["ra", "ssa", "na", "ri", "re"];

const OWN: [&str; 12] =
    ["mio", "mia", "miei", "mie", "suo", "sua", "nostro", "nostra", "loro", "vostro", "vostra", "tua"];

const KIN: [&str; 34] = [
    "figlio", "figlia", "figli", "figlie", "bambino", "bambina", "bimbo", "bimba", "marito", "moglie",
    "compagno", "compagna", "madre", "padre", "mamma", "papà", "fratello", "sorella", "nonno", "nonna",
    "suocero", "suocera", "zio", "zia", "nipote", "cugino", "cugina", "cognato", "cognata", "collega",
    "capo", "titolare", "socio", "socia",
];

/// What a name after these is part of: an institution, a street, a law, a saint.
const NAMED_AFTER: [&str; 61] = [
    "via",
    "viale",
    "piazza",
    "piazzale",
    "corso",
    "largo",
    "vicolo",
    "san",
    "santo",
    "santa",
    "sant",
    "santi",
    "s",
    "beato",
    "beata",
    "istituto",
    "ospedale",
    "scuola",
    "scuole",
    "fondazione",
    "asilo",
    "nido",
    "biblioteca",
    "centro",
    "associazione",
    "cooperativa",
    "parrocchia",
    "oratorio",
    "clinica",
    "casa",
    "palazzo",
    "teatro",
    "premio",
    "legge",
    "decreto",
    "riforma",
    "lodo",
    "villa",
    "parco",
    "stazione",
    "metro",
    "policlinico",
    "università",
    "politecnico",
    "liceo",
    "comprensivo",
    "primaria",
    "infanzia",
    "materna",
    "elementare",
    "media",
    "ludoteca",
    "residenza",
    "rsa",
    "monte",
    "lago",
    "golfo",
    "isola",
    "ponte",
    "porta",
    "borgo",
];

/// First names in small letters; whether each says by itself that it is one.
static FIRST_NAMES: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let lines = include_str!("first_names.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| (line.trim_end_matches('*').to_lowercase(), !line.ends_with('*'))).collect()
});

/// Whether a word, in small letters, says by itself that it is a first name.
pub fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.get(word) == Some(&true)
}

pub fn spans(words: &Words<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let range = titled(words, at)
            .or_else(|| kin(words, at))
            .or_else(|| called(words, at))
            .or_else(|| first_name(words, at));
        match range {
            Some((first, last)) => {
                found.push(Span { what: Suspicion::Person, range: words.range(first, last) });
                at = last + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// "signora Rossi", "dott.ssa Anna Bianchi".
fn titled(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let title = words.lower(at);
    if !TITLES.contains(&title.as_str()) || is_acronym(words.text(at)) || is_named_after(words, at) {
        return None;
    }
    let mut name = at + 1;
    while ENDINGS.contains(&words.lower(name).as_str()) && matches!(words.gap(name), "." | "") {
        name += 1;
    }
    // "la dott.ssa avv. Rossi", "sig.ra dott.ssa Neri"
    if let Some((_, last)) = titled_again(words, name) {
        return Some((at, last));
    }
    if !words.follows_short(name) {
        return None;
    }
    if words.is_loud(name) {
        return Some((at, name));
    }
    Some((at, words.name_from(name)?))
}

fn titled_again(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    (words.follows_short(at) && TITLES.contains(&words.lower(at).as_str()))
        .then(|| titled(words, at))
        .flatten()
}

/// A few capitals: an act or a bank rather than a title.
fn is_acronym(text: &str) -> bool {
    (2..=4).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

/// "mio figlio Luca", "la mia collega Sara Neri".
fn kin(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    if !KIN.contains(&words.lower(at).as_str()) || !OWN.contains(&words.lower(at.checked_sub(1)?).as_str()) {
        return None;
    }
    let name = if words.follows(at + 1) || words.gap(at + 1) == ", " { at + 1 } else { return None };
    // After a comma only what is a name by itself.
    if words.gap(name) == ", " && FIRST_NAMES.get(&words.lower(name)) != Some(&true) {
        return None;
    }
    Some((name, words.name_from(name)?))
}

/// "si chiama Luca", "di nome Luca", "mi chiamo Anna Bianchi".
fn called(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let word = words.lower(at);
    let before = words.lower(at.checked_sub(1)?);
    let says =
        matches!((before.as_str(), word.as_str()), ("si", "chiama") | ("mi", "chiamo") | ("di", "nome"));
    (says && words.follows(at + 1)).then_some(())?;
    Some((at + 1, words.name_from(at + 1)?))
}

/// "Maria Rossi", and "Luca" alone where the name is no other word.
fn first_name(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let alone = *FIRST_NAMES.get(&words.lower(at))?;
    let loud = words.is_loud(at);
    if !(words.is_name(at) || loud) || is_named_after(words, at) || is_within_a_name(words, at) {
        return None;
    }
    if loud {
        return (words.follows(at + 1) && words.is_loud(at + 1)).then_some((at, at + 1));
    }
    let last = words.name_from(at)?;
    let with_surname = last > at && words.follows(at + 1);
    (with_surname || alone).then_some((at, last))
}

/// Whether an institution, a street or a law is named so: within three words before it, unless it is whose ("la scuola di Luca").
fn is_named_after(words: &Words<'_>, at: usize) -> bool {
    let before = words.before(at, 3);
    if before.first().is_some_and(|word| word == "di") {
        return false;
    }
    let near = before.iter().enumerate().take_while(|(place, _)| {
        let gap = words.gap(at - place);
        gap.chars().all(|c| c.is_whitespace() || "'’\"«“.-".contains(c))
    });
    near.map(|(_, word)| word).any(|word| NAMED_AFTER.contains(&word.as_str()))
}

/// Whether a capitalised word stands right before: "Reggio Emilia", "Banca Carlo".
fn is_within_a_name(words: &Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let text = words.text(before);
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    words.follows(at) && capital && !is_no_name(text)
}
