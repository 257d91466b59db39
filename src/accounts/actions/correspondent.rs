//! Whoever wrote to the desk by mail before it had accounts.

use crate::accounts::details::Details;
use crate::accounts::model::{AccountState, Person, RequesterKind, Role};
use crate::accounts::store::people::{self, NewAccount};
use crate::kernel::clock::Instant;
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

/// The account of an address as it stands, whatever its state, else a new contact of this name; `None` for an address of
/// staff. That she was told of the privacy notice is not noted, for nobody told her: she is when she first comes here.
///
/// # Errors
/// When the database fails.
pub fn known_or_new(
    conn: &mut Conn,
    email: &EmailAddress,
    name: &Name,
    lang: Lang,
    now: Instant,
) -> DbResult<Option<Person>> {
    people::hold_address(conn, email)?;
    let id = match people::by_email(conn, email)? {
        Some((person, _)) => return Ok((person.role == Role::Requester).then_some(person)),
        None => people::insert(conn, &contact(email, name, lang), now)?,
    };
    people::person(conn, id)
}

fn contact(email: &EmailAddress, name: &Name, lang: Lang) -> NewAccount {
    NewAccount {
        email: Some(email.clone()),
        phone: None,
        name: name.clone(),
        role: Role::Requester,
        kind: Some(RequesterKind::Worker),
        state: AccountState::Contact,
        password_hash: None,
        lang,
        organisation: None,
        details: Details::default(),
    }
}
