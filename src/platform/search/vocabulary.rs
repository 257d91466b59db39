//! "Did you mean": the nearest word of the catalogue to one that it does not hold.

use tantivy::schema::Field;
use tantivy::tokenizer::TextAnalyzer;

use super::analysis::{self, analyse};
use super::slips::{Letters, Rows};
use super::view::View;

/// Words shorter than this are not corrected: everything would be near them.
const SHORTEST: usize = 4;

/// A word that documents hold.
struct Word {
    /// Lower case, no accents: what is compared.
    bare: Vec<char>,
    /// Which letters it has: most words are told apart by these alone.
    letters: Letters,
    /// As written, for the reader.
    written: String,
    /// In how many documents.
    documents: u32,
}

/// Every word of the index, made once per state of it and only when somebody mistypes.
pub(super) struct Vocabulary {
    words: Vec<Word>,
}

impl Vocabulary {
    /// Collects the words of `field`. Of spellings that differ by an accent only, the commoner stays.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(view: &View, field: Field) -> tantivy::Result<Self> {
        let mut typed = analysis::typed();
        let mut words: Vec<Word> = Vec::new();
        for of_segment in view.words(field) {
            let of_segment = of_segment?;
            let mut terms = of_segment.index.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let Ok(written) = std::str::from_utf8(term) else { continue };
                if written.chars().any(|c| c.is_ascii_digit()) || !of_segment.holds(info)? {
                    continue;
                }
                let bare = bare(&mut typed, written);
                words.push(Word {
                    letters: Letters::of(&bare),
                    bare,
                    written: written.to_owned(),
                    documents: of_segment.documents(info)?,
                });
            }
        }
        words.sort_unstable_by(|a, b| {
            a.bare
                .cmp(&b.bare)
                .then_with(|| b.documents.cmp(&a.documents))
                .then_with(|| a.written.cmp(&b.written))
        });
        words.dedup_by(|later, kept| {
            let same = later.bare == kept.bare;
            if same {
                kept.documents += later.documents;
            }
            same
        });
        Ok(Self { words })
    }

    /// The word that `typed` (lower case, no accents) was probably meant to be; two words when a blank is missing.
    pub fn nearest(&self, typed: &str) -> Option<String> {
        let wanted: Vec<char> = typed.chars().collect();
        if wanted.len() < SHORTEST || wanted.iter().any(char::is_ascii_digit) {
            return None;
        }
        let allowed = if wanted.len() < 6 { 1 } else { 2 };
        let letters = Letters::of(&wanted);
        let mut rows = Rows::default();
        self.words
            .iter()
            .filter(|word| word.bare.len().abs_diff(wanted.len()) <= allowed)
            .filter(|word| word.letters.may_be_near(letters, allowed))
            .filter_map(|word| {
                let far = rows.distance(&wanted, &word.bare, allowed)?;
                // People seldom mistype the first letter.
                let far = far * 2 + usize::from(word.bare.first() != wanted.first());
                Some((far, std::cmp::Reverse(word.documents), word))
            })
            .min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
            .map(|(_, _, word)| word.written.clone())
            .or_else(|| self.split(&wanted))
            .or_else(|| self.completed(&wanted))
    }

    fn find(&self, bare: &[char]) -> Option<&Word> {
        let at = self.words.binary_search_by(|word| word.bare.as_slice().cmp(bare)).ok()?;
        self.words.get(at)
    }

    /// "parttime": two words of the catalogue without their blank.
    fn split(&self, wanted: &[char]) -> Option<String> {
        (3..=wanted.len().saturating_sub(3))
            .filter_map(|at| {
                let (first, second) = wanted.split_at(at);
                let (first, second) = (self.find(first)?, self.find(second)?);
                Some((first.documents.min(second.documents), first, second))
            })
            .max_by_key(|(documents, ..)| *documents)
            .map(|(_, first, second)| format!("{} {}", first.written, second.written))
    }

    /// "matern": the commonest word that begins so.
    fn completed(&self, wanted: &[char]) -> Option<String> {
        let from = self.words.partition_point(|word| word.bare.as_slice() < wanted);
        self.words
            .get(from..)?
            .iter()
            .take_while(|word| word.bare.starts_with(wanted))
            .max_by_key(|word| word.documents)
            .map(|word| word.written.clone())
    }
}

fn bare(typed: &mut TextAnalyzer, written: &str) -> Vec<char> {
    analyse(typed, written).iter().flat_map(|word| word.text.chars()).collect()
}
