//! The figures of a period: counted from the records, by month and by topic.

use chrono::{Datelike, NaiveDate};

use super::facts::{Fact, Standing};
use super::period::Period;
use super::quantile::quantiles;
use super::wilson::Rate;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TopicId;

/// Microseconds in an hour.
const HOUR: f64 = 3_600_000_000.0;

/// Counts of a group of cycles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Questions received or asked again: cycles that started, without spam.
    pub received: u64,
    /// Answered.
    pub answered: u64,
    /// Answered not after the deadline.
    pub within: u64,
    /// Open and past the deadline.
    pub overdue: u64,
    /// Closed without an answer.
    pub closed: u64,
}

impl Counts {
    /// Those of which it is decided whether the promise was kept: answered, or open and past the deadline.
    pub fn decided(&self) -> u64 {
        self.answered + self.overdue
    }

    /// Share of the decided that were answered within the deadline.
    pub fn rate(&self) -> Option<Rate> {
        Rate::of(self.within, self.decided())
    }
}

/// Median and 90th percentile, in hours.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Times {
    /// Half were at most this long.
    pub median: Option<f64>,
    /// Nine of ten were at most this long.
    pub p90: Option<f64>,
}

impl Times {
    fn of(micros: &mut [i64]) -> Self {
        let [median, p90] =
            quantiles(micros, [0.5, 0.9]).map(|quantile| quantile.map(|micros| micros / HOUR));
        Self { median, p90 }
    }
}

/// The figures of a group of cycles.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// How many.
    pub counts: Counts,
    /// From the start to the answer, every hour counted.
    pub gross: Times,
    /// The same without the pauses.
    pub net: Times,
}

/// Everything a page says about a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The instant for which "open" and "overdue" are true.
    pub as_of: Instant,
    /// The cycles that started in these days.
    pub period: Period,
    /// All of them.
    pub total: Figures,
    /// By month of the start; every month of the period, also those without questions.
    pub months: Vec<(NaiveDate, Figures)>,
    /// By topic; those that occur.
    pub topics: Vec<(Option<TopicId>, Figures)>,
}

/// Counts the records of a period.
pub fn report(facts: &[Fact], period: Period, as_of: Instant) -> Report {
    let mut months: Vec<(NaiveDate, Tally)> =
        period.months().into_iter().map(|month| (month, Tally::default())).collect();
    let mut topics: Vec<(Option<TopicId>, Tally)> = Vec::new();
    let mut total = Tally::default();
    let counted =
        |fact: &&Fact| period.from <= fact.day && fact.day <= period.to && fact.standing != Standing::Spam;
    for fact in facts.iter().filter(counted) {
        total.add(fact, as_of);
        if let Some((_, month)) = months.get_mut(months_between(period.from, fact.day)) {
            month.add(fact, as_of);
        }
        // A few dozen topics: looking through them is quicker than any map.
        match topics.iter_mut().find(|(topic, _)| *topic == fact.topic) {
            Some((_, topic)) => topic.add(fact, as_of),
            None => {
                let mut tally = Tally::default();
                tally.add(fact, as_of);
                topics.push((fact.topic, tally));
            }
        }
    }
    topics.sort_by_key(|(topic, _)| *topic);
    Report {
        as_of,
        period,
        total: total.figures(),
        months: months.into_iter().map(|(month, tally)| (month, tally.figures())).collect(),
        topics: topics.into_iter().map(|(topic, tally)| (topic, tally.figures())).collect(),
    }
}

/// From the month of a day to that of a later one.
fn months_between(from: NaiveDate, to: NaiveDate) -> usize {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    usize::try_from(months(to) - months(from)).unwrap_or(usize::MAX)
}

#[derive(Default)]
struct Tally {
    counts: Counts,
    gross: Vec<i64>,
    net: Vec<i64>,
}

impl Tally {
    fn add(&mut self, fact: &Fact, as_of: Instant) {
        self.counts.received += 1;
        match fact.standing {
            Standing::Answered(at) => {
                self.counts.answered += 1;
                self.counts.within += u64::from(at <= fact.due_at);
                let gross = at.micros() - fact.started_at.micros();
                self.gross.push(gross);
                self.net.push(gross - fact.paused_seconds * 1_000_000);
            }
            Standing::Closed => self.counts.closed += 1,
            Standing::Running | Standing::Paused(_) => {
                self.counts.overdue += u64::from(fact.is_overdue(as_of));
            }
            Standing::Spam => {}
        }
    }

    fn figures(mut self) -> Figures {
        Figures { counts: self.counts, gross: Times::of(&mut self.gross), net: Times::of(&mut self.net) }
    }
}
