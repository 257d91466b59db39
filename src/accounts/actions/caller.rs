//! Whoever asks by telephone or at the front desk, as the desk writes her down.

use chrono::Duration;

use crate::accounts::details::Details;
use crate::accounts::model::{AccountState, Person, RequesterKind, Role};
use crate::accounts::municipality::Municipality;
use crate::accounts::phone::Phone;
use crate::accounts::store::people::{self, NewAccount};
use crate::accounts::store::staff;
use crate::kernel::clock::Instant;
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::i18n::Lang;

/// Two callers of one name and without a number are one within this time: the form was sent twice.
const SENT_TWICE: Duration = Duration::minutes(15);

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
/// stays as its owner wrote it; the number to call is the last one told.
///
/// # Errors
/// See [`CallerProblem`].
pub fn known_or_new(conn: &mut Conn, caller: &Caller, now: Instant) -> Result<Person, CallerProblem> {
    let known = match &caller.email {
        Some(email) => {
            people::hold_address(conn, email)?;
            people::by_email(conn, email)?.map(|(person, _)| person)
        }
        None => without_address(conn, caller, now)?,
    };
    let id = match known {
        None => people::insert(conn, &account(caller), now)?,
        Some(person) if person.role != Role::Requester => return Err(CallerProblem::Staff),
        Some(person) if person.state == AccountState::Disabled => return Err(CallerProblem::Closed),
        Some(person) => {
            // A registration that nobody confirmed: what is answered by voice may be written to its address as well.
            if person.state == AccountState::Pending {
                staff::set_state(conn, person.id, AccountState::Contact)?;
            }
            if caller.phone.is_some() {
                people::set_phone(conn, person.id, caller.phone.as_ref())?;
            }
            person.id
        }
    };
    people::insert_consent(conn, id, caller.notice_version, now)?;
    people::person(conn, id)?.ok_or_else(|| DbError::Query(diesel::result::Error::NotFound).into())
}

fn without_address(conn: &mut Conn, caller: &Caller, now: Instant) -> DbResult<Option<Person>> {
    portable::exclusive(conn, &format!("caller:{}", caller.name))?;
    let since = caller.phone.is_none().then(|| now - SENT_TWICE);
    people::without_address(conn, &caller.name, caller.phone.as_ref(), since)
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
