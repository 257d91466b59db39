//! Mails that came back, and whom no mail reaches any more.
//!
//! Whoever's address turned out to be wrong is sent nothing but what she asks for: one-time links, by which she can show that it is
//! right after all, and others. What was not sent to her waits among the given-up mails, and leaves when there is reason to think that
//! it arrives. Her pages tell her so, and those of the desk its people: to write on a page shows nothing of a mailbox.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;

use super::recipient::{self, Recipient};
use super::store::OutboxState;
use crate::kernel::clock::Instant;
use crate::kernel::event::MailFate;
use crate::kernel::ids::{AccountId, OutboxId, OutsideId, TicketId};
use crate::platform::db::schema::{outbox, outside_undeliverable as outside, undeliverable};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::mail::failure::{Concern, Failure, SendProblem};
use crate::platform::mail::mail_id::MailId;

/// A mail that came back because of its receiver's mailbox or system for now is sent again after so long, up to so many attempts.
const LATER: Duration = Duration::days(1);
const ATTEMPTS: i32 = 3;
/// What was not sent is sent after all for so long, afterwards it is no news; and unless it was tried so often. Each time somebody has
/// reason to think that it arrives, so it is tried once more where it had all the attempts that the settings give it, too.
const NEWS: Duration = Duration::days(30);
const OFTEN: i32 = 8;

/// Why mails to somebody whom no mail reaches were not delivered.
const UNDELIVERED: [SendProblem; 3] =
    [SendProblem::RecipientRefused, SendProblem::Returned, SendProblem::Undeliverable];

/// A mail of the outbox, as what is said of it names it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct SentMail {
    /// Row of the outbox.
    pub id: OutboxId,
    /// Who got it.
    pub recipient: Recipient,
    /// Which mail.
    pub mail: String,
    /// The question it is about.
    pub ticket: Option<TicketId>,
}

/// What follows for a mail that its reader does not have, whoever says so: the server that was to take it, or a report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aftermath {
    /// Where it stands from now on.
    pub(super) state: OutboxState,
    /// When it is tried next, if it is.
    pub(super) next: Instant,
    /// What is told of it.
    pub(super) fate: MailFate,
}

impl Aftermath {
    /// Of a mail that was tried so often, and is tried at most so often.
    pub(super) fn of(concern: Concern, attempts: i32, most: i32, now: Instant) -> Self {
        match concern {
            Concern::ForNow if attempts < most.min(ATTEMPTS) => {
                Self { state: OutboxState::Queued, next: now + LATER, fate: MailFate::Later }
            }
            Concern::Address => Self { state: OutboxState::Failed, next: now, fate: MailFate::NoAddress },
            Concern::ForNow | Concern::Message => {
                Self { state: OutboxState::Failed, next: now, fate: MailFate::Returned }
            }
        }
    }

    /// Of a mail that nobody judged, and that was tried as often as a mail is.
    pub(super) fn given_up(now: Instant) -> Self {
        Self { state: OutboxState::Failed, next: now, fate: MailFate::GivenUp }
    }

    /// Sends nothing more to an address that takes no mail.
    pub(super) fn befall(
        &self,
        conn: &mut Conn,
        reader: Recipient,
        detail: &str,
        now: Instant,
    ) -> DbResult<()> {
        match (self.fate, reader) {
            (MailFate::NoAddress, Recipient::Account(account)) => stop(conn, account, detail, now),
            (MailFate::NoAddress, Recipient::Outside(outside)) => stop_outside(conn, outside, detail, now),
            _ => Ok(()),
        }
    }
}

/// Since when, and why, no mail reaches somebody.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, serde::Serialize)]
pub struct Undeliverable {
    /// When the mail came back.
    pub since: Instant,
    /// What the mail server said.
    pub detail: String,
}

/// The mail of this Message-ID, unless it is forgotten.
///
/// # Errors
/// When the database fails.
pub fn sent_as(conn: &mut Conn, id: &MailId) -> DbResult<Option<SentMail>> {
    let columns = (outbox::id, recipient::COLUMNS, outbox::mail, outbox::ticket_id);
    Ok(outbox::table.filter(outbox::rfc_message_id.eq(id)).select(columns).first(conn).optional()?)
}

/// Notes that a mail came back: because of its address nothing more is sent there; for now it waits for another day; else it is
/// given up. Answers what is to be told of it; nothing when it is not known to have left.
///
/// # Errors
/// When the database fails.
pub fn came_back(
    conn: &mut Conn,
    mail: &SentMail,
    concern: Concern,
    detail: &str,
    now: Instant,
) -> DbResult<Option<MailFate>> {
    let failure = Failure::new(SendProblem::Returned, detail);
    // One that is being sent again is left to whoever sends it.
    let row = outbox::table.filter(outbox::id.eq(mail.id).and(outbox::state.eq(OutboxState::Sent)));
    let attempts: Option<i32> = row.select(outbox::attempts).first(conn).optional()?;
    let Some(attempts) = attempts else { return Ok(None) };
    // The settings bound how often a mail is offered to a server that does not take it; this one was taken.
    let after = Aftermath::of(concern, attempts, ATTEMPTS, now);
    diesel::update(row)
        .set((
            outbox::state.eq(after.state),
            outbox::next_attempt_at.eq(after.next),
            outbox::sent_at.eq(None::<Instant>),
            outbox::last_problem.eq(Some(failure.problem)),
            outbox::last_error.eq(Some(failure.detail.as_str())),
        ))
        .execute(conn)?;
    after.befall(conn, mail.recipient, &failure.detail, now)?;
    Ok(Some(after.fate))
}

