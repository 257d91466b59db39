//! The figures of a period: counted from the records, by month, area and topic.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::facts::{Fact, Facts, Standing};
use super::period::{Period, first_of_month};
use super::quantile::{Quantile, quantile};
use super::year_counts::{self, YearCounts};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TopicId;
use crate::kernel::wilson::Rate;
use crate::topics::TopicTree;

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
    /// Open: an answer is owed, or a clarification awaited.
    pub open: u64,
    /// Of these, past the deadline.
    pub overdue: u64,
    /// Closed without an answer.
    pub closed: u64,
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |all, one| Self {
            received: all.received + one.received,
            answered: all.answered + one.answered,
            within: all.within + one.within,
            open: all.open + one.open,
            overdue: all.overdue + one.overdue,
            closed: all.closed + one.closed,
        })
    }
}

impl Counts {
    fn add(&mut self, fact: &Fact, as_of: Instant) {
        self.received += 1;
        match fact.standing {
            Standing::Answered(at) => {
                self.answered += 1;
                self.within += u64::from(at <= fact.due_at);
            }
            Standing::Closed(_) => self.closed += 1,
            Standing::Running | Standing::Paused(_) => {
                self.open += 1;
                self.overdue += u64::from(fact.is_overdue(as_of));
            }
            Standing::Spam => {}
        }
    }

    /// Those of which it is decided whether the promise was kept: answered, or open and past the deadline.
    pub fn decided(&self) -> u64 {
        self.answered + self.overdue
    }

    /// Open and not past the deadline.
    pub fn open_in_time(&self) -> u64 {
        self.open - self.overdue
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
    pub median: Option<Quantile>,
    /// Nine of ten were at most this long.
    pub p90: Option<Quantile>,
}

impl Times {
    fn of(mut micros: Vec<i64>) -> Self {
        // Stable: two runs that are in order already are merged in one pass.
        micros.sort();
        let hours = |p: f64| quantile(&micros, p).map(|quantile| quantile.in_units_of(HOUR));
        Self { median: hours(0.5), p90: hours(0.9) }
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
    /// By first-level topic, all of them.
    pub areas: Vec<AreaFigures>,
    /// The calendar years that the period touches, each of them whole: by these it is decided what may be seen.
    pub years: Vec<YearCounts>,
    /// The month of the first question ever; none before it.
    pub first_month: Option<NaiveDate>,
}

/// The figures of a first-level topic and of what is under it.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaFigures {
    /// The first-level topic; none for questions without a topic.
    pub area: Option<TopicId>,
    /// All of it.
    pub figures: Figures,
    /// By topic, the first level itself among them; all of them.
    pub topics: Vec<(Option<TopicId>, Figures)>,
}

/// Counts the records of a period, in one pass.
pub fn report(facts: &Facts, tree: &TopicTree, period: Period, as_of: Instant) -> Report {
    let mut months: Vec<(NaiveDate, Tally)> =
        period.months().into_iter().map(|month| (month, Tally::default())).collect();
    let mut topics: Vec<(Option<TopicId>, Tally)> = all_topics(tree);
    let mut areas: Vec<(Option<TopicId>, Tally)> = all_areas(tree);
    let mut total = Tally::default();
    let mut first_day: Option<NaiveDate> = None;
    let area_of = |topic: Option<TopicId>| topic.and_then(|topic| tree.area_of(topic));
    let mut waits = Vec::new();
    let counted = |fact: &&Fact| fact.counts(as_of);
    for fact in facts.iter().filter(counted) {
        first_day = Some(first_day.map_or(fact.day, |first| first.min(fact.day)));
        if fact.day < period.from || period.to < fact.day {
            continue;
        }
        total.counts.add(fact, as_of);
        let month = months_between(period.from, fact.day);
        months[month].1.counts.add(fact, as_of);
        let topic = of_key(&mut topics, fact.topic());
        topics[topic].1.counts.add(fact, as_of);
        let area = of_key(&mut areas, area_of(fact.topic()));
        areas[area].1.counts.add(fact, as_of);
        waits.extend(Wait::of(fact).map(|wait| (wait, month, topic, area)));
    }
    // Put in order once rather than in each group.
    waits.sort_unstable_by_key(|(wait, ..)| wait.gross);
    for (wait, month, topic, area) in waits {
        for tally in [&mut total, &mut months[month].1, &mut topics[topic].1, &mut areas[area].1] {
            tally.wait(wait);
        }
    }
    topics.sort_by_key(|(topic, _)| *topic);
    areas.sort_by_key(|(area, _)| *area);
    let topics: Vec<(Option<TopicId>, Figures)> =
        topics.into_iter().map(|(topic, tally)| (topic, tally.figures())).collect();
    let of_area = |area| topics.iter().copied().filter(|(topic, _)| area_of(*topic) == area).collect();
    Report {
        as_of,
        period,
        total: total.figures(),
        months: months.into_iter().map(|(month, tally)| (month, tally.figures())).collect(),
        areas: areas
            .into_iter()
            .map(|(area, tally)| AreaFigures { area, figures: tally.figures(), topics: of_area(area) })
            .collect(),
        years: year_counts::count(facts, period.years(), as_of),
        first_month: first_day.map(first_of_month),
    }
}

/// Every topic with nothing counted yet, and the place of questions without one. A row that stood only where something was
/// received would tell that a withheld count is not zero.
fn all_topics<T: Default>(tree: &TopicTree) -> Vec<(Option<TopicId>, T)> {
    let topics = tree.all().iter().map(|topic| Some(topic.id));
    topics.chain([None]).map(|topic| (topic, T::default())).collect()
}

/// The same of first-level topics.
fn all_areas<T: Default>(tree: &TopicTree) -> Vec<(Option<TopicId>, T)> {
    let areas = tree.roots().map(|area| Some(area.id));
    areas.chain([None]).map(|area| (area, T::default())).collect()
}

/// Counts the records of a period by any key.
pub fn grouped<K: Ord>(
    facts: &Facts,
    period: Period,
    as_of: Instant,
    key: impl Fn(&Fact) -> K,
) -> BTreeMap<K, Figures> {
    let counted = |fact: &&Fact| {
        let in_period = period.from <= fact.day && fact.day <= period.to;
        in_period && fact.counts(as_of)
    };
    tallied(facts.iter().filter(counted), as_of, key)
}

/// Counts records that were picked, by any key.
pub fn tallied<'f, K: Ord>(
    facts: impl Iterator<Item = &'f Fact>,
    as_of: Instant,
    key: impl Fn(&Fact) -> K,
) -> BTreeMap<K, Figures> {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let (mut tallies, mut waits): (Vec<Tally>, Vec<(Wait, usize)>) = (Vec::new(), Vec::new());
    for fact in facts {
        let place = *places.entry(key(fact)).or_insert(tallies.len());
        if place == tallies.len() {
            tallies.push(Tally::default());
        }
        tallies[place].counts.add(fact, as_of);
        waits.extend(Wait::of(fact).map(|wait| (wait, place)));
    }
    // As above: one order for all groups.
    waits.sort_unstable_by_key(|(wait, _)| wait.gross);
    waits.into_iter().for_each(|(wait, place)| tallies[place].wait(wait));
    let mut figures: Vec<Figures> = tallies.into_iter().map(Tally::figures).collect();
    places.into_iter().map(|(key, place)| (key, std::mem::take(&mut figures[place]))).collect()
}

