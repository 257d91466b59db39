//! Rows of who has a ticket open: one per ticket and person, shared by all nodes.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::schema::ticket_presence;
use crate::platform::db::{Conn, DbResult};

/// Somebody at the desk who opened a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Presence {
    /// Who.
    pub account: AccountId,
    /// Whether they were writing when last seen.
    pub writing: bool,
    /// When they opened it, the last time.
    pub opened_at: Instant,
    /// When their page was last known to be open.
    pub seen_at: Instant,
}

/// Who had a ticket open since `since`, the latest first.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId, since: Instant) -> DbResult<Vec<Presence>> {
    Ok(ticket_presence::table
        .filter(ticket_presence::ticket_id.eq(ticket).and(ticket_presence::seen_at.ge(since)))
        .order(ticket_presence::seen_at.desc())
        .select((
            ticket_presence::account_id,
            ticket_presence::writing,
            ticket_presence::opened_at,
            ticket_presence::seen_at,
        ))
        .load(conn)?)
}

/// Notes that somebody has a ticket open; `opened` when they have just opened it. Nobody else writes this row at the same
/// time.
pub fn note(
    conn: &mut Conn,
    ticket: TicketId,
    account: AccountId,
    writing: bool,
    opened: bool,
    now: Instant,
) -> DbResult<()> {
    let row = ticket_presence::table
        .filter(ticket_presence::ticket_id.eq(ticket).and(ticket_presence::account_id.eq(account)));
    let seen = (ticket_presence::writing.eq(writing), ticket_presence::seen_at.eq(now));
    let opening = ticket_presence::opened_at.eq(now);
    let updated = match opened {
        true => diesel::update(row).set((opening, seen)).execute(conn)?,
        false => diesel::update(row).set(seen).execute(conn)?,
    };
    if updated == 0 {
        let key = (ticket_presence::ticket_id.eq(ticket), ticket_presence::account_id.eq(account));
        diesel::insert_into(ticket_presence::table).values((key, opening, seen)).execute(conn)?;
    }
    Ok(())
}

/// Forgets who had which ticket open before `before`; answers how many rows.
pub fn delete_before(conn: &mut Conn, before: Instant) -> DbResult<usize> {
    Ok(diesel::delete(ticket_presence::table.filter(ticket_presence::seen_at.lt(before))).execute(conn)?)
}
