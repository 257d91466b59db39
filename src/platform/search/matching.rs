//! Which documents hold the words of a text, all of them, whatever their order: for filters.

use std::hash::{Hash, Hasher};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::query::Asked;
use super::schema::{Fields, ID};
use super::view::View;

/// What a text matches, at one state of the index.
#[derive(Debug, Default)]
pub struct Matching {
    words: String,
    /// None when it could not be searched.
    state: Option<u64>,
    /// In their order.
    ids: Vec<i64>,
    corrected: Option<String>,
}

impl Matching {
    /// Of a text that could not be searched: it matches nothing, and says so.
    pub fn unknown(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }

    /// Of a text that matches these.
    #[cfg(test)]
    pub fn of(words: &str, ids: Vec<i64>) -> Self {
        Self::new(words, 0, ids, None)
    }

    pub(super) fn new(words: &str, state: u64, mut ids: Vec<i64>, corrected: Option<String>) -> Self {
        ids.sort_unstable();
        Self { words: words.to_owned(), state: Some(state), ids, corrected }
    }

    pub(super) fn is_of(&self, state: u64) -> bool {
        self.state == Some(state)
    }

    /// Whether it could be searched.
    pub fn is_known(&self) -> bool {
        self.state.is_some()
    }

    /// Whether a document matches.
    pub fn holds(&self, id: i64) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    /// All of them, in the order of their numbers.
    pub fn ids(&self) -> &[i64] {
        &self.ids
    }

    /// What was searched in place of the text, when it had words that no document holds.
    pub fn corrected(&self) -> Option<&str> {
        self.corrected.as_deref()
    }
}

impl PartialEq for Matching {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.words == other.words
    }
}

impl Eq for Matching {}

impl Hash for Matching {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.state.hash(hasher);
        self.words.hash(hasher);
    }
}

/// The ids of all documents that hold every word that was asked; of a text that asks for no word, none.
pub(super) fn ids(view: &View, fields: &Fields, asked: &Asked) -> tantivy::Result<Vec<i64>> {
    view.searcher().search(&*asked.every_word(fields), &Ids)
}

struct Ids;

struct SegmentIds {
    column: Column<i64>,
    ids: Vec<i64>,
}

impl Collector for Ids {
    type Fruit = Vec<i64>;
    type Child = SegmentIds;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentIds> {
        Ok(SegmentIds { column: segment.fast_fields().i64(ID)?, ids: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<i64>>) -> tantivy::Result<Vec<i64>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for SegmentIds {
    type Fruit = Vec<i64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.ids.extend(self.column.first(doc));
    }

    fn harvest(self) -> Vec<i64> {
        self.ids
    }
}
