//! The rows of what was not found.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{max, sum};
use diesel::prelude::*;

use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::search_misses as misses;
use crate::platform::db::{Conn, DbResult};

/// So many rows are written by one statement.
const AT_ONCE: usize = 500;

/// Words that found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Miss {
    pub words: String,
    /// How often.
    pub times: i64,
    /// When last.
    pub day: Option<NaiveDate>,
}

/// Adds to what was counted on a day.
pub(super) fn add(conn: &mut Conn, day: NaiveDate, counted: &HashMap<String, i32>) -> DbResult<()> {
    let row = |(words, times): (&String, &i32)| {
        vec![Cell::Text(day.to_string()), Cell::Text(words.clone()), Cell::Small(*times)]
    };
    let mut rows: Vec<Vec<Cell>> = counted.iter().map(row).collect();
    // In one order on every node, so that two of them never wait for each other.
    rows.sort_by(|a, b| match (a.get(1), b.get(1)) {
        (Some(Cell::Text(a)), Some(Cell::Text(b))) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    });
    let also = "ON CONFLICT (day, words) DO UPDATE SET times = search_misses.times + excluded.times";
    for rows in rows.chunks(AT_ONCE) {
        portable::with_rows(conn, "INSERT INTO search_misses (day, words, times)", rows, also)?;
    }
    Ok(())
}

/// What was not found since a day, the most often first, up to `limit`.
pub(super) fn since(conn: &mut Conn, day: NaiveDate, limit: i64) -> DbResult<Vec<Miss>> {
    let rows: Vec<(String, Option<i64>, Option<String>)> = misses::table
        .filter(misses::day.ge(day.to_string()))
        .group_by(misses::words)
        .order((sum(misses::times).desc(), misses::words.asc()))
        .limit(limit)
        .select((misses::words, sum(misses::times), max(misses::day)))
        .load(conn)?;
    let miss = |(words, times, day): (String, Option<i64>, Option<String>)| Miss {
        words,
        times: times.unwrap_or_default(),
        day: day.and_then(|day| day.parse().ok()),
    };
    Ok(rows.into_iter().map(miss).collect())
}

/// Deletes what is older than a day; answers how many rows.
pub(super) fn delete_before(conn: &mut Conn, day: NaiveDate) -> DbResult<usize> {
    Ok(diesel::delete(misses::table.filter(misses::day.lt(day.to_string()))).execute(conn)?)
}
