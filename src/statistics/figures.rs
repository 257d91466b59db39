//! The figures of a period: counted from the records, by month, area and topic.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::facts::{Fact, Facts, Standing};
use super::month::MonthCounts;
use super::period::Period;
use super::quantile::{Quantile, quantile};
use super::runs::Runs;
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
    fn of(micros: &Runs<'_>) -> Self {
        let hours = |p: f64| quantile(micros, p).map(|quantile| quantile.in_units_of(HOUR));
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

/// Counts the records of a period, true at `as_of`. Of whole months only what has changed since somebody looked is counted anew.
pub fn report(facts: &Facts, tree: &TopicTree, period: Period, as_of: Instant) -> Report {
    let counted: Vec<(NaiveDate, Arc<MonthCounts>)> =
        period.months().into_iter().map(|first| (first, facts.month_counts(first, period, as_of))).collect();
    let mut topics: BTreeMap<Option<TopicId>, Vec<&Group>> = tree
        .all()
        .iter()
        .map(|topic| Some(topic.id))
        .chain([None])
        .map(|topic| (topic, Vec::new()))
        .collect();
    for (topic, group) in counted.iter().flat_map(|(_, counts)| &counts.topics) {
        topics.entry(*topic).or_default().push(group);
    }
    let area_of = |topic: Option<TopicId>| topic.and_then(|topic| tree.area_of(topic));
    // A row that stood only where something was received would tell that a withheld count is not zero.
    let mut areas: BTreeMap<Option<TopicId>, Vec<&Group>> =
        tree.roots().map(|area| Some(area.id)).chain([None]).map(|area| (area, Vec::new())).collect();
    for (topic, groups) in &topics {
        areas.entry(area_of(*topic)).or_default().extend(groups);
    }
    let topics: Vec<(Option<TopicId>, Figures)> =
        topics.into_iter().map(|(topic, groups)| (topic, Figures::of(groups))).collect();
    let of_area = |area| topics.iter().copied().filter(|(topic, _)| area_of(*topic) == area).collect();
    Report {
        as_of,
        period,
        total: Figures::of(counted.iter().map(|(_, counts)| &counts.all)),
        months: counted.iter().map(|(first, counts)| (*first, Figures::of([&counts.all]))).collect(),
        areas: areas
            .into_iter()
            .map(|(area, groups)| AreaFigures { area, figures: Figures::of(groups), topics: of_area(area) })
            .collect(),
        first_month: facts.first_month(as_of),
    }
}

/// Counts the records of a period by any key.
pub fn grouped<K: Ord>(
    facts: &Facts,
    period: Period,
    as_of: Instant,
    key: impl Fn(&Fact) -> K,
) -> BTreeMap<K, Figures> {
    tallied(facts.of(period).filter(|fact| fact.counts(as_of)), as_of, key).groups
}

/// Figures of groups, and of all of them together.
pub struct Tallied<K> {
    /// By key.
    pub groups: BTreeMap<K, Figures>,
    /// All.
    pub total: Figures,
}

/// Counts records that were picked, by any key.
pub fn tallied<'f, K: Ord>(
    facts: impl Iterator<Item = &'f Fact>,
    as_of: Instant,
    key: impl Fn(&Fact) -> K,
) -> Tallied<K> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for fact in facts {
        tallies.entry(key(fact)).or_default().add(fact, as_of);
    }
    let groups: BTreeMap<K, Group> = tallies.into_iter().map(|(key, tally)| (key, tally.finish())).collect();
    let total = Figures::of(groups.values());
    let figures = |(key, group): (K, Group)| (key, Figures::of([&group]));
    Tallied { total, groups: groups.into_iter().map(figures).collect() }
}

/// Counts records that were picked, without their times.
pub fn counted<'f>(facts: impl Iterator<Item = &'f Fact>, as_of: Instant) -> Counts {
    let mut counts = Counts::default();
    facts.for_each(|fact| counts.add(fact, as_of));
    counts
}

/// What is counted of a group, as it comes.
#[derive(Default)]
pub struct Tally {
    counts: Counts,
    straight: Vec<i64>,
    paused: Vec<(i64, i64)>,
}

impl Tally {
    /// Counts a record.
    pub fn add(&mut self, fact: &Fact, as_of: Instant) {
        self.counts.add(fact, as_of);
        let Standing::Answered(at) = fact.standing else { return };
        let gross = at.micros() - fact.started_at.micros();
        match fact.paused_seconds {
            0 => self.straight.push(gross),
            paused => self.paused.push((gross, gross - paused * 1_000_000)),
        }
    }

    /// With the times in order.
    pub fn finish(self) -> Group {
        let Self { counts, mut straight, paused } = self;
        let (mut gross, mut net): (Vec<i64>, Vec<i64>) = paused.into_iter().unzip();
        [&mut straight, &mut gross, &mut net].into_iter().for_each(|times| times.sort_unstable());
        Group { counts, straight, gross, net }
    }
}

/// What was counted of a group: it can be put together with others.
#[derive(Debug, Default)]
pub struct Group {
    counts: Counts,
    /// Microseconds to the answer of those that were never paused, the same by both clocks, in rising order.
    straight: Vec<i64>,
    /// Of the others, every hour counted.
    gross: Vec<i64>,
    /// Of these, without pauses.
    net: Vec<i64>,
}

impl Figures {
    /// Of several groups together.
    fn of<'g>(groups: impl IntoIterator<Item = &'g Group>) -> Self {
        let (mut counts, mut gross, mut net) = (Vec::new(), Runs::default(), Runs::default());
        for group in groups {
            counts.push(group.counts);
            gross.0.extend([group.straight.as_slice(), group.gross.as_slice()]);
            net.0.extend([group.straight.as_slice(), group.net.as_slice()]);
        }
        let gross_times = Times::of(&gross);
        let was_paused = net.0.iter().zip(&gross.0).any(|(net, gross)| net != gross);
        Self {
            counts: counts.into_iter().sum(),
            gross: gross_times,
            net: if was_paused { Times::of(&net) } else { gross_times },
        }
    }
}
