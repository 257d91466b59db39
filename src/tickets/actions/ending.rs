//! How a question ends, and how it is opened again.

use super::approval::settle_waiting;
use super::change::{self, load, step};
use super::departure::holder;
use crate::accounts::permissions::TicketAction;
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{MessageId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::sla::{self, Cycle, CycleState, Outcome};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::listing::Place;
use crate::tickets::model::{MessageKind, ProposedOutcome, Stage, Ticket, Way};
use crate::tickets::rules::Move;
use crate::tickets::store;

/// Closes a ticket, by its requester or whoever holds it. A clock that still runs is stopped without an answer. `why` is a
/// message of the desk to the requester, or a word of hers to the desk.
///
/// # Errors
/// `MovedOn` when it is closed already or spam, `Unexplained` when the desk never answered and says not why it closes.
pub fn close(
    conn: &mut Conn,
    id: TicketId,
    why: Option<&Body>,
    way: Way,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let id = change::of_requester(conn, id, person)?;
    let mut ticket = load(conn, id, person, TicketAction::Close, now)?;
    if why.is_none() && person.role.is_desk() && ticket.answered_at.is_none() {
        return Err(TicketError::Unexplained);
    }
    let is_hers = ticket.requester == person.id;
    let message = match why {
        Some(word) if is_hers => {
            // Before the move: what she wrote a moment ago and sends once more with this is one message.
            change::post(conn, &ticket, MessageKind::Question, word, &[], person, now)?
        }
        Some(why) => {
            let kind = MessageKind::Closing;
            Some(store::messages::insert(conn, id, person.id, person.role, kind, why, now)?)
        }
        None => None,
    };
    step(&mut ticket, Move::Close)?;
    let outcome = if is_hers { Outcome::Solved } else { Outcome::Closed };
    let ending = Ending { outcome, message, way };
    end(conn, &mut ticket, ending, Actor::Person(person.id), now)
}

/// Opens an ended ticket again, with a cycle of its own.
///
/// # Errors
/// `MovedOn` when it is open.
pub fn reopen(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<()> {
    let id = change::of_requester(conn, id, person)?;
    let mut ticket = load(conn, id, person, TicketAction::Reopen, now)?;
    // Nobody waits for an answer.
    if accounts::is_erased(conn, ticket.requester)? {
        return Err(TicketError::MovedOn);
    }
    let released = let_go_of_departed(conn, &mut ticket)?;
    step(&mut ticket, Move::Reopen)?;
    ticket.closed_at = None;
    let actor = Actor::Person(person.id);
    let asked = change::asked(conn, &ticket)?;
    let cycle = sla::actions::start_cycle(conn, id, asked, actor, now)?;
    let event = Event::TicketReopened { ticket: id, message: None, cycle: cycle.id, by_link: None };
    save_let_go(conn, &mut ticket, &cycle, released, (actor, &event), now)
}

/// The tickets after a place that time should close: answered, or waiting for their requester, since before `before`.
///
/// # Errors
/// When the database fails.
pub fn overstayed(
    conn: &mut Conn,
    stage: Stage,
    before: Instant,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Place>> {
    store::tickets::overstayed(conn, stage, before, after, limit)
}

/// Closes a ticket by time, unless something happened to it meanwhile. One per transaction: two that each held some
/// tickets and wanted others could wait for each other.
///
/// # Errors
/// When the database fails.
pub fn close_by_time(
    conn: &mut Conn,
    id: TicketId,
    stage: Stage,
    before: Instant,
    now: Instant,
) -> TicketResult<()> {
    change::hold(conn, id)?;
    match store::tickets::find_overstayed(conn, id, stage, before)? {
        // A colleague is about to send an answer: whoever waits is not turned away before.
        Some(_) if store::proposed::waiting(conn, id)?.is_some() => Ok(()),
        Some(mut ticket) => {
            step(&mut ticket, Move::Close)?;
            let ending = Ending { outcome: Outcome::Closed, message: None, way: Way::Page };
            end(conn, &mut ticket, ending, Actor::System, now)
        }
        None => Ok(()),
    }
}

/// How a ticket ends.
struct Ending {
    outcome: Outcome,
    /// Words that say why, or a last one to the desk.
    message: Option<MessageId>,
    way: Way,
}

/// Writes the end of a ticket whose state is closed now.
fn end(
    conn: &mut Conn,
    ticket: &mut Ticket,
    Ending { outcome, message, way }: Ending,
    actor: Actor,
    now: Instant,
) -> TicketResult<()> {
    ticket.closed_at = Some(now);
    settle_waiting(conn, ticket.id, ProposedOutcome::Lapsed, actor.account(), now)?;
    let mut cycle = change::cycle(conn, ticket)?;
    if cycle.state != CycleState::Stopped {
        cycle = sla::actions::stop(conn, cycle.id, outcome, actor, now)?;
    }
    let solved = (outcome == Outcome::Solved).then_some(true);
    let event = Event::TicketClosed { ticket: ticket.id, message, solved, by_link: way.by_link() };
    change::save(conn, ticket, &cycle, actor, &event, now)
}

/// Nobody holds a ticket whose expert left: it goes back to the queue when it opens again. Answers what is to be recorded of that,
/// before what opens it.
pub(super) fn let_go_of_departed(conn: &mut Conn, ticket: &mut Ticket) -> DbResult<Option<Event>> {
    match ticket.assignee {
        Some(expert) if holder(conn, ticket)?.is_none() => {
            ticket.assignee = None;
            Ok(Some(Event::TicketReleased { ticket: ticket.id, expert }))
        }
        _ => Ok(None),
    }
}

/// [Saves](change::save) a ticket that [went back to the queue](let_go_of_departed), if it did: whoever left is charged with nothing that
/// came afterwards.
pub(super) fn save_let_go(
    conn: &mut Conn,
    ticket: &mut Ticket,
    cycle: &Cycle,
    released: Option<Event>,
    (actor, event): (Actor, &Event),
    now: Instant,
) -> TicketResult<()> {
    change::write(conn, ticket, cycle, now)?;
    if let Some(released) = released {
        events::append(conn, now, Actor::System, &released)?;
    }
    events::append(conn, now, actor, event)?;
    Ok(())
}
