//! The records of one month, with what was counted of them: counting is done anew only where something changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::facts::{Fact, Standing};
use super::figures::{Group, Tally};
use super::year_counts::Ways;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TopicId;

/// The records of cycles that started in a month.
#[derive(Debug)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    facts: Vec<Fact>,
    counts: Mutex<Option<Arc<MonthCounts>>>,
}

/// What was counted of some records.
#[derive(Debug)]
pub struct MonthCounts {
    /// All of them.
    pub all: Group,
    /// By topic, in the order of their ids.
    pub topics: Vec<(Option<TopicId>, Group)>,
    /// In how many ways they stand, by what is published.
    pub ways: Ways,
    /// When it was true.
    from: Instant,
    /// Before this instant time alone changes nothing in it; never where there is none.
    until: Option<Instant>,
}

impl Clone for Month {
    fn clone(&self) -> Self {
        // Whoever clones it changes it.
        Self { first: self.first, facts: self.facts.clone(), counts: Mutex::default() }
    }
}

impl Month {
    /// Without records.
    pub fn starting(first: NaiveDate) -> Self {
        Self { first, facts: Vec::new(), counts: Mutex::default() }
    }

    /// In the order of their cycles.
    pub fn facts(&self) -> std::slice::Iter<'_, Fact> {
        self.facts.iter()
    }

    /// Whether it has this very record.
    pub fn has(&self, fact: &Fact) -> bool {
        let place = self.facts.binary_search_by_key(&fact.cycle, |known| known.cycle);
        place.is_ok_and(|place| self.facts[place] == *fact)
    }

    /// Puts a record in the place of an older one of the same cycle, or where it belongs.
    pub fn put(&mut self, fact: Fact) {
        *self.counts.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        if self.facts.last().is_none_or(|last| last.cycle < fact.cycle) {
            self.facts.push(fact);
            return;
        }
        match self.facts.binary_search_by_key(&fact.cycle, |known| known.cycle) {
            Ok(place) => self.facts[place] = fact,
            Err(place) => self.facts.insert(place, fact),
        }
    }

    /// What is counted of it, true at `as_of`.
    pub fn counts(&self, as_of: Instant) -> Arc<MonthCounts> {
        let mut kept = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counts) = kept.as_ref().filter(|counts| counts.are_true(as_of)) {
            return Arc::clone(counts);
        }
        let counts = Arc::new(MonthCounts::of(self.facts(), as_of));
        *kept = Some(Arc::clone(&counts));
        counts
    }
}

impl MonthCounts {
    /// Of some records, true at `as_of`.
    pub fn of<'f>(facts: impl Iterator<Item = &'f Fact>, as_of: Instant) -> Self {
        let (mut all, mut ways) = (Tally::default(), Ways::default());
        let mut topics: BTreeMap<Option<TopicId>, Tally> = BTreeMap::new();
        let mut until: Option<Instant> = None;
        for fact in facts {
            until = [until, changes(fact, as_of)].into_iter().flatten().min();
            if fact.counts(as_of) {
                all.add(fact, as_of);
                topics.entry(fact.topic()).or_default().add(fact, as_of);
                ways.add(fact, as_of);
            }
        }
        let topics = topics.into_iter().map(|(topic, tally)| (topic, tally.finish())).collect();
        Self { all: all.finish(), topics, ways, from: as_of, until }
    }

    fn are_true(&self, as_of: Instant) -> bool {
        self.from <= as_of && self.until.is_none_or(|until| as_of < until)
    }
}

/// The first instant after `as_of` at which a record counts as another though nothing happens: its deadline passes, or its clock,
/// which was set ahead, starts.
fn changes(fact: &Fact, as_of: Instant) -> Option<Instant> {
    match fact.standing {
        _ if as_of < fact.started_at => Some(fact.started_at),
        // It is late after its deadline, not at it.
        Standing::Running if as_of <= fact.due_at => Some(fact.due_at),
        _ => None,
    }
}
