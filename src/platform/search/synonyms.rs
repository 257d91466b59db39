//! What people say for what documents say: "maternità facoltativa" for "congedo parentale". A list that somebody writes, one
//! line for each, with commas between words that may stand for each other:
//!
//! ```text
//! # from what people write to what the catalogue calls it
//! maternità facoltativa, facoltativa = congedo parentale
//! ```

use std::collections::HashMap;

use super::analysis::{self, analyse};
use super::query::without_courtesy;

/// Words that are taken for one another in a list; a list of a desk has some hundred.
const MOST_LINES: usize = 2_000;
/// Words of one phrase.
const MOST_WORDS: usize = 6;

/// A line that cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub number: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It has no `=`, or more than one.
    Sides,
    /// Between two commas, or beside the `=`, stands nothing that can be searched: no word, or only articles and the like.
    Blank,
    /// More words than a phrase may have.
    Long,
    /// The list is too long.
    Many,
}

/// The list, as searches use it. They look at the stems alone, as everywhere.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// By the first word of what people say.
    said: HashMap<String, Vec<Said>>,
}

#[derive(Debug, Clone)]
struct Said {
    words: Vec<String>,
    meanings: Vec<Vec<String>>,
}

/// Something that a query says and documents may say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant<'a> {
    /// The place of the first of its words among those of the query, and how many there are.
    pub from: usize,
    pub count: usize,
    /// The words of each of the other ways to say it.
    pub meanings: &'a [Vec<String>],
}

impl Synonyms {
    /// Reads a list.
    ///
    /// # Errors
    /// All lines that cannot be understood.
    pub fn read(text: &str) -> Result<Self, Vec<BadLine>> {
        let mut list = Self::default();
        let mut bad = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let read = if number > MOST_LINES { Err(Fault::Many) } else { list.add(line) };
            if let Err(fault) = read {
                bad.push(BadLine { number, fault });
            }
        }
        if bad.is_empty() { Ok(list) } else { Err(bad) }
    }

    fn add(&mut self, line: &str) -> Result<(), Fault> {
        let (said, meant) = line.split_once('=').ok_or(Fault::Sides)?;
        if meant.contains('=') {
            return Err(Fault::Sides);
        }
        let (said, meanings) = (phrases(said)?, phrases(meant)?);
        for words in said {
            if let Some(first) = words.first() {
                let same = self.said.entry(first.clone()).or_default();
                match same.iter_mut().find(|known| known.words == words) {
                    Some(known) => known.meanings.extend(meanings.iter().cloned()),
                    None => same.push(Said { words, meanings: meanings.clone() }),
                }
            }
        }
        Ok(())
    }

    /// Whether some line has this word on its left.
    pub(super) fn knows(&self, stem: &str) -> bool {
        self.said.contains_key(stem)
            || self.said.values().flatten().any(|said| said.words.iter().any(|word| word == stem))
    }

    /// What of these words documents may say otherwise, the longest at each place.
    pub(super) fn meant_by<'a>(&'a self, words: &[&str]) -> Vec<Meant<'a>> {
        let mut meant = Vec::new();
        for from in 0..words.len() {
            let rest = words.get(from..).unwrap_or_default();
            let Some(first) = rest.first() else { continue };
            let fits = |said: &&Said| {
                said.words.len() <= rest.len() && said.words.iter().zip(rest).all(|(said, word)| said == word)
            };
            let longest = self.said.get(*first).into_iter().flatten().filter(fits);
            if let Some(said) = longest.max_by_key(|said| said.words.len()) {
                meant.push(Meant { from, count: said.words.len(), meanings: &said.meanings });
            }
        }
        meant
    }
}

/// The phrases between commas, in stems.
fn phrases(text: &str) -> Result<Vec<Vec<String>>, Fault> {
    let mut analyser = analysis::stems();
    let mut phrase = |text: &str| {
        let words = without_courtesy(analyse(&mut analyser, text));
        match words.len() {
            0 => Err(Fault::Blank),
            1..=MOST_WORDS => Ok(words.into_iter().map(|word| word.text).collect()),
            _ => Err(Fault::Long),
        }
    };
    text.split(',').map(&mut phrase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(list: &str, words: &[&str]) -> Vec<(usize, usize, Vec<String>)> {
        let list = Synonyms::read(list).expect("a good list");
        let told = |meant: Meant<'_>| {
            (meant.from, meant.count, meant.meanings.iter().map(|words| words.join(" ")).collect())
        };
        list.meant_by(words).into_iter().map(told).collect()
    }

    #[test]
    fn the_longest_that_is_said_counts_whatever_its_endings() {
        let list =
            "# di chi cerca\n\nMaternità facoltativa = congedo parentale, congedi\nmaternità = gravidanza\n";
        let stem = |word: &str| analyse(&mut analysis::stems(), word).remove(0).text;
        let (maternity, optional) = (stem("MATERNITA"), stem("facoltative"));
        let parental = format!("{} {}", stem("congedo"), stem("parentali"));
        assert_eq!(
            meanings(list, &["nid", &maternity, &optional]),
            [(1, 2, vec![parental, stem("congedo")])]
        );
        assert_eq!(meanings(list, &[&optional, &maternity]), [(1, 1, vec![stem("gravidanza")])]);
    }

    #[test]
    fn lines_that_say_nothing_are_named() {
        let read = Synonyms::read(
            "nido\nnido = \n = nido\na = b = c\n nido, di = asilo\ndue tre quattro cinque sette otto nove = nido\n\nnido = asilo",
        );
        let faults: Vec<_> = read.expect_err("bad lines").iter().map(|bad| (bad.number, bad.fault)).collect();
        assert_eq!(
            faults,
            [
                (1, Fault::Sides),
                (2, Fault::Blank),
                (3, Fault::Blank),
                (4, Fault::Sides),
                (5, Fault::Blank),
                (6, Fault::Long)
            ]
        );
    }
}
