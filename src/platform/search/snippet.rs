//! The words that were searched for, marked in a title or in the passage that holds most of them.

use tantivy::tokenizer::TextAnalyzer;

use super::analysis::{self, analyse, next_word};

/// How far into a text a passage is looked for, in bytes: the page must not pay for a very long entry.
const LOOKED_AT: usize = 8_000;

/// Marks words in texts. The marked text is HTML: everything else in it is escaped.
pub struct Highlighter {
    analyser: TextAnalyzer,
    /// A handful: looking through them costs less than a hash.
    stems: Vec<String>,
    /// The first letters of the stems: most words of a text are passed over by them, without being analysed.
    beginnings: Vec<[u8; 2]>,
}

impl Highlighter {
    /// Marks the words that `query` would find.
    pub fn new(query: &str) -> Self {
        let mut analyser = analysis::stems();
        let stems = analyse(&mut analyser, query).into_iter().map(|word| word.text).collect();
        Self::of_stems(analyser, stems)
    }

    pub(super) fn of_stems(analyser: TextAnalyzer, stems: Vec<String>) -> Self {
        let beginnings = stems.iter().map(|stem| beginning(stem)).collect();
        Self { analyser, stems, beginnings }
    }

    /// The whole text with its words marked.
    pub fn mark(&mut self, text: &str) -> String {
        let hits = self.hits(text);
        marked(text, 0, text.len(), &hits)
    }

    /// The passage of about `length` characters that holds most of the words, or the beginning when none is there.
    pub fn passage(&mut self, text: &str, length: usize) -> String {
        let text = looked_at(text);
        let hits = self.hits(text);
        let from = best_start(&hits, length);
        let from = if from < length / 4 { 0 } else { word_start(text, from.saturating_sub(length / 5)) };
        let to = word_end(text, from, length);
        let mut html = String::with_capacity(length + 64);
        if from > 0 {
            html.push_str("… ");
        }
        html.push_str(&marked(text, from, to, &hits));
        if to < text.trim_end().len() {
            html.push_str(" …");
        }
        html
    }

    /// How many of the words a text holds; other forms of one count once.
    pub fn held(&mut self, text: &str) -> usize {
        // One bit for each of the at most sixteen stems.
        let seen = self.hits(looked_at(text)).iter().fold(0_u32, |seen, hit| seen | 1 << (hit.stem % 32));
        seen.count_ones() as usize
    }

    fn hits(&mut self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some((from, to)) = next_word(text, at) {
            at = to;
            let word = text.get(from..to).unwrap_or_default();
            if !self.may_match(word) {
                continue;
            }
            let found = analyse(&mut self.analyser, word);
            let stem = found.iter().find_map(|found| self.stems.iter().position(|stem| *stem == found.text));
            if let Some(stem) = stem {
                hits.push(Hit { from, to, stem });
            }
        }
        hits
    }

    /// A stem keeps at least the first two letters of its word ("ore": "or"), which tell most words apart.
    fn may_match(&self, word: &str) -> bool {
        self.beginnings.contains(&beginning(word)) || !word.is_ascii()
    }
}

/// The part of a text that passages are taken from.
pub fn looked_at(text: &str) -> &str {
    text.get(..floor(text, LOOKED_AT)).unwrap_or(text)
}

struct Hit {
    from: usize,
    to: usize,
    /// Which of the stems.
    stem: usize,
}

/// Of a word without accents; one with accents is always looked at.
fn beginning(word: &str) -> [u8; 2] {
    let mut letters = word.bytes().map(|byte| byte.to_ascii_lowercase());
    std::array::from_fn(|_| letters.next().unwrap_or(b' '))
}

/// Where the window starts that holds most different words, then most words.
fn best_start(hits: &[Hit], length: usize) -> usize {
    hits.iter()
        .enumerate()
        .map(|(first, hit)| {
            let window = || hits.iter().skip(first).take_while(|other| other.to < hit.from + length);
            // One bit for each of the at most sixteen stems.
            let different = window().fold(0_u32, |seen, other| seen | 1 << (other.stem % 32));
            (different.count_ones(), window().count(), std::cmp::Reverse(hit.from))
        })
        .max()
        .map_or(0, |(_, _, from)| from.0)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The start of the word that `at` falls in.
fn word_start(text: &str, at: usize) -> usize {
    let at = floor(text, at);
    text.get(..at).and_then(|before| before.rfind(char::is_whitespace)).map_or(0, |blank| {
        blank + text.get(blank..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    })
}

/// The end of the last whole word within `length` bytes of `from`.
fn word_end(text: &str, from: usize, length: usize) -> usize {
    if text.len() - from <= length {
        return text.len();
    }
    let to = floor(text, from + length);
    text.get(from..to).and_then(|passage| passage.rfind(char::is_whitespace)).map_or(to, |blank| from + blank)
}

fn marked(text: &str, from: usize, to: usize, hits: &[Hit]) -> String {
    let mut html = String::with_capacity(to.saturating_sub(from) + 32);
    let mut at = from;
    for hit in hits.iter().filter(|hit| hit.from >= from && hit.to <= to) {
        escape(text.get(at..hit.from).unwrap_or_default(), &mut html);
        html.push_str("<mark>");
        escape(text.get(hit.from..hit.to).unwrap_or_default(), &mut html);
        html.push_str("</mark>");
        at = hit.to;
    }
    escape(text.get(at..to).unwrap_or_default(), &mut html);
    html
}

/// Escapes HTML; line breaks become blanks, since a passage is one line.
fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\r' | '\t' => html.push(' '),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_of_the_word_are_marked_too() {
        assert_eq!(
            Highlighter::new("congedo parentale").mark("I congedi parentali: l'ABC"),
            "I <mark>congedi</mark> <mark>parentali</mark>: l&#39;ABC"
        );
        assert_eq!(Highlighter::new("maternita").mark("La maternità"), "La <mark>maternità</mark>");
    }

    #[test]
    fn words_that_say_nothing_are_never_marked() {
        let html = Highlighter::new("il congedo per la madre e se non lavora")
            .mark("Se lavora, e per il padre: il congedo");
        assert_eq!(html, "Se <mark>lavora</mark>, e per il padre: il <mark>congedo</mark>");
    }

    #[test]
    fn markup_in_a_text_is_shown_not_obeyed() {
        let html = Highlighter::new("script").mark("<script>alert(1)</script>");
        assert_eq!(html, "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;");
    }

    #[test]
    fn the_passage_is_where_most_words_are() {
        let text = format!(
            "Congedo. {} Il congedo parentale spetta al padre. {}",
            "Nulla. ".repeat(60),
            "Fine. ".repeat(60)
        );
        let html = Highlighter::new("congedo del padre").passage(&text, 160);
        assert!(html.starts_with("… "), "{html}");
        assert!(html.contains("<mark>congedo</mark> parentale spetta al <mark>padre</mark>"), "{html}");
        assert!(html.ends_with(" …"), "{html}");
        assert!(html.len() < 260, "{html}");
    }

    #[test]
    fn without_a_word_the_passage_is_the_beginning() {
        assert_eq!(Highlighter::new("nido").passage("Breve testo", 100), "Breve testo");
        assert_eq!(
            Highlighter::new("nido").passage(&"è".repeat(500), 101).chars().filter(|c| *c == 'è').count(),
            50
        );
        assert_eq!(Highlighter::new("").passage("", 100), "");
    }
}
