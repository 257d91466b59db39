//! From what people type to what the index is asked. Nothing is parsed, so nothing can be a syntax error.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Searcher, Term};

use super::analysis::{self, Analysed, analyse};
use super::schema::Fields;
use super::vocabulary::Vocabulary;

/// Characters of a query that are looked at; the rest is ignored.
pub const LONGEST_QUERY: usize = 200;
/// Different words of a query that are looked at.
const MOST_WORDS: usize = 16;
/// Pairs of neighbours that are looked for side by side.
const MOST_PAIRS: usize = 4;

/// What a word counts for, by where it stands: an entry whose title says it comes before one that only speaks of it.
const TITLE: f32 = 5.0;
const MATTER: f32 = 3.0;
const SUMMARY: f32 = 1.5;
const BODY: f32 = 1.0;
/// For the very form in the title: "congedo" means "congedo" before "congedi".
const SAME_FORM: f32 = 1.0;
/// Two words side by side, times the weight of the place.
const PAIR: f32 = 1.0;

/// Words that people put around a question and that say nothing of it. They count only when nothing else is there.
const COURTESY: &str = "buongiorno buonasera salve ciao grazie prego gentile gentili spettabile vorrei vorremmo posso \
    possiamo possono potrei potremmo può puoi devo deve dobbiamo dovrei sapere chiedere capire bisogna serve esiste \
    esistono funziona quale quali quanto quanta quanti quante quando cosa come dove chi è possibile";

static COURTESY_STEMS: LazyLock<HashSet<String>> =
    LazyLock::new(|| analyse(&mut analysis::stems(), COURTESY).into_iter().map(|word| word.text).collect());

/// Whether this stem is of a word that people put around a question.
pub(super) fn is_courtesy(stem: &str) -> bool {
    COURTESY_STEMS.contains(stem)
}

/// A word to find.
struct Word {
    stem: String,
    /// In lower case, without accents.
    form: String,
    /// Place among the words of the query, stop words included.
    place: usize,
}

/// A query, understood.
pub(super) struct Asked {
    /// The words to find, each once, in order.
    words: Vec<Word>,
    /// The query with unknown words replaced by the nearest known ones; `None` when nothing had to be.
    pub corrected: Option<String>,
}

/// The part of the text that is looked at: at most [`LONGEST_QUERY`] characters.
pub(super) fn shortened(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_QUERY) {
        Some((at, _)) => text.get(..at).unwrap_or(text),
        None => text,
    }
}

