//! Calling colleagues: in a note, or for a second opinion.

use super::answer::Answering;
use super::change::{self, Posted, load};
use crate::accounts::permissions::{TicketAction, may_hold};
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::MessageKind;
use crate::tickets::store;
use crate::tickets::store::opinions::Opinion;

/// An internal note that may call colleagues, and may be the opinion that its writer was asked for.
#[derive(Debug, Clone)]
pub struct Note {
    /// What it says.
    pub text: Answering,
    /// Who is called.
    pub mentioned: Vec<AccountId>,
    /// Whether it is the opinion that its writer owes, if there is one.
    pub is_opinion: bool,
}

/// Writes an internal note, in any state, that calls those of `mentioned` who are at the desk. An opinion that was owed is
/// given with it.
///
/// # Errors
/// When the database fails, or this person is not of the desk.
pub fn note_to(
    conn: &mut Conn,
    id: TicketId,
    note: &Note,
    person: &Person,
    now: Instant,
) -> TicketResult<Posted> {
    let mut ticket = load(conn, id, person, TicketAction::Note, now)?;
    let known = accounts::people(conn, &note.mentioned)?;
    let mut mentioned: Vec<AccountId> =
        known.iter().filter(|known| known.id != person.id && may_hold(known)).map(|known| known.id).collect();
    mentioned.sort_unstable();
    let kind = MessageKind::Note;
    let Some(message) = change::post(conn, &ticket, kind, &note.text.body, &note.text.files, person, now)?
    else {
        return Ok(Posted::Before);
    };
    let owed = match note.is_opinion {
        true => owed(conn, id, person.id)?,
        false => None,
    };
    let mentioned = (!mentioned.is_empty()).then_some(mentioned);
    let event = match owed {
        Some(opinion) => {
            store::opinions::give(conn, opinion.id, message, now)?;
            Event::OpinionGiven { ticket: id, message, to: opinion.asked_by, mentioned }
        }
        None => Event::NoteAdded { ticket: id, message, mentioned },
    };
    let cycle = change::cycle(conn, &ticket)?;
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)?;
    Ok(Posted::Now)
}

/// The opinion that a person owes on a ticket.
fn owed(conn: &mut Conn, id: TicketId, person: AccountId) -> TicketResult<Option<Opinion>> {
    let asked = store::opinions::of_ticket(conn, id)?;
    Ok(asked.into_iter().find(|opinion| opinion.asked_of == person && opinion.given_at.is_none()))
}

/// Asks a colleague for an opinion, with what is asked as an internal note. The clock runs on: the answer is owed all the
/// same. Whoever owes one already is not asked again.
///
/// # Errors
/// `NoSuchColleague` when `of` is nobody else at the desk; `MovedOn` when no answer is owed any more.
pub fn ask_opinion(
    conn: &mut Conn,
    id: TicketId,
    of: AccountId,
    word: &Body,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::AskOpinion, now)?;
    if !ticket.state.is_open() {
        return Err(TicketError::MovedOn);
    }
    let colleague = accounts::person(conn, of)?.filter(|of| may_hold(of) && of.id != person.id);
    colleague.ok_or(TicketError::NoSuchColleague)?;
    if owed(conn, id, of)?.is_some() {
        return Ok(());
    }
    let kind = MessageKind::Note;
    let note = store::messages::insert(conn, id, person.id, person.role, kind, word, now)?;
    store::opinions::insert(conn, id, (person.id, of), note, now)?;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::OpinionAsked { ticket: id, of, note };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}
