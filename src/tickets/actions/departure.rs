//! An expert leaves the desk: what she held is nobody's, so that it is seen, reminded of and taken by others.

use super::change::{self, step};
use crate::accounts::permissions::may_hold;
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::Ticket;
use crate::tickets::rules::Move;
use crate::tickets::store;

/// Gives the open questions of an expert back to the queue; answers the events that follow, to be appended last.
///
/// # Errors
/// When the database fails.
pub fn let_go(conn: &mut Conn, expert: AccountId, now: Instant) -> DbResult<Vec<Event>> {
    let mut happened = Vec::new();
    for id in store::tickets::held_open(conn, expert)? {
        match put_back(conn, id, expert, now) {
            Ok(event) => happened.extend(event),
            Err(TicketError::Db(error)) => return Err(error),
            // A question that is damaged must not keep somebody's account open.
            Err(error) => {
                tracing::error!(ticket = id.0, %error, "a question was not given back to the queue")
            }
        }
    }
    Ok(happened)
}

fn put_back(conn: &mut Conn, id: TicketId, expert: AccountId, now: Instant) -> TicketResult<Option<Event>> {
    change::hold(conn, id)?;
    let found = store::tickets::find(conn, id)?;
    let Some(mut ticket) = found.filter(|ticket| ticket.assignee == Some(expert)) else { return Ok(None) };
    step(&mut ticket, Move::LetGo)?;
    ticket.assignee = None;
    let cycle = change::cycle(conn, &ticket)?;
    change::write(conn, &mut ticket, &cycle, now)?;
    Ok(Some(Event::TicketReleased { ticket: id, expert }))
}

/// Who holds a ticket; nobody, when that person is no longer at the desk.
///
/// # Errors
/// When the database fails.
pub fn holder(conn: &mut Conn, ticket: &Ticket) -> DbResult<Option<Person>> {
    let person = match ticket.assignee {
        Some(assignee) => accounts::person(conn, assignee)?,
        None => None,
    };
    Ok(person.filter(may_hold))
}
