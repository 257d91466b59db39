//! Where somebody lives: street and number; and the plates of cars.

use super::words::{Words, is_no_name};
use super::{Span, Suspicion};
use crate::kernel::norm::ITALIAN_MONTHS;

const STREETS: [&str; 14] = [
    "via", "viale", "vle", "piazza", "pza", "pzza", "piazzale", "ple", "corso", "cso", "largo", "vicolo",
    "strada", "contrada",
];

/// Words of an office whose address is known to all, within the same sentence before it.
const OFFICES: [&str; 44] = [
    "inps",
    "inail",
    "inl",
    "ats",
    "asst",
    "asl",
    "comune",
    "municipio",
    "sportello",
    "sportelli",
    "ufficio",
    "uffici",
    "sede",
    "sedi",
    "consultorio",
    "consultori",
    "caf",
    "patronato",
    "patronati",
    "provincia",
    "regione",
    "ispettorato",
    "prefettura",
    "tribunale",
    "questura",
    "impiego",
    "biblioteca",
    "ospedale",
    "agenzia",
    "ministero",
    "procura",
    "corte",
    "sindacato",
    "cgil",
    "cisl",
    "uil",
    "consigliera",
    "centro",
    "poliambulatorio",
    "anagrafe",
    "camera",
    "nido",
    "asilo",
    "scuola",
];

/// Words of somebody's home: the address is hers, whatever office is near.
const HOMES: [&str; 14] = [
    "abito",
    "abita",
    "abitiamo",
    "abitano",
    "abitante",
    "vivo",
    "vive",
    "viviamo",
    "residente",
    "residenti",
    "residenza",
    "domiciliata",
    "domiciliato",
    "casa",
];

/// Words of a name of a street, at most.
const LONGEST: usize = 6;

pub fn addresses(words: &Words<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if let Some(last) = address_at(words, at)
            && !is_of_an_office(words, at)
        {
            found.push(Span { what: Suspicion::Address, range: words.range(at, last) });
        }
    }
    found
}

/// The last word of the street and number that begin here.
fn address_at(words: &Words<'_>, at: usize) -> Option<usize> {
    let mut name = at + 1;
    let short = words.lower(at);
    // "V.le", "P.zza", "C.so" are two words.
    let joined = format!("{short}{}", words.lower(at + 1));
    let is_street = STREETS.contains(&short.as_str());
    let is_short = words.gap(at + 1) == "." && STREETS.contains(&joined.as_str());
    if is_short {
        name += 1;
    } else if !is_street {
        return None;
    }
    if !(words.follows(name) || words.gap(name).trim() == ".") || words.get(at)?.in_address {
        return None;
    }
    let mut named = false;
    for place in name..name + LONGEST {
        let text = words.text(place);
        let is_number = text.chars().next().is_some_and(|c| c.is_ascii_digit());
        if named && is_number && is_house_number(words, place) {
            let letter = words.text(place + 1);
            let with_letter =
                matches!(words.gap(place + 1), "/" | "") && letter.chars().count() <= 2 && !letter.is_empty();
            return Some(if with_letter { place + 1 } else { place });
        }
        let gap_is_fine = place == name
            || words.follows(place)
            || matches!(words.gap(place), "'" | "’" | ", " | "-" | ". " | "." | ",");
        if !gap_is_fine {
            return None;
        }
        match text {
            "n" | "num" | "numero" | "civico" if named => continue,
            _ if is_number && !named && is_capital(words.text(place + 1)) => {} // "via 25 Aprile"
            _ if is_capital(text) && !(place == name && is_month(text)) => named = true,
            _ if is_joint(text) => {}
            _ => return None,
        }
    }
    None
}

fn is_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

fn is_month(text: &str) -> bool {
    ITALIAN_MONTHS.contains(&text.to_lowercase().as_str())
}

fn is_joint(text: &str) -> bool {
    matches!(
        text,
        "di" | "de"
            | "dei"
            | "degli"
            | "del"
            | "della"
            | "delle"
            | "dell"
            | "d"
            | "da"
            | "san"
            | "santa"
            | "sant"
            | "e"
            | "alla"
            | "al"
    )
}

/// Up to three digits, not of a year, of a law or of a time ("81/2008", "8.30").
fn is_house_number(words: &Words<'_>, at: usize) -> bool {
    let text = words.text(at);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let letters = text.len() - digits.len();
    let follows = words.text(at + 1).chars().all(|c| c.is_ascii_digit()) && !words.text(at + 1).is_empty();
    let is_of_more =
        follows && matches!(words.gap(at + 1), "/" | "." | ":" | ",") && words.text(at + 1).len() != 1;
    digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) && letters <= 3 && !is_of_more
}

/// Whether the sentence speaks of an office before the address, and of nobody's home.
fn is_of_an_office(words: &Words<'_>, at: usize) -> bool {
    let before = words.before(at, 14);
    let office = before.iter().any(|word| OFFICES.contains(&word.as_str()));
    office && !before.iter().any(|word| HOMES.contains(&word.as_str()))
}

pub fn plates(words: &Words<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut add = |first, last| found.push(Span { what: Suspicion::Plate, range: words.range(first, last) });
    for at in 0..words.len() {
        if words.get(at).is_some_and(|word| word.in_address) {
            continue;
        }
        let told = words.before(at, 3).iter().any(|word| word.starts_with("targa"));
        if is_plate(words.text(at)) || (told && is_any_plate(words.text(at))) {
            add(at, at);
        } else {
            let whole = format!("{}{}{}", words.text(at), words.text(at + 1), words.text(at + 2));
            let apart = words.text(at).len() == 2 && words.text(at + 1).len() == 3;
            let spaced = apart && words.follows(at + 1) && words.follows(at + 2);
            // "DM 151 CE" is law.
            if spaced
                && is_plate(&whole)
                && !matches!(words.text(at), "DL" | "DM" | "LR" | "CE" | "UE" | "NR" | "PS")
            {
                add(at, at + 2);
            }
        }
    }
    found
}

/// As Italian plates are since 1994: two letters, three digits, two letters, without I, O, Q and U.
fn is_plate(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_uppercase() && !b"IOQU".contains(&b);
    match text.as_bytes() {
        [a, b, c, d, e, f, g] => {
            [a, b, f, g].into_iter().all(|b| letter(*b)) && [c, d, e].into_iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Of what is called a plate, whatever its shape.
fn is_any_plate(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=8).contains(&text.len())
        && (2..=6).contains(&digits)
        && text.chars().any(char::is_uppercase)
        && !is_no_name(text)
}
