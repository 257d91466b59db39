//! From text to what the index compares: words in lower case, without accents, elisions and stop words, reduced to
//! their stem (Snowball Italian).
//!
//! An elision needs no filter of its own: [`Words`] breaks at the apostrophe, straight or curly, and what is left of
//! the article (`l`, `dell`, `un`) is a stop word. This gives the same tokens and is several times faster. English
//! texts go the same way: the stems are odd but the same on both sides.

use std::sync::LazyLock;

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, Stemmer, StopWordFilter, TextAnalyzer, Token,
    TokenStream, Tokenizer, TokenizerManager,
};

/// Name of the analyser of titles, summaries and bodies.
pub(super) const STEMS: &str = "dialoga_stems";
/// Name of the analyser of words as people type them, without accents: for completion.
pub(super) const TYPED: &str = "dialoga_typed";
/// Name of the analyser of words as they are written, accents included: for "did you mean".
pub(super) const WRITTEN: &str = "dialoga_written";

/// Longer runs of letters are not words of any language that the desk answers in.
const LONGEST: usize = 40;

/// What the elision leaves before the apostrophe, the short words that Snowball's list lacks, and the words of the
/// list without their accent.
const ALSO_STOPPED: &[&str] = &[
    "d", "m", "n", "s", "t", "v", "z", "gl", "quell", "quest", "bell", "tutt", "anch", "com", "dov", "quand",
    "senz", "nessun", "ciascun", "qualcun", "alcun", "nonc", "po", "ed", "od", "cioe", "gia", "piu",
    "perche", "poiche", "finche", "cosi", "puo", "sara", "sarai", "fara", "avra", "stara", "ne", "se", "ecc",
];

static STEMS_ANALYSER: LazyLock<TextAnalyzer> = LazyLock::new(make_stems);
static TYPED_ANALYSER: LazyLock<TextAnalyzer> = LazyLock::new(make_typed);

/// Italian words, the shape that every text field is compared in. Its lists are made once: a search must not pay for
/// hundreds of stop words.
pub(super) fn stems() -> TextAnalyzer {
    STEMS_ANALYSER.clone()
}

/// Every word in lower case and without accents.
pub(super) fn typed() -> TextAnalyzer {
    TYPED_ANALYSER.clone()
}

fn make_stems() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .filter(StopWordFilter::new(Language::Italian).unwrap_or_else(|| StopWordFilter::remove([])))
        .filter(AsciiFoldingFilter)
        .filter(StopWordFilter::remove(ALSO_STOPPED.iter().map(|word| (*word).to_owned())))
        .filter(Stemmer::new(Language::Italian))
        .build()
}

fn make_typed() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// Every word in lower case.
fn written() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .build()
}

/// The analysers under their names.
pub(super) fn manager() -> TokenizerManager {
    // Numbers want the default one to be there.
    let manager = TokenizerManager::default();
    manager.register(STEMS, stems());
    manager.register(TYPED, typed());
    manager.register(WRITTEN, written());
    manager
}

/// A word of a text: what the analyser made of it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Analysed {
    pub text: String,
    pub from: usize,
    pub to: usize,
    /// Place among the words, stop words included.
    pub place: usize,
}

/// All that `analyser` makes of `text`.
pub(super) fn analyse(analyser: &mut TextAnalyzer, text: &str) -> Vec<Analysed> {
    let mut found = Vec::new();
    analyser.token_stream(text).process(&mut |token: &Token| {
        found.push(Analysed {
            text: token.text.clone(),
            from: token.offset_from,
            to: token.offset_to,
            place: token.position,
        });
    });
    found
}

/// What a character is to [`Words`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// An accent that follows its letter (texts from a Mac): part of the word, but not of what is compared.
    Accent,
    /// Everything between words. Also the apostrophe that counts as a letter (U+02BC).
    Between,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\u{0}'..='\u{7f}' | '\u{02b9}'..='\u{02ff}' => Class::Between,
        '\u{0300}'..='\u{036f}' => Class::Accent,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Between,
    }
}

/// Start and end of the next word at or after `from`. A word ends where letters meet digits, so that "L104" and
/// "legge 104" are found by the same words.
pub(super) fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut start = None;
    for (offset, c) in text.get(from..)?.char_indices() {
        let kind = class(c);
        match start {
            None if matches!(kind, Class::Letter | Class::Digit) => start = Some((from + offset, kind)),
            Some((begin, of)) if kind != of && kind != Class::Accent => return Some((begin, from + offset)),
            _ => {}
        }
    }
    start.map(|(begin, _)| (begin, text.len()))
}

/// The tokenizer: runs of letters and runs of digits.
#[derive(Clone, Default)]
pub(super) struct Words {
    token: Token,
}

pub(super) struct WordStream<'a> {
    text: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, next: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((from, to)) = next_word(self.text, self.next) else { return false };
        self.next = to;
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = from;
        self.token.offset_to = to;
        let word = self.text.get(from..to).unwrap_or_default();
        if word.is_ascii() {
            self.token.text.push_str(word);
        } else {
            self.token.text.extend(word.chars().filter(|c| class(*c) != Class::Accent));
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stemmed(text: &str) -> Vec<String> {
        analyse(&mut stems(), text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn elisions_straight_or_curly_leave_the_noun() {
        for text in
            ["l'asilo", "dell'asilo", "un\u{2019}asilo", "all\u{2019}asilo", "NELL'ASILO", "l\u{02bc}asilo"]
        {
            assert_eq!(stemmed(text), stemmed("asilo"), "{text}");
        }
        assert_eq!(stemmed("quest'anno"), stemmed("anno"));
    }

    #[test]
    fn accents_do_not_matter_however_they_are_typed() {
        assert_eq!(stemmed("maternità"), stemmed("maternita"));
        assert_eq!(stemmed("maternita\u{300}"), stemmed("MATERNITÀ"));
        assert_eq!(stemmed("perché è già così"), Vec::<String>::new());
    }

    #[test]
    fn singular_and_plural_meet() {
        assert_eq!(stemmed("congedi parentali"), stemmed("congedo parentale"));
        assert_eq!(stemmed("lavoratrici"), stemmed("lavoratrice"));
    }

    #[test]
    fn norms_keep_their_numbers() {
        assert_eq!(stemmed("L. 104/92"), ["104", "92"]);
        assert_eq!(stemmed("L104"), ["104"]);
        assert_eq!(stemmed("legge104"), stemmed("la legge n. 104"));
        assert_eq!(stemmed("d.lgs. 151/2001"), ["lgs", "151", "2001"]);
    }

    #[test]
    fn places_count_the_stop_words() {
        let words = analyse(&mut stems(), "congedo per la malattia");
        assert_eq!(words.iter().map(|word| word.place).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(words.last().map(|word| (word.from, word.to)), Some((15, 23)));
    }

    #[test]
    fn any_input_ends() {
        for text in ["", "\0\u{202e}", "🙂🙂", "'''", "\u{300}", "１２３", &"a".repeat(10_000)] {
            let _ = stemmed(text);
        }
    }
}
