//! How easily a text in Italian is read: the Gulpease index (P. Lucisano, M. E. Piemontese, "GULPEASE: una formula per la predizione
//! della difficoltà dei testi in lingua italiana", Scuola e città 3, 1988), which counts letters, words and sentences.

use serde::Serialize;

/// With fewer words the index says nothing.
const FEWEST_WORDS: usize = 20;
/// A sentence of more words is worth a look.
const LONG: usize = 25;
/// Long sentences that are shown.
const MOST: usize = 3;

/// For whom whose schooling ended at fourteen (licenza media).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ease {
    Easy,
    Middling,
    Hard,
}

/// How a text reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readability {
    /// From 0 to 100: the higher, the easier.
    pub index: u32,
    pub ease: Ease,
    /// The longest sentences, those with most words first.
    pub longest: Vec<Sentence>,
}

/// A sentence with its number of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    pub words: usize,
    pub text: String,
}

/// What a plain text reads like; `None` for one too short to say.
pub fn of(text: &str) -> Option<Readability> {
    let sentences = sentences(text);
    let words: usize = sentences.iter().map(|sentence| sentence.words).sum();
    if words < FEWEST_WORDS {
        return None;
    }
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let index = index(letters, words, sentences.len());
    let ease = match index {
        60.. => Ease::Easy,
        50.. => Ease::Middling,
        _ => Ease::Hard,
    };
    let mut longest: Vec<Sentence> = sentences.into_iter().filter(|sentence| sentence.words > LONG).collect();
    longest.sort_by_key(|sentence| std::cmp::Reverse(sentence.words));
    longest.truncate(MOST);
    Some(Readability { index, ease, longest })
}

/// 89 + (300 × sentences − 10 × letters) / words, within 0 and 100.
fn index(letters: usize, words: usize, sentences: usize) -> u32 {
    let value = 89.0 + (300.0 * sentences as f64 - 10.0 * letters as f64) / words as f64;
    value.round().clamp(0.0, 100.0) as u32
}

/// Words after which a full stop ends nothing.
const SHORTENED: [&str; 26] = [
    "art", "artt", "avv", "c", "cd", "cfr", "co", "d", "dl", "dott", "ecc", "es", "ing", "l", "lett", "lgs",
    "n", "nn", "p", "pag", "par", "prof", "r", "s", "sig", "ss",
];

/// The sentences of a text: what ends with a stop, or with its line, as points of lists do.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        for (at, c) in line.char_indices() {
            let next = at + c.len_utf8();
            if matches!(c, '.' | '!' | '?' | ';' | '…')
                && ends(line.get(from..at).unwrap_or_default(), c, line.get(next..).unwrap_or_default())
            {
                found.extend(sentence(line.get(from..next).unwrap_or_default()));
                from = next;
            }
        }
        found.extend(sentence(line.get(from..).unwrap_or_default()));
    }
    found
}

/// Whether a sentence ends here: a full stop within "art. 33" or "3.600" ends none.
fn ends(before: &str, stop: char, after: &str) -> bool {
    let blank = after.chars().next().is_none_or(|c| c.is_whitespace() || "»”\")".contains(c));
    if stop != '.' {
        return blank;
    }
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let capital = after.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    blank && capital && !SHORTENED.contains(&last.as_str())
}

fn sentence(text: &str) -> Option<Sentence> {
    let words = text
        .split(|c: char| c.is_whitespace() || "'’".contains(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    (words > 0).then(|| Sentence { words, text: text.split_whitespace().collect::<Vec<_>>().join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Vec<usize> {
        sentences(text).iter().map(|sentence| sentence.words).collect()
    }

    #[test]
    fn the_index_is_that_of_its_authors() {
        // 10 words, 1 sentence, 50 letters: 89 + (300 - 500) / 10.
        assert_eq!(index(50, 10, 1), 69);
        assert_eq!(index(600, 100, 4), 41);
        assert_eq!(index(1, 1, 3), 100);
        assert_eq!(index(1_000, 50, 1), 0);
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(counted("Spetta. Chiedilo! Quando? Ora; poi basta"), [1, 1, 1, 1, 2]);
        assert_eq!(
            counted("Vedi l'art. 33 della L. 104/1992, c. 3, e il D.Lgs. 151/2001 (es. congedo)."),
            [15]
        );
        assert_eq!(counted("L'importo è di 3.600 euro. Il sig. Rossi lo sa."), [6, 5]);
        assert_eq!(counted("- primo punto\n- secondo punto\n\n"), [2, 2]);
        assert_eq!(counted(""), Vec::<usize>::new());
    }

    #[test]
    fn short_sentences_of_short_words_are_easy_and_the_long_ones_are_pointed_out() {
        let easy = "Il padre ha dieci giorni di congedo. Li usa quando nasce il figlio. La paga non cala. Il capo non può dire di no. \
                    Va chiesto cinque giorni prima.";
        let read = of(easy).expect("long enough");
        assert_eq!((read.ease, read.longest.len()), (Ease::Easy, 0));
        let hard = "Qualora la lavoratrice subordinata, avendone precedentemente manifestato l'intenzione mediante comunicazione \
                    indirizzata all'amministrazione datoriale, intendesse avvalersi della facoltà riconosciutale dalla disposizione \
                    richiamata, l'istituto previdenziale territorialmente competente provvederà conseguentemente all'erogazione.";
        let read = of(hard).expect("long enough");
        assert_eq!(read.ease, Ease::Hard);
        assert_eq!(read.longest.iter().map(|sentence| sentence.words).collect::<Vec<_>>(), [32]);
        assert_eq!(of("Dieci giorni."), None);
    }
}
