//! Starting, finding and ending sessions.

use chrono::Duration;

use crate::accounts::model::{AccountState, Person, Role};
use crate::accounts::secret::{digest, new_secret};
use crate::accounts::store::sessions::{self, Session};
use crate::accounts::store::{people, personal_tokens};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::AccountId;
use crate::platform::config::{SessionLimits, Sessions};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;

/// Use is noted at most so often: a page view does not wait for the writer.
const NOTED_EVERY: Duration = Duration::minutes(5);

/// What a session cookie turned out to be.
#[derive(Debug, Clone)]
pub enum Found {
    /// In use.
    Live {
        /// Whose it is.
        person: Person,
        /// Whether its use should be noted now.
        note: bool,
    },
    /// Authentic, but too old. Good for keeping the text of a form, never for showing anything.
    Expired(AccountId),
    /// Unknown or ended on purpose.
    Nothing,
}

/// The limits of a role.
pub fn limits_of(role: Role, config: &Sessions) -> SessionLimits {
    if role.is_staff() { config.staff } else { config.requester }
}

/// The oldest last use that still counts.
pub fn idle_since(limits: SessionLimits, now: Instant) -> Instant {
    now - Duration::minutes(limits.idle_minutes.into())
}

/// Looks a session up by the secret of its cookie.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, config: &Sessions, secret: &str, now: Instant) -> DbResult<Found> {
    let Some((session, person)) = sessions::find(conn, &digest(secret))? else { return Ok(Found::Nothing) };
    if person.state != AccountState::Active {
        return Ok(Found::Nothing);
    }
    let limits = limits_of(person.role, config);
    let fresh = session.expires_at > now && session.last_seen_at > idle_since(limits, now);
    Ok(if fresh {
        Found::Live { note: now - session.last_seen_at >= NOTED_EVERY, person }
    } else {
        Found::Expired(person.id)
    })
}

/// Notes that a session is in use.
///
/// # Errors
/// When the database fails.
pub fn note_use(conn: &mut Conn, secret: &str, now: Instant) -> DbResult<()> {
    sessions::touch(conn, &digest(secret), now)
}

/// Starts a session and answers its secret, which only the cookie keeps. A session that the same browser had ends.
///
/// # Errors
/// When the database fails.
pub fn start(
    conn: &mut Conn,
    config: &Sessions,
    person: &Person,
    previous: Option<&str>,
    device: &str,
    now: Instant,
) -> DbResult<String> {
    if let Some(previous) = previous {
        sessions::end(conn, &digest(previous), now)?;
    }
    let secret = new_secret();
    let limits = limits_of(person.role, config);
    let session = Session {
        token_hash: digest(&secret),
        created_at: now,
        last_seen_at: now,
        expires_at: now + Duration::minutes(limits.absolute_minutes.into()),
        device: device.to_owned(),
    };
    sessions::insert(conn, person.id, &session)?;
    people::note_sign_in(conn, person.id, now)?;
    Ok(secret)
}

/// Ends the session of a cookie.
///
/// # Errors
/// When the database fails.
pub fn end(conn: &mut Conn, secret: &str, now: Instant) -> DbResult<()> {
    sessions::end(conn, &digest(secret), now)
}

/// Ends every session of a person ("esci da tutti i dispositivi"), and whatever lets a program act for her.
///
/// # Errors
/// When the database fails.
pub fn end_everywhere(conn: &mut Conn, account: AccountId, now: Instant) -> DbResult<()> {
    let ended = end_all(conn, account, now)?;
    events::append_all(conn, now, Actor::Person(account), &ended)
}

/// The same within another use case, which appends the events that this answers. Whoever has a reason to close the doors
/// closes all of them: who stole a password may have made a token with it, who reads a mailbox has the links in its mails.
///
/// # Errors
/// When the database fails.
pub(super) fn end_all(conn: &mut Conn, account: AccountId, now: Instant) -> DbResult<Vec<Event>> {
    sessions::end_all(conn, account, now)?;
    people::end_links(conn, account)?;
    let tokens = personal_tokens::delete_all(conn, account)?;
    Ok(tokens.into_iter().map(|token| Event::PersonalTokenWithdrawn { account, token }).collect())
}
