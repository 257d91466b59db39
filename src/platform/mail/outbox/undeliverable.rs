//! Mails that came back, and whom no mail reaches any more.
//!
//! Whoever's address turned out to be wrong is sent nothing but one-time links, by which she can show that it is right after all.
//! What was not sent to her waits among the given-up mails, and leaves when there is reason to think that it arrives.

use std::collections::HashSet;

use chrono::Duration;
use diesel::prelude::*;

use super::store::OutboxState;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutboxId, TicketId};
use crate::platform::db::schema::{outbox, undeliverable};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::mail::failure::{Concern, Failure, SendProblem};
use crate::platform::mail::mail_id::MailId;

/// A mail that came back because of its receiver's mailbox or system for now is sent again after so long, up to so many attempts.
const LATER: Duration = Duration::days(1);
const ATTEMPTS: i32 = 3;
/// What was not sent is sent after all for so long, afterwards it is no news; and unless it was tried so often.
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
    pub recipient: AccountId,
    /// Which mail.
    pub mail: String,
    /// The question it is about.
    pub ticket: Option<TicketId>,
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
    let columns = (outbox::id, outbox::recipient_id, outbox::mail, outbox::ticket_id);
    Ok(outbox::table.filter(outbox::rfc_message_id.eq(id)).select(columns).first(conn).optional()?)
}

/// Notes that a mail came back: because of its address nothing more is sent there; for now it waits for another day; else it is
/// given up. Answers whether it is sent again, or nothing when it is not known to have left.
///
/// # Errors
/// When the database fails.
pub fn came_back(
    conn: &mut Conn,
    mail: &SentMail,
    concern: Concern,
    detail: &str,
    now: Instant,
) -> DbResult<Option<bool>> {
    let failure = Failure::new(SendProblem::Returned, detail);
    // One that is being sent again is left to whoever sends it.
    let row = outbox::table.filter(outbox::id.eq(mail.id).and(outbox::state.eq(OutboxState::Sent)));
    let attempts: Option<i32> = row.select(outbox::attempts).first(conn).optional()?;
    let Some(attempts) = attempts else { return Ok(None) };
    let (state, next) = match concern {
        Concern::ForNow if attempts < ATTEMPTS => (OutboxState::Queued, now + LATER),
        _ => (OutboxState::Failed, now),
    };
    diesel::update(row)
        .set((
            outbox::state.eq(state),
            outbox::next_attempt_at.eq(next),
            outbox::sent_at.eq(None::<Instant>),
            outbox::last_problem.eq(Some(failure.problem)),
            outbox::last_error.eq(Some(failure.detail.as_str())),
        ))
        .execute(conn)?;
    if concern == Concern::Address {
        stop(conn, mail.recipient, &failure.detail, now)?;
    }
    Ok(Some(state == OutboxState::Queued))
}

/// Sends nothing more to somebody.
pub(super) fn stop(conn: &mut Conn, account: AccountId, detail: &str, now: Instant) -> DbResult<()> {
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

/// Since when no mail reaches this person, if none does.
///
/// # Errors
/// When the database fails.
pub fn undeliverable_since(conn: &mut Conn, account: AccountId) -> DbResult<Option<Undeliverable>> {
    let row = undeliverable::table.filter(undeliverable::account_id.eq(account));
    Ok(row.select((undeliverable::since, undeliverable::detail)).first(conn).optional()?)
}

/// Whom of these no mail reaches.
pub(super) fn undeliverable_of(conn: &mut Conn, accounts: &[AccountId]) -> DbResult<HashSet<AccountId>> {
    let rows = undeliverable::table.filter(undeliverable::account_id.eq_any(accounts));
    Ok(rows.select(undeliverable::account_id).load(conn)?.into_iter().collect())
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
