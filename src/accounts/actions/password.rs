//! Recovering, setting and changing a password.

use super::session;
use crate::accounts::model::Person;
use crate::accounts::secret::digest;
use crate::accounts::store::{people, tokens};
use crate::accounts::token::TokenPurpose;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::AccountId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::mail::outbox;

/// Asks for a link that sets a new password. Unknown and disabled addresses get nothing, and the page does not tell.
///
/// # Errors
/// When the database fails.
pub fn request_recovery(conn: &mut Conn, email: &EmailAddress, now: Instant) -> DbResult<()> {
    if let Some((person, _)) = people::by_email(conn, email)?
        && person.state.may_come_back()
    {
        let event = Event::PasswordRecoveryRequested { account: person.id };
        events::append(conn, now, Actor::System, &event)?;
    }
    Ok(())
}

/// The person and purpose of a link that sets a password, while it can be used.
///
/// # Errors
/// When the database fails.
pub fn bearer(conn: &mut Conn, token: &str, now: Instant) -> DbResult<Option<(Person, TokenPurpose)>> {
    let Some((account, purpose)) = tokens::find(conn, &digest(token), now)? else { return Ok(None) };
    if purpose == TokenPurpose::Confirm {
        return Ok(None);
    }
    let person = people::person(conn, account)?.filter(|person| person.state.may_come_back());
    Ok(person.map(|person| (person, purpose)))
}

/// Sets the password with the token of a mail: every session, personal token and other link ends, a pending account becomes
/// usable, since its owner evidently reads the mail. False when the token is of no use (any more).
///
/// # Errors
/// When the database fails.
pub fn set_with_token(conn: &mut Conn, token: &str, hash: &str, now: Instant) -> DbResult<bool> {
    let Some((person, purpose)) = bearer(conn, token, now)? else { return Ok(false) };
    if !tokens::take(conn, &digest(token), now)? {
        return Ok(false);
    }
    let account = person.id;
    outbox::is_reached_again(conn, account, now)?;
    let mut happened = store(conn, account, hash, now)?;
    if people::activate(conn, account, now)? {
        happened.push(Event::AccountConfirmed { account });
    }
    if purpose == TokenPurpose::Recover {
        happened.push(Event::PasswordChanged { account });
    }
    events::append_all(conn, now, Actor::Person(account), &happened)?;
    Ok(true)
}

/// Changes the password of a person who just proved to know the old one; every session and personal token ends.
///
/// # Errors
/// When the database fails.
pub fn change(conn: &mut Conn, account: AccountId, hash: &str, now: Instant) -> DbResult<()> {
    let mut happened = store(conn, account, hash, now)?;
    happened.push(Event::PasswordChanged { account });
    events::append_all(conn, now, Actor::Person(account), &happened)
}

/// Answers the events that follow.
fn store(conn: &mut Conn, account: AccountId, hash: &str, now: Instant) -> DbResult<Vec<Event>> {
    people::set_password(conn, account, Some(hash))?;
    tokens::void_all(conn, account, now)?;
    session::end_all(conn, account, now)
}
