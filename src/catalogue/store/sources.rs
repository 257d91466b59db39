//! The questions that entries come from.

use diesel::prelude::*;

use crate::catalogue::model::EntryState;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, TicketId};
use crate::platform::db::schema::{entries, entry_sources as sources};
use crate::platform::db::{Conn, DbResult};

/// Adds a question and answers whether it is new; nothing happens when it is there.
pub fn insert(
    conn: &mut Conn,
    entry: EntryId,
    ticket: TicketId,
    by: AccountId,
    now: Instant,
) -> DbResult<bool> {
    if of_entry(conn, entry)?.contains(&ticket) {
        return Ok(false);
    }
    diesel::insert_into(sources::table)
        .values((
            sources::entry_id.eq(entry),
            sources::ticket_id.eq(ticket),
            sources::added_by.eq(by),
            sources::added_at.eq(now),
        ))
        .execute(conn)?;
    Ok(true)
}

/// The questions of an entry, in their order.
pub fn of_entry(conn: &mut Conn, entry: EntryId) -> DbResult<Vec<TicketId>> {
    Ok(sources::table
        .filter(sources::entry_id.eq(entry))
        .order(sources::ticket_id.asc())
        .select(sources::ticket_id)
        .load(conn)?)
}

/// How many questions an entry comes from.
pub fn count(conn: &mut Conn, entry: EntryId) -> DbResult<i64> {
    Ok(sources::table.filter(sources::entry_id.eq(entry)).count().get_result(conn)?)
}

/// The entry that comes from a question, unless it was put aside.
pub fn entry_of(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<EntryId>> {
    Ok(sources::table
        .inner_join(entries::table.on(entries::id.eq(sources::entry_id)))
        .filter(sources::ticket_id.eq(ticket).and(entries::state.ne(EntryState::Withdrawn)))
        .order(sources::entry_id.desc())
        .select(sources::entry_id)
        .first(conn)
        .optional()?)
}
