//! Documents that speak of the same as a text. As Lucene's "more like this": the words that tell most of the text, by how
//! often it says them and how seldom others do, are looked for in titles and summaries. tantivy's own does not tell which
//! words it chose, and whoever is shown a likeness wants to see why.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::analysis::{self, analyse};
use super::collector::Hit;
use super::query::is_courtesy;
use super::schema::{Fields, ID};
use super::snippet::looked_at;
use super::view::View;

/// Words of the text that are looked for.
const MOST_WORDS: usize = 20;
/// A word that more than one of so many documents holds tells nothing of any, unless there are few documents.
const COMMON: u64 = 5;
const FEW: u64 = 50;

/// What was found.
pub struct Alike {
    /// Most alike first.
    pub hits: Vec<Hit>,
    /// The words that were looked for.
    pub telling: Telling,
}

/// The words that tell what a text speaks of, each with its weight, the most telling first.
#[derive(Debug, Clone, Default)]
pub struct Telling(Vec<(String, f32)>);

/// What two texts have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Common {
    /// The words, as the second text writes them, the most telling first.
    pub words: Vec<String>,
    /// Which share they are of the weight of all that was looked for, 0 to 1.
    pub share: f32,
}

impl Telling {
    /// What `text` has in common with the text that was looked for.
    pub fn in_common(&self, text: &str) -> Common {
        let text = looked_at(text);
        let found = analyse(&mut analysis::stems(), text);
        let all: f32 = self.0.iter().map(|(_, weight)| weight).sum();
        let mut common = Common::default();
        for (stem, weight) in &self.0 {
            if let Some(word) = found.iter().find(|word| word.text == *stem) {
                common.words.push(text.get(word.from..word.to).unwrap_or_default().to_lowercase());
                common.share += weight / all;
            }
        }
        common
    }
}

/// Up to `limit` documents that are most like `text`.
pub(super) fn find(view: &View, fields: &Fields, text: &str, limit: usize) -> tantivy::Result<Alike> {
    let telling = telling(view, fields, looked_at(text))?;
    if telling.0.is_empty() || limit == 0 {
        return Ok(Alike { hits: Vec::new(), telling });
    }
    // One flat list of terms: the shape that tantivy prunes (block-max WAND) in place of scoring every document.
    let clauses = telling.0.iter().map(|(stem, weight)| {
        let term = TermQuery::new(Term::from_field_text(fields.gist, stem), IndexRecordOption::WithFreqs);
        let clause: Box<dyn Query> = Box::new(BoostQuery::new(Box::new(term), *weight));
        (Occur::Should, clause)
    });
    let query = BooleanQuery::new(clauses.collect());
    let searcher = view.searcher();
    let best = searcher.search_with_statistics_provider(
        &query,
        &TopDocs::with_limit(limit).order_by_score(),
        view,
    )?;
    let mut hits = Vec::with_capacity(best.len());
    for (score, address) in best {
        let ids = searcher.segment_reader(address.segment_ord).fast_fields().i64(ID)?;
        hits.extend(ids.first(address.doc_id).map(|id| Hit { id, score }));
    }
    Ok(Alike { hits, telling })
}

/// The words that tell most of a text: how often it says them, times how seldom documents do (inverse document frequency
/// as in BM25; Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
fn telling(view: &View, fields: &Fields, text: &str) -> tantivy::Result<Telling> {
    let mut said: HashMap<String, u16> = HashMap::new();
    for word in analyse(&mut analysis::stems(), text) {
        let count = said.entry(word.text).or_default();
        *count = count.saturating_add(1);
    }
    let documents = view.documents();
    let common = (documents / COMMON).max(FEW);
    let mut words = Vec::new();
    for (stem, count) in said.into_iter().filter(|(stem, _)| tells(stem)) {
        let holding = view.doc_freq(&Term::from_field_text(fields.gist, &stem))?;
        if (1..=common).contains(&holding) {
            let (all, holding) = (documents.max(holding) as f32, holding as f32);
            let seldom = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
            words.push((stem, (1.0 + f32::from(count).ln()) * seldom));
        }
    }
    // By weight, then by word, so that the same text always asks the same.
    words.sort_by(|(stem, weight), (other, of_other)| {
        of_other.total_cmp(weight).then_with(|| stem.cmp(other))
    });
    words.truncate(MOST_WORDS);
    Ok(Telling(words))
}

/// Numbers of one digit and what is left of the shortest words tell nothing; nor do words of time, which are in every second
/// question, nor those that people put around it.
fn tells(stem: &str) -> bool {
    stem.len() > 1
        && (stem.len() > 2 || stem.bytes().all(|byte| byte.is_ascii_digit()))
        && !is_courtesy(stem)
        && !TIMES.contains(stem)
}

static TIMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    const WORDS: &str = "giorno mese anno settimana ora oggi ieri domani prima dopo due tre quattro cinque sei dieci volta \
        attesa saluti cordiali anticipo aiuto risposta domanda detto dice fare fatto avere stato ancora sempre adesso";
    analyse(&mut analysis::stems(), WORDS).into_iter().map(|word| word.text).collect()
});
