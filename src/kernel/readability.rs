//! How easily an Italian text is read: the Gulpease index.
//!
//! P. Lucisano, M. E. Piemontese, «GULPEASE: una formula per la predizione della difficoltà dei testi in lingua italiana»,
//! *Scuola e città* 39 (1988), n. 3, pp. 110–124: 89 + (300 × sentences − 10 × letters) ÷ words. A text under 60 is difficult
//! for whoever left school after the licenza media (eight years), one under 50 very difficult.

use serde::Serialize;

/// Shorter texts have no index worth telling.
const FEWEST_WORDS: usize = 20;
/// A sentence of more words is long (Guida al linguaggio della pubblica amministrazione: 20 to 25).
const LONG_SENTENCE: usize = 25;
/// So many long sentences are named.
const MOST_NAMED: usize = 5;

/// How a text reads to whoever has the licenza media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ease {
    /// 60 and more.
    Easy,
    /// 50 to 59.
    Medium,
    /// Under 50.
    Hard,
}

/// What can be told about a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readability {
    /// The index, 0 to 100: the more, the easier.
    pub index: u8,
    /// The same in a word.
    pub ease: Ease,
    /// The first sentences that are too long.
    pub long: Vec<LongSentence>,
}

/// A sentence that is too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LongSentence {
    /// Its words.
    pub text: String,
    /// How many they are.
    pub words: usize,
}

/// Measures a plain text, whose lines are paragraphs. `None` for less than twenty words.
pub fn gulpease(text: &str) -> Option<Readability> {
    let sentences: Vec<&str> =
        text.lines().flat_map(sentences).filter(|sentence| words(sentence) > 0).collect();
    let total: usize = sentences.iter().map(|sentence| words(sentence)).sum();
    if total < FEWEST_WORDS {
        return None;
    }
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    #[expect(clippy::cast_precision_loss, reason = "no text has so many letters")]
    let [of_sentences, of_letters, of_words] = [sentences.len(), letters, total].map(|count| count as f64);
    let exact = 89.0 + (300.0 * of_sentences - 10.0 * of_letters) / of_words;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let index = exact.round().clamp(0.0, 100.0) as u8;
    let ease = match index {
        60.. => Ease::Easy,
        50..60 => Ease::Medium,
        _ => Ease::Hard,
    };
    let long = sentences
        .iter()
        .map(|sentence| LongSentence { text: (*sentence).to_owned(), words: words(sentence) })
        .filter(|sentence| sentence.words > LONG_SENTENCE)
        .take(MOST_NAMED)
        .collect();
    Some(Readability { index, ease, long })
}

/// Words as Italian counts them: "l'anno" is two.
fn words(text: &str) -> usize {
    let is_word = |part: &&str| part.chars().any(char::is_alphanumeric);
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '\'' | '’')).filter(is_word).count()
}

/// The sentences of a line.
fn sentences(line: &str) -> Vec<&str> {
    let (mut found, mut start) = (Vec::new(), 0);
    let mut tokens = line.split_whitespace().peekable();
    let mut end = 0;
    while let Some(token) = tokens.next() {
        let at = line[end..].find(token).unwrap_or_default() + end;
        end = at + token.len();
        if ends_sentence(token, tokens.peek().copied()) {
            found.push(line[start..end].trim());
            start = end;
        }
    }
    if start < end {
        found.push(line[start..end].trim());
    }
    found
}

/// Words that end in a full stop within a sentence: of laws and of titles.
const ABBREVIATIONS: [&str; 42] = [
    "art", "artt", "avv", "c", "c.c", "c.c.n.l", "c.d", "ca", "cd", "cfr", "cit", "co", "cod", "d", "d.l",
    "d.lgs", "d.m", "d.p.r", "dott", "dott.ssa", "dr", "es", "gg", "l", "l.r", "lett", "lgs", "max", "min",
    "n", "nn", "p", "pag", "pp", "prof", "prof.ssa", "segg", "sig", "sig.ra", "ss", "tel", "vd",
];

fn ends_sentence(token: &str, next: Option<&str>) -> bool {
    let token = token.trim_end_matches(['"', '»', ')', '”', '’', '\'', ']', '*', '_']);
    if token.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(word) = token.strip_suffix('.') else { return false };
    let word = word.rsplit(['\'', '’']).next().unwrap_or_default();
    let word = word.trim_start_matches(['(', '«', '“', '"', '\'', '[']).trim_end_matches('.').to_lowercase();
    if ABBREVIATIONS.contains(&word.as_str()) {
        return false;
    }
    // A small letter goes on.
    next.is_none_or(|next| !next.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_that_of_the_formula() {
        // 20 words, 100 letters, 2 sentences: 89 + (600 − 1000) ÷ 20.
        let text = "La lavoratrice può chiedere il congedo parentale per ogni figlio. Lo chiede al datore di lavoro \
                    con un preavviso scritto.";
        let found = gulpease(text).expect("twenty words");
        assert_eq!((found.index, found.ease), (69, Ease::Easy));
        // The same words in one sentence: 89 + (300 − 1000) ÷ 20.
        let joined = gulpease(&text.replace("figlio. Lo", "figlio e lo")).expect("more words");
        assert_eq!(joined.index, 55, "21 words, 101 letters: 89 + (300 − 1010) ÷ 21 = 55.2");
        assert_eq!(joined.ease, Ease::Medium);
    }

    #[test]
    fn it_never_leaves_its_scale_and_says_nothing_of_a_few_words() {
        assert_eq!(gulpease(""), None);
        assert_eq!(gulpease("Sì, tre giorni al mese."), None);
        assert_eq!(gulpease(&"A. ".repeat(30)).map(|found| found.index), Some(100));
        let heavy = gulpease(&"precipitevolissimevolmente ".repeat(30)).expect("thirty words");
        assert_eq!((heavy.index, heavy.ease), (0, Ease::Hard));
    }

    #[test]
    fn a_full_stop_within_a_sentence_ends_none() {
        for (text, count) in [
            ("Vedi l’art. 32 del D.Lgs. 151/2001 e la L. 104/1992.", 1),
            ("Sono 1.500 euro. Poi altro.", 2),
            ("Davvero? Sì! Bene…", 3),
            ("Lo dice la dott.ssa Rossi (cfr. pag. 3). Lo conferma l’INPS.", 2),
            ("«Non spetta.» Così la Corte.", 2),
            ("Dal 2026. 15 giorni dopo.", 2),
            ("permessi, ferie ecc. restano", 1),
        ] {
            assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn long_sentences_are_named_and_an_item_of_a_list_is_one() {
        let long = "parola ".repeat(26);
        let found = gulpease(&format!("{long}\nuno\ndue\nUna frase breve.")).expect("enough words");
        assert_eq!(found.long.len(), 1);
        assert_eq!((found.long[0].words, found.long[0].text.as_str()), (26, long.trim()));
        assert_eq!(words("l’anno dell'INPS – 2026"), 5);
    }
}
