//! Whoever takes a question and does nothing about it gives it back, so that others see that nobody works on it.

use super::change::{self, step};
use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::listing::Place;
use crate::tickets::rules::Move;
use crate::tickets::store;

/// The tickets after a place that somebody holds and since `before` did nothing about, the soonest due first.
///
/// # Errors
/// When the database fails.
pub fn idle_claims(
    conn: &mut Conn,
    before: Instant,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Place>> {
    store::claims::idle(conn, before, None, after, limit)
}

/// Gives a ticket back to the queue, unless its holder did something meanwhile, or is away and somebody stands in for her. What
/// she typed stays hers.
///
/// # Errors
/// When the database fails.
pub fn expire_claim(conn: &mut Conn, id: TicketId, before: Instant, now: Instant) -> TicketResult<()> {
    change::hold(conn, id)?;
    // Whoever wrote an answer that a colleague has to approve has done her part.
    let is_idle = !store::claims::idle(conn, before, Some(id), None, 1)?.is_empty();
    if !is_idle || store::proposed::waiting(conn, id)?.is_some() {
        return Ok(());
    }
    let mut ticket = store::tickets::find(conn, id)?.ok_or(TicketError::NotFound)?;
    let expert = ticket.assignee.ok_or(TicketError::MovedOn)?;
    if accounts::away_at(conn, now)?.stand_in_of(expert).is_some() {
        return Ok(());
    }
    step(&mut ticket, Move::LetGo)?;
    ticket.assignee = None;
    let cycle = change::cycle(conn, &ticket)?;
    change::save(conn, &mut ticket, &cycle, Actor::System, &Event::ClaimExpired { ticket: id, expert }, now)
}
