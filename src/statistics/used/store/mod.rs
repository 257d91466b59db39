//! Counts what was searched for, read and sent, all months of a period in one statement. Writes nothing.

pub mod catalogue;
pub mod mail;

use chrono::NaiveDate;

use crate::kernel::clock::Instant;
use crate::statistics::period::Period;

/// The months of a period, the first and the last as far as they lie in it.
#[derive(Debug, Clone)]
pub struct Months {
    whole: Period,
    months: Vec<Period>,
}

impl Months {
    /// Of a period.
    pub fn of(whole: Period) -> Self {
        let last = |first: NaiveDate| {
            first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt())
        };
        let within = |first: NaiveDate| Period {
            from: first.max(whole.from),
            to: last(first).unwrap_or(whole.to).min(whole.to),
        };
        Self { whole, months: whole.months().into_iter().map(within).collect() }
    }

    /// One after the other.
    pub fn all(&self) -> &[Period] {
        &self.months
    }

    /// Where each begins, and where the last ends.
    pub fn bounds(&self) -> Vec<Instant> {
        let begins = self.months.iter().map(|month| Instant::midnight(month.from));
        begins.chain([self.whole.instants().1]).collect()
    }

    /// The first days of all but the first.
    fn later_days(&self) -> Vec<NaiveDate> {
        self.months.iter().skip(1).map(|month| month.from).collect()
    }

    /// The first instants of all but the first.
    fn later(&self) -> Vec<Instant> {
        self.months.iter().skip(1).map(|month| Instant::midnight(month.from)).collect()
    }

    /// For each one something of its own, to be counted up.
    fn each<T: Default + Clone>(&self) -> Vec<T> {
        vec![T::default(); self.months.len()]
    }
}

/// What a statement counted of the month at a place.
fn at<T>(months: &mut [T], place: i64) -> Option<&mut T> {
    usize::try_from(place).ok().and_then(|place| months.get_mut(place))
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
