//! The requester writes again.

use super::change::{self, Posted, load, step};
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::TicketId;
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::uploads::StoredFile;
use crate::sla::{self, Cause};
use crate::tickets::actions::ending::{let_go_of_departed, save_let_go};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{MessageKind, TicketState, Way};
use crate::tickets::rules::Move;

/// What became of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replied {
    /// Whether it is a new message.
    pub posted: Posted,
    /// Whether it opened the question again.
    pub reopened: bool,
}

/// Adds the requester's words. While the desk waited for them the clock runs on; after the answer, or after the end,
/// the ticket opens again with a cycle of its own. The same words sent twice within minutes are one message.
///
/// # Errors
/// `MovedOn` for a ticket that was put aside as spam: to its sender it looks closed.
pub fn reply(
    conn: &mut Conn,
    id: TicketId,
    body: &Body,
    files: &[StoredFile],
    way: Way,
    person: &Person,
    now: Instant,
) -> TicketResult<Replied> {
    let mut id = change::of_requester(conn, id, person)?;
    let mut loaded = load(conn, id, person, TicketAction::Reply, now);
    if matches!(loaded, Err(TicketError::MovedOn)) {
        // It became part of another while this waited: her words belong there.
        id = change::of_requester(conn, id, person)?;
        loaded = load(conn, id, person, TicketAction::Reply, now);
    }
    let mut ticket = loaded?;
    if ticket.state == TicketState::Spam {
        return Err(TicketError::MovedOn);
    }
    let Some(message) = change::post(conn, &ticket, MessageKind::Question, body, files, person, now)? else {
        return Ok(Replied { posted: Posted::Before, reopened: false });
    };
    let actor = Actor::Person(person.id);
    let released = let_go_of_departed(conn, &mut ticket)?;
    let reopened = !ticket.state.is_open();
    if !reopened {
        let was_waiting = ticket.state == TicketState::Waiting;
        step(&mut ticket, Move::Reply)?;
        let mut cycle = change::cycle(conn, &ticket)?;
        if was_waiting {
            cycle = sla::actions::resume(conn, cycle.id, Cause::RequesterReplied, actor, now)?;
        }
        let event = Event::RequesterReplied { ticket: id, message, by_link: way.by_link() };
        save_let_go(conn, &mut ticket, &cycle, released, (actor, &event), now)?;
    } else {
        step(&mut ticket, Move::Reopen)?;
        ticket.closed_at = None;
        let asked = change::asked(conn, &ticket)?;
        let cycle = sla::actions::start_cycle(conn, id, asked, actor, now)?;
        let (message, by_link) = (Some(message), way.by_link());
        let event = Event::TicketReopened { ticket: id, message, cycle: cycle.id, by_link };
        save_let_go(conn, &mut ticket, &cycle, released, (actor, &event), now)?;
    }
    Ok(Replied { posted: Posted::Now, reopened })
}
