//! Words that somebody looks for in a text, compared as the index compares them: whatever their capitals, accents and endings.

use super::analysis::{self, Analysed, analyse};

/// A word, or several side by side, to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<String>);

impl Phrase {
    /// The phrase of a text; none when nothing but articles and the like is in it.
    pub fn of(text: &str) -> Option<Self> {
        let stems: Vec<String> =
            analyse(&mut analysis::stems(), text).into_iter().map(|word| word.text).collect();
        (!stems.is_empty()).then_some(Self(stems))
    }
}

/// A text in which phrases are looked for.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    text: &'a str,
    words: Vec<Analysed>,
}

impl<'a> Wording<'a> {
    /// Reads a text.
    pub fn of(text: &'a str) -> Self {
        Self { text, words: analyse(&mut analysis::stems(), text) }
    }

    /// The phrase where it first stands, as the text writes it, in small letters.
    pub fn find(&self, phrase: &Phrase) -> Option<String> {
        let found = self
            .words
            .windows(phrase.0.len())
            .find(|words| words.iter().zip(&phrase.0).all(|(word, stem)| word.text == *stem))?;
        let (first, last) = (found.first()?, found.last()?);
        self.text.get(first.from..last.to).map(str::to_lowercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_whatever_its_endings_accents_and_small_words() {
        let text =
            "Dopo il CONGEDO per la malattia due congedi parentali: e la maternita? Temo un licenziamento.";
        let reading = Wording::of(text);
        let find = |phrase: &str| reading.find(&Phrase::of(phrase).expect("words"));
        assert_eq!(find("licenziamenti").as_deref(), Some("licenziamento"));
        assert_eq!(find("congedo parentale").as_deref(), Some("congedi parentali"));
        assert_eq!(find("congedi di malattia").as_deref(), Some("congedo per la malattia"));
        assert_eq!(find("maternità").as_deref(), Some("maternita"));
        assert_eq!(find("parentale congedo"), None);
        assert_eq!(find("nido"), None);
        assert_eq!(Phrase::of("di, la"), None);
    }
}
