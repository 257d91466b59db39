//! What every change of a ticket has in common: read it, check who may and whether there is such a move, write it with
//! its clock and its event.

use chrono::Duration;

use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, Person, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{MessageId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::platform::uploads::StoredFile;
use crate::sla::{self, Cycle, CycleState};
use crate::tickets::error::{TicketError, TicketResult, demand};
use crate::tickets::model::{MessageKind, Stage, Ticket, TicketState};
use crate::tickets::rules::{self, Move};
use crate::tickets::store;
use crate::tickets::store::attachments::Owner;

/// The same words of the same person within this time are one message sent twice, not two.
pub(super) const SENT_TWICE: Duration = Duration::minutes(10);

/// The ticket, for a person who may do this with it, and nobody else's to change until the transaction ends: what two
/// people do at the same moment happens one after the other instead of failing for one of them. Who stands in for its
/// holder may do what she may.
pub(super) fn load(
    conn: &mut Conn,
    id: TicketId,
    person: &Person,
    action: TicketAction,
    now: Instant,
) -> TicketResult<Ticket> {
    hold(conn, id)?;
    let ticket = store::tickets::find(conn, id)?.ok_or(TicketError::NotFound)?;
    // What she sent while her data were being erased is nobody's any more.
    if person.role == Role::Requester && accounts::is_erased(conn, person.id)? {
        return Err(TicketError::NotFound);
    }
    if !may(person, action, &ticket.facts()) {
        demand(person, action, &ticket.facts_while(&accounts::away_at(conn, now)?))?;
    }
    // What became part of another question is over for good.
    if ticket.state == TicketState::Closed && store::merges::into(conn, id)?.is_some() {
        return Err(TicketError::MovedOn);
    }
    Ok(ticket)
}

/// The question that whoever asked speaks of with a number: the one that it became part of, if it did.
pub(super) fn of_requester(conn: &mut Conn, id: TicketId, person: &Person) -> TicketResult<TicketId> {
    match person.role {
        Role::Requester => Ok(store::merges::into(conn, id)?.unwrap_or(id)),
        _ => Ok(id),
    }
}

/// Keeps everybody else from changing a ticket until the transaction ends.
pub(super) fn hold(conn: &mut Conn, id: TicketId) -> TicketResult<()> {
    Ok(portable::exclusive(conn, &format!("ticket:{id}"))?)
}

/// What became of words that somebody sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// They are a new message.
    Now,
    /// They had been posted before; the files of this attempt were not taken.
    Before,
    /// They are an answer that waits for a colleague's approval.
    Proposed,
    /// They waited for it before; the files of this attempt were not taken.
    ProposedBefore,
}

/// Adds words with their files to the conversation. `None` when they are a form sent a second time: by a double press,
/// from two tabs, after a lost answer. With a file that did not come before they are no repetition: it was forgotten. Nor
/// when the conversation went on: a second "yes" answers another question.
pub(super) fn post(
    conn: &mut Conn,
    ticket: &Ticket,
    kind: MessageKind,
    body: &Body,
    files: &[StoredFile],
    person: &Person,
    now: Instant,
) -> TicketResult<Option<MessageId>> {
    let (id, digests) = (ticket.id, digests(files));
    let others_spoke = store::messages::newest_of_others(conn, id, person.id)?;
    let stands = match kind {
        MessageKind::Answer => ticket.state == TicketState::Answered,
        MessageKind::Clarification => ticket.state == TicketState::Waiting,
        _ => true,
    };
    for message in store::messages::same_since(conn, id, person.id, kind, body, now - SENT_TWICE)? {
        let known = store::attachments::digests_of_message(conn, message)?;
        let is_last_word = stands && others_spoke.is_none_or(|other| other < message);
        if is_last_word && digests.iter().all(|digest| known.contains(digest)) {
            return Ok(None);
        }
    }
    let message = store::messages::insert(conn, id, person.id, person.role, kind, body, now)?;
    for file in files {
        store::attachments::insert(conn, Owner::Message(message), file, now)?;
    }
    Ok(Some(message))
}

/// What the files hold, whatever they are called.
pub(super) fn digests(files: &[StoredFile]) -> Vec<String> {
    files.iter().map(|file| file.sha256.clone()).collect()
}

/// Moves the ticket to the state of the table, or refuses.
pub(super) fn step(ticket: &mut Ticket, step: Move) -> TicketResult<()> {
    ticket.state = rules::after(ticket.state, step, ticket.assignee.is_some()).ok_or(TicketError::MovedOn)?;
    Ok(())
}

/// What decides which policy the next promise of a ticket is made under.
///
/// # Errors
/// When the database fails.
pub fn asked(conn: &mut Conn, ticket: &Ticket) -> DbResult<sla::Asked> {
    let policy = store::routing::policy_of(conn, ticket.id)?;
    Ok(sla::Asked { topic: ticket.topic, kind: ticket.kind, policy })
}

/// The newest cycle of a ticket. Every ticket has one from the moment it is received.
pub(super) fn cycle(conn: &mut Conn, ticket: &Ticket) -> TicketResult<Cycle> {
    sla::actions::newest_cycle(conn, ticket.id)?.ok_or(TicketError::NotFound)
}

/// Writes the changed ticket with the clock it has now, and the event. Somebody else's change since it was read makes
/// it stale.
pub(super) fn save(
    conn: &mut Conn,
    ticket: &mut Ticket,
    cycle: &Cycle,
    actor: Actor,
    event: &Event,
    now: Instant,
) -> TicketResult<()> {
    write(conn, ticket, cycle, now)?;
    events::append(conn, now, actor, event)?;
    Ok(())
}

/// The same without the event, for a use case that changes several tickets and appends what happened at its end.
pub(super) fn write(conn: &mut Conn, ticket: &mut Ticket, cycle: &Cycle, now: Instant) -> TicketResult<()> {
    ticket.cycle = Some(cycle.id);
    ticket.due_at = (cycle.state == CycleState::Running).then_some(cycle.due_at);
    let queue_at = match ticket.state.stage() {
        Stage::Todo => cycle.due_at,
        Stage::Waiting => cycle.paused_at.unwrap_or(now),
        Stage::Answered => ticket.answered_at.unwrap_or(now),
        Stage::Closed => ticket.closed_at.unwrap_or(now),
        Stage::Spam => now,
    };
    if !store::tickets::save(conn, ticket, queue_at, now)? {
        return Err(TicketError::Stale);
    }
    ticket.version += 1;
    ticket.updated_at = now;
    Ok(())
}
