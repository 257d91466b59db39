//! A text cut into words, numbers and marks.

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One other character.
    Mark(char),
    /// An empty line: no citation goes across it.
    Paragraph,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) kind: Kind,
    /// Whether it follows the one before without a blank.
    pub(super) is_close: bool,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The pieces of a text, without its blanks.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut is_close = false;
    let mut lines = 0;
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            is_close = false;
            lines += usize::from(letter == '\n');
            continue;
        }
        if lines > 1 {
            tokens.push(Token { text: "", start, kind: Kind::Paragraph, is_close: false });
        }
        lines = 0;
        let same: fn(char) -> bool = match letter {
            letter if letter.is_ascii_digit() => |next| next.is_ascii_digit(),
            letter if is_letter(letter) => is_letter,
            _ => |_| false,
        };
        let mut end = start + letter.len_utf8();
        while let Some((place, next)) = letters.next_if(|(_, next)| same(*next)) {
            end = place + next.len_utf8();
        }
        let kind = match letter {
            letter if letter.is_ascii_digit() => Kind::Number,
            letter if is_letter(letter) => Kind::Word,
            // As typed: the signs of ordinals, apostrophes and dashes that look alike.
            'º' | 'ª' => Kind::Mark('°'),
            '’' | '‘' | '`' | '´' => Kind::Mark('\''),
            '–' | '‑' => Kind::Mark('-'),
            mark => Kind::Mark(mark),
        };
        tokens.push(Token { text: text.get(start..end).unwrap_or_default(), start, kind, is_close });
        is_close = true;
    }
    tokens
}

/// The signs of ordinals are letters to Unicode.
fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() && !matches!(letter, 'º' | 'ª')
}
