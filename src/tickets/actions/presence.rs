//! Who has a question open, and who is writing: so that two do not work on the same without knowing.

use chrono::Duration;

use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, portable};
use crate::tickets::TicketError;
use crate::tickets::error::{TicketResult, demand};
use crate::tickets::store;
use crate::tickets::store::presence::Presence;

/// Whoever was not heard of for so long has gone: three times the pace at which pages speak up.
pub const PRESENT_FOR: Duration = Duration::seconds(60);
/// What is known a moment ago need not be written again.
const OFTEN: Duration = Duration::seconds(15);
/// Whoever opened it longer ago is not spoken of.
const REMEMBERED: Duration = Duration::hours(12);

/// A question as the page of somebody who has it open must know it.
#[derive(Debug, Clone)]
pub struct Around {
    /// Its version now.
    pub version: i32,
    /// Everybody who opened it in the last hours, the person herself too.
    pub people: Vec<Presence>,
}

/// Who is around a question.
///
/// # Errors
/// `NotFound` for who is not of the desk; when the database fails.
pub fn around(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<Around> {
    let ticket = store::tickets::find(conn, id)?.ok_or(TicketError::NotFound)?;
    demand(person, TicketAction::ReadInternal, &ticket.facts())?;
    Ok(Around { version: ticket.version, people: present(conn, id, now)? })
}

/// Everybody who opened it in the last hours.
pub fn present(conn: &mut Conn, id: TicketId, now: Instant) -> TicketResult<Vec<Presence>> {
    Ok(store::presence::of_ticket(conn, id, now - REMEMBERED)?)
}

/// Whether a sign of life says anything that is not known.
pub fn is_news(known: Option<&Presence>, writing: bool, now: Instant) -> bool {
    known.is_none_or(|known| known.writing != writing || known.seen_at + OFTEN < now)
}

/// Notes that somebody has a question open; `opened` when they have just opened it. The question itself does not change.
///
/// # Errors
/// `NotFound` for who is not of the desk; when the database fails.
pub fn be_present(
    conn: &mut Conn,
    id: TicketId,
    writing: bool,
    opened: bool,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    portable::exclusive(conn, &format!("presence:{id}:{}", person.id))?;
    Ok(store::presence::note(conn, id, person.id, writing, opened, now)?)
}
