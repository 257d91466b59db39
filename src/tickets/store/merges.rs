//! Rows of questions that became part of another.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::schema::{answer_drafts, merges, opinions};
use crate::platform::db::{Conn, DbResult};

/// The question that a ticket became part of.
pub fn into(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<TicketId>> {
    Ok(merges::table.filter(merges::ticket_id.eq(ticket)).select(merges::into_id).first(conn).optional()?)
}

/// The questions that those of these became part of which are part of another.
pub fn each_into(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<HashMap<TicketId, TicketId>> {
    let rows: Vec<(TicketId, TicketId)> = merges::table
        .filter(merges::ticket_id.eq_any(tickets.to_vec()))
        .select((merges::ticket_id, merges::into_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The tickets that became part of one.
pub fn of(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<TicketId>> {
    Ok(merges::table
        .filter(merges::into_id.eq(ticket))
        .order(merges::ticket_id.asc())
        .select(merges::ticket_id)
        .load(conn)?)
}

/// Notes that a ticket became part of another, and with it all that had become part of it.
pub fn insert(
    conn: &mut Conn,
    ticket: TicketId,
    into: TicketId,
    by: AccountId,
    now: Instant,
) -> DbResult<()> {
    diesel::update(merges::table.filter(merges::into_id.eq(ticket)))
        .set(merges::into_id.eq(into))
        .execute(conn)?;
    diesel::insert_into(merges::table)
        .values((
            merges::ticket_id.eq(ticket),
            merges::into_id.eq(into),
            merges::merged_by.eq(by),
            merges::merged_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// What is still asked of colleagues about a ticket is asked about the other, and what somebody typed and has not sent lies
/// there. Answers who has something lying at both.
pub fn move_unfinished(conn: &mut Conn, ticket: TicketId, into: TicketId) -> DbResult<Vec<AccountId>> {
    diesel::update(opinions::table.filter(opinions::ticket_id.eq(ticket).and(opinions::given_at.is_null())))
        .set(opinions::ticket_id.eq(into))
        .execute(conn)?;
    let authors = |conn: &mut Conn, of: TicketId| -> DbResult<Vec<AccountId>> {
        let drafts = answer_drafts::table.filter(answer_drafts::ticket_id.eq(of));
        Ok(drafts.order(answer_drafts::author_id.asc()).select(answer_drafts::author_id).load(conn)?)
    };
    let there = authors(conn, into)?;
    let theirs = answer_drafts::ticket_id.eq(ticket).and(answer_drafts::author_id.ne_all(there));
    diesel::update(answer_drafts::table.filter(theirs))
        .set(answer_drafts::ticket_id.eq(into))
        .execute(conn)?;
    authors(conn, ticket)
}
