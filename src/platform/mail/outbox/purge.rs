//! Forgets mails that are over; how many of each kind left on a day stays known.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store::OutboxState;
use crate::kernel::clock::Instant;
use crate::kernel::ids::OutboxId;
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::outbox;
use crate::platform::db::{Conn, Db, DbError, DbResult};

/// Rows deleted in one transaction, which bounds how long other writers wait.
const AT_ONCE: i64 = 500;

/// Deletes the mails that left, or were not needed, and were queued before `before`; answers how many. Those that wait or
/// were given up stay.
///
/// Whoever queues mails must not queue those of events that happened before `before`: their rows, by which a mail queued
/// again is known, are gone.
///
/// # Errors
/// When the database fails; what was deleted stays deleted.
pub async fn purge(db: &Db, before: Instant) -> DbResult<usize> {
    let mut deleted = 0;
    for state in [OutboxState::Sent, OutboxState::Dropped] {
        loop {
            let ids = db.read(move |conn| old(conn, state, before)).await?;
            if ids.is_empty() {
                break;
            }
            deleted += db.write::<_, DbError, _>(move |conn| forget(conn, &ids)).await?;
        }
    }
    Ok(deleted)
}

/// The oldest of one state: with several, each page would read all of them to put them in order.
fn old(conn: &mut Conn, state: OutboxState, before: Instant) -> DbResult<Vec<OutboxId>> {
    let ids = outbox::table
        .filter(outbox::state.eq(state))
        .filter(outbox::created_at.lt(before))
        .order(outbox::id.asc())
        .limit(AT_ONCE)
        .select(outbox::id)
        .load(conn)?;
    Ok(ids)
}

/// Deletes these mails, and counts those that left: each row once, for it is counted by the transaction that deletes it.
fn forget(conn: &mut Conn, ids: &[OutboxId]) -> DbResult<usize> {
    let gone: Vec<(String, Option<Instant>)> = diesel::delete(outbox::table.filter(outbox::id.eq_any(ids)))
        .returning((outbox::mail, outbox::sent_at))
        .get_results(conn)?;
    let deleted = gone.len();
    let mut left: BTreeMap<(NaiveDate, String), i32> = BTreeMap::new();
    for (mail, sent_at) in gone {
        if let Some(at) = sent_at {
            *left.entry((at.rome().date_naive(), mail)).or_default() += 1;
        }
    }
    let rows: Vec<Vec<Cell>> = left
        .into_iter()
        .map(|((day, mail), number)| vec![Cell::Text(day.to_string()), Cell::Text(mail), Cell::Small(number)])
        .collect();
    let also = "ON CONFLICT (day, mail) DO UPDATE SET number = sent_mails.number + excluded.number";
    portable::with_rows(conn, "INSERT INTO sent_mails (day, mail, number)", &rows, also)?;
    Ok(deleted)
}
