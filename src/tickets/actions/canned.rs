//! Canned answers: written by coordinators, put into answers by whoever writes them.

use crate::accounts::Person;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CannedAnswerId, TopicId};
use crate::platform::db::Conn;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::store;
use crate::tickets::store::canned::{CannedAnswer, CannedText};
use crate::topics;

/// Writes a new one.
///
/// # Errors
/// `NotFound` when its topic does not exist; when the database fails.
pub fn create_canned(
    conn: &mut Conn,
    text: &CannedText,
    editor: &Person,
    now: Instant,
) -> TicketResult<CannedAnswerId> {
    demand_topic(conn, text.topic)?;
    Ok(store::canned::insert(conn, text, editor.id, now)?)
}

/// Changes what it says.
///
/// # Errors
/// `Stale` when somebody changed it since it was read as `version`; `NotFound` when there is none, or no such topic.
pub fn change_canned(
    conn: &mut Conn,
    id: CannedAnswerId,
    version: i32,
    text: &CannedText,
    editor: &Person,
    now: Instant,
) -> TicketResult<()> {
    demand_topic(conn, text.topic)?;
    store::canned::find(conn, id)?.ok_or(TicketError::NotFound)?;
    match store::canned::update(conn, id, version, text, editor.id, now)? {
        true => Ok(()),
        false => Err(TicketError::Stale),
    }
}

/// Takes it out of use, or back into it. Answers that it was put into stay as they are.
///
/// # Errors
/// `NotFound` when there is none.
pub fn withdraw_canned(conn: &mut Conn, id: CannedAnswerId, back: bool, now: Instant) -> TicketResult<()> {
    match store::canned::set_withdrawn(conn, id, (!back).then_some(now))? {
        true => Ok(()),
        false => Err(TicketError::NotFound),
    }
}

/// One that somebody puts into an answer; it is counted.
///
/// # Errors
/// `NotFound` when there is none in use.
pub fn use_canned(conn: &mut Conn, id: CannedAnswerId) -> TicketResult<CannedAnswer> {
    let canned = store::canned::find(conn, id)?.filter(|canned| canned.withdrawn_at.is_none());
    let canned = canned.ok_or(TicketError::NotFound)?;
    store::canned::count_use(conn, id)?;
    Ok(canned)
}

fn demand_topic(conn: &mut Conn, topic: Option<TopicId>) -> TicketResult<()> {
    match topic {
        Some(topic) => topics::find(conn, topic)?.map(|_| ()).ok_or(TicketError::NotFound),
        None => Ok(()),
    }
}
