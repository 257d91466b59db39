//! From what people type to what the index is asked. Nothing is parsed, so nothing can be a syntax error.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;

use super::analysis::{self, Analysed, analyse};
use super::evaluation::{Enough, Pair, Part, Sought, Wanted, Way};
use super::schema::Fields;
use super::synonyms::{Meant, Synonyms};
use super::view::View;
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
const ARTICLE: f32 = 0.75;
const ACT: f32 = 0.375;
const NUMBER: f32 = 0.15;
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
        view: &View,
        fields: &Fields,
        synonyms: &Synonyms,
        vocabulary: impl FnOnce() -> tantivy::Result<Arc<Vocabulary>>,
    ) -> tantivy::Result<Self> {
        let text = shortened(text);
        let mut analyser = analysis::stems();
        let words = analyse(&mut analyser, text);
        let mut unknown = Vec::new();
        for word in words.iter().take(MOST_WORDS) {
            if !is_known(view, fields, &word.text)? && !synonyms.knows(&word.text) {
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

    /// The stems to mark.
    pub fn stems(&self) -> Vec<String> {
        let meant = self.otherwise.iter().flat_map(|otherwise| &otherwise.meanings).flatten();
        self.words.iter().map(|word| &word.stem).chain(meant).cloned().collect()
    }

    /// How many of the words a document must hold: both of two, a third of more. With fewer than `few` of those, any word will do.
    pub fn enough(&self, few: usize) -> Enough {
        let least = match self.words.len() {
            count @ 0..=2 => count,
            count => count.div_ceil(3),
        };
        Enough { least, few }
    }

    /// What a search looks for: the words, or what says the same, the title weighing most; the acts that are named, in whatever
    /// words a document speaks of them; words side by side.
    pub fn wanted(&self, fields: &Fields) -> Wanted {
        Wanted {
            held_in: Some(fields.text),
            words: (0..self.words.len()).map(|place| self.sought(fields, place)).collect(),
            named: self.norms.iter().map(|key| norm(fields, key)).collect(),
            pairs: self.pairs(),
        }
    }

    /// Documents that hold every word, for filters: there an act that is named stands for no other word.
    pub fn every_word(&self, fields: &Fields) -> Box<dyn Query> {
        if self.words.is_empty() {
            return Box::new(EmptyQuery);
        }
        let held = |term: &String| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(fields.text, term), IndexRecordOption::Basic))
        };
        let all = |way: Way| -> Box<dyn Query> {
            Box::new(BooleanQuery::new(way.terms.iter().map(|term| (Occur::Must, held(term))).collect()))
        };
        let any = |word: Sought| -> Box<dyn Query> {
            Box::new(BooleanQuery::new(word.0.into_iter().map(|way| (Occur::Should, all(way))).collect()))
        };
        let words = (0..self.words.len()).map(|place| (Occur::Must, any(self.sought(fields, place))));
        Box::new(BooleanQuery::new(words.collect()))
    }

    /// The word of this place, and all other ways to say what it is part of.
    fn sought(&self, fields: &Fields, place: usize) -> Sought {
        let Some(word) = self.words.get(place) else { return Sought::default() };
        let matter = MATTER / self.words.len() as f32;
        let mut parts = parts_of(fields, &word.stem, matter, 1.0);
        parts.push(Part { field: fields.forms, term: word.form.clone(), weight: SAME_FORM });
        let mut ways = vec![Way { terms: vec![word.stem.clone()], parts }];
        for otherwise in &self.otherwise {
            if (otherwise.from..otherwise.from + otherwise.count).contains(&place) {
                let weight = MEANT / otherwise.count as f32;
                ways.extend(otherwise.meanings.iter().map(|meaning| Way {
                    terms: meaning.clone(),
                    parts: meaning.iter().flat_map(|stem| parts_of(fields, stem, matter, weight)).collect(),
                }));
            }
        }
        Sought(ways)
    }

    /// Neighbours side by side ("104/92", "congedo parentale") make a document a better match.
    fn pairs(&self) -> Vec<Pair> {
        self.words
            .iter()
            .zip(self.words.iter().skip(1))
            .filter_map(|(first, second)| {
                let apart = u32::try_from(second.place.checked_sub(first.place)?).ok()?;
                let pair =
                    Pair { first: first.stem.clone(), second: second.stem.clone(), apart, weight: PAIR };
                (1..=3).contains(&apart).then_some(pair)
            })
            .take(MOST_PAIRS)
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

fn is_known(view: &View, fields: &Fields, stem: &str) -> tantivy::Result<bool> {
    view.holds(&Term::from_field_text(fields.text, stem))
}

/// What cites an act.
fn norm(fields: &Fields, key: &str) -> Part {
    let weight = if key.contains('~') {
        ARTICLE
    } else if key.starts_with(|c: char| c.is_ascii_digit()) {
        NUMBER
    } else {
        ACT
    };
    Part { field: fields.norms, term: key.to_owned(), weight }
}

/// A stem in every field that knows stems; more is said of it in the title.
fn parts_of(fields: &Fields, stem: &str, matter: f32, weight: f32) -> Vec<Part> {
    let places = [(fields.text, 1.0), (fields.title, TITLE), (fields.matter, matter)];
    places
        .into_iter()
        .map(|(field, of_place)| Part { field, term: stem.to_owned(), weight: of_place * weight })
        .collect()
}
