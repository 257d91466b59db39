//! A coordinator moves the deadline of a question.

use super::change::{self, load, step};
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::TicketId;
use crate::kernel::text::Reason;
use crate::platform::db::Conn;
use crate::sla;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::rules::Move;

/// What is to be promised instead.
#[derive(Debug, Clone)]
pub struct NewDeadline {
    /// The deadline that whoever moves it saw.
    pub seen: Instant,
    /// The new one.
    pub to: Instant,
    /// Why; the requester reads it.
    pub reason: Reason,
}

/// Moves the deadline: the question takes its new place in the queue, and the steps not reached yet follow. Of a paused
/// clock, what is left from now to the new deadline is left once the requester's details come. The same move sent twice is
/// one.
///
/// # Errors
/// `MovedOn` when no answer is owed any more; `Stale` when the deadline is not the one that was seen; `NoDeadline` when it
/// cannot be that instant.
pub fn move_deadline(
    conn: &mut Conn,
    id: TicketId,
    new: &NewDeadline,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::MoveDeadline, now)?;
    step(&mut ticket, Move::Reschedule)?;
    let cycle = change::cycle(conn, &ticket)?;
    if cycle.due_at != new.seen {
        let last = sla::actions::moves_of(conn, &[id])?.pop();
        let is_done = last.is_some_and(|last| {
            (last.cycle, last.by) == (cycle.id, Some(person.id))
                && (cycle.due_at, last.reason.as_str()) == (new.to, new.reason.as_str())
        });
        return if is_done { Ok(()) } else { Err(TicketError::Stale) };
    }
    sla::check_move(cycle.due_at, new.to, now).map_err(TicketError::NoDeadline)?;
    let actor = Actor::Person(person.id);
    let (cycle, correction) =
        sla::actions::move_deadline(conn, cycle.id, new.to, new.reason.clone(), actor, now)?
            .ok_or(TicketError::MovedOn)?;
    let event = Event::DeadlineMoved { ticket: id, cycle: cycle.id, correction };
    change::save(conn, &mut ticket, &cycle, actor, &event, now)
}
