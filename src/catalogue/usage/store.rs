//! The rows of what was searched for and read.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use diesel::dsl::{min, sum};
use diesel::prelude::*;

use super::{Counted, Key};
use crate::kernel::ids::EntryId;
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{catalogue_searches as searches, entry_readings as readings};
use crate::platform::db::{Conn, DbResult};

/// So many rows are written by one statement.
const AT_ONCE: usize = 5_000;

/// Searches of a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Searches {
    /// All.
    pub all: u64,
    /// Those that found nothing.
    pub without_result: u64,
}

/// Adds what was counted, in its order.
pub(super) fn add(conn: &mut Conn, counted: &[(Key, u32)]) -> DbResult<()> {
    let mut of_days: BTreeMap<NaiveDate, (u32, u32)> = BTreeMap::new();
    let mut of_entries = Vec::new();
    for ((day, what), count) in counted {
        match what {
            Counted::Search { found } => {
                let (all, without) = of_days.entry(*day).or_default();
                *all = all.saturating_add(*count);
                *without = without.saturating_add(if *found { 0 } else { *count });
            }
            Counted::Reading(entry) => {
                of_entries.push(vec![Cell::Text(day.to_string()), Cell::Big(Some(entry.0)), small(*count)]);
            }
        }
    }
    let of_days: Vec<Vec<Cell>> = of_days
        .into_iter()
        .map(|(day, (all, without))| vec![Cell::Text(day.to_string()), small(all), small(without)])
        .collect();
    let also = "ON CONFLICT (day) DO UPDATE SET searches = catalogue_searches.searches + excluded.searches, \
                without_result = catalogue_searches.without_result + excluded.without_result";
    portable::with_rows(
        conn,
        "INSERT INTO catalogue_searches (day, searches, without_result)",
        &of_days,
        also,
    )?;
    add_readings(conn, &of_entries)
}

fn small(count: u32) -> Cell {
    Cell::Small(i32::try_from(count).unwrap_or(i32::MAX))
}

fn add_readings(conn: &mut Conn, rows: &[Vec<Cell>]) -> DbResult<()> {
    let also =
        "ON CONFLICT (day, entry_id) DO UPDATE SET readings = entry_readings.readings + excluded.readings";
    for rows in rows.chunks(AT_ONCE) {
        portable::with_rows(conn, "INSERT INTO entry_readings (day, entry_id, readings)", rows, also)?;
    }
    Ok(())
}

/// Searches from a day on.
///
/// # Errors
/// When the database fails.
pub fn searches_since(conn: &mut Conn, from: NaiveDate) -> DbResult<Searches> {
    let (all, without): (Option<i64>, Option<i64>) = searches::table
        .filter(searches::day.ge(from.to_string()))
        .select((sum(searches::searches), sum(searches::without_result)))
        .first(conn)?;
    let count = |sum: Option<i64>| sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or_default();
    Ok(Searches { all: count(all), without_result: count(without) })
}

/// How often an entry was read from a day on.
///
/// # Errors
/// When the database fails.
pub fn readings_since(conn: &mut Conn, entry: EntryId, from: NaiveDate) -> DbResult<i64> {
    let read: Option<i64> = readings::table
        .filter(readings::entry_id.eq(entry).and(readings::day.ge(from.to_string())))
        .select(sum(readings::readings))
        .first(conn)?;
    Ok(read.unwrap_or_default())
}

/// Adds what was read on the first of the days before `oldest` to the first day of its month; false when all of them are.
pub(super) fn gather_a_day_before(conn: &mut Conn, oldest: NaiveDate) -> DbResult<bool> {
    let is_within_month = readings::day.lt(oldest.to_string()).and(readings::day.not_like("%-01"));
    let day: Option<String> =
        readings::table.filter(is_within_month).select(min(readings::day)).first(conn)?;
    let Some(day) = day else { return Ok(false) };
    let first = day.parse::<NaiveDate>().ok().and_then(|day| day.with_day(1));
    let of_day = readings::table.filter(readings::day.eq(&day));
    let rows: Vec<(EntryId, i32)> =
        of_day.order(readings::entry_id).select((readings::entry_id, readings::readings)).load(conn)?;
    diesel::delete(of_day).execute(conn)?;
    if let Some(first) = first {
        let rows: Vec<Vec<Cell>> = rows
            .into_iter()
            .map(|(entry, count)| {
                vec![Cell::Text(first.to_string()), Cell::Big(Some(entry.0)), Cell::Small(count)]
            })
            .collect();
        add_readings(conn, &rows)?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::db::plans::{
        is_no_table_read_whole, plan, statements, try_on_postgres, try_on_sqlite,
    };

    fn try_plans(conn: &mut Conn) {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let asked = statements(conn, |conn| {
            searches_since(conn, day).expect("counted");
            readings_since(conn, EntryId(1), day).expect("counted");
            gather_a_day_before(conn, day).expect("looked");
        });
        assert_eq!(asked.len(), 3, "{asked:?}");
        for sql in &asked {
            is_no_table_read_whole(&plan(conn, sql), &["catalogue_searches", "entry_readings"]);
        }
    }

    #[test]
    fn what_was_counted_is_found_by_an_index() {
        try_on_sqlite(try_plans);
    }

    #[test]
    fn what_was_counted_is_found_by_an_index_on_postgres() {
        try_on_postgres("usage_plans", try_plans);
    }
}
