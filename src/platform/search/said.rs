//! The words of a text that say something, for whoever counts them.

use super::analysis::{self, analyse};
use super::query::is_courtesy;

/// Shorter ones say nothing of what somebody needs.
const SHORTEST: usize = 3;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Said {
    /// What its forms have in common, as the index compares them.
    pub stem: String,
    /// As it is written, in small letters.
    pub form: String,
    /// Whether it is written like a name: with a capital, and not as one of a few capitals ("INPS").
    pub like_a_name: bool,
}

/// Capitals alone are an abbreviation up to so many letters, and a shouted word beyond.
const ABBREVIATION: usize = 4;

/// The words of `text` in their order, without stop words, numbers, and what people put around a question.
pub fn words_said(text: &str) -> Vec<Said> {
    let said = |word: analysis::Analysed| {
        let written = text.get(word.from..word.to)?;
        let letters = written.chars().count();
        let says_something = letters >= SHORTEST && written.chars().all(char::is_alphabetic);
        if !says_something || is_courtesy(&word.text) {
            return None;
        }
        let capital = written.chars().next().is_some_and(char::is_uppercase);
        let abbreviation = letters <= ABBREVIATION && written.chars().all(char::is_uppercase);
        Some(Said { stem: word.text, form: written.to_lowercase(), like_a_name: capital && !abbreviation })
    };
    analyse(&mut analysis::stems(), text).into_iter().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_without_numbers_courtesy_and_stop_words() {
        let said = words_said("Buongiorno, vorrei i congedi dell'INPS per 3 mesi a Rho. Grazie, Anna");
        let words: Vec<(&str, bool)> =
            said.iter().map(|word| (word.form.as_str(), word.like_a_name)).collect();
        assert_eq!(
            words,
            [("congedi", false), ("inps", false), ("mesi", false), ("rho", true), ("anna", true)]
        );
        assert_eq!(words_said("congedo")[0].stem, said[0].stem);
        assert!(words_said("12 ab 🙂").is_empty());
    }
}
