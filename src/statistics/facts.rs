//! What the figures are made of: one small record per cycle, kept in memory.
//!
//! A million cycles take little more than a hundred megabytes and are counted in milliseconds. The records are a copy of rows
//! of the database: they follow the events, and a test holds them equal to records read anew.

use std::sync::Arc;

use chrono::NaiveDate;

use super::dimension::{Dimension, Value};
use super::month::{Month, MonthCounts};
use super::period::{Period, first_of_month};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, Position, TicketId, TopicId};
use crate::kernel::rating::Verdict;

/// One cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The cycle.
    pub cycle: CycleId,
    /// Its question.
    pub ticket: TicketId,
    /// When its clock started.
    pub started_at: Instant,
    /// The day in Milan on which it started.
    pub day: NaiveDate,
    /// The hour on the wall in Milan at which it started, 0 to 23.
    pub hour: u8,
    /// Its deadline; while paused, as it stood when the pause began.
    pub due_at: Instant,
    /// How it stands.
    pub standing: Standing,
    /// Seconds of the pauses that ended.
    pub paused_seconds: i64,
    /// Whether it helped.
    pub rating: Rating,
    /// Who asked, with the first cycle of a question that is no spam.
    pub asked_by: Option<AccountId>,
    /// Who asked what, where, how: as [`Dimension`] says.
    pub values: [Value; Dimension::STORED],
}

/// How a cycle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The desk owes an answer.
    Running,
    /// The requester owes a clarification, since then.
    Paused(Instant),
    /// Answered, then.
    Answered(Instant),
    /// Closed without an answer, then.
    Closed(Instant),
    /// Spam, part of another question before it was answered, or taken over from an archive: counts for nothing.
    Spam,
}

/// What whoever asked says of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// Nobody asked.
    NotAsked,
    /// Asked, and nothing said.
    NotGiven,
    /// Asked, and said.
    Given(Verdict),
    /// Said unasked.
    Volunteered(Verdict),
}

impl Fact {
    /// Whether it counts at all, for figures true at `as_of`.
    pub fn counts(&self, as_of: Instant) -> bool {
        self.standing != Standing::Spam && self.started_at <= as_of
    }

    /// Whether the answer is owed and its deadline was passed at `as_of`. A paused clock stands where it was paused.
    pub fn is_overdue(&self, as_of: Instant) -> bool {
        match self.standing {
            Standing::Running => self.due_at < as_of,
            Standing::Paused(since) => self.due_at < since,
            Standing::Answered(_) | Standing::Closed(_) | Standing::Spam => false,
        }
    }

    /// Whether the question was asked again: every cycle but its first. What was only taken for spam comes before none, nor does what was
    /// taken over from an archive.
    pub fn is_reopening(&self) -> bool {
        self.values[Dimension::Turn as usize] == Value::AGAIN
    }

    /// Topic of its question, as it is now.
    pub fn topic(&self) -> Option<TopicId> {
        self.values[Dimension::Topic as usize].id().map(TopicId)
    }

    /// When it ended.
    pub fn ended_at(&self) -> Option<Instant> {
        match self.standing {
            Standing::Answered(at) | Standing::Closed(at) => Some(at),
            Standing::Running | Standing::Paused(_) | Standing::Spam => None,
        }
    }
}

/// All cycles, by the month in Milan in which their clocks started, as they were at a place in the events. Cheap to clone: the records
/// are shared with the clone until they change.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Everything up to this event is known.
    pub position: Position,
    /// The newest cycle known.
    pub last_cycle: Option<CycleId>,
    months: Vec<Arc<Month>>,
}

impl Facts {
    /// No cycle, before the first event.
    pub fn none() -> Self {
        Self { position: Position::START, last_cycle: None, months: Vec::new() }
    }

