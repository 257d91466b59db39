//! A place in a text from which one reads on; a copy of it is a way back.

use super::tokens::{Kind, Token};

#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    tokens: &'a [Token<'a>],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a [Token<'a>]) -> Self {
        Self { tokens, at: 0 }
    }

    pub(super) fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    /// The token `back` places before the next one.
    pub(super) fn behind(&self, back: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at.checked_sub(back)?)
    }

    /// Where in the text the next token begins.
    pub(super) fn start(&self) -> usize {
        self.peek().map_or_else(|| self.end(), |token| token.start)
    }

    /// Where in the text the last token ended.
    pub(super) fn end(&self) -> usize {
        self.behind(1).map_or(0, Token::end)
    }

    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// Goes past this mark, if it is next.
    pub(super) fn mark(&mut self, mark: char) -> bool {
        let there = self.peek().is_some_and(|token| token.kind == Kind::Mark(mark));
        self.at += usize::from(there);
        there
    }

    pub(super) fn apostrophe(&mut self) -> bool {
        self.mark('\'')
    }

    pub(super) fn peek_word(&self) -> Option<&'a str> {
        self.peek().filter(|token| token.kind == Kind::Word).map(|token| token.text)
    }

    /// Goes past one of these words, given in lower case, if it is next.
    pub(super) fn word(&mut self, words: &[&str]) -> bool {
        let there = self.peek_word().is_some_and(|next| words.iter().any(|word| is_word(next, word)));
        self.at += usize::from(there);
        there
    }

    /// [`Self::word`], and the point of its abbreviation.
    pub(super) fn short_word(&mut self, words: &[&str]) -> bool {
        let there = self.word(words);
        if there {
            self.mark('.');
        }
        there
    }

    /// Goes past these words one after the other, with points, hyphens and apostrophes between them, if they are next.
    pub(super) fn words(&mut self, words: &[&str]) -> bool {
        let mut ahead = *self;
        for (place, word) in words.iter().enumerate() {
            if place > 0 {
                let _ = ahead.mark('.') || ahead.mark('-') || ahead.apostrophe();
            }
            if !ahead.word(&[word]) {
                return false;
            }
        }
        ahead.mark('.');
        *self = ahead;
        true
    }

    /// The next digits, whatever they stand for.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let token = self.peek().filter(|token| token.kind == Kind::Number)?;
        self.at += 1;
        Some(token.text)
    }

    /// A number of at most `most` digits.
    pub(super) fn number(&mut self, most: usize) -> Option<u32> {
        let mut ahead = *self;
        let digits = ahead.digits()?;
        if digits.len() > most {
            return None;
        }
        let number = digits.parse().ok().filter(|number| *number > 0)?;
        *self = ahead;
        Some(number)
    }

    /// Whether the last token is the end of what it belongs to: no letter, digit or stroke clings to it, nor a point or comma with a
    /// digit behind.
    pub(super) fn is_at_end(&self) -> bool {
        let Some(next) = self.peek().filter(|token| token.is_close) else { return true };
        let digit_follows =
            self.tokens.get(self.at + 1).is_some_and(|token| token.is_close && token.kind == Kind::Number);
        match next.kind {
            Kind::Word | Kind::Number | Kind::Mark('/' | '%' | '€' | '@') => false,
            Kind::Mark('.' | ',' | ':') => !digit_follows,
            Kind::Mark(_) | Kind::Paragraph => true,
        }
    }

    /// Whether an act may be named from here on: not within a word or an abbreviation ("C.L.", "All.").
    pub(super) fn begins_word(&self) -> bool {
        let is_close = self.peek().is_some_and(|token| token.is_close);
        let clings = |token: &Token<'_>| match token.kind {
            Kind::Word | Kind::Number | Kind::Mark('.' | '-' | '@' | '_') => true,
            Kind::Mark(_) | Kind::Paragraph => false,
        };
        !(is_close && self.behind(1).is_some_and(clings))
    }
}

/// Whether a word is this one, which is in lower case.
fn is_word(word: &str, lower: &str) -> bool {
    if lower.is_ascii() {
        return word.eq_ignore_ascii_case(lower);
    }
    word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}
