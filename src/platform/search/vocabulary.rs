//! "Did you mean": the nearest word of the catalogue to one that it does not hold.

use tantivy::Searcher;
use tantivy::schema::Field;
use tantivy::tokenizer::TextAnalyzer;

use super::analysis::{self, analyse};

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
    pub fn of(searcher: &Searcher, field: Field) -> tantivy::Result<Self> {
        let mut typed = analysis::typed();
        let mut words: Vec<Word> = Vec::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let Ok(written) = std::str::from_utf8(term) else { continue };
                if written.chars().any(|c| c.is_ascii_digit()) {
                    continue;
                }
                let bare = bare(&mut typed, written);
                words.push(Word {
                    letters: Letters::of(&bare),
                    bare,
                    written: written.to_owned(),
                    documents: info.doc_freq,
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

/// The set of the letters of a word, one bit each; what is not a letter of the alphabet shares the last bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters(u32);

impl Letters {
    fn of(word: &[char]) -> Self {
        let bit = |c: &char| match c {
            'a'..='z' => 1_u32 << (u32::from(*c) - u32::from('a')),
            other => 1 << (26 + u32::from(*other) % 6),
        };
        Self(word.iter().fold(0, |set, c| set | bit(c)))
    }

    /// Whether a word of these letters can be within so many steps: each takes a letter away, brings one, or both.
    fn may_be_near(self, other: Self, steps: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * steps
    }
}

/// The rows of the table of distances, kept from word to word.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
    row: Vec<usize>,
}

impl Rows {
    /// Insertions, deletions, replacements and exchanges of neighbours between two words, or `None` above `most`.
    fn distance(&mut self, a: &[char], b: &[char], most: usize) -> Option<usize> {
        let Self { before, last, row } = self;
        before.clear();
        last.clear();
        last.extend(0..=b.len());
        for (i, from) in a.iter().enumerate() {
            row.clear();
            row.push(i + 1);
            for (j, to) in b.iter().enumerate() {
                let same = usize::from(from != to);
                let mut best = (last.get(j)? + same).min(last.get(j + 1)? + 1).min(row.get(j)? + 1);
                if i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from) {
                    best = best.min(before.get(j - 1)? + 1);
                }
                row.push(best);
            }
            if row.iter().min().is_some_and(|least| *least > most) {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        last.last().copied().filter(|far| *far <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far(a: &str, b: &str) -> Option<usize> {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let far = Rows::default().distance(&a, &b, 2);
        assert!(far.is_none() || Letters::of(&a).may_be_near(Letters::of(&b), 2), "the letters hide it");
        far
    }

    #[test]
    fn a_slip_of_the_finger_is_one_step() {
        assert_eq!(far("congedo", "congedo"), Some(0));
        assert_eq!(far("cognedo", "congedo"), Some(1));
        assert_eq!(far("conedo", "congedo"), Some(1));
        assert_eq!(far("congeddo", "congedo"), Some(1));
        assert_eq!(far("comgeto", "congedo"), Some(2));
        assert_eq!(far("nido", "congedo"), None);
    }
}
