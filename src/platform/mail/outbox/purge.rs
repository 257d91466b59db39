//! Forgets mails that are over.

use diesel::prelude::*;

use super::store::OutboxState;
use crate::kernel::clock::Instant;
use crate::kernel::ids::OutboxId;
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
            let delete = move |conn: &mut Conn| {
                Ok::<_, DbError>(diesel::delete(outbox::table.filter(outbox::id.eq_any(ids))).execute(conn)?)
            };
            deleted += db.write(delete).await?;
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
