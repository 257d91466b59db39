//! What tells who somebody is goes; what does not stays.
//!
//! Of the account's row the address, the name, the telephone, the password, the firm with its number, size and sector, the
//! municipality, gender, year of birth, children, kind, last sign-in and wanted page go. Its number, its language (that of the
//! last mail) and when it was made and confirmed stay: they are nobody's, and the figures count persons by them. Sessions,
//! one-time links and keys for programs go. That a version of the privacy notice was read, and when, stays: without the rest it
//! names nobody, and it is the office's proof that it told people.

use super::session;
use crate::accounts::model::{AccountState, Person};
use crate::accounts::store::erasures::{self, NewErasure};
use crate::accounts::store::{people, sessions, tokens};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::AccountId;
use crate::kernel::text::Name;
use crate::platform::db::{Conn, DbResult};

/// The person as she stands, and nobody else makes or names an account of her address until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn hold_to_erase(conn: &mut Conn, account: AccountId) -> DbResult<Option<Person>> {
    let Some(person) = people::person(conn, account)? else { return Ok(None) };
    if let Some(email) = &person.email {
        people::hold_address(conn, email)?;
    }
    people::person(conn, account)
}

/// Whether the data of this account were erased. Whoever asks within a transaction that holds what erasing holds is not
/// overtaken by it.
///
/// # Errors
/// When the database fails.
pub fn is_erased(conn: &mut Conn, account: AccountId) -> DbResult<bool> {
    Ok(people::person(conn, account)?.is_some_and(|person| person.state == AccountState::Erased))
}

/// Erases the account, which is called `name` from now on, and notes that it was done. Answers what happened with it, for the
/// end of the use case.
///
/// # Errors
/// When the database fails; `is_unique_violation` when it is erased already.
pub fn erase(
    conn: &mut Conn,
    person: &Person,
    name: &Name,
    record: &NewErasure,
    now: Instant,
) -> DbResult<Vec<Event>> {
    erasures::insert(conn, person.id, record, person.email.as_ref(), now)?;
    let happened = session::end_all(conn, person.id, now)?;
    sessions::delete_all(conn, person.id)?;
    tokens::delete_all(conn, person.id)?;
    people::erase(conn, person.id, name)?;
    Ok(happened)
}