impl Asked {
    /// Reads a query. `vocabulary` is called only when a word is unknown.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(
        text: &str,
        searcher: &Searcher,
        fields: &Fields,
        vocabulary: impl FnOnce() -> tantivy::Result<Arc<Vocabulary>>,
    ) -> tantivy::Result<Self> {
        let text = shortened(text);
        let mut analyser = analysis::stems();
        let words = analyse(&mut analyser, text);
        let mut unknown = Vec::new();
        for word in words.iter().take(MOST_WORDS) {
            if !is_known(searcher, fields, &word.text)? {
                unknown.push(word);
            }
        }
        if !unknown.is_empty() {
            let vocabulary = vocabulary()?;
            let mut typed = analysis::typed();
            let mut corrected = text.to_owned();
            // From the end, so that the places before stay right.
            for word in unknown.into_iter().rev() {
                if let Some(nearest) = vocabulary.nearest(&form(&mut typed, text, word)) {
                    corrected.replace_range(word.from..word.to, &nearest);
                }
            }
            if corrected != text {
                let words = analyse(&mut analyser, &corrected);
                return Ok(Self { words: telling(&corrected, words), corrected: Some(corrected) });
            }
        }
        Ok(Self { words: telling(text, words), corrected: None })
    }

    /// Nothing but stop words and signs.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The stems to mark.
    pub fn stems(&self) -> Vec<String> {
        self.words.iter().map(|word| word.stem.clone()).collect()
    }

    /// How many of the words a document must hold: both of two, half of more.
    pub fn strict(&self) -> usize {
        match self.words.len() {
            count @ 0..=2 => count,
            count => count.div_ceil(2),
        }
    }

    /// Whether documents that hold any of the words should be shown as well: when two words have none in common, or
    /// fewer than `few` hold half of many.
    pub fn may_relax(&self, total: usize, few: usize) -> bool {
        match self.words.len() {
            0 | 1 => false,
            2 => total == 0,
            _ => total < few,
        }
    }

    /// Documents that hold at least `least` of the words, the title weighing most, words side by side more.
    pub fn query(&self, fields: &Fields, least: usize) -> Box<dyn Query> {
        if self.words.is_empty() {
            return Box::new(EmptyQuery);
        }
        let all = least >= self.words.len();
        let occur = if all { Occur::Must } else { Occur::Should };
        let clauses: Vec<(Occur, Box<dyn Query>)> =
            self.words.iter().map(|word| (occur, in_any_field(fields, word))).collect();
        let words = if all {
            BooleanQuery::new(clauses)
        } else {
            BooleanQuery::with_minimum_required_clauses(clauses, least)
        };
        let pairs = self.pairs(fields);
        if pairs.is_empty() {
            return Box::new(words);
        }
        let mut scored: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(words))];
        scored.extend(pairs);
        Box::new(BooleanQuery::new(scored))
    }

    /// Neighbours side by side ("104/92", "congedo parentale") make a document a better match.
    fn pairs(&self, fields: &Fields) -> Vec<(Occur, Box<dyn Query>)> {
        self.words
            .iter()
            .zip(self.words.iter().skip(1))
            .filter_map(|(first, second)| Some((first, second, second.place.checked_sub(first.place)?)))
            .filter(|(_, _, apart)| (1..=3).contains(apart))
            .take(MOST_PAIRS)
            .flat_map(|(first, second, apart)| {
                [(fields.title, TITLE), (fields.body, BODY)].map(|(field, weight)| {
                    let terms = vec![
                        (0, Term::from_field_text(field, &first.stem)),
                        (apart, Term::from_field_text(field, &second.stem)),
                    ];
                    (Occur::Should, boosted(Box::new(PhraseQuery::new_with_offset(terms)), weight * PAIR))
                })
            })
            .collect()
    }
}

/// Every document, for browsing without words.
pub(super) fn everything() -> Box<dyn Query> {
    Box::new(AllQuery)
}

/// The words that matter, each once.
fn telling(text: &str, words: Vec<Analysed>) -> Vec<Word> {
    let says_nothing = |word: &Analysed| is_courtesy(&word.text);
    let keep_all = words.iter().all(says_nothing);
    let mut seen = HashSet::new();
    let mut typed = analysis::typed();
    words
        .into_iter()
        .filter(|word| keep_all || !says_nothing(word))
        .filter(|word| seen.insert(word.text.clone()))
        .take(MOST_WORDS)
        .map(|word| Word { form: form(&mut typed, text, &word), place: word.place, stem: word.text })
        .collect()
}

/// A word of `text` in lower case and without accents.
fn form(typed: &mut TextAnalyzer, text: &str, word: &Analysed) -> String {
    let word = text.get(word.from..word.to).unwrap_or_default();
    analyse(typed, word).into_iter().map(|word| word.text).collect()
}

fn is_known(searcher: &Searcher, fields: &Fields, stem: &str) -> tantivy::Result<bool> {
    for field in [fields.title, fields.body, fields.summary] {
        if searcher.doc_freq(&Term::from_field_text(field, stem))? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn in_any_field(fields: &Fields, word: &Word) -> Box<dyn Query> {
    let clauses = [
        (fields.title, &word.stem, TITLE),
        (fields.matter, &word.stem, MATTER),
        (fields.title_words, &word.form, SAME_FORM),
        (fields.summary, &word.stem, SUMMARY),
        (fields.body, &word.stem, BODY),
    ]
    .into_iter()
    .map(|(field, text, weight)| {
        let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
        (Occur::Should, boosted(Box::new(term), weight))
    })
    .collect();
    Box::new(BooleanQuery::new(clauses))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
