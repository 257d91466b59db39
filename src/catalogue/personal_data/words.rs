//! A text as its words, each with what stands between it and the one before.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A run of letters and digits.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    /// In an address of a page or of mail, which is no prose.
    pub in_address: bool,
}

/// The words of a text.
pub struct Words<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
}

/// Capitalised words that begin sentences, greet, or name what is nobody: never a part of a name.
static NO_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("no_names.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

impl<'a> Words<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut words = Vec::new();
        let mut from = 0;
        for piece in text.split_inclusive(char::is_whitespace) {
            let in_address = piece.contains("://") || piece.contains("www.") || piece.contains('@');
            let mut start = None;
            for (at, c) in piece.char_indices() {
                if c.is_alphanumeric() {
                    start.get_or_insert(at);
                } else if let Some(start) = start.take() {
                    words.push(word(piece, start, at, from, in_address));
                }
            }
            if let Some(start) = start {
                words.push(word(piece, start, piece.len(), from, in_address));
            }
            from += piece.len();
        }
        Self { text, words }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn get(&self, at: usize) -> Option<&Word<'a>> {
        self.words.get(at)
    }

    /// The word, empty beyond the ends.
    pub fn text(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.text)
    }

    pub fn lower(&self, at: usize) -> String {
        self.text(at).to_lowercase()
    }

    /// What stands before the word; a line break at the ends of the text.
    pub fn gap(&self, at: usize) -> &'a str {
        let end = self.words.get(at).map(|word| word.start);
        let start = at.checked_sub(1).and_then(|before| self.words.get(before)).map(|word| word.end);
        match (start, end) {
            (Some(start), Some(end)) => self.text.get(start..end).unwrap_or("\n"),
            _ => "\n",
        }
    }

    /// Whether only blanks, without an empty line, stand before the word.
    pub fn follows(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.is_empty()
            && gap.chars().all(char::is_whitespace)
            && gap.matches('\n').count() < 2
            && self.get(at).is_some()
            && at > 0
    }

    /// The same, with a full stop after what is shortened.
    pub fn follows_short(&self, at: usize) -> bool {
        let gap = self.gap(at);
        self.follows(at)
            || (at > 0
                && gap.starts_with('.')
                && gap.get(1..).is_some_and(|rest| rest.chars().all(|c| c == ' ' || c == '\u{a0}')))
    }

    /// From the beginning of one word to the end of another, which belongs to it.
    pub fn range(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.words.get(first).map_or(0, |word| word.start);
        start..self.words.get(last).map_or(start, |word| word.end)
    }

    /// From the beginning of one word to the full stop after another, if there is one.
    pub fn range_with_stop(&self, first: usize, last: usize) -> Range<usize> {
        let Range { start, end } = self.range(first, last);
        let stop = self.text.get(end..).is_some_and(|rest| rest.starts_with('.'));
        start..end + usize::from(stop)
    }

    /// Up to `most` words before `at` in the same sentence, the nearest first, in small letters.
    pub fn before(&self, at: usize, most: usize) -> Vec<String> {
        let mut found = Vec::new();
        let mut next = at;
        while found.len() < most && next > 0 && !self.begins_sentence(next) {
            next -= 1;
            found.push(self.lower(next));
        }
        found
    }

    /// Whether a sentence ends before the word. The full stop of a short word ("sig.", "n.") ends none.
    fn begins_sentence(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let is_short = at.checked_sub(1).is_some_and(|before| self.text(before).chars().count() <= 4);
        gap.contains([';', '!', '?', ':', '\n']) || (gap.contains('.') && !is_short)
    }

    /// Whether the word may be part of a name: it begins with a capital, and is no word that begins sentences.
    pub fn is_name(&self, at: usize) -> bool {
        let Some(word) = self.get(at) else { return false };
        let mut letters = word.text.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let small = letters.next().is_some_and(char::is_lowercase);
        capital && small && !word.in_address && !is_no_name(word.text)
    }

    /// Whether the word is one of four or more capitals, as in headings.
    pub fn is_loud(&self, at: usize) -> bool {
        let text = self.text(at);
        text.chars().count() > 3
            && text.chars().all(char::is_uppercase)
            && !is_no_name(text)
            && self.get(at).is_some_and(|word| !word.in_address)
    }

    /// The last word of the name that begins at `at`: up to four parts, with what joins them ("De Luca", "D'Angelo", "M. Rossi").
    pub fn name_from(&self, at: usize) -> Option<usize> {
        let begins = |at: usize| {
            self.is_name(at)
                || self.is_initial(at)
                || (self.is_joint(at) && self.is_name(at + 1) && self.joins(at + 1))
        };
        if !begins(at) {
            return None;
        }
        let mut last = None;
        let mut next = at;
        let mut parts = 0;
        while parts < 4 && (next == at || self.joins(next)) {
            if self.is_name(next) && !self.is_joint(next) {
                last = Some(next);
                parts += 1;
            } else if !(self.is_initial(next) || self.is_joint(next)) {
                break;
            }
            next += 1;
        }
        last
    }

    /// Whether the word goes on with the name before it.
    fn joins(&self, at: usize) -> bool {
        self.follows(at)
            || matches!(self.gap(at), "'" | "’" | "-")
            || (self.is_initial(at.saturating_sub(1)) && self.follows_short(at))
    }

    fn is_initial(&self, at: usize) -> bool {
        let text = self.text(at);
        text.chars().count() == 1 && text.chars().all(char::is_uppercase) && self.gap(at + 1).starts_with('.')
    }

    /// "De", "Lo" and the like, which stand within names.
    fn is_joint(&self, at: usize) -> bool {
        matches!(
            self.text(at),
            "De" | "de"
                | "Di"
                | "di"
                | "Da"
                | "da"
                | "Del"
                | "del"
                | "Della"
                | "della"
                | "Dalla"
                | "dalla"
                | "Dell"
                | "dell"
                | "Lo"
                | "La"
                | "Li"
                | "D"
                | "d"
                | "Dal"
                | "dal"
                | "El"
                | "Van"
                | "van"
                | "Von"
                | "von"
        )
    }
}

/// Whether a capitalised word is never a part of a name.
pub fn is_no_name(text: &str) -> bool {
    NO_NAMES.contains(text.to_lowercase().as_str())
}

fn word(piece: &str, start: usize, end: usize, from: usize, in_address: bool) -> Word<'_> {
    Word { text: piece.get(start..end).unwrap_or_default(), start: from + start, end: from + end, in_address }
}
