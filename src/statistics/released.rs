//! How far readers outside the desk are told figures, and what they have been told for ever.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;

use super::disclosure::{Told, Withheld};
use super::facts::Facts;
use super::figures::{Report, report};
use super::period::{Period, first_of_month};
use super::published::{KeptYears, MadeOf, Published, Year, YearBefore};
use super::store;
use super::year_counts::{self, YearCounts};
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::platform::db::{Conn, DbResult};
use crate::topics::TopicTree;

/// What figures for readers outside the desk are made of, at one moment.
#[derive(Debug)]
pub struct Outside {
    /// The records.
    pub facts: Arc<Facts>,
    /// How far they are told.
    pub released: Released,
    /// The moment.
    pub as_of: Instant,
    /// What was found out of years before.
    pub kept: Arc<KeptYears>,
}

impl Outside {
    /// The figures of a period as far as they are counted, and what may be seen of them.
    pub fn seen(&self, tree: &TopicTree, period: Period) -> (Report, Published) {
        let counted = self.released.counted(period);
        let published = self.published(counted.years(), tree);
        (report(&self.facts, tree, counted, self.as_of), published)
    }

    /// Counts a year, as far as it is told.
    pub fn count(&self, year: i32) -> YearCounts {
        YearCounts::of_months(year, &year_counts::months(&self.facts, year, self.released.until, self.as_of))
    }

    /// What may be seen of some years.
    pub fn published(&self, years: RangeInclusive<i32>, tree: &TopicTree) -> Published {
        Published::protected(years.map(|year| self.year(year, tree)).collect(), &self.released)
    }

    fn year(&self, year: i32, tree: &TopicTree) -> Arc<Year> {
        let released = &self.released;
        let first_days = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1));
        if first_days.clone().next().is_some_and(|first| released.leaves_out(first)) {
            return Arc::new(Year::withheld(year));
        }
        let began = self.facts.first_month(self.as_of);
        let told: Vec<Told> = first_days.map(|month| released.told(month, began)).collect();
        let nothing = YearBefore::default();
        let before = (released.before.get(&year).unwrap_or(&nothing), released.least);
        let months = year_counts::months(&self.facts, year, released.until, self.as_of);
        let made_of = MadeOf::new(months.iter().map(|(_, counts)| Arc::clone(counts)), tree, &told, before);
        self.kept
            .get_or(year, made_of, || Year::of(&YearCounts::of_months(year, &months), tree, &told, before))
    }
}

/// What is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// From how many on a count is told.
    pub least: LeastCount,
    /// The last day of which questions are counted.
    pub until: NaiveDate,
    /// The first day of the running month.
    pub running: NaiveDate,
    /// The first day of the running month, while so few of its questions came, were decided or answered that it may not be seen: none
    /// of them is counted. Whoever has the figures of the months before would have it by subtracting.
    pub uncounted: Option<NaiveDate>,
    /// What frozen reports tell of months, by their first days.
    pub told: BTreeMap<NaiveDate, Told>,
    /// What frozen reports said of years.
    pub before: BTreeMap<i32, YearBefore>,
}

impl Released {
    /// At an instant.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(conn: &mut Conn, facts: &Facts, least: LeastCount, as_of: Instant) -> DbResult<Self> {
        let today = as_of.rome().date_naive();
        let month = first_of_month(today);
        let counts = facts.month_counts(month, Period::month_of(month), as_of).ways.counts();
        let is_few = Withheld::alone(&counts, least) >= Withheld::Outcome;
        // A desk that opened this month has nothing to subtract from: its few questions are withheld like any others.
        let is_first = facts.first_month(as_of).is_none_or(|first| month <= first);
        let uncounted = (is_few && !is_first).then_some(month);
        let until = uncounted.and_then(|month| month.pred_opt()).unwrap_or(today);
        let (told, before) = store::told(conn)?;
        Ok(Self { least, until, running: month, uncounted, told, before })
    }

    /// A period as far as it is counted; unchanged where nothing of it is.
    pub fn counted(&self, period: Period) -> Period {
        let is_cut = !self.leaves_out(period.from) && self.leaves_out(period.to);
        if is_cut { Period { to: self.until, ..period } } else { period }
    }

    /// What of a month, given by its first day, is known to everybody, on a desk that began in the month `began`.
    fn told(&self, month: NaiveDate, began: Option<NaiveDate>) -> Told {
        // That nothing came before the desk was opened, and nothing yet after today, is known to everybody.
        if began.is_none_or(|began| month < began) || self.until < month {
            return Told::Standing;
        }
        let told = self.told.get(&month).copied().unwrap_or_default();
        // It is counted only where it is not small, so whoever sees a sum of it and another small one knows which is which.
        if month == self.running { told.max(Told::Outcome) } else { told }
    }

    /// Whether the questions of a day are not counted, and those after it neither.
    pub fn leaves_out(&self, day: NaiveDate) -> bool {
        self.uncounted.is_some_and(|first| first <= day)
    }
}
