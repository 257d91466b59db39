//! The requester is reminded of the details that the desk waits for, once per clarification.

use super::change;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::tickets::error::TicketResult;
use crate::tickets::listing::Place;
use crate::tickets::store;

/// The tickets after a place that wait since before `before` and whose requester was not reminded, the longest wait first.
///
/// # Errors
/// When the database fails.
pub fn to_remind(conn: &mut Conn, before: Instant, after: Option<Place>, limit: i64) -> DbResult<Vec<Place>> {
    store::tickets::unreminded(conn, before, after, limit)
}

/// Reminds the requester, unless the ticket moved on or it was done meanwhile. The ticket itself does not change: whoever
/// is writing an answer is not made stale.
///
/// # Errors
/// When the database fails.
pub fn remind(conn: &mut Conn, id: TicketId, before: Instant, now: Instant) -> TicketResult<()> {
    change::hold(conn, id)?;
    if store::tickets::is_unreminded(conn, id, before)? {
        events::append(conn, now, Actor::System, &Event::ClarificationReminded { ticket: id })?;
    }
    Ok(())
}
