//! Rows of second opinions: who was asked by whom, and what came of it.

use diesel::prelude::*;

use super::tickets::{COLUMNS, Row, ticket};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, MessageId, OpinionId, TicketId};
use crate::platform::db::schema::{opinions, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{Stage, Ticket};

/// A colleague was asked for an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Opinion {
    /// Its id.
    pub id: OpinionId,
    /// Who asked.
    pub asked_by: AccountId,
    /// Who was asked.
    pub asked_of: AccountId,
    /// The note with what is asked.
    pub note: MessageId,
    /// When.
    pub asked_at: Instant,
    /// When it was given.
    pub given_at: Option<Instant>,
}

type Columns = (
    opinions::id,
    opinions::asked_by,
    opinions::asked_of,
    opinions::note_id,
    opinions::asked_at,
    opinions::given_at,
);
const OPINION: Columns = (
    opinions::id,
    opinions::asked_by,
    opinions::asked_of,
    opinions::note_id,
    opinions::asked_at,
    opinions::given_at,
);

/// The opinions asked on a ticket, the oldest first.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Opinion>> {
    Ok(opinions::table
        .filter(opinions::ticket_id.eq(ticket))
        .order(opinions::id.asc())
        .select(OPINION)
        .load(conn)?)
}

/// What a person still owes on open tickets, the longest asked first; up to `limit`.
pub fn owed(conn: &mut Conn, person: AccountId, limit: i64) -> DbResult<Vec<(Opinion, Ticket)>> {
    let rows: Vec<(Opinion, Row)> = opinions::table
        .inner_join(tickets::table)
        .filter(opinions::asked_of.eq(person).and(opinions::given_at.is_null()))
        .filter(tickets::stage.eq_any([Stage::Todo, Stage::Waiting]))
        .order(opinions::id.asc())
        .limit(limit)
        .select((OPINION, COLUMNS))
        .load(conn)?;
    Ok(rows.into_iter().map(|(opinion, row)| (opinion, ticket(row))).collect())
}

/// Notes that somebody was asked.
pub fn insert(
    conn: &mut Conn,
    ticket: TicketId,
    (asked_by, asked_of): (AccountId, AccountId),
    note: MessageId,
    now: Instant,
) -> DbResult<()> {
    diesel::insert_into(opinions::table)
        .values((
            opinions::ticket_id.eq(ticket),
            opinions::asked_by.eq(asked_by),
            opinions::asked_of.eq(asked_of),
            opinions::note_id.eq(note),
            opinions::asked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that it was given, with the note that gives it.
pub fn give(conn: &mut Conn, id: OpinionId, reply: MessageId, now: Instant) -> DbResult<()> {
    diesel::update(opinions::table.filter(opinions::id.eq(id)))
        .set((opinions::reply_id.eq(reply), opinions::given_at.eq(now)))
        .execute(conn)?;
    Ok(())
}