    /// All records, by month, those of a month in the order of their cycles.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.months.iter().flat_map(|month| month.facts())
    }

    /// Those of cycles that started in a period.
    pub fn of(&self, period: Period) -> impl Iterator<Item = &Fact> {
        let first = first_of_month(period.from);
        let from = self.months.partition_point(|month| month.first < first);
        let months = self.months[from..].iter().take_while(move |month| month.first <= period.to);
        let facts = months.flat_map(|month| month.facts());
        facts.filter(move |fact| period.from <= fact.day && fact.day <= period.to)
    }

    /// The months that have records.
    pub fn months(&self) -> impl Iterator<Item = &Month> {
        self.months.iter().map(Arc::as_ref)
    }

    /// What was counted of the days of a month, given by its first one, that belong to a period; true at `as_of`.
    pub fn month_counts(&self, first: NaiveDate, period: Period, as_of: Instant) -> Arc<MonthCounts> {
        let whole = Period::month_of(first);
        let days = whole.within(period);
        // After today there is nothing to be counted.
        let is_whole = days.from == whole.from && whole.to.min(as_of.rome().date_naive()) <= days.to;
        match self.months.binary_search_by_key(&first, |month| month.first) {
            Ok(place) if is_whole => self.months[place].counts(as_of),
            _ => Arc::new(MonthCounts::of(self.of(days), as_of)),
        }
    }

    /// The day of the first record that counts.
    pub fn first_day(&self, as_of: Instant) -> Option<NaiveDate> {
        let first =
            |month: &Month| month.facts().filter(|fact| fact.counts(as_of)).map(|fact| fact.day).min();
        self.months().find_map(first)
    }

    /// The month of the first record that counts.
    pub fn first_month(&self, as_of: Instant) -> Option<NaiveDate> {
        let has_some = |month: &&Month| month.facts().any(|fact| fact.counts(as_of));
        self.months().find(has_some).map(|month| month.first)
    }

    /// Puts a record in the place of an older one of the same cycle, or where it belongs.
    pub fn put(&mut self, fact: Fact) {
        self.last_cycle = self.last_cycle.max(Some(fact.cycle));
        let first = first_of_month(fact.day);
        let place = match self.months.binary_search_by_key(&first, |month| month.first) {
            Ok(place) => place,
            Err(place) => {
                self.months.insert(place, Arc::new(Month::starting(first)));
                place
            }
        };
        // Most of what happens to a question changes no figure: what was counted of its month stays true.
        if !self.months[place].has(&fact) {
            Arc::make_mut(&mut self.months[place]).put(fact);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fact(cycle: i64, hour: u8) -> Fact {
        let start = Instant::from_micros(0);
        Fact {
            cycle: CycleId(cycle),
            ticket: TicketId(cycle),
            started_at: start,
            // Five cycles each month.
            day: NaiveDate::default()
                + chrono::Months::new(u32::try_from(cycle / 5).expect("a small number")),
            hour,
            due_at: start,
            standing: Standing::Running,
            paused_seconds: 0,
            rating: Rating::NotAsked,
            asked_by: None,
            values: [Value::NONE; Dimension::STORED],
        }
    }

    #[test]
    fn a_month_is_counted_anew_only_when_time_or_an_event_changes_something() {
        let at = Instant::from_micros;
        let of = |standing| {
            let mut facts = Facts::none();
            facts.put(Fact { due_at: at(10), standing, ..fact(0, 0) });
            facts
        };
        let counted = |facts: &Facts, now| facts.months().next().expect("a month").counts(at(now));
        let mut facts = of(Standing::Running);
        let first = counted(&facts, 1);
        assert!(Arc::ptr_eq(&first, &counted(&facts, 9)));
        let late = counted(&facts, 11);
        assert_eq!((first.ways.counts().overdue, late.ways.counts().overdue), (0, 1));
        assert!(
            Arc::ptr_eq(&late, &counted(&facts, 9_000_000_000_000_000)),
            "time alone changes nothing more"
        );
        facts.put(Fact { due_at: at(10), ..fact(0, 0) });
        assert!(
            Arc::ptr_eq(&late, &counted(&facts, 11)),
            "the question has changed, and none of its figures"
        );
        facts.put(Fact { due_at: at(20), ..fact(0, 0) });
        assert_eq!(counted(&facts, 12).ways.counts().overdue, 0);
        facts.put(fact(1, 0));
        assert_eq!(counted(&facts, 12).ways.counts().received, 2);
        let ended = of(Standing::Answered(at(5)));
        assert!(Arc::ptr_eq(&counted(&ended, 6), &counted(&ended, 9_000_000_000_000_000)));
    }

    proptest! {
        /// Whatever comes in whatever order: the records are a map by cycle, and a clone stays as it was.
        #[test]
        fn the_records_are_kept_by_cycle(
            size in 0..300_i64, puts in proptest::collection::vec((0..400_i64, 0..24_u8), 0..40)
        ) {
            let mut expected: std::collections::BTreeMap<i64, u8> = (0..size).map(|cycle| (cycle * 2, 0)).collect();
            let mut facts = Facts::none();
            (0..size).for_each(|cycle| facts.put(fact(cycle * 2, 0)));
            let held = facts.clone();
            for (cycle, hour) in puts {
                facts.put(fact(cycle, hour));
                expected.insert(cycle, hour);
            }
            let all = |facts: &Facts| {
                let mut all: Vec<(i64, u8)> = facts.iter().map(|fact| (fact.cycle.0, fact.hour)).collect();
                prop_assert!(facts.iter().is_sorted_by_key(|fact| (first_of_month(fact.day), fact.cycle)));
                all.sort_unstable();
                Ok(all)
            };
            prop_assert_eq!(facts.last_cycle.map(|last| last.0), expected.keys().last().copied());
            prop_assert_eq!(all(&facts)?, expected.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(all(&held)?, (0..size).map(|cycle| (cycle * 2, 0)).collect::<Vec<_>>());
        }
    }
}
