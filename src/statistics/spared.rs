//! Questions that the catalogue spared in a period, as a reader may see them.

use chrono::NaiveDate;
use serde::Serialize;

use super::period::Period;
use super::shown::Shown;
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::deflections::{self, Deflections};

/// Questions spared, and how often they were asked after all.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Spared {
    /// How often somebody said that an entry was enough.
    pub total: Shown<u64>,
    /// Of which the week is not over.
    pub open: Shown<u64>,
    /// Of the others, those who asked within the week.
    pub asked: Shown<Rate>,
    /// Whether the rate is of enough cases.
    pub firm: bool,
}

/// Those of a period. Outside the desk, where counts from `least` on are told, only of whole calendar years, so that nothing can be had by subtracting
/// one period from another, and only where no count is of fewer people.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Conn, period: Period, today: NaiveDate, least: Option<LeastCount>) -> DbResult<Spared> {
    let mut hidden = false;
    if let Some(least) = least {
        for year in period.years() {
            let of_year = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
            let Some((from, to)) = of_year else { continue };
            hidden |= !period.holds_year(year, today) || is_telling(between(conn, from, to)?, least);
        }
    }
    let counts = between(conn, period.from, period.to)?;
    let asked = Rate::of(counts.asked, counts.asked + counts.spared);
    Ok(Spared {
        total: Shown::or_hidden(Some(counts.total()), hidden),
        open: Shown::or_hidden(Some(counts.open), hidden),
        asked: Shown::or_hidden(asked, hidden),
        firm: asked.is_some_and(|rate| rate.is_firm()),
    })
}

fn between(conn: &mut Conn, from: NaiveDate, to: NaiveDate) -> DbResult<Deflections> {
    let end = to.succ_opt().unwrap_or(to);
    deflections::between(conn, Instant::midnight(from), Instant::midnight(end))
}

fn is_telling(counts: Deflections, least: LeastCount) -> bool {
    [counts.open, counts.asked, counts.spared].into_iter().any(|count| least.withholds(count))
}
