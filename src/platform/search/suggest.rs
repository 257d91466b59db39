//! Completion while typing: titles that hold the words so far, the last of them perhaps unfinished, any of them mistyped.

use tantivy::schema::Field;

use super::analysis::{self, analyse};
use super::evaluation::{Enough, Part, Sought, Wanted, Way};
use super::slips::Rows;
use super::view::View;
use super::vocabulary::Vocabulary;

/// Words that an unfinished word may become; the commonest are tried.
const MOST_ENDINGS: usize = 50;
/// The same of one that is mistyped as well: the more of them, the less is meant by each.
const MOST_MEANT: usize = 5;
/// Shorter beginnings are not corrected: everything would be near them.
const SHORTEST: usize = 4;
/// Words of the text that are looked at.
const MOST_WORDS: usize = 8;

/// The words of all titles, as typed, in their order, and in how many each is.
pub(super) struct TitleWords {
    /// One after the other.
    letters: String,
    /// Where each begins, and its titles.
    words: Vec<(u32, u32)>,
}

impl TitleWords {
    /// Collects the words of `field`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(view: &View, field: Field) -> tantivy::Result<Self> {
        let mut found: Vec<(String, u32)> = Vec::new();
        for words in view.words(field) {
            let words = words?;
            let mut terms = words.index.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let titles = if words.holds(info)? { words.documents(info)? } else { 0 };
                if let (Ok(word), 1..) = (std::str::from_utf8(term), titles) {
                    found.push((word.to_owned(), titles));
                }
            }
        }
        found.sort_unstable();
        let mut all = Self { letters: String::new(), words: Vec::with_capacity(found.len()) };
        for (word, titles) in found {
            match all.words.last_mut() {
                Some((from, known)) if all.letters.get(*from as usize..) == Some(&word) => *known += titles,
                _ => {
                    all.words.push((u32::try_from(all.letters.len()).unwrap_or(u32::MAX), titles));
                    all.letters.push_str(&word);
                }
            }
        }
        Ok(all)
    }

    fn word(&self, number: usize) -> &str {
        let begin = |number: usize| self.words.get(number).map(|(from, _)| *from as usize);
        let from = begin(number).unwrap_or(self.letters.len());
        self.letters.get(from..begin(number + 1).unwrap_or(self.letters.len())).unwrap_or_default()
    }

    /// The number of the first word that does not come before `text`.
    fn from(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.words.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn holds(&self, word: &str) -> bool {
        self.word(self.from(word)) == word
    }

    /// Numbers of the words that begin so.
    fn beginning(&self, text: &str) -> impl Iterator<Item = usize> {
        (self.from(text)..self.words.len()).take_while(move |number| self.word(*number).starts_with(text))
    }

    /// The commonest words that begin so.
    fn endings(&self, beginning: &str) -> Vec<&str> {
        self.commonest(self.beginning(beginning).collect(), MOST_ENDINGS)
    }

    /// The commonest words that begin almost so, with the same letter and a slip of the finger in what follows.
    fn meant_endings(&self, beginning: &str) -> Vec<&str> {
        let typed: Vec<char> = beginning.chars().collect();
        let Some(first) = beginning.get(..typed.first().map_or(0, |c| c.len_utf8())) else {
            return Vec::new();
        };
        if typed.len() < SHORTEST || typed.iter().any(char::is_ascii_digit) {
            return Vec::new();
        }
        let mut rows = Rows::default();
        let mut letters: Vec<char> = Vec::new();
        let near = self.beginning(first).filter(|number| {
            letters.clear();
            letters.extend(self.word(*number).chars().take(typed.len() + 1));
            rows.begins_near(&typed, &letters, 1)
        });
        self.commonest(near.collect(), MOST_MEANT)
    }

    fn commonest(&self, mut numbers: Vec<usize>, most: usize) -> Vec<&str> {
        let titles = |number: &usize| self.words.get(*number).map_or(0, |(_, titles)| *titles);
        // Of as many, the first by name.
        let order = |a: &usize, b: &usize| titles(b).cmp(&titles(a)).then_with(|| a.cmp(b));
        if numbers.len() > most {
            numbers.select_nth_unstable_by(most, order);
            numbers.truncate(most);
        }
        numbers.sort_unstable_by(order);
        numbers.into_iter().map(|number| self.word(number)).collect()
    }
}

/// What titles have to hold that go on from `text`; `None` when it holds no word, or one that no title has.
/// `vocabulary` is called only when a word is unknown.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn wanted(
    text: &str,
    titles: &TitleWords,
    field: Field,
    vocabulary: impl Fn() -> tantivy::Result<std::sync::Arc<Vocabulary>>,
) -> tantivy::Result<Option<(Wanted, Enough)>> {
    let mut typed = analysis::typed();
    let words = analyse(&mut typed, text);
    let last = words.len().min(MOST_WORDS);
    let mut sought = Vec::with_capacity(last);
    for (place, word) in words.iter().take(MOST_WORDS).enumerate() {
        let unfinished = place + 1 == last;
        let mut may_be: Vec<String> = match unfinished {
            true => titles.endings(&word.text).into_iter().map(str::to_owned).collect(),
            false if titles.holds(&word.text) => vec![word.text.clone()],
            false => Vec::new(),
        };
        if may_be.is_empty() && unfinished {
            may_be = titles.meant_endings(&word.text).into_iter().map(str::to_owned).collect();
        }
        if may_be.is_empty()
            && let Some(nearest) = vocabulary()?.nearest(&word.text)
        {
            let nearest = analyse(&mut typed, &nearest).into_iter().map(|word| word.text);
            may_be = nearest.filter(|word| titles.holds(word)).collect();
        }
        if may_be.is_empty() {
            return Ok(None);
        }
        sought.push(Sought(may_be.into_iter().map(|word| way(field, word)).collect()));
    }
    let enough = Enough { least: sought.len(), few: 0 };
    let wanted = Wanted { held_in: Some(field), words: sought, ..Wanted::default() };
    Ok((!wanted.words.is_empty()).then_some((wanted, enough)))
}

fn way(field: Field, word: String) -> Way {
    Way { parts: vec![Part { field, term: word.clone(), weight: 1.0 }], terms: vec![word] }
}
