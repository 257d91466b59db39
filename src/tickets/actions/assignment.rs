//! Who holds a question: taken, given back, passed on.

use super::change::{self, load, step};
use crate::accounts::permissions::{TicketAction, may_hold};
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::MessageKind;
use crate::tickets::rules::Move;
use crate::tickets::store;

/// An expert takes a question. Of two at once one wins, the other is told who.
///
/// # Errors
/// `HeldBy` when a colleague was first; taking again what one holds is no error.
pub fn claim(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Claim, now)?;
    if let Some(holder) = ticket.assignee {
        return if holder == person.id { Ok(()) } else { Err(held_by(conn, holder)?) };
    }
    ticket.assignee = Some(person.id);
    step(&mut ticket, Move::Claim)?;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketClaimed { ticket: id, expert: person.id };
    match change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now) {
        Err(TicketError::Stale) => {
            let holder = store::tickets::find(conn, id)?.and_then(|ticket| ticket.assignee);
            match holder {
                Some(holder) => Err(held_by(conn, holder)?),
                None => Err(TicketError::Stale),
            }
        }
        other => other,
    }
}

/// Whoever holds a question gives it back to the queue.
///
/// # Errors
/// `MovedOn` when it is not being worked on.
pub fn release(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Release, now)?;
    let expert = ticket.assignee.ok_or(TicketError::MovedOn)?;
    step(&mut ticket, Move::Release)?;
    ticket.assignee = None;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketReleased { ticket: id, expert };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// Passes a question to a member of the desk, with a word as an internal note.
///
/// # Errors
/// `NoSuchColleague` when `to` is nobody at the desk; `MovedOn` when it is over.
pub fn hand_over(
    conn: &mut Conn,
    id: TicketId,
    to: AccountId,
    word: Option<&Body>,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::HandOver, now)?;
    accounts::person(conn, to)?.filter(may_hold).ok_or(TicketError::NoSuchColleague)?;
    let from = ticket.assignee;
    if from == Some(to) {
        return Ok(());
    }
    ticket.assignee = Some(to);
    step(&mut ticket, Move::HandOver)?;
    let note = match word {
        Some(word) => {
            let kind = MessageKind::Note;
            Some(store::messages::insert(conn, id, person.id, person.role, kind, word, now)?)
        }
        None => None,
    };
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketHandedOver { ticket: id, from, to, note };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// [`hand_over`] of a question as long as `from` holds it.
///
/// # Errors
/// `MovedOn` when she does not any more; else as [`hand_over`].
pub fn pass_on(
    conn: &mut Conn,
    id: TicketId,
    from: AccountId,
    to: AccountId,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let ticket = load(conn, id, person, TicketAction::HandOver, now)?;
    if ticket.assignee != Some(from) {
        return Err(TicketError::MovedOn);
    }
    hand_over(conn, id, to, None, person, now)
}

fn held_by(conn: &mut Conn, holder: AccountId) -> TicketResult<TicketError> {
    Ok(TicketError::HeldBy(accounts::person(conn, holder)?.map(|person| person.name)))
}
