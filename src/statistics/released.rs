//! How far readers outside the desk are told figures, and what they have been told for ever.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;

use super::disclosure::{Told, Withheld};
use super::facts::Facts;
use super::period::{Period, first_of_month};
use super::published::{Published, YearWithheld};
use super::store;
use super::year_counts::{self, Counted};
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
}

impl Outside {
    /// Counts some years, as far as they are told.
    pub fn count(&self, years: RangeInclusive<i32>) -> Counted {
        year_counts::count(&self.facts, years, self.released.until, self.as_of)
    }

    /// What may be seen of some years.
    pub fn published(&self, years: RangeInclusive<i32>, tree: &TopicTree) -> Published {
        Published::protected(&self.count(years), tree, &self.released)
    }
}

/// What is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// From how many on a count is told.
    pub least: LeastCount,
    /// The last day of which questions are counted.
    pub until: NaiveDate,
    /// The first day of the running month, while so few of its questions came, were decided or answered that it may not be seen: none
    /// of them is counted. Whoever has the figures of the months before would have it by subtracting.
    pub uncounted: Option<NaiveDate>,
    /// What frozen reports tell of months, by their first days.
    pub told: BTreeMap<NaiveDate, Told>,
    /// What was withheld of years that frozen reports tell.
    pub withheld: BTreeMap<i32, YearWithheld>,
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
        let (told, withheld) = store::told(conn)?;
        Ok(Self { least, until, uncounted, told, withheld })
    }

    /// A period as far as it is counted; unchanged where nothing of it is.
    pub fn counted(&self, period: Period) -> Period {
        let is_cut = !self.leaves_out(period.from) && self.leaves_out(period.to);
        if is_cut { Period { to: self.until, ..period } } else { period }
    }

    /// Whether the questions of a day are not counted, and those after it neither.
    pub fn leaves_out(&self, day: NaiveDate) -> bool {
        self.uncounted.is_some_and(|first| first <= day)
    }
}
