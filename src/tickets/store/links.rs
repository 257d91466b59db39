//! Rows of questions that have to do with each other.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::schema::ticket_links;
use crate::platform::db::{Conn, DbResult, portable};
use crate::tickets::model::LinkKind;

/// What a ticket has to do with: the other's number, and why. By number.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<(TicketId, LinkKind)>> {
    let rows: Vec<(TicketId, TicketId, LinkKind)> = ticket_links::table
        .filter(ticket_links::low_id.eq(ticket).or(ticket_links::high_id.eq(ticket)))
        .order((ticket_links::low_id.asc(), ticket_links::high_id.asc()))
        .select((ticket_links::low_id, ticket_links::high_id, ticket_links::kind))
        .load(conn)?;
    Ok(rows.into_iter().map(|(low, high, kind)| (if low == ticket { high } else { low }, kind)).collect())
}

/// Notes that two tickets have to do with each other; false when that is known. That one was asked in the other is the more to
/// know.
pub fn insert(
    conn: &mut Conn,
    (one, other): (TicketId, TicketId),
    kind: LinkKind,
    by: AccountId,
    now: Instant,
) -> DbResult<bool> {
    let (low, high) = (one.min(other), one.max(other));
    portable::exclusive(conn, &format!("ticket-link:{low}:{high}"))?;
    let pair = ticket_links::low_id.eq(low).and(ticket_links::high_id.eq(high));
    if diesel::select(diesel::dsl::exists(ticket_links::table.filter(pair))).get_result(conn)? {
        if kind == LinkKind::Split {
            diesel::update(ticket_links::table.filter(pair))
                .set(ticket_links::kind.eq(kind))
                .execute(conn)?;
        }
        return Ok(false);
    }
    diesel::insert_into(ticket_links::table)
        .values((
            ticket_links::low_id.eq(low),
            ticket_links::high_id.eq(high),
            ticket_links::kind.eq(kind),
            ticket_links::made_by.eq(by),
            ticket_links::made_at.eq(now),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Forgets all that a ticket has to do with.
pub fn delete_all(conn: &mut Conn, ticket: TicketId) -> DbResult<()> {
    let of_it = ticket_links::low_id.eq(ticket).or(ticket_links::high_id.eq(ticket));
    diesel::delete(ticket_links::table.filter(of_it)).execute(conn)?;
    Ok(())
}

/// Forgets what somebody of the desk said; what was split stays. False when nobody said so.
pub fn delete(conn: &mut Conn, one: TicketId, other: TicketId) -> DbResult<bool> {
    let pair = ticket_links::low_id.eq(one.min(other)).and(ticket_links::high_id.eq(one.max(other)));
    let related = ticket_links::table.filter(pair.and(ticket_links::kind.eq(LinkKind::Related)));
    Ok(diesel::delete(related).execute(conn)? == 1)
}
