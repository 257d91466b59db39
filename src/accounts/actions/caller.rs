//! Whoever asks by telephone or at the front desk, as the desk writes her down.

use super::registration::OWN_DATA;
use crate::accounts::details::Details;
use crate::accounts::model::{AccountState, Person, RequesterKind, Role};
use crate::accounts::municipality::Municipality;
use crate::accounts::store::people::{self, NewAccount};
use crate::accounts::store::{staff, tokens};
use crate::kernel::clock::Instant;
use crate::kernel::text::{EmailAddress, Name, Phone};
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::i18n::Lang;

/// What she says of herself.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Her name.
    pub name: Name,
    /// Where the answer can be sent.
    pub email: Option<EmailAddress>,
    /// Where she can be called.
    pub phone: Option<Phone>,
    /// Whether she asks as a worker or for an enterprise.
    pub kind: RequesterKind,
    /// Where she lives or works.
    pub municipality: Option<Municipality>,
    /// The version of the privacy notice that she was told of (GDPR, art. 13).
    pub notice_version: &'static str,
    /// Language of her mails.
    pub lang: Lang,
}

/// Why nobody can ask under an address.
#[derive(Debug, thiserror::Error)]
pub enum CallerProblem {
    /// It belongs to somebody of the desk.
    #[error("the address is one of staff")]
    Staff,
    /// Its account was closed by the desk.
    #[error("the account of the address is closed")]
    Closed,
    /// The program's fault.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Who asks: the account of the address, or of the same name and number, else a new one. What an account knows already
/// stays as its owner wrote it, if she has shown that the address is hers; else the number to call is the last one told.
///
/// # Errors
/// See [`CallerProblem`].
pub fn known_or_new(conn: &mut Conn, caller: &Caller, now: Instant) -> Result<Person, CallerProblem> {
    let known = match &caller.email {
        Some(email) => {
            people::hold_address(conn, email)?;
            people::by_email(conn, email)?.map(|(person, _)| person)
        }
        None => without_address(conn, caller)?,
    };
    let id = match known {
        None => people::insert(conn, &account(caller), now)?,
        Some(person) if person.role != Role::Requester => return Err(CallerProblem::Staff),
        Some(person) if person.state == AccountState::Disabled => return Err(CallerProblem::Closed),
        Some(person) => {
            // A stranger may have registered the address: of what he wrote nothing stays but what she can look at herself.
            if person.state == AccountState::Pending {
                staff::set_state(conn, person.id, AccountState::Contact)?;
                people::set_password(conn, person.id, None)?;
                tokens::void_all(conn, person.id, now)?;
                let details = people::details(conn, person.id)?;
                people::update_profile(conn, person.id, &caller.name, person.lang, false, &details)?;
                people::set_wanted_page(conn, person.id, Some(OWN_DATA))?;
            }
            // Of a confirmed account anybody might say on the telephone that it is hers.
            if caller.phone.is_some() && person.state != AccountState::Active {
                people::set_phone(conn, person.id, caller.phone.as_ref())?;
            }
            person.id
        }
    };
    people::insert_consent(conn, id, caller.notice_version, now)?;
    people::person(conn, id)?.ok_or_else(|| DbError::Query(diesel::result::Error::NotFound).into())
}

/// Who asks by a mail that says it is from this address: its account as it is, else a new one that hears of its questions and
/// nothing more. That the address is hers she shows by following a link of the receipt.
///
/// # Errors
/// See [`CallerProblem`].
pub fn known_or_writing(conn: &mut Conn, writer: &Caller, now: Instant) -> Result<Person, CallerProblem> {
    let known = match &writer.email {
        Some(email) => {
            people::hold_address(conn, email)?;
            people::by_email(conn, email)?.map(|(person, _)| person)
        }
        None => None,
    };
    match known {
        Some(person)
            if person.role == Role::Requester
                && matches!(person.state, AccountState::Active | AccountState::Contact) =>
        {
            Ok(person)
        }
        _ => known_or_new(conn, writer, now),
    }
}

/// By name and number; a name alone may be many people's.
fn without_address(conn: &mut Conn, caller: &Caller) -> DbResult<Option<Person>> {
    let Some(phone) = &caller.phone else { return Ok(None) };
    portable::exclusive(conn, &format!("caller:{phone}"))?;
    people::without_address(conn, &caller.name, phone)
}

fn account(caller: &Caller) -> NewAccount {
    NewAccount {
        email: caller.email.clone(),
        phone: caller.phone.clone(),
        name: caller.name.clone(),
        role: Role::Requester,
        kind: Some(caller.kind),
        state: AccountState::Contact,
        password_hash: None,
        lang: caller.lang,
        organisation: None,
        details: Details { municipality: caller.municipality, ..Details::default() },
    }
}
