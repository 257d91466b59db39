//! Secrets with which a program acts for a person of the staff, bounded by that person's role.

use chrono::Duration;

use crate::accounts::model::{AccountState, Person};
use crate::accounts::secret::{digest, new_secret};
use crate::accounts::store::people;
use crate::accounts::store::personal_tokens::{self, PersonalToken};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, PersonalTokenId};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::events;

/// A secret begins so, which lets people and scanners of source code know it when they see it.
const PREFIX: &str = "dialoga_";
/// So many a person may have at once.
pub const MOST: usize = 20;
/// Use is noted at most so often: a request does not wait for the writer.
const NOTED_EVERY: Duration = Duration::hours(1);

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum TokenProblem {
    /// The account is a requester's, or not in use.
    #[error("only people of the desk have personal tokens")]
    NotStaff,
    /// Nobody has an account of this address.
    #[error("nobody has an account with this address")]
    Nobody,
    /// It is the secret of a token, pasted into the wrong field: names are shown.
    #[error("that is a secret and no name")]
    Secret,
    /// Another one of the person has this name.
    #[error("there is a token of this name already")]
    NameTaken,
    /// The person has as many as one may have.
    #[error("there are {MOST} tokens already: withdraw one first")]
    TooMany,
    /// The program's fault.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Makes a token and answers its secret, which is stored nowhere. Its owner is told by mail: somebody else may have made it.
///
/// # Errors
/// See [`TokenProblem`].
pub fn make(
    conn: &mut Conn,
    owner: &Person,
    name: &Name,
    by: Actor,
    now: Instant,
) -> Result<String, TokenProblem> {
    if !owner.role.is_staff() || owner.state != AccountState::Active {
        return Err(TokenProblem::NotStaff);
    }
    if name.as_str().starts_with(PREFIX) {
        return Err(TokenProblem::Secret);
    }
    portable::exclusive(conn, &format!("tokens:{}", owner.id))?;
    let others = personal_tokens::of_account(conn, owner.id)?;
    if others.iter().any(|other| other.name == name.as_str()) {
        return Err(TokenProblem::NameTaken);
    }
    if others.len() >= MOST {
        return Err(TokenProblem::TooMany);
    }
    let secret = format!("{PREFIX}{}", new_secret());
    let token = personal_tokens::insert(conn, owner.id, name, &digest(&secret), now)?;
    events::append(conn, now, by, &Event::PersonalTokenMade { account: owner.id, token })?;
    Ok(secret)
}

/// The same for the person of an address, on the word of whoever runs the program.
///
/// # Errors
/// See [`TokenProblem`].
pub fn make_for(
    conn: &mut Conn,
    email: &EmailAddress,
    name: &Name,
    now: Instant,
) -> Result<String, TokenProblem> {
    let (owner, _) = people::by_email(conn, email)?.ok_or(TokenProblem::Nobody)?;
    make(conn, &owner, name, Actor::System, now)
}

/// The tokens of a person, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Conn, owner: AccountId) -> DbResult<Vec<PersonalToken>> {
    personal_tokens::of_account(conn, owner)
}

/// Withdraws a token of a person; one that is gone is withdrawn already.
///
/// # Errors
/// When the database fails.
pub fn withdraw(conn: &mut Conn, owner: AccountId, id: PersonalTokenId, now: Instant) -> DbResult<()> {
    if personal_tokens::delete(conn, owner, id)? {
        let event = Event::PersonalTokenWithdrawn { account: owner, token: id };
        events::append(conn, now, Actor::Person(owner), &event)?;
    }
    Ok(())
}

/// The person for whom a program with this secret acts, and the token if its use should be noted now.
///
/// # Errors
/// When the database fails.
pub fn owner(
    conn: &mut Conn,
    secret: &str,
    now: Instant,
) -> DbResult<Option<(Person, Option<PersonalTokenId>)>> {
    if !secret.starts_with(PREFIX) {
        return Ok(None);
    }
    let found = personal_tokens::find(conn, &digest(secret))?;
    let usable = |person: &Person| person.state == AccountState::Active && person.role.is_staff();
    Ok(found.filter(|(.., person)| usable(person)).map(|(id, used, person)| {
        let note = used.is_none_or(|used| now - used >= NOTED_EVERY);
        (person, note.then_some(id))
    }))
}

/// Notes that a token is in use.
///
/// # Errors
/// When the database fails.
pub fn note_use(conn: &mut Conn, id: PersonalTokenId, now: Instant) -> DbResult<()> {
    personal_tokens::touch(conn, id, now)
}
