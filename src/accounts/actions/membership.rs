//! Staff: invitations, roles, closing and opening accounts.

use super::{absence, session};
use crate::accounts::details::Details;
use crate::accounts::model::{AccountState, Person, RequesterKind, Role};
use crate::accounts::permissions::may_administer;
use crate::accounts::store::people::{self, NewAccount};
use crate::accounts::store::{staff, tokens};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::AccountId;
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;

/// Why an account of staff was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    /// The address has an account.
    #[error("the address has an account already")]
    AddressTaken,
    /// One may not do this to an account of that role, to one's own, or it does not exist.
    #[error("not allowed")]
    NotAllowed,
    /// The program's fault.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// A member of staff to be.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Where the invitation goes.
    pub email: EmailAddress,
    /// Name of the person.
    pub name: Name,
    /// The role.
    pub role: Role,
    /// Partner, made when new.
    pub organisation: Option<Name>,
    /// Language of the invitation.
    pub lang: Lang,
    /// With a hash the account is usable at once; without, an invitation is mailed.
    pub password_hash: Option<String>,
}

/// Adds an account on the word of whoever runs the program (the command line).
///
/// # Errors
/// `AddressTaken`, or the database.
pub fn add(conn: &mut Conn, new: &NewMember, by: Actor, now: Instant) -> Result<AccountId, MembershipError> {
    people::hold_address(conn, &new.email)?;
    if people::by_email(conn, &new.email)?.is_some() {
        return Err(MembershipError::AddressTaken);
    }
    let organisation = new.organisation.as_ref().map(|name| staff::organisation(conn, name)).transpose()?;
    let state = if new.password_hash.is_some() { AccountState::Active } else { AccountState::Pending };
    let account = NewAccount {
        email: Some(new.email.clone()),
        phone: None,
        name: new.name.clone(),
        role: new.role,
        kind: (new.role == Role::Requester).then_some(RequesterKind::Worker),
        state,
        password_hash: new.password_hash.clone(),
        lang: new.lang,
        organisation,
        details: Details::default(),
    };
    let account = people::insert(conn, &account, now)?;
    let event = match state {
        AccountState::Pending => Event::AccountInvited { account },
        AccountState::Active | AccountState::Contact | AccountState::Disabled | AccountState::Erased => {
            Event::AccountConfirmed { account }
        }
    };
    events::append(conn, now, by, &event)?;
    Ok(account)
}

/// Invites a member of staff.
///
/// # Errors
/// `NotAllowed` when `by` may not give the role, `AddressTaken`, or the database.
pub fn invite(
    conn: &mut Conn,
    new: &NewMember,
    by: &Person,
    now: Instant,
) -> Result<AccountId, MembershipError> {
    if !may_administer(by, new.role) {
        return Err(MembershipError::NotAllowed);
    }
    add(conn, new, Actor::Person(by.id), now)
}

/// Sends an invitation once more; links sent before stop working.
///
/// # Errors
/// `NotAllowed`, or the database.
pub fn invite_again(
    conn: &mut Conn,
    id: AccountId,
    by: &Person,
    now: Instant,
) -> Result<(), MembershipError> {
    let member = member(conn, id, by)?;
    if member.state != AccountState::Pending {
        return Err(MembershipError::NotAllowed);
    }
    tokens::void_all(conn, id, now)?;
    events::append(conn, now, Actor::Person(by.id), &Event::AccountInvited { account: id })?;
    Ok(())
}

/// What becomes of the work of somebody who leaves the desk. It changes rows in the same transaction and answers the
/// events that follow. The domains that know of work are to the right of this one, so it is handed in.
pub type Departure = fn(&mut Conn, AccountId, Instant) -> DbResult<Vec<Event>>;

/// Closes an account: its sessions, personal tokens, links and absences end at once, and its work goes to others.
///
/// # Errors
/// `NotAllowed`, or the database.
pub fn disable(
    conn: &mut Conn,
    id: AccountId,
    by: &Person,
    departure: Departure,
    now: Instant,
) -> Result<(), MembershipError> {
    let member = member(conn, id, by)?;
    if member.state == AccountState::Disabled {
        return Ok(());
    }
    staff::set_state(conn, id, AccountState::Disabled)?;
    let mut happened = vec![Event::AccountDisabled { account: id }];
    happened.extend(session::end_all(conn, id, now)?);
    tokens::void_all(conn, id, now)?;
    happened.extend(absence::end_all(conn, id, now)?);
    happened.extend(departure(conn, id, now)?);
    events::append_all(conn, now, Actor::Person(by.id), &happened)?;
    Ok(())
}

/// Opens a closed account again: as it was, or invited when it never had a password.
///
/// # Errors
/// `NotAllowed`, or the database.
pub fn enable(conn: &mut Conn, id: AccountId, by: &Person, now: Instant) -> Result<(), MembershipError> {
    let member = member(conn, id, by)?;
    if member.state != AccountState::Disabled {
        return Ok(());
    }
    let (state, event) = match people::password_hash(conn, id)? {
        Some(_) => (AccountState::Active, Event::AccountEnabled { account: id }),
        None => (AccountState::Pending, Event::AccountInvited { account: id }),
    };
    staff::set_state(conn, id, state)?;
    events::append(conn, now, Actor::Person(by.id), &event)?;
    Ok(())
}

/// Gives a member another role or organisation. When the role changes, sessions and personal tokens end; when it is one that works on no
/// questions, those that she holds go to others.
///
/// # Errors
/// `NotAllowed`, or the database.
pub fn change_role(
    conn: &mut Conn,
    id: AccountId,
    role: Role,
    organisation: Option<&Name>,
    by: &Person,
    departure: Departure,
    now: Instant,
) -> Result<(), MembershipError> {
    let member = member(conn, id, by)?;
    if !may_administer(by, role) {
        return Err(MembershipError::NotAllowed);
    }
    let organisation = organisation.map(|name| staff::organisation(conn, name)).transpose()?;
    let mut happened = vec![Event::AccountRoleChanged { account: id }];
    if member.role != role {
        happened.extend(session::end_all(conn, id, now)?);
    }
    staff::set_role(conn, id, role, organisation)?;
    if !role.is_desk() {
        happened.extend(absence::end_all(conn, id, now)?);
        happened.extend(departure(conn, id, now)?);
    }
    events::append_all(conn, now, Actor::Person(by.id), &happened)?;
    Ok(())
}

/// The account, if `by` may administer it. Nobody administers their own, so that one administrator always remains.
fn member(conn: &mut Conn, id: AccountId, by: &Person) -> Result<Person, MembershipError> {
    people::person(conn, id)?
        .filter(|member| may_administer(by, member.role) && member.id != by.id)
        .ok_or(MembershipError::NotAllowed)
}
