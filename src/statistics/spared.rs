//! Questions that the catalogue spared in a period, as a reader may see them.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::period::Period;
use super::shown::Shown;
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::deflections::{self, Deflections};

/// What is hidden of questions spared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Hides {
    /// Nothing.
    #[default]
    Nothing,
    /// What became of them.
    Outcomes,
    /// Everything.
    All,
}

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

impl Spared {
    fn of(counts: Deflections, hides: Hides) -> Self {
        let asked = Rate::of(counts.asked, counts.asked + counts.spared);
        let is_unsettled = hides >= Hides::Outcomes;
        Self {
            total: Shown::or_hidden(Some(counts.total()), hides == Hides::All),
            open: Shown::or_hidden(Some(counts.open), is_unsettled),
            asked: Shown::or_hidden(asked, is_unsettled),
            firm: asked.is_some_and(|rate| rate.is_firm()),
        }
    }
}

/// Those of a period. Outside the desk, where counts from `least` on are told, only of whole calendar years, so that nothing can be
/// had by subtracting one period from another, and only where no count is of fewer people. Of a year that is over what became of them is
/// told when it is known of all: a report frozen before would tell, beside the page of a week later, what the last one or two did.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Conn, period: Period, now: Instant, least: Option<LeastCount>) -> DbResult<Spared> {
    of_years(conn, period, now, least).map(|(_, all)| all)
}

/// The same of each calendar year, as far as it lies in the period, and of all of them.
///
/// # Errors
/// When the database fails.
pub fn of_years(
    conn: &mut Conn,
    period: Period,
    now: Instant,
    least: Option<LeastCount>,
) -> DbResult<(Vec<(i32, Spared)>, Spared)> {
    let today = now.rome().date_naive();
    let (from, end) = period.instants();
    let later = period.years().skip(1).filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    let bounds: Vec<Instant> =
        std::iter::once(from).chain(later.map(Instant::midnight)).chain([end]).collect();
    let (mut years, mut all, mut all_hides) = (Vec::new(), Deflections::default(), Hides::default());
    for (year, counts) in period.years().zip(deflections::between_each(conn, &bounds, now)?) {
        let hides = match least {
            None => Hides::Nothing,
            Some(least) if !period.holds_year(year, today) || is_telling(counts, least) => Hides::All,
            Some(_) if year < today.year() && counts.open > 0 => Hides::Outcomes,
            Some(_) => Hides::Nothing,
        };
        years.push((year, Spared::of(counts, hides)));
        all = all.and(counts);
        all_hides = all_hides.max(hides);
    }
    Ok((years, Spared::of(all, all_hides)))
}

fn is_telling(counts: Deflections, least: LeastCount) -> bool {
    [counts.open, counts.asked, counts.spared].into_iter().any(|count| least.withholds(count))
}