/// Sends nothing more to somebody.
fn stop(conn: &mut Conn, account: AccountId, detail: &str, now: Instant) -> DbResult<()> {
    portable::exclusive(conn, &format!("undeliverable:{account}"))?;
    if undeliverable_since(conn, account)?.is_some() {
        return Ok(());
    }
    diesel::insert_into(undeliverable::table)
        .values((
            undeliverable::account_id.eq(account),
            undeliverable::since.eq(now),
            undeliverable::detail.eq(detail),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sends nothing more to a body outside the desk.
fn stop_outside(conn: &mut Conn, id: OutsideId, detail: &str, now: Instant) -> DbResult<()> {
    portable::exclusive(conn, &format!("outside-undeliverable:{id}"))?;
    if !outside_undeliverable_of(conn, &[id])?.is_empty() {
        return Ok(());
    }
    diesel::insert_into(outside::table)
        .values((outside::outside_id.eq(id), outside::since.eq(now), outside::detail.eq(detail)))
        .execute(conn)?;
    Ok(())
}

/// Which of these bodies outside the desk no mail reaches, since when and why.
///
/// # Errors
/// When the database fails.
pub fn outside_undeliverable_of(
    conn: &mut Conn,
    ids: &[OutsideId],
) -> DbResult<HashMap<OutsideId, Undeliverable>> {
    let rows = outside::table.filter(outside::outside_id.eq_any(ids));
    let columns = (outside::outside_id, (outside::since, outside::detail));
    Ok(rows.select(columns).load(conn)?.into_iter().collect())
}

/// Somebody says that mails reach this body outside the desk after all.
///
/// # Errors
/// When the database fails.
pub fn outside_is_reached_again(conn: &mut Conn, id: OutsideId) -> DbResult<()> {
    diesel::delete(outside::table.filter(outside::outside_id.eq(id))).execute(conn)?;
    Ok(())
}

/// Since when no mail reaches this person, if none does.
///
/// # Errors
/// When the database fails.
pub fn undeliverable_since(conn: &mut Conn, account: AccountId) -> DbResult<Option<Undeliverable>> {
    let row = undeliverable::table.filter(undeliverable::account_id.eq(account));
    Ok(row.select((undeliverable::since, undeliverable::detail)).first(conn).optional()?)
}

/// Whom of these no mail reaches, since when and why.
///
/// # Errors
/// When the database fails.
pub fn undeliverable_of(
    conn: &mut Conn,
    accounts: &[AccountId],
) -> DbResult<HashMap<AccountId, Undeliverable>> {
    let rows = undeliverable::table.filter(undeliverable::account_id.eq_any(accounts));
    let columns = (undeliverable::account_id, (undeliverable::since, undeliverable::detail));
    Ok(rows.select(columns).load(conn)?.into_iter().collect())
}

/// Somebody says that the addresses are right to which the given-up mails go.
pub(super) fn are_reached_again(conn: &mut Conn) -> DbResult<()> {
    let known: Vec<AccountId> = undeliverable::table.select(undeliverable::account_id).load(conn)?;
    let readers: Vec<AccountId> = outbox::table
        .filter(outbox::state.eq(OutboxState::Failed).and(outbox::recipient_id.eq_any(known)))
        .select(outbox::recipient_id.assume_not_null())
        .distinct()
        .load(conn)?;
    diesel::delete(undeliverable::table.filter(undeliverable::account_id.eq_any(readers))).execute(conn)?;
    let given_up =
        outbox::table.filter(outbox::state.eq(OutboxState::Failed).and(outbox::outside_id.is_not_null()));
    let bodies: Vec<OutsideId> =
        given_up.select(outbox::outside_id.assume_not_null()).distinct().load(conn)?;
    diesel::delete(outside::table.filter(outside::outside_id.eq_any(bodies))).execute(conn)?;
    Ok(())
}

/// There is reason to think that mails reach this person again: she wrote a mail, or used a one-time link that was mailed to her, or
/// somebody says so. What was not sent, and what came back, leaves now.
///
/// # Errors
/// When the database fails.
pub fn is_reached_again(conn: &mut Conn, account: AccountId, now: Instant) -> DbResult<()> {
    let row = undeliverable::table.filter(undeliverable::account_id.eq(account));
    // A look first: this is asked of everybody who writes, and seldom changes anything.
    if undeliverable_since(conn, account)?.is_none() {
        return Ok(());
    }
    portable::exclusive(conn, &format!("undeliverable:{account}"))?;
    diesel::delete(row).execute(conn)?;
    diesel::update(outbox::table)
        .filter(outbox::state.eq(OutboxState::Failed).and(outbox::recipient_id.eq(account)))
        .filter(outbox::last_problem.eq_any(UNDELIVERED))
        // Each of her mails brings back what came back before, and not for ever.
        .filter(outbox::created_at.gt(now - NEWS).and(outbox::attempts.lt(OFTEN)))
        .set((outbox::state.eq(OutboxState::Queued), outbox::next_attempt_at.eq(now)))
        .execute(conn)?;
    Ok(())
}
