//! Searching: what was asked, what was found.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::query::Query;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use super::alike::{self, Alike};
use super::analysis;
use super::collector::{Hit, Sort, Tallied, Tally};
use super::matching;
use super::query::{self, Asked};
use super::schema::{Fields, Label};
use super::snippet::Highlighter;
use super::suggest;
use super::synonyms::Synonyms;
use super::vocabulary::Vocabulary;

/// Hits further down than this are not listed: nobody reads them, and keeping them in order costs.
const DEEPEST: usize = 10_000;
/// With fewer documents than this that hold enough of the words, a screenful, those that hold any are shown too.
const FEW: usize = 10;

/// A search.
#[derive(Debug, Clone, Default)]
pub struct Request<'a> {
    /// As typed; only the first [`super::LONGEST_QUERY`] characters count. Blank: every document.
    pub text: &'a str,
    /// A document must have, of each dimension listed, one of its labels.
    pub filters: Vec<Label>,
    /// What the words may be taken for; `None`: themselves alone.
    pub synonyms: Option<&'a Synonyms>,
    /// Hits to pass over.
    pub skip: usize,
    /// Hits to answer.
    pub limit: usize,
    /// Order of the hits; without a text always [`Sort::Order`].
    pub sort: Sort,
    /// Whether to count the documents of each label.
    pub count_labels: bool,
}

/// What a search found.
pub struct Found {
    /// Documents in all.
    pub total: usize,
    /// The page asked for.
    pub hits: Vec<Hit>,
    /// How many documents there would be under each label, if it replaced the filter of its dimension.
    pub labels: BTreeMap<Label, usize>,
    /// What was searched in place of the text, when it had words that no document holds.
    pub corrected: Option<String>,
    /// Marks the words that were searched.
    pub highlighter: Highlighter,
}

/// The index as readers see it.
pub(super) struct Live {
    reader: IndexReader,
    fields: Fields,
    /// Made when somebody first mistypes a word.
    vocabulary: Mutex<Option<Arc<Vocabulary>>>,
}

impl Live {
    pub fn new(index: &Index, fields: Fields) -> tantivy::Result<Self> {
        // Reloaded by whoever commits: a watcher would be late by its pause.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, fields, vocabulary: Mutex::new(None) })
    }

    /// Shows what was committed. Whoever commits also pays for the new words, if somebody has mistyped one before; searches
    /// meanwhile use those of before.
    pub fn reload(&self) -> tantivy::Result<()> {
        self.reader.reload()?;
        if self.kept_vocabulary().is_some() {
            let vocabulary = Arc::new(Vocabulary::of(&self.reader.searcher(), self.fields.words)?);
            *self.kept_vocabulary() = Some(vocabulary);
        }
        Ok(())
    }

    pub fn state(&self) -> u64 {
        self.reader.searcher().generation().generation_id()
    }

    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub fn search(&self, request: &Request<'_>) -> tantivy::Result<Found> {
        let searcher = self.reader.searcher();
        if request.text.trim().is_empty() {
            let tally = Tally { sort: Sort::Order, ..tally(request) };
            let found = searcher.search(&*query::everything(), &tally)?;
            return Ok(answer(request, found, None, Highlighter::new("")));
        }
        let none = Synonyms::default();
        let synonyms = request.synonyms.unwrap_or(&none);
        let asked =
            Asked::read(request.text, &searcher, &self.fields, synonyms, || self.vocabulary(&searcher))?;
        let mut found = Tallied::default();
        if !asked.is_empty() {
            let tally = tally(request);
            found = searcher.search(&*asked.query(&self.fields, asked.strict()), &tally)?;
            if asked.may_relax(found.total, FEW) {
                found = searcher.search(&*asked.query(&self.fields, 1), &tally)?;
            }
        }
        let highlighter = Highlighter::of_stems(analysis::stems(), asked.stems());
        Ok(answer(request, found, asked.corrected, highlighter))
    }

    pub fn suggest(&self, text: &str, synonyms: &Synonyms, limit: usize) -> tantivy::Result<Vec<Hit>> {
        let searcher = self.reader.searcher();
        let text = query::shortened(text);
        let query: Option<Box<dyn Query>> = suggest::query(text, &searcher, self.fields.title_words)?;
        if let Some(query) = query {
            let tally =
                Tally { filters: Vec::new(), best: limit, sort: Sort::Relevance, count_labels: false };
            let found = searcher.search(&*query, &tally)?;
            if !found.hits.is_empty() {
                return Ok(found.hits);
            }
        }
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        self.search(&Request { text, synonyms: Some(synonyms), limit, ..Request::default() })
            .map(|found| found.hits)
    }

    /// Ids of the documents that hold every word, and the text that was searched instead.
    pub fn matching(&self, text: &str) -> tantivy::Result<(Vec<i64>, Option<String>)> {
        let searcher = self.reader.searcher();
        let none = Synonyms::default();
        let asked = Asked::read(text, &searcher, &self.fields, &none, || self.vocabulary(&searcher))?;
        Ok((matching::ids(&searcher, &self.fields, &asked)?, asked.corrected))
    }

    pub fn alike(&self, text: &str, limit: usize) -> tantivy::Result<Alike> {
        alike::find(&self.reader.searcher(), &self.fields, text, limit)
    }

    fn vocabulary(&self, searcher: &Searcher) -> tantivy::Result<Arc<Vocabulary>> {
        let mut kept = self.kept_vocabulary();
        if let Some(vocabulary) = kept.as_ref() {
            return Ok(vocabulary.clone());
        }
        let vocabulary = Arc::new(Vocabulary::of(searcher, self.fields.words)?);
        *kept = Some(vocabulary.clone());
        Ok(vocabulary)
    }

    fn kept_vocabulary(&self) -> MutexGuard<'_, Option<Arc<Vocabulary>>> {
        self.vocabulary.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tally(request: &Request<'_>) -> Tally {
    let mut filters = request.filters.clone();
    filters.sort_unstable();
    Tally {
        filters,
        best: request.skip.saturating_add(request.limit).min(DEEPEST),
        sort: request.sort,
        count_labels: request.count_labels,
    }
}

fn answer(
    request: &Request<'_>,
    found: Tallied,
    corrected: Option<String>,
    highlighter: Highlighter,
) -> Found {
    Found {
        total: found.total,
        hits: found.hits.into_iter().skip(request.skip).collect(),
        labels: found.labels,
        corrected,
        highlighter,
    }
}
