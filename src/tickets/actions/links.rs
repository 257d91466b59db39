//! Links with which a question is followed without signing in: ended by its requester, mailed anew.

use super::change::{self, load};
use crate::accounts::permissions::TicketAction;
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::TicketId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::Conn;
use crate::platform::events;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::{follow, store};

/// Ends every link of a question that was mailed so far, and of all that became part of it. By its requester alone; nothing else
/// of it changes.
///
/// # Errors
/// `NotFound` for anybody else.
pub fn end_links(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<()> {
    let id = change::of_requester(conn, id, person)?;
    let ticket = load(conn, id, person, TicketAction::Read, now)?;
    if ticket.requester != person.id {
        return Err(TicketError::NotFound);
    }
    let mut ended = store::merges::of(conn, id)?;
    ended.push(id);
    Ok(store::tickets::end_links(conn, &ended)?)
}

/// Ends the links of a question that ended longer than `days` days ago, before anything opens it again: what was of no use any
/// more stays so. Belongs into the transaction of what may open it.
///
/// # Errors
/// When the database fails.
pub fn end_outlived_links(conn: &mut Conn, id: TicketId, days: u32, now: Instant) -> TicketResult<()> {
    let id = store::merges::into(conn, id)?.unwrap_or(id);
    change::hold(conn, id)?;
    let ticket = store::tickets::find(conn, id)?;
    match ticket.is_some_and(|ticket| follow::is_outlived(&ticket, days, now)) {
        true => Ok(store::tickets::end_links(conn, &[id])?),
        false => Ok(()),
    }
}

/// Lets a new link be mailed to whoever asked this question, if that is the person of this address. What anybody may ask for
/// without signing in: nothing happens otherwise, and nobody is told which.
///
/// # Errors
/// When the database fails.
pub fn request_link(conn: &mut Conn, id: TicketId, email: &EmailAddress, now: Instant) -> TicketResult<()> {
    let person = accounts::by_email(conn, email)?.map(|(person, _)| person);
    let id = store::merges::into(conn, id)?.unwrap_or(id);
    let ticket = store::tickets::find(conn, id)?;
    let hers = person.filter(|person| {
        person.state.hears_of_questions() && ticket.is_some_and(|ticket| ticket.requester == person.id)
    });
    if hers.is_some() {
        events::append(conn, now, Actor::System, &Event::FollowLinkRequested { ticket: id })?;
    }
    Ok(())
}
