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

    /// The first instants of all but the first.
    fn later(&self) -> Vec<Instant> {
        self.months.iter().skip(1).map(|month| Instant::midnight(month.from)).collect()
    }

    /// For each one something of its own, to be counted up.
    fn each<T: Default + Clone>(&self) -> Vec<T> {
        vec![T::default(); self.months.len()]
    }

    /// What is counted of the month of a day. The months of days are found here, for there are few of them: a
    /// database would compare each of its rows with every month.
    fn of_day<'t, T>(&self, counted: &'t mut [T], day: &str) -> Option<&'t mut T> {
        let day: NaiveDate = day.parse().ok()?;
        let up_to = self.months.partition_point(|month| month.from <= day);
        counted.get_mut(up_to.checked_sub(1)?)
    }
}

/// What a statement counted of the month at a place.
fn at<T>(months: &mut [T], place: i64) -> Option<&mut T> {
    usize::try_from(place).ok().and_then(|place| months.get_mut(place))
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_is_counted_in_its_month() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let months = Months::of(Period { from: day("2025-12-15"), to: day("2026-02-10") });
        let mut counted: Vec<u64> = months.each();
        for day in ["2025-12-15", "2025-12-31", "2026-01-01", "2026-02-10"] {
            *months.of_day(&mut counted, day).expect("a month of the period") += 1;
        }
        assert_eq!(counted, [2, 1, 1]);
        assert!(["2025-12-14", "ieri"].iter().all(|day| months.of_day(&mut counted, day).is_none()));
    }
}
