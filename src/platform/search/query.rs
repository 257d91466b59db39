//! From what people type to what the index is asked. Nothing is parsed, so nothing can be a syntax error.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Searcher, Term};

use super::analysis::{self, Analysed, analyse};
use super::schema::Fields;
use super::synonyms::{Meant, Synonyms};
use super::vocabulary::Vocabulary;
use crate::kernel::norm;

/// Characters of a query that are looked at; the rest is ignored.
pub const LONGEST_QUERY: usize = 200;
/// Different words of a query that are looked at.
const MOST_WORDS: usize = 16;
/// Pairs of neighbours that are looked for side by side.
const MOST_PAIRS: usize = 4;

/// What a word counts for in the title, against once in the whole text; measured, as the others (see the README beside).
const TITLE: f32 = 0.7;
/// In what stands before its colon, shared among the words: who names a thing in a word or two wants first what is about the
/// whole of it; who asks a question in many words, the one that answers it.
const MATTER: f32 = 1.5;
/// For the very form that was asked for: "congedo" means "congedo" before "congedi".
const SAME_FORM: f32 = 0.3;
/// For two words side by side.
const PAIR: f32 = 0.3;
/// For an act that is named, however it is written: for the very article, for the act, and for no more than its number.
const ARTICLE: f32 = 0.5;
const ACT: f32 = 0.25;
const NUMBER: f32 = 0.1;
/// For another way to say it.
const MEANT: f32 = 0.8;

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

/// Words of a query that documents may say otherwise.
struct Otherwise {
    /// The place of the first of them, and how many there are.
    from: usize,
    count: usize,
    /// The words of each other way to say it.
    meanings: Vec<Vec<String>>,
}

