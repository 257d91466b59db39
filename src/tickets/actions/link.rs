//! Questions that have to do with each other, for the desk alone.

use super::change::load;
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::TicketId;
use crate::platform::db::Conn;
use crate::platform::events;
use crate::tickets::error::{TicketError, TicketResult, demand};
use crate::tickets::model::LinkKind;
use crate::tickets::store;

/// Says that two questions have to do with each other, both ways. Neither changes: no answer becomes stale by it. Saying it
/// again changes nothing; of a number that became part of another question, that one is meant.
///
/// # Errors
/// `NotFound` when there is no such other question.
pub fn link(
    conn: &mut Conn,
    id: TicketId,
    other: TicketId,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    load(conn, id, person, TicketAction::Note, now)?;
    let other = store::merges::into(conn, other)?.unwrap_or(other);
    let found = store::tickets::find(conn, other)?.filter(|other| other.id != id);
    demand(person, TicketAction::ReadInternal, &found.ok_or(TicketError::NotFound)?.facts())?;
    if store::links::insert(conn, (id, other), LinkKind::Related, person.id, now)? {
        let both = [(id, other), (other, id)].map(|(ticket, other)| Event::TicketLinked { ticket, other });
        events::append_all(conn, now, Actor::Person(person.id), &both)?;
    }
    Ok(())
}

/// Notes that a question goes on from an earlier one of the same requester, who came back to it when it was long over.
///
/// # Errors
/// When the database fails.
pub fn link_to_earlier(
    conn: &mut Conn,
    id: TicketId,
    earlier: TicketId,
    requester: &Person,
    now: Instant,
) -> TicketResult<()> {
    if store::links::insert(conn, (id, earlier), LinkKind::Related, requester.id, now)? {
        let both =
            [(id, earlier), (earlier, id)].map(|(ticket, other)| Event::TicketLinked { ticket, other });
        events::append_all(conn, now, Actor::System, &both)?;
    }
    Ok(())
}

/// Takes that back.
///
/// # Errors
/// `NotFound` for who is not of the desk.
pub fn unlink(
    conn: &mut Conn,
    id: TicketId,
    other: TicketId,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    load(conn, id, person, TicketAction::Note, now)?;
    if store::links::delete(conn, id, other)? {
        let both = [(id, other), (other, id)].map(|(ticket, other)| Event::TicketUnlinked { ticket, other });
        events::append_all(conn, now, Actor::Person(person.id), &both)?;
    }
    Ok(())
}
