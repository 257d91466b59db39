//! Counts what was searched for, read and sent. Writes nothing.

pub mod catalogue;
pub mod mail;

use chrono::NaiveDate;

use crate::kernel::clock::Instant;
use crate::statistics::period::Period;

/// The stretches of a period that lie in one month each.
pub fn months(period: Period) -> Vec<Period> {
    let last =
        |first: NaiveDate| first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt());
    let within = |first: NaiveDate| Period {
        from: first.max(period.from),
        to: last(first).unwrap_or(period.to).min(period.to),
    };
    period.months().into_iter().map(within).collect()
}

/// From its first instant to the one after its last.
fn instants(period: Period) -> (Instant, Instant) {
    let end = period.to.succ_opt().unwrap_or(period.to);
    (Instant::midnight(period.from), Instant::midnight(end))
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
