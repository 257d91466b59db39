//! The counts of calendar years, by everything that is published of them, in one pass over the records.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::dimension::{Dimension, Value};
use super::facts::{Fact, Facts, Standing};
use super::figures::Counts;
use crate::kernel::clock::Instant;

/// What is published by, each from the records alone. Areas follow from topics. Who wrote an answer is no matter of statistics.
pub const PUBLISHED: [Dimension; 12] = [
    Dimension::Kind,
    Dimension::Size,
    Dimension::Sector,
    Dimension::Gender,
    Dimension::Age,
    Dimension::Children,
    Dimension::Territory,
    Dimension::Topic,
    Dimension::Organisation,
    Dimension::Channel,
    Dimension::Language,
    Dimension::Turn,
];

/// Parts of a day, six hours each.
pub const DAY_PARTS: usize = 4;
/// Parts of a week: of each day from Monday on its parts.
pub const WEEK_PARTS: usize = 7 * DAY_PARTS;

/// The counts of a calendar year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCounts {
    /// The year.
    pub year: i32,
    /// By month, January first.
    pub months: [Counts; 12],
    /// By day of the week and part of the day at which it began.
    pub week_parts: [Counts; WEEK_PARTS],
    /// By each of [`PUBLISHED`]; values without a question are not here.
    by: Vec<BTreeMap<Value, Counts>>,
}

impl YearCounts {
    /// All of it.
    pub fn total(&self) -> Counts {
        self.months.iter().copied().sum()
    }

    /// By one of `PUBLISHED`: values that have questions; of a property that only workers or only firms are asked about those
    /// of theirs.
    pub fn by(&self, dimension: Dimension) -> &BTreeMap<Value, Counts> {
        const NONE: &BTreeMap<Value, Counts> = &BTreeMap::new();
        let place = PUBLISHED.iter().position(|known| *known == dimension);
        place.and_then(|place| self.by.get(place)).unwrap_or(NONE)
    }

    /// Of one value.
    pub fn of(&self, dimension: Dimension, value: Value) -> Counts {
        self.by(dimension).get(&value).copied().unwrap_or_default()
    }
}

/// The part of the week in which a record's clock started.
pub fn week_part(day: NaiveDate, hour: u8) -> usize {
    let part = usize::from(hour) * DAY_PARTS / 24;
    day.weekday().num_days_from_monday() as usize * DAY_PARTS + part.min(DAY_PARTS - 1)
}

/// Counts whole years.
pub fn count(facts: &Facts, years: RangeInclusive<i32>, as_of: Instant) -> Vec<YearCounts> {
    let mut tallies: Vec<Tally> = years.clone().map(|_| Tally::default()).collect();
    let first = *years.start();
    for fact in facts.iter().filter(|fact| fact.counts(as_of)) {
        let place = usize::try_from(fact.day.year() - first).ok();
        if let Some(tally) = place.and_then(|place| tallies.get_mut(place)) {
            tally.add(fact, as_of);
        }
    }
    years.zip(tallies).map(|(year, tally)| tally.counts(year)).collect()
}

/// In how many ways a question can stand: answered in time and later, open in time and late, closed.
const WAYS: usize = 5;
type Ways = [u64; WAYS];

/// One number is raised for each question and table, and the counts are made of them at the end.
#[derive(Default)]
struct Tally {
    months: [Ways; 12],
    week_parts: [Ways; WEEK_PARTS],
    by: [Vec<Ways>; PUBLISHED.len()],
}

impl Tally {
    fn add(&mut self, fact: &Fact, as_of: Instant) {
        let way = way(fact, as_of);
        self.months[fact.day.month0() as usize][way] += 1;
        self.week_parts[week_part(fact.day, fact.hour)][way] += 1;
        for (dimension, ways) in PUBLISHED.iter().zip(&mut self.by) {
            if dimension.is_asked(fact) {
                let place = fact.values[*dimension as usize].place();
                if ways.len() <= place {
                    ways.resize(place + 1, Ways::default());
                }
                ways[place][way] += 1;
            }
        }
    }

    fn counts(self, year: i32) -> YearCounts {
        let by = self.by.map(|ways| {
            let counted = ways.iter().enumerate().filter(|(_, ways)| **ways != Ways::default());
            counted.map(|(place, ways)| (Value::at(place), counts(ways))).collect()
        });
        YearCounts {
            year,
            months: self.months.map(|ways| counts(&ways)),
            week_parts: self.week_parts.map(|ways| counts(&ways)),
            by: by.into(),
        }
    }
}

fn way(fact: &Fact, as_of: Instant) -> usize {
    match fact.standing {
        Standing::Answered(at) => usize::from(at > fact.due_at),
        Standing::Running | Standing::Paused(_) => 2 + usize::from(fact.is_overdue(as_of)),
        Standing::Closed(_) | Standing::Spam => 4,
    }
}

fn counts([within, late, open_in_time, overdue, closed]: &Ways) -> Counts {
    Counts {
        received: within + late + open_in_time + overdue + closed,
        answered: within + late,
        within: *within,
        open: open_in_time + overdue,
        overdue: *overdue,
        closed: *closed,
    }
}
