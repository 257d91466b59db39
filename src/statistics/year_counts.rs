//! The counts of calendar years, by everything that is published of them, put together of those of their months.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::dimension::{Dimension, Value};
use super::facts::{Fact, Facts, Standing};
use super::figures::Counts;
use super::month::MonthCounts;
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

/// The counts of the months of a year that have records, up to the end of a month or to now, by their first days.
pub fn months(
    facts: &Facts,
    year: i32,
    until: NaiveDate,
    as_of: Instant,
) -> Vec<(NaiveDate, Arc<MonthCounts>)> {
    let of_year = facts.months().filter(|month| month.first.year() == year && month.first <= until);
    of_year.map(|month| (month.first, month.counts(as_of))).collect()
}

/// In how many ways a question can stand: answered in time and later, open in time and late, closed.
const WAYS: usize = 5;
type Standings = [u64; WAYS];

/// How some questions stand, by all that is published. One number is raised for each question and table, and the counts are made of
/// them at the end.
#[derive(Debug, Default)]
pub struct Ways {
    all: Standings,
    week_parts: [Standings; WEEK_PARTS],
    by: [Vec<Standings>; PUBLISHED.len()],
}

impl Ways {
    /// All of them.
    pub fn counts(&self) -> Counts {
        counts(&self.all)
    }

    /// Counts a record.
    pub fn add(&mut self, fact: &Fact, as_of: Instant) {
        let way = way(fact, as_of);
        self.all[way] += 1;
        self.week_parts[week_part(fact.day, fact.hour)][way] += 1;
        for (dimension, ways) in PUBLISHED.iter().zip(&mut self.by) {
            if dimension.is_asked(fact) {
                let place = fact.values[*dimension as usize].place();
                if ways.len() <= place {
                    ways.resize(place + 1, Standings::default());
                }
                ways[place][way] += 1;
            }
        }
    }
}

impl YearCounts {
    /// Of its months, given by their first days.
    pub fn of_months(year: i32, months: &[(NaiveDate, Arc<MonthCounts>)]) -> Self {
        let mut all = Self::none(year);
        months.iter().for_each(|(first, counts)| all.add(*first, &counts.ways));
        all
    }

    fn none(year: i32) -> Self {
        Self {
            year,
            months: [Counts::default(); 12],
            week_parts: [Counts::default(); WEEK_PARTS],
            by: vec![BTreeMap::new(); PUBLISHED.len()],
        }
    }

    fn add(&mut self, month: NaiveDate, ways: &Ways) {
        self.months[month.month0() as usize] = counts(&ways.all);
        for (sum, part) in self.week_parts.iter_mut().zip(&ways.week_parts) {
            *sum = [*sum, counts(part)].into_iter().sum();
        }
        for (by, ways) in self.by.iter_mut().zip(&ways.by) {
            let counted = ways.iter().enumerate().filter(|(_, ways)| **ways != Standings::default());
            for (place, ways) in counted {
                let sum = by.entry(Value::at(place)).or_default();
                *sum = [*sum, counts(ways)].into_iter().sum();
            }
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

fn counts([within, late, open_in_time, overdue, closed]: &Standings) -> Counts {
    Counts {
        received: within + late + open_in_time + overdue + closed,
        answered: within + late,
        within: *within,
        open: open_in_time + overdue,
        overdue: *overdue,
        closed: *closed,
    }
}
