//! The names of whoever asked, which must not come with the answer.

use super::words::{Words, is_no_name};
use super::{Span, Suspicion};

/// The people and firms of the questions that a text comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    /// The parts of people's names, in small letters.
    parts: Vec<String>,
    /// The words of each firm's name, in small letters, without its legal form.
    firms: Vec<Vec<String>>,
}

impl Parties {
    /// By the names of people and of firms as they were given.
    pub fn of(people: &[impl AsRef<str>], firms: &[impl AsRef<str>]) -> Self {
        let mut parts: Vec<String> = people.iter().flat_map(|name| parts_of(name.as_ref())).collect();
        parts.sort_unstable();
        parts.dedup();
        let mut firms: Vec<Vec<String>> = firms
            .iter()
            .map(|name| words_of_firm(name.as_ref()))
            .filter(|words| says_enough(words))
            .collect();
        firms.sort_unstable();
        firms.dedup();
        Self { parts, firms }
    }

    pub(super) fn spans(&self, words: &Words<'_>) -> Vec<Span> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let last = self.name_at(words, at).or_else(|| self.firm_at(words, at));
            match last {
                Some(last) => {
                    found.push(Span { what: Suspicion::Party, range: words.range(at, last) });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The last of the parts of a name that follow each other from here on, each with a capital.
    fn name_at(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        let is_part = |at: usize| {
            let capital = words.text(at).chars().next().is_some_and(char::is_uppercase);
            capital && self.parts.binary_search(&words.lower(at)).is_ok()
        };
        if !is_part(at) {
            return None;
        }
        let mut last = at;
        while words.follows(last + 1) && is_part(last + 1) {
            last += 1;
        }
        Some(last)
    }

    fn firm_at(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        words.text(at).chars().next().filter(|c| c.is_uppercase() || c.is_ascii_digit())?;
        let fits = |firm: &&Vec<String>| {
            firm.iter().enumerate().all(|(place, part)| words.lower(at + place) == *part)
        };
        let longest = self.firms.iter().filter(fits).map(Vec::len).max()?;
        Some(at + longest - 1)
    }
}

/// The parts of a name that say who it is: not "De" and the like, and not the words of offices, which write mails too.
fn parts_of(name: &str) -> impl Iterator<Item = String> + '_ {
    let parts = name.split(|c: char| !c.is_alphabetic()).filter(|part| part.chars().count() > 2);
    parts
        .map(str::to_lowercase)
        .filter(|part| !is_no_name(part) && !matches!(part.as_str(), "del" | "della" | "dell" | "dalla"))
}

fn words_of_firm(name: &str) -> Vec<String> {
    let plain = name.to_lowercase();
    let mut words: Vec<String> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    for form in super::firms::FORMS {
        if words.len() > form.len()
            && words.iter().rev().zip(form.iter().rev()).all(|(word, part)| word == part)
        {
            words.truncate(words.len() - form.len());
            break;
        }
    }
    words
}

/// One short or usual word would be found in every text.
fn says_enough(words: &[String]) -> bool {
    match words {
        [] => false,
        [one] => one.chars().count() > 3 && !is_no_name(one),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Suspicion, findings};
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let parties = Parties::of(
            &["Anna De Bianchi", "Ufficio Personale", "Legge Ada"],
            &["Officine Verdi S.r.l.", "Bar", "Comune"],
        );
        findings(text, &parties)
            .into_iter()
            .filter(|found| found.what == Suspicion::Party)
            .map(|found| found.text)
            .collect()
    }

    #[test]
    fn the_names_of_whoever_asked_are_found_in_every_part() {
        assert_eq!(found("La collega Bianchi ha scritto; Ada no."), ["Bianchi", "Ada"]);
        assert_eq!(found("Ne parla anna bianchi."), Vec::<String>::new(), "small letters are words");
        assert_eq!(found("BIANCHI ha ragione"), ["BIANCHI"]);
        assert_eq!(found("Le officine sono verdi. Alle Officine Verdi spetta"), ["Officine Verdi"]);
    }

    #[test]
    fn words_of_offices_and_laws_are_nobody() {
        for text in ["Ufficio del Personale", "Legge 104/1992", "Il Comune e il Bar", "De minimis"] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
