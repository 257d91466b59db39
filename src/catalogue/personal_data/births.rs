//! Dates of birth: what follows "nata il", "nato a Milano il", "data di nascita".

use super::words::Words;
use super::{Span, Suspicion};
use crate::kernel::norm::ITALIAN_MONTHS;

/// Who is born in law, with a day and without a name: acts, offices, agreements.
const NOBODY: [&str; 12] = [
    "legge",
    "decreto",
    "norma",
    "misura",
    "istituto",
    "contratto",
    "ccnl",
    "sportello",
    "associazione",
    "progetto",
    "servizio",
    "bonus",
];

pub fn spans(words: &Words<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let Some(date) = begins_at(words, at) else { continue };
        let Some(last) = date_at(words, date) else { continue };
        if !words.before(at, 6).iter().any(|word| NOBODY.contains(&word.as_str())) {
            found.push(Span { what: Suspicion::Birth, range: words.range(at, last) });
        }
    }
    found
}

/// Where the date begins that the words here announce.
fn begins_at(words: &Words<'_>, at: usize) -> Option<usize> {
    let is_article = |at: usize| matches!(words.lower(at).as_str(), "il" | "l" | "lo");
    match words.lower(at).as_str() {
        "nato" | "nata" | "nati" | "nate" => {
            // "nato a Sesto San Giovanni il"
            let place = if matches!(words.lower(at + 1).as_str(), "a" | "ad" | "in") { 6 } else { 1 };
            let article = (at + 1..=at + place).find(|next| is_article(*next));
            match article {
                Some(article) => Some(article + 1),
                // "nata 3/5/1990"
                None => date_at(words, at + 1).map(|_| at + 1),
            }
        }
        "nascita" if words.lower(at.wrapping_sub(1)) == "di" && words.lower(at.wrapping_sub(2)) == "data" => {
            let next = if is_article(at + 1) || words.lower(at + 1) == "è" { at + 2 } else { at + 1 };
            Some(if is_article(next) { next + 1 } else { next })
        }
        _ => None,
    }
}

/// The last word of the date that begins here: "3 marzo 1985", "03/03/85", "3.3.1985".
fn date_at(words: &Words<'_>, at: usize) -> Option<usize> {
    let number = |at: usize, most: u32| {
        let text = words.text(at).trim_end_matches(['°', 'º']);
        text.parse::<u32>().ok().filter(|number| (1..=most).contains(number))
    };
    number(at, 31)?;
    if ITALIAN_MONTHS.contains(&words.lower(at + 1).as_str()) {
        let with_year = number(at + 2, 2_999).is_some_and(|year| year > 1_900);
        return Some(if with_year { at + 2 } else { at + 1 });
    }
    let apart = |at: usize| matches!(words.gap(at), "/" | "." | "-");
    number(at + 1, 12).filter(|_| apart(at + 1))?;
    number(at + 2, 2_999).filter(|_| apart(at + 2))?;
    Some(at + 2)
}
