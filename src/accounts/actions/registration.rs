//! Registering and confirming an address.

use crate::accounts::details::Details;
use crate::accounts::model::{AccountState, RequesterKind, Role};
use crate::accounts::secret::digest;
use crate::accounts::store::people::{self, NewAccount};
use crate::accounts::store::tokens;
use crate::accounts::token::{TokenPurpose, mint_token};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::config;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::platform::mail::outbox;

/// What a person filled in to register, with the password already hashed.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Worker or enterprise.
    pub kind: RequesterKind,
    /// Name of the person.
    pub name: Name,
    /// Where the confirmation goes.
    pub email: EmailAddress,
    /// Argon2id of the chosen password.
    pub password_hash: String,
    /// The hash that a pending account of this address had when the chosen password was compared with it: hashes are too
    /// slow to be compared inside a transaction.
    pub compared_with: Option<String>,
    /// Whether the chosen password was found to be the one of that hash.
    pub same_password: bool,
    /// Municipality, firm and what is for statistics.
    pub details: Details,
    /// Language of pages and mails.
    pub lang: Lang,
    /// Version of the privacy notice that was shown and acknowledged.
    pub notice_version: &'static str,
    /// The local path that the person came for.
    pub wanted_page: Option<String>,
}

/// Where somebody whose address was registered twice goes first, and is told why: some of what is there may be a stranger's.
pub(super) const OWN_DATA: &str = "/profilo?controlla";

/// Registers a person; false when the pending account has another password by now than the chosen one was compared with,
/// so that nothing was done and it has to be compared again. From outside it looks the same whether the address is known
/// or not: an event, hence a mail.
///
/// Whoever registers a pending address again with the same password is the same person and corrects what she wrote. With
/// another password either may be a stranger: the first registration stays as it was, but without a password until the
/// owner, who reads the mail, sets one; her first sign-in leads to her data.
///
/// # Errors
/// When the database fails.
pub fn register(conn: &mut Conn, new: &Registration, now: Instant) -> DbResult<bool> {
    people::hold_address(conn, &new.email)?;
    let event = match people::by_email(conn, &new.email)? {
        None => {
            let account = NewAccount {
                email: Some(new.email.clone()),
                phone: None,
                name: new.name.clone(),
                role: Role::Requester,
                kind: Some(new.kind),
                state: AccountState::Pending,
                password_hash: Some(new.password_hash.clone()),
                lang: new.lang,
                organisation: None,
                details: new.details.clone(),
            };
            let account = people::insert(conn, &account, now)?;
            people::insert_consent(conn, account, new.notice_version, now)?;
            people::set_wanted_page(conn, account, new.wanted_page.as_deref())?;
            Event::AccountRegistered { account }
        }
        Some((person, hash)) if person.state.is_unconfirmed() && person.role == Role::Requester => {
            if hash != new.compared_with {
                return Ok(false);
            }
            people::insert_consent(conn, person.id, new.notice_version, now)?;
            if new.same_password {
                people::update_profile(conn, person.id, &new.name, new.lang, false, &new.details)?;
                people::set_kind(conn, person.id, new.kind)?;
                people::set_wanted_page(conn, person.id, new.wanted_page.as_deref())?;
            } else {
                people::set_password(conn, person.id, None)?;
                people::set_wanted_page(conn, person.id, Some(OWN_DATA))?;
            }
            Event::AccountRegistered { account: person.id }
        }
        Some((person, _)) => Event::RegistrationRepeated { account: person.id },
    };
    events::append(conn, now, Actor::System, &event)?;
    Ok(true)
}

/// The hash of the password of a registration that waits for its confirmation.
///
/// # Errors
/// When the database fails.
pub fn pending_password(conn: &mut Conn, email: &EmailAddress) -> DbResult<Option<String>> {
    let found = people::by_email(conn, email)?;
    Ok(found.filter(|(person, _)| person.state.is_unconfirmed()).and_then(|(_, hash)| hash))
}

/// Whether a token could confirm an address now.
///
/// # Errors
/// When the database fails.
pub fn can_confirm(conn: &mut Conn, token: &str, now: Instant) -> DbResult<bool> {
    Ok(matches!(tokens::find(conn, &digest(token), now)?, Some((_, TokenPurpose::Confirm))))
}

/// What follows a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// The person can sign in.
    Ready,
    /// The account has no password that can be trusted: this token sets one.
    NeedsPassword(String),
}

/// Confirms an address with the token of the mail; `None` when the token is of no use (any more).
///
/// # Errors
/// When the database fails.
pub fn confirm(
    conn: &mut Conn,
    config: &config::Accounts,
    token: &str,
    now: Instant,
) -> DbResult<Option<Confirmed>> {
    let hash = digest(token);
    let Some((account, TokenPurpose::Confirm)) = tokens::find(conn, &hash, now)? else { return Ok(None) };
    if !tokens::take(conn, &hash, now)? || !people::activate(conn, account, now)? {
        return Ok(None);
    }
    tokens::void_all(conn, account, now)?;
    outbox::is_reached_again(conn, account, now)?;
    let next = match people::password_hash(conn, account)? {
        Some(_) => Confirmed::Ready,
        None => Confirmed::NeedsPassword(mint_token(conn, config, account, TokenPurpose::Recover, now)?),
    };
    events::append(conn, now, Actor::Person(account), &Event::AccountConfirmed { account })?;
    Ok(Some(next))
}

/// Sends another link to an address that waits for its confirmation. Every other address gets nothing, and the page does
/// not tell.
///
/// # Errors
/// When the database fails.
pub fn send_another_link(conn: &mut Conn, email: &EmailAddress, now: Instant) -> DbResult<()> {
    if let Some((person, _)) = people::by_email(conn, email)?
        && person.state.is_unconfirmed()
        && person.role == Role::Requester
    {
        events::append(conn, now, Actor::System, &Event::AccountRegistered { account: person.id })?;
    }
    Ok(())
}