/// The place of what is kept under a key, begun when new. A few dozen topics: looking through them is quicker than any map.
fn of_key<T: Default>(all: &mut Vec<(Option<TopicId>, T)>, key: Option<TopicId>) -> usize {
    match all.iter().position(|(known, _)| *known == key) {
        Some(place) => place,
        None => {
            all.push((key, T::default()));
            all.len() - 1
        }
    }
}

/// From the month of a day to that of a later one.
fn months_between(from: NaiveDate, to: NaiveDate) -> usize {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    usize::try_from(months(to) - months(from)).unwrap_or(usize::MAX)
}

/// How long an answer took.
#[derive(Clone, Copy)]
struct Wait {
    /// Microseconds to the answer, every hour counted.
    gross: i64,
    /// Microseconds of the pauses.
    paused: i64,
}

impl Wait {
    /// That of a record, if it is answered.
    fn of(fact: &Fact) -> Option<Self> {
        let Standing::Answered(at) = fact.standing else { return None };
        let gross = at.micros() - fact.started_at.micros();
        Some(Self { gross, paused: fact.paused_seconds * 1_000_000 })
    }
}

/// What is counted of a group.
#[derive(Default)]
struct Tally {
    counts: Counts,
    /// Microseconds to the answer of those that were never paused: the same by both clocks.
    straight: Vec<i64>,
    /// Of the others, every hour counted, and without pauses.
    paused: Vec<(i64, i64)>,
}

impl Tally {
    fn wait(&mut self, wait: Wait) {
        match wait.paused {
            0 => self.straight.push(wait.gross),
            paused => self.paused.push((wait.gross, wait.gross - paused)),
        }
    }

    fn figures(self) -> Figures {
        let Self { counts, mut straight, paused } = self;
        straight.sort_unstable();
        let with =
            |own: fn(&(i64, i64)) -> i64| straight.iter().copied().chain(paused.iter().map(own)).collect();
        Figures { counts, gross: Times::of(with(|pair| pair.0)), net: Times::of(with(|pair| pair.1)) }
    }
}
