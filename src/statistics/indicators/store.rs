//! Which answers became public, and the targets, of which none is ever changed.

use std::collections::BTreeMap;

use diesel::dsl::min;
use diesel::prelude::*;

use super::Indicator;
use crate::catalogue::EntryKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId};
use crate::platform::db::schema::{
    entry_publications as publications, entry_translations, entry_versions as versions,
    indicator_targets as targets,
};
use crate::platform::db::{Conn, DbResult, portable};
use crate::statistics::period::Period;

/// How many answers became public for the first time in a period.
pub(super) fn entries(conn: &mut Conn, period: Period) -> DbResult<u64> {
    let (from, end) = period.instants();
    let translations = entry_translations::table.select(entry_translations::entry_id);
    let entries: Vec<EntryId> = publications::table
        .inner_join(versions::table.on(
            versions::entry_id.eq(publications::entry_id).and(versions::number.eq(publications::version)),
        ))
        .filter(versions::kind.eq(EntryKind::Answer))
        // A translation says again what counts already.
        .filter(publications::entry_id.ne_all(translations))
        .group_by(publications::entry_id)
        .having(min(publications::published_at).ge(from).and(min(publications::published_at).lt(end)))
        .select(publications::entry_id)
        .load(conn)?;
    Ok(u64::try_from(entries.len()).unwrap_or(u64::MAX))
}

/// A target that somebody set, or took away.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub revision: i32,
    pub indicator: Indicator,
    pub value: Option<i32>,
    pub by: AccountId,
    pub at: Instant,
}

/// All that was ever set for a year, the oldest first.
pub(super) fn history(conn: &mut Conn, year: i32) -> DbResult<Vec<Change>> {
    type Row = (i32, Indicator, Option<i32>, AccountId, Instant);
    let rows: Vec<Row> = targets::table
        .filter(targets::year.eq(year))
        .order((targets::revision, targets::indicator))
        .select((targets::revision, targets::indicator, targets::value, targets::set_by, targets::set_at))
        .load(conn)?;
    let change = |(revision, indicator, value, by, at)| Change { revision, indicator, value, by, at };
    Ok(rows.into_iter().map(change).collect())
}

/// The targets that hold, of all that was set.
pub(super) fn in_force(history: &[Change]) -> BTreeMap<Indicator, i32> {
    let mut values = BTreeMap::new();
    for change in history {
        match change.value {
            Some(value) => values.insert(change.indicator, value),
            None => values.remove(&change.indicator),
        };
    }
    values
}

/// Writes what changed in the targets of a year for somebody who had read `revision` (0: none); false when somebody else changed them
/// meanwhile.
pub(super) fn set(
    conn: &mut Conn,
    year: i32,
    revision: i32,
    wanted: &BTreeMap<Indicator, i32>,
    by: AccountId,
    now: Instant,
) -> DbResult<bool> {
    portable::exclusive(conn, "indicator_targets")?;
    let history = history(conn, year)?;
    if history.last().map_or(0, |change| change.revision) != revision {
        return Ok(false);
    }
    let former = in_force(&history);
    for indicator in Indicator::ALL {
        let value = wanted.get(indicator).copied();
        if value != former.get(indicator).copied() {
            let row = (
                targets::year.eq(year),
                targets::revision.eq(revision + 1),
                targets::indicator.eq(indicator),
                targets::value.eq(value),
                targets::set_by.eq(by),
                targets::set_at.eq(now),
            );
            diesel::insert_into(targets::table).values(row).execute(conn)?;
        }
    }
    Ok(true)
}