/// A query, understood.
pub(super) struct Asked {
    /// The words to find, each once, in order.
    words: Vec<Word>,
    /// What may be said otherwise.
    otherwise: Vec<Otherwise>,
    /// The acts that are named, by [`norm::keys`].
    norms: Vec<String>,
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
        synonyms: &Synonyms,
        vocabulary: impl FnOnce() -> tantivy::Result<Arc<Vocabulary>>,
    ) -> tantivy::Result<Self> {
        let text = shortened(text);
        let mut analyser = analysis::stems();
        let words = analyse(&mut analyser, text);
        let mut unknown = Vec::new();
        for word in words.iter().take(MOST_WORDS) {
            if !is_known(searcher, fields, &word.text)? && !synonyms.knows(&word.text) {
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
                let words = telling(&corrected, analyse(&mut analyser, &corrected));
                let norms = norm::keys(&corrected);
                return Ok(Self::new(words, norms, Some(corrected), synonyms));
            }
        }
        Ok(Self::new(telling(text, words), norm::keys(text), None, synonyms))
    }

    fn new(words: Vec<Word>, norms: Vec<String>, corrected: Option<String>, synonyms: &Synonyms) -> Self {
        let stems: Vec<&str> = words.iter().map(|word| word.stem.as_str()).collect();
        let own = |meant: Meant<'_>| Otherwise {
            from: meant.from,
            count: meant.count,
            meanings: meant.meanings.to_vec(),
        };
        let otherwise = synonyms.meant_by(&stems).into_iter().map(own).collect();
        Self { words, otherwise, norms, corrected }
    }

    /// Nothing but stop words and signs.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The stems to mark.
    pub fn stems(&self) -> Vec<String> {
        let meant = self.otherwise.iter().flat_map(|otherwise| &otherwise.meanings).flatten();
        self.words.iter().map(|word| &word.stem).chain(meant).cloned().collect()
    }

    /// How many of the words a document must hold: both of two, a third of more.
    pub fn strict(&self) -> usize {
        match self.words.len() {
            count @ 0..=2 => count,
            count => count.div_ceil(3),
        }
    }

    /// Whether documents that hold any of the words should be shown as well: fewer than `few` hold enough of them.
    pub fn may_relax(&self, total: usize, few: usize) -> bool {
        self.words.len() > 1 && total < few
    }

    /// Documents that hold at least `least` of the words, or what says the same: the title weighing most, words side by side
    /// more.
    pub fn query(&self, fields: &Fields, least: usize) -> Box<dyn Query> {
        if self.words.is_empty() {
            return Box::new(EmptyQuery);
        }
        let all = least >= self.words.len();
        let words = |occur| (0..self.words.len()).map(move |place| (occur, self.word(fields, place)));
        let enough = if all {
            BooleanQuery::new(words(Occur::Must).collect())
        } else {
            BooleanQuery::with_minimum_required_clauses(words(Occur::Should).collect(), least.max(1))
        };
        let mut scored: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if self.norms.is_empty() {
            scored.push((Occur::Must, Box::new(enough)));
        } else {
            // Who names an act wants what cites it too, in whatever words; and then every word counts that is there.
            let mut any: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Should, Box::new(enough))];
            any.extend(self.norms(fields));
            scored.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(any)), 0.0))));
            scored.extend(words(Occur::Should));
            scored.extend(self.norms(fields));
        }
        scored.extend(self.pairs(fields));
        Box::new(BooleanQuery::new(scored))
    }

    /// Documents that hold every word, for filters: there an act that is named stands for no other word.
    pub fn every_word(&self, fields: &Fields) -> Box<dyn Query> {
        if self.words.is_empty() {
            return Box::new(EmptyQuery);
        }
        let words = (0..self.words.len()).map(|place| (Occur::Must, self.word(fields, place)));
        Box::new(BooleanQuery::new(words.collect()))
    }

    /// What cites the acts that are named.
    fn norms(&self, fields: &Fields) -> impl Iterator<Item = (Occur, Box<dyn Query>)> {
        self.norms.iter().map(|key| {
            let weight = if key.contains('~') {
                ARTICLE
            } else if key.starts_with(|c: char| c.is_ascii_digit()) {
                NUMBER
            } else {
                ACT
            };
            let term = TermQuery::new(Term::from_field_text(fields.norms, key), IndexRecordOption::Basic);
            (Occur::Should, boosted(Box::new(term), weight))
        })
    }

    /// Documents that hold the word of this place, or all of another way to say what it is part of.
    fn word(&self, fields: &Fields, place: usize) -> Box<dyn Query> {
        let Some(word) = self.words.get(place) else { return Box::new(EmptyQuery) };
        let matter = MATTER / self.words.len() as f32;
        let mut clauses = in_any_field(fields, (&word.stem, Some(&word.form)), matter, 1.0);
        for otherwise in &self.otherwise {
            if (otherwise.from..otherwise.from + otherwise.count).contains(&place) {
                let weight = MEANT / otherwise.count as f32;
                clauses.extend(otherwise.meanings.iter().map(|meaning| {
                    let words = meaning.iter().map(|stem| {
                        let word: Box<dyn Query> =
                            Box::new(BooleanQuery::new(in_any_field(fields, (stem, None), matter, weight)));
                        (Occur::Must, word)
                    });
                    let all: Box<dyn Query> = Box::new(BooleanQuery::new(words.collect()));
                    (Occur::Should, all)
                }));
            }
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// Neighbours side by side ("104/92", "congedo parentale") make a document a better match.
    fn pairs(&self, fields: &Fields) -> Vec<(Occur, Box<dyn Query>)> {
        self.words
            .iter()
            .zip(self.words.iter().skip(1))
            .filter_map(|(first, second)| Some((first, second, second.place.checked_sub(first.place)?)))
            .filter(|(_, _, apart)| (1..=3).contains(apart))
            .take(MOST_PAIRS)
            .map(|(first, second, apart)| {
                let terms = vec![
                    (0, Term::from_field_text(fields.text, &first.stem)),
                    (apart, Term::from_field_text(fields.text, &second.stem)),
                ];
                (Occur::Should, boosted(Box::new(PhraseQuery::new_with_offset(terms)), PAIR))
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
    let mut seen = HashSet::new();
    let mut typed = analysis::typed();
    without_courtesy(words)
        .into_iter()
        .filter(|word| seen.insert(word.text.clone()))
        .take(MOST_WORDS)
        .map(|word| Word { form: form(&mut typed, text, &word), place: word.place, stem: word.text })
        .collect()
}

/// The words that say something, unless none does: then all.
pub(super) fn without_courtesy(words: Vec<Analysed>) -> Vec<Analysed> {
    let keep_all = words.iter().all(|word| is_courtesy(&word.text));
    words.into_iter().filter(|word| keep_all || !is_courtesy(&word.text)).collect()
}

/// A word of `text` in lower case and without accents.
fn form(typed: &mut TextAnalyzer, text: &str, word: &Analysed) -> String {
    let word = text.get(word.from..word.to).unwrap_or_default();
    analyse(typed, word).into_iter().map(|word| word.text).collect()
}

fn is_known(searcher: &Searcher, fields: &Fields, stem: &str) -> tantivy::Result<bool> {
    Ok(searcher.doc_freq(&Term::from_field_text(fields.text, stem))? > 0)
}

/// Documents that hold a word, of which they are to say more than of others in the title.
fn in_any_field(
    fields: &Fields,
    (stem, form): (&str, Option<&str>),
    matter: f32,
    weight: f32,
) -> Vec<(Occur, Box<dyn Query>)> {
    let places = [
        Some((fields.text, stem, 1.0)),
        Some((fields.title, stem, TITLE)),
        Some((fields.matter, stem, matter)),
        form.map(|form| (fields.forms, form, SAME_FORM)),
    ];
    let clause = |(field, text, of_place)| {
        let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
        (Occur::Should, boosted(Box::new(term), of_place * weight))
    };
    places.into_iter().flatten().map(clause).collect()
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
