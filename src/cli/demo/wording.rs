//! How a text of the content becomes what one person wrote on one day.

use chrono::NaiveDate;

use super::content::{Question, Speech};
use super::random::Dice;

/// The words that a question's slots took, and the day on which it is told.
#[derive(Debug, Clone)]
pub(super) struct Words {
    slots: Vec<(String, String)>,
}

impl Words {
    /// Draws a value for each slot of the question.
    pub(super) fn draw(question: &Question, name: &str, town: &str, dice: &mut Dice) -> Self {
        let mut slots: Vec<(String, String)> =
            question.slots.iter().map(|(slot, values)| (slot.clone(), dice.pick(values).clone())).collect();
        slots.push(("name".to_owned(), name.to_owned()));
        slots.push(("comune".to_owned(), town.to_owned()));
        Self { slots }
    }

    /// The text with its slots filled, as the law stood on `day`.
    pub(super) fn fill(&self, text: &str, day: NaiveDate) -> String {
        // A slot's value may name another slot.
        let once = self.fill_once(text, day);
        if once.contains('{') { self.fill_once(&once, day) } else { once }
    }

    fn fill_once(&self, text: &str, day: NaiveDate) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((inner, next)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match dated(inner, day) {
                Some(words) => filled.push_str(words),
                None => {
                    let slot = self.slots.iter().find(|(slot, _)| slot == inner);
                    filled.push_str(slot.map_or(inner, |(_, value)| value));
                }
            }
            rest = next;
        }
        filled.push_str(rest);
        filled
    }
}

/// `2026-01-01|until then|from then`.
fn dated(inner: &str, day: NaiveDate) -> Option<&str> {
    let mut parts = inner.splitn(3, '|');
    let from: NaiveDate = parts.next()?.parse().ok()?;
    let (before, after) = (parts.next()?, parts.next()?);
    Some(if day < from { before } else { after })
}

/// What a person of this kind writes around the question, typed as tired people type.
pub(super) fn question(core: &str, worker: bool, name: &str, speech: &Speech, dice: &mut Dice) -> String {
    let (opens, closes) = match worker {
        true => (&speech.worker_open, &speech.worker_close),
        false => (&speech.firm_open, &speech.firm_close),
    };
    let (open, close) = (dice.pick(opens).trim(), dice.pick(closes));
    let core = after(open, core);
    // Nobody misspells her own name.
    let core = if worker && dice.chance(0.25) { swapped(&core, dice) } else { core };
    let text = if close.is_empty() {
        format!("{open}\n{core}\n{name}")
    } else {
        format!("{open}\n{core}\n\n{close}\n{name}")
    };
    if worker { tired(&text, dice) } else { text }
}

/// What an expert writes around the answer.
pub(super) fn answer(core: &str, name: &str, expert: &str, speech: &Speech, dice: &mut Dice) -> String {
    let open = dice.pick(&speech.answer_open).replace("{name}", name);
    let close = dice.pick(&speech.answer_close);
    format!("{open}\n\n{}\n\n{close}\n\n{expert}", after(&open, core))
}

/// A sentence begins in upper case, unless it goes on after a comma.
fn after(open: &str, text: &str) -> String {
    if open.ends_with(',') { text.to_owned() } else { capital(text) }
}

/// The text with its first letter in upper case.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Half of the people type with care. The others have no accents or no capitals at hand.
fn tired(text: &str, dice: &mut Dice) -> String {
    match dice.weighted(&[0.5, 0.2, 0.15, 0.15]) {
        1 => text.chars().map(|letter| accent(letter, "'")).collect(),
        2 => text.chars().map(|letter| accent(letter, "")).collect(),
        3 => text.to_lowercase(),
        _ => text.to_owned(),
    }
}

fn accent(letter: char, instead: &str) -> String {
    let plain = match letter {
        'à' => 'a',
        'è' | 'é' => 'e',
        'ì' => 'i',
        'ò' => 'o',
        'ù' => 'u',
        'È' => 'E',
        other => return other.to_string(),
    };
    format!("{plain}{instead}")
}

/// Two neighbouring small letters inside one word change places.
fn swapped(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let inside: Vec<usize> = (1..letters.len().saturating_sub(2))
        .filter(|place| (place - 1..place + 3).all(|near| letters[near].is_lowercase()))
        .collect();
    if !inside.is_empty() {
        let place = *dice.pick(&inside);
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

/// Letters and digits of a name without accents, for addresses.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .flat_map(|letter| accent(letter, "").to_lowercase().chars().collect::<Vec<_>>())
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let pair = |slot: &str, value: &str| (slot.to_owned(), value.to_owned());
        Words { slots: vec![pair("eta", "due anni"), pair("dove", "vive a {comune}"), pair("comune", "Rho")] }
    }

    #[test]
    fn slots_are_filled_also_inside_slots() {
        let day = NaiveDate::from_ymd_opt(2025, 6, 1).unwrap();
        assert_eq!(words().fill("ha {eta}, {dove}.", day), "ha due anni, vive a Rho.");
    }

    #[test]
    fn the_law_is_that_of_the_day() {
        let fill =
            |y| words().fill("fino a {2026-01-01|12|14} anni", NaiveDate::from_ymd_opt(y, 1, 1).unwrap());
        assert_eq!(fill(2025), "fino a 12 anni");
        assert_eq!(fill(2026), "fino a 14 anni");
    }

    #[test]
    fn a_typo_loses_no_letter() {
        let mut dice = Dice::new(5);
        let mut typed: Vec<char> = swapped("grazie mille davvero", &mut dice).chars().collect();
        let mut meant: Vec<char> = "grazie mille davvero".chars().collect();
        assert_ne!(typed, meant);
        typed.sort_unstable();
        meant.sort_unstable();
        assert_eq!(typed, meant);
    }
}
