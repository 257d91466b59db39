//! What the desk writes: the answer, a request for details, an internal note.

use super::approval;
use super::change::{self, Posted, load, step};
use super::colleagues::{Note, note_to};
use super::rating::ask_for_rating;
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{MessageId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::events;
use crate::platform::uploads::StoredFile;
use crate::sla::{self, CycleState, Outcome};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{MessageKind, ProposedOutcome, Ticket, TicketState};
use crate::tickets::rules::Move;
use crate::tickets::store;
use crate::tickets::store::proposed::Writers;

/// A message of the desk about to be posted.
#[derive(Debug, Clone)]
pub struct Answering {
    /// The text, Markdown.
    pub body: Body,
    /// Files that lie in the store already.
    pub files: Vec<StoredFile>,
    /// The version of the ticket that its writer saw; none posts whatever happened since.
    pub seen_version: Option<i32>,
    /// The questions whose answers it was written from.
    pub sources: Vec<TicketId>,
    /// The address of the desk, by which links to its catalogue are known.
    pub site: String,
}

/// Sends the answer: the clock stops. Where its topic asks for four eyes, it waits for a colleague's approval and the clock runs
/// on. A further answer adds to the first and touches no clock; the same words sent twice
/// within minutes are one answer.
///
/// # Errors
/// `Stale` when something happened since the writer's page; `MovedOn` when it is not being worked on.
pub fn answer(
    conn: &mut Conn,
    id: TicketId,
    text: &Answering,
    person: &Person,
    now: Instant,
) -> TicketResult<Posted> {
    let mut ticket = load(conn, id, person, TicketAction::Answer, now)?;
    if approval::is_needed(conn, &ticket, Writers::alone(person.id))? {
        return approval::propose(conn, ticket, text, person, now);
    }
    let Some(message) = post(conn, &ticket, MessageKind::Answer, text, person, now)? else {
        return Ok(Posted::Before);
    };
    demand_fresh(&ticket, text)?;
    // One that waited for approval while that was needed is not sent beside this one.
    approval::settle_waiting(conn, id, ProposedOutcome::Replaced, Some(person.id), now)?;
    store::sources::insert(conn, message, &text.sources)?;
    let leaving = Leaving { message, body: &text.body, site: &text.site, actor: Actor::Person(person.id) };
    let event = leave(conn, &mut ticket, Move::Answer, &leaving, now)?;
    events::append(conn, now, leaving.actor, &event)?;
    Ok(Posted::Now)
}

/// An answer that is in the conversation and about to be sent.
pub(super) struct Leaving<'a> {
    pub(super) message: MessageId,
    pub(super) body: &'a Body,
    /// The address of the desk.
    pub(super) site: &'a str,
    /// Whose answer it is.
    pub(super) actor: Actor,
}

/// Everything that follows an answer but its event, which is answered, to be appended last.
pub(super) fn leave(
    conn: &mut Conn,
    ticket: &mut Ticket,
    by: Move,
    leaving: &Leaving<'_>,
    now: Instant,
) -> TicketResult<Event> {
    let (id, message) = (ticket.id, leaving.message);
    let first = ticket.state != TicketState::Answered;
    step(ticket, by)?;
    let mut cycle = change::cycle(conn, ticket)?;
    if first {
        cycle = sla::actions::stop(conn, cycle.id, Outcome::Answered, leaving.actor, now)?;
        ticket.helpful = None;
        ask_for_rating(conn, ticket, cycle.id, now)?;
    }
    ticket.answered_at = Some(now);
    catalogue::actions::count_reuse(conn, leaving.body.as_str(), leaving.site, message, now)?;
    change::write(conn, ticket, &cycle, now)?;
    Ok(Event::TicketAnswered { ticket: id, message, cycle: first.then_some(cycle.id) })
}

/// Asks the requester for details: the clock pauses.
///
/// # Errors
/// As [`answer`].
pub fn ask_clarification(
    conn: &mut Conn,
    id: TicketId,
    text: &Answering,
    person: &Person,
    now: Instant,
) -> TicketResult<Posted> {
    let mut ticket = load(conn, id, person, TicketAction::AskClarification, now)?;
    let Some(message) = post(conn, &ticket, MessageKind::Clarification, text, person, now)? else {
        return Ok(Posted::Before);
    };
    demand_fresh(&ticket, text)?;
    step(&mut ticket, Move::AskClarification)?;
    let actor = Actor::Person(person.id);
    let mut cycle = change::cycle(conn, &ticket)?;
    if cycle.state == CycleState::Running {
        cycle = sla::actions::pause(conn, cycle.id, actor, now)?;
    }
    let event = Event::ClarificationAsked { ticket: id, message };
    change::save(conn, &mut ticket, &cycle, actor, &event, now)?;
    Ok(Posted::Now)
}

/// Writes an internal note, in any state.
///
/// # Errors
/// When the database fails, or this person is not of the desk.
pub fn note(
    conn: &mut Conn,
    id: TicketId,
    text: &Answering,
    person: &Person,
    now: Instant,
) -> TicketResult<Posted> {
    let note = Note { text: text.clone(), mentioned: Vec::new(), is_opinion: false };
    note_to(conn, id, &note, person, now)
}

pub(super) fn demand_fresh(ticket: &Ticket, text: &Answering) -> TicketResult<()> {
    match text.seen_version {
        Some(seen) if seen != ticket.version => Err(TicketError::Stale),
        _ => Ok(()),
    }
}

fn post(
    conn: &mut Conn,
    ticket: &Ticket,
    kind: MessageKind,
    text: &Answering,
    person: &Person,
    now: Instant,
) -> TicketResult<Option<MessageId>> {
    change::post(conn, ticket, kind, &text.body, &text.files, person, now)
}
