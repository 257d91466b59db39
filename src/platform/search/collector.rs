//! One pass over all that matches: how many, the best, and how many there are of each label.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::schema::{ID, LABELS, Label, ORDER};

/// A document found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The row.
    pub id: i64,
    /// How well it matches; comparable within one search only.
    pub score: f32,
}

/// How hits are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Highest [`super::Document::order`] first.
    Order,
}

/// What a pass collects.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// In their order; of those of one dimension, a document must have one.
    pub filters: Vec<Label>,
    /// How many of the best.
    pub best: usize,
    pub sort: Sort,
    /// Whether to count labels.
    pub count_labels: bool,
}

/// What a pass found.
#[derive(Debug, Clone, Default)]
pub(super) struct Tallied {
    pub total: usize,
    pub hits: Vec<Hit>,
    /// Per label, how many documents there would be if it were chosen in place of its dimension's filter.
    pub labels: BTreeMap<Label, usize>,
}

/// Key of the order, id, score: the greater is the better, and of two equals the newer row.
type Ranked = (i64, i64, u32);

/// Labels are numbers already: counting a hundred thousand of them must not pay for a strong hash.
#[derive(Default)]
struct LabelHasher(u64);

impl Hasher for LabelHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

pub(super) struct SegmentTally {
    tally: Tally,
    ids: Column<i64>,
    /// `None` when hits are not ordered by it.
    orders: Option<Column<i64>>,
    /// `None` when nothing is filtered or counted.
    labels: Option<Column<u64>>,
    total: usize,
    /// The worst on top, to be pushed out.
    best: BinaryHeap<Reverse<Ranked>>,
    counts: HashMap<u64, usize, BuildHasherDefault<LabelHasher>>,
}

impl SegmentTally {
    /// Which filters the document fails: none, one, or more than one.
    fn failed(&self, doc: DocId) -> Failed {
        let mut failed = Failed::None;
        let Some(column) = &self.labels else { return failed };
        for alternatives in self.tally.filters.chunk_by(|a, b| a.dimension() == b.dimension()) {
            let mut labels = column.values_for_doc(doc);
            if !labels.any(|label| alternatives.contains(&Label::from_stored(label))) {
                failed = match (failed, alternatives.first()) {
                    (Failed::None, Some(label)) => Failed::One(label.dimension()),
                    _ => return Failed::More,
                };
            }
        }
        failed
    }

    fn count(&mut self, doc: DocId, only: Option<u8>) {
        let Some(column) = &self.labels else { return };
        for stored in column.values_for_doc(doc) {
            if only.is_none_or(|dimension| dimension == Label::from_stored(stored).dimension()) {
                *self.counts.entry(stored).or_default() += 1;
            }
        }
    }

    fn keep(&mut self, doc: DocId, score: Score) {
        let key = match self.tally.sort {
            // The bits of floats that are not negative are in the order of the floats.
            Sort::Relevance => i64::from(score.max(0.0).to_bits()),
            Sort::Order => self.orders.as_ref().and_then(|orders| orders.first(doc)).unwrap_or_default(),
        };
        let full = self.best.len() >= self.tally.best;
        if full && self.best.peek().is_none_or(|worst| key < worst.0.0) {
            return;
        }
        let id = self.ids.first(doc).unwrap_or_default();
        self.best.push(Reverse((key, id, score.to_bits())));
        if full {
            self.best.pop();
        }
    }
}

enum Failed {
    None,
    One(u8),
    More,
}

impl SegmentCollector for SegmentTally {
    type Fruit = (usize, Vec<Ranked>, Vec<(Label, usize)>);

    fn collect(&mut self, doc: DocId, score: Score) {
        match self.failed(doc) {
            Failed::None => {
                self.total += 1;
                self.keep(doc, score);
                if self.tally.count_labels {
                    self.count(doc, None);
                }
            }
            Failed::One(dimension) if self.tally.count_labels => self.count(doc, Some(dimension)),
            Failed::One(_) | Failed::More => {}
        }
    }

    fn harvest(self) -> Self::Fruit {
        let best = self.best.into_iter().map(|Reverse(ranked)| ranked).collect();
        let counts =
            self.counts.into_iter().map(|(stored, count)| (Label::from_stored(stored), count)).collect();
        (self.total, best, counts)
    }
}

impl Collector for Tally {
    type Fruit = Tallied;
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentTally> {
        let fast = segment.fast_fields();
        Ok(SegmentTally {
            tally: self.clone(),
            ids: fast.i64(ID)?,
            orders: (self.sort == Sort::Order).then(|| fast.i64(ORDER)).transpose()?,
            labels: (self.count_labels || !self.filters.is_empty()).then(|| fast.u64(LABELS)).transpose()?,
            total: 0,
            best: BinaryHeap::with_capacity(self.best.min(1_000) + 1),
            counts: HashMap::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(
        &self,
        segments: Vec<<SegmentTally as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<Tallied> {
        let mut all = Tallied::default();
        let mut ranked = Vec::new();
        for (total, best, counts) in segments {
            all.total += total;
            ranked.extend(best);
            for (label, count) in counts {
                *all.labels.entry(label).or_default() += count;
            }
        }
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        all.hits = ranked
            .into_iter()
            .take(self.best)
            .map(|(_, id, score)| Hit { id, score: f32::from_bits(score) })
            .collect();
        Ok(all)
    }
}
