//! Names of firms: by their legal form, or by what they are called before their name.

use super::words::{Words, is_no_name};
use super::{Span, Suspicion};

/// Legal forms as their words, the longer first.
pub const FORMS: [&[&str]; 13] = [
    &["s", "r", "l", "s"],
    &["s", "c", "r", "l"],
    &["s", "r", "l"],
    &["s", "p", "a"],
    &["s", "n", "c"],
    &["s", "a", "s"],
    &["srls"],
    &["scrl"],
    &["srl"],
    &["spa"],
    &["snc"],
    &["sas"],
    &["onlus"],
];

/// What a firm is called before its name.
const CALLED: [&str; 9] =
    ["ditta", "azienda", "impresa", "società", "studio", "negozio", "ristorante", "salumificio", "officina"];

/// Words after those that tell of what kind it is, in place of its name.
const KINDS: [&str; 24] = [
    "agricola",
    "artigiana",
    "benefit",
    "capogruppo",
    "commerciale",
    "consortile",
    "cooperativa",
    "familiare",
    "femminile",
    "generale",
    "individuale",
    "italiana",
    "italiano",
    "legale",
    "madre",
    "medico",
    "ospedaliera",
    "ospedaliero",
    "sanitaria",
    "semplice",
    "sociale",
    "speciale",
    "under",
    "unica",
];

/// Parts of a name before its legal form, at most.
const LONGEST: usize = 5;

pub fn spans(words: &Words<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let range = match form_at(words, at).and_then(|last| Some((name_before(words, at)?, last))) {
            Some((first, last)) if last > at => words.range_with_stop(first, last),
            Some((first, last)) => words.range(first, last),
            None => match named_after(words, at) {
                Some(last) => words.range(at, last),
                None => continue,
            },
        };
        found.push(Span { what: Suspicion::Firm, range });
    }
    found
}

/// The last word of the legal form that begins here.
fn form_at(words: &Words<'_>, at: usize) -> Option<usize> {
    let fits = |form: &&&[&str]| {
        form.iter().enumerate().all(|(place, part)| {
            words.lower(at + place) == *part && (place == 0 || words.gap(at + place).trim() == ".")
        })
    };
    // "spa" in small letters is where one takes the waters, "sas" and "snc" are hardly written so.
    let spelled = FORMS.iter().find(fits)?;
    let is_word = spelled.len() == 1 && words.text(at) == "spa";
    (!is_word && words.follows(at) || words.gap(at) == ", ").then_some(at + spelled.len() - 1)
}

/// The first word of the name that ends before `at`; of public bodies, which are firms by form alone, none.
fn name_before(words: &Words<'_>, at: usize) -> Option<usize> {
    let mut first = None;
    let mut place = at;
    for _ in 0..LONGEST {
        let Some(before) = place.checked_sub(1) else { break };
        let text = words.text(before);
        let goes_on = place == at
            || words.follows(place)
            || matches!(words.gap(place), "'" | "’" | "-" | " & " | "&" | " + ");
        let named = words.is_name(before) || words.is_loud(before) || is_short_name(text);
        // "Figli", "Servizi": words that are no name alone, and part of many.
        let usual = text.chars().next().is_some_and(char::is_uppercase) && is_no_name(text);
        let joined =
            usual || (first.is_some() && matches!(text, "e" | "di" | "dei" | "del" | "della" | "d" | "per"));
        if !goes_on || !(named || joined) {
            break;
        }
        if named {
            first = Some(before);
        }
        place = before;
    }
    first
}

/// "ABC", "B2" and the like before a legal form.
fn is_short_name(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=3).contains(&text.chars().count())
        && capitals > 0
        && capitals == text.chars().filter(|c| c.is_alphabetic()).count()
        && !is_no_name(text)
}

/// The last word of the name that follows "ditta" and the like; "studio legale Rossi" has a word between.
fn named_after(words: &Words<'_>, at: usize) -> Option<usize> {
    if !CALLED.contains(&words.lower(at).as_str()) {
        return None;
    }
    let is_kind = |at: usize| KINDS.contains(&words.lower(at).as_str());
    let mut name = at + 1;
    if is_kind(name) {
        // "Azienda Sanitaria", "Impresa Sociale": an office; "studio legale Rossi": a person's.
        if words.is_name(name) || !words.follows(name) {
            return None;
        }
        name += 1;
    }
    let quoted = matches!(words.gap(name), " \"" | " «" | " “");
    if !(words.follows(name) || quoted) || !words.is_name(name) {
        return None;
    }
    words.name_from(name)
}
