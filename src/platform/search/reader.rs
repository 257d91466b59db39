//! Searching: what was asked, what was found.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::{Index, IndexReader, ReloadPolicy};

use super::alike::{self, Alike};
use super::analysis;
use super::collector::{Hit, Sort, Tallied, Tally};
use super::directory::Reading;
use super::evaluation;
use super::matching;
use super::query::{self, Asked};
use super::schema::{Fields, Label};
use super::snippet::Highlighter;
use super::suggest;
use super::synonyms::Synonyms;
use super::view::View;
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
    reading: Reading,
    fields: Fields,
    view: RwLock<Arc<View>>,
}

impl Live {
    pub fn new(index: &Index, reading: Reading, fields: Fields) -> tantivy::Result<Self> {
        // Reloaded by whoever commits: a watcher would be late by its pause.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let view = View::of(reader.searcher(), reading, &fields.scored())?;
        let view = RwLock::new(Arc::new(view));
        Ok(Self { reader, reading, fields, view })
    }

    /// Shows what was committed. Whoever commits also pays for the lists of words that somebody has needed before; searches
    /// meanwhile read what was there before.
    pub fn reload(&self) -> tantivy::Result<()> {
        self.reader.reload()?;
        let view = View::of(self.reader.searcher(), self.reading, &self.fields.scored())?;
        if self.view().has_vocabulary() {
            view.vocabulary(self.fields.words)?;
        }
        if self.view().has_title_words() {
            view.title_words(self.fields.title_words)?;
        }
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
        Ok(())
    }

    fn view(&self) -> Arc<View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn state(&self) -> u64 {
        self.view().searcher().generation().generation_id()
    }

    pub fn count(&self) -> u64 {
        self.view().documents()
    }

    pub fn search(&self, request: &Request<'_>) -> tantivy::Result<Found> {
        let view = self.view();
        if request.text.trim().is_empty() {
            let tally = Tally { sort: Sort::Order, ..tally(request) };
            let found = view.searcher().search(&*query::everything(), &tally)?;
            return Ok(answer(request, found, None, Highlighter::new("")));
        }
        let none = Synonyms::default();
        let synonyms = request.synonyms.unwrap_or(&none);
        let asked = Asked::read(request.text, &view, &self.fields, synonyms, || self.vocabulary(&view))?;
        let found = evaluation::find(&view, &asked.wanted(&self.fields), asked.enough(FEW), &tally(request))?;
        let highlighter = Highlighter::of_stems(analysis::stems(), asked.stems());
        Ok(answer(request, found, asked.corrected, highlighter))
    }

    pub fn suggest(&self, text: &str, synonyms: &Synonyms, limit: usize) -> tantivy::Result<Vec<Hit>> {
        let view = self.view();
        let text = query::shortened(text);
        let field = self.fields.title_words;
        if let Some((wanted, enough)) =
            suggest::wanted(text, &*view.title_words(field)?, field, || self.vocabulary(&view))?
        {
            let tally =
                Tally { filters: Vec::new(), best: limit, sort: Sort::Relevance, count_labels: false };
            let found = evaluation::find(&view, &wanted, enough, &tally)?;
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
        let view = self.view();
        let none = Synonyms::default();
        let asked = Asked::read(text, &view, &self.fields, &none, || self.vocabulary(&view))?;
        Ok((matching::ids(&view, &self.fields, &asked)?, asked.corrected))
    }

    pub fn alike(&self, text: &str, limit: usize) -> tantivy::Result<Alike> {
        alike::find(&self.view(), &self.fields, text, limit)
    }

    fn vocabulary(&self, view: &View) -> tantivy::Result<Arc<Vocabulary>> {
        view.vocabulary(self.fields.words)
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
