//! The rows of votes, and what is kept of who gave them until the day is over.

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::{Note, Opinions, Reason, Vote};
use crate::kernel::ids::EntryId;
use crate::kernel::wilson::Rate;
use crate::platform::db::schema::{
    entries, entry_vote_keys as keys, entry_vote_marks as marks, entry_votes as votes,
};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::random_hex;

/// Words shown of an entry.
const NOTES: i64 = 20;

/// The key of a day, made when it is first asked for; with it those of other days go, and what was marked by them.
pub(super) fn key_of(conn: &mut Conn, day: NaiveDate) -> DbResult<String> {
    if let Some(key) = find_key(conn, day)? {
        return Ok(key);
    }
    portable::exclusive(conn, "entry-vote-key")?;
    if let Some(key) = find_key(conn, day)? {
        return Ok(key);
    }
    forget_visitors_before(conn, day)?;
    let key = random_hex(32);
    diesel::insert_into(keys::table)
        .values((keys::day.eq(day.to_string()), keys::value.eq(&key)))
        .execute(conn)?;
    Ok(key)
}

fn find_key(conn: &mut Conn, day: NaiveDate) -> DbResult<Option<String>> {
    Ok(keys::table.filter(keys::day.eq(day.to_string())).select(keys::value).first(conn).optional()?)
}

/// Writes a mark down; false when it was there.
pub(super) fn mark(conn: &mut Conn, day: NaiveDate, mark: &str) -> DbResult<bool> {
    portable::exclusive(conn, &format!("entry-vote:{mark}"))?;
    let there = marks::table.filter(marks::day.eq(day.to_string()).and(marks::mark.eq(mark)));
    if diesel::select(diesel::dsl::exists(there)).get_result(conn)? {
        return Ok(false);
    }
    diesel::insert_into(marks::table)
        .values((marks::day.eq(day.to_string()), marks::mark.eq(mark)))
        .execute(conn)?;
    Ok(true)
}

/// Adds a vote.
pub(super) fn insert(conn: &mut Conn, vote: &Vote, day: NaiveDate) -> DbResult<()> {
    diesel::insert_into(votes::table)
        .values((
            votes::entry_id.eq(vote.entry),
            votes::version.eq(vote.version),
            votes::useful.eq(vote.useful),
            votes::reason.eq(vote.reason),
            votes::note.eq(&vote.note),
            votes::day.eq(day.to_string()),
        ))
        .execute(conn)?;
    Ok(())
}

/// What was said of a version of an entry.
pub fn of(conn: &mut Conn, entry: EntryId, version: i32) -> DbResult<Opinions> {
    let of_version = votes::entry_id.eq(entry).and(votes::version.eq(version));
    let counts: Vec<(bool, Option<Reason>, i64)> = votes::table
        .filter(of_version)
        .group_by((votes::useful, votes::reason))
        .select((votes::useful, votes::reason, count_star()))
        .load(conn)?;
    if counts.is_empty() {
        return Ok(Opinions::default());
    }
    let rows: Vec<(bool, String, String)> = votes::table
        .filter(of_version.and(votes::note.ne("")))
        .order(votes::id.desc())
        .limit(NOTES)
        .select((votes::useful, votes::note, votes::day))
        .load(conn)?;
    let sum = |wanted: &dyn Fn(bool) -> bool| {
        let counted: i64 =
            counts.iter().filter(|(useful, ..)| wanted(*useful)).map(|(.., count)| count).sum();
        u64::try_from(counted).unwrap_or_default()
    };
    let mut reasons: Vec<(bool, Reason, i64)> =
        counts.iter().filter_map(|(useful, reason, count)| Some((*useful, (*reason)?, *count))).collect();
    reasons.sort_by_key(|(useful, reason, count)| (*useful, std::cmp::Reverse(*count), *reason));
    Ok(Opinions {
        rate: Rate::of(sum(&|useful| useful), sum(&|_| true)),
        reasons,
        notes: rows.into_iter().map(|(useful, text, day)| Note { useful, text, day }).collect(),
    })
}

/// Of every public entry of which somebody said something in its present version: how many did not find it useful, and how many did.
pub(super) fn of_all(conn: &mut Conn) -> DbResult<Vec<(EntryId, bool, i64)>> {
    Ok(votes::table
        .inner_join(entries::table.on(
            entries::id.eq(votes::entry_id).and(entries::published_version.eq(votes::version.nullable())),
        ))
        .group_by((votes::entry_id, votes::useful))
        .select((votes::entry_id, votes::useful, count_star()))
        .load(conn)?)
}

/// Deletes the marks and keys of days before one; answers how many rows.
pub(super) fn forget_visitors_before(conn: &mut Conn, day: NaiveDate) -> DbResult<usize> {
    let marked = diesel::delete(marks::table.filter(marks::day.lt(day.to_string()))).execute(conn)?;
    Ok(marked + diesel::delete(keys::table.filter(keys::day.lt(day.to_string()))).execute(conn)?)
}

/// Forgets words that are older than a day; their votes still count. Answers how many.
pub(super) fn forget_notes_before(conn: &mut Conn, day: NaiveDate) -> DbResult<usize> {
    let old = votes::table.filter(votes::day.lt(day.to_string()).and(votes::note.ne("")));
    Ok(diesel::update(old).set(votes::note.eq("")).execute(conn)?)
}
