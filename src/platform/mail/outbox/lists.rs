//! The outbox as the people who run the desk see it: counts, lists, and sending again by hand.

use chrono::Duration;
use diesel::prelude::*;

use super::recipient::{self, Recipient};
use super::store::OutboxState;
use super::undeliverable::{are_reached_again, is_reached_again, outside_is_reached_again};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutboxId, TicketId};
use crate::platform::db::schema::outbox;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::failure::SendProblem;

/// So many mails are looked through for one that is the same.
const NEWEST: i64 = 1000;

/// A mail as the administration page shows it.
#[derive(Debug, Clone, Queryable)]
pub struct Listed {
    /// Row of the outbox.
    pub id: OutboxId,
    /// Who gets it.
    pub recipient: Recipient,
    /// Which mail.
    pub mail: String,
    /// The question it is about.
    pub ticket: Option<TicketId>,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub state: OutboxState,
    /// Attempts that count.
    pub attempts: i32,
    /// When it is tried next, if it is.
    pub next_attempt_at: Instant,
    /// What went wrong last.
    pub last_problem: Option<SendProblem>,
    /// What the mail server said.
    pub last_error: Option<String>,
    /// When it was queued.
    pub created_at: Instant,
    /// When it was taken.
    pub sent_at: Option<Instant>,
}

/// How many mails are not over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Waiting, or being sent.
    pub queued: i64,
    /// Given up.
    pub failed: i64,
}

/// How many mails are not over. Those that left are many and are not counted: this is asked at every look at the figures.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &mut Conn) -> DbResult<Counts> {
    let rows: Vec<(OutboxState, i64)> = outbox::table
        .filter(outbox::state.eq_any([OutboxState::Queued, OutboxState::Sending, OutboxState::Failed]))
        .group_by(outbox::state)
        .select((outbox::state, diesel::dsl::count_star()))
        .load(conn)?;
    let mut counts = Counts::default();
    for (state, count) in rows {
        match state {
            OutboxState::Failed => counts.failed += count,
            _ => counts.queued += count,
        }
    }
    Ok(counts)
}

/// Up to `limit` mails in one of `states`, newest first, older than `before` when it is given (keyset).
///
/// # Errors
/// When the database fails.
pub fn list(
    conn: &mut Conn,
    states: &[OutboxState],
    before: Option<OutboxId>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mails = outbox::table
        .filter(outbox::state.eq_any(states))
        .filter(outbox::id.lt(before.unwrap_or(OutboxId(i64::MAX))))
        .order(outbox::id.desc())
        .limit(limit)
        .select((
            outbox::id,
            recipient::COLUMNS,
            outbox::mail,
            outbox::ticket_id,
            outbox::subject,
            outbox::state,
            outbox::attempts,
            outbox::next_attempt_at,
            outbox::last_problem,
            outbox::last_error,
            outbox::created_at,
            outbox::sent_at,
        ))
        .load(conn)?;
    Ok(mails)
}

/// Whether this mail was queued for this person less than `pause` before `now`, and was not given up. Looks only among the
/// newest mails: in a flood it may miss one, which is then sent again.
///
/// # Errors
/// When the database fails.
pub fn is_told_already(
    conn: &mut Conn,
    recipient: AccountId,
    mail: &str,
    pause: Duration,
    now: Instant,
) -> DbResult<bool> {
    let newest: Option<OutboxId> = outbox::table.select(diesel::dsl::max(outbox::id)).first(conn)?;
    let oldest = OutboxId(newest.map_or(0, |newest| newest.0) - NEWEST);
    let known = outbox::table
        .filter(outbox::id.gt(oldest))
        .filter(outbox::recipient_id.eq(recipient).and(outbox::mail.eq(mail)))
        // After a clock was set back, mails are dated in the future; those were not just told.
        .filter(outbox::created_at.gt(now - pause).and(outbox::created_at.le(now)))
        .filter(outbox::state.ne_all([OutboxState::Failed, OutboxState::Dropped]));
    Ok(diesel::select(diesel::dsl::exists(known)).get_result(conn)?)
}

/// Puts one given-up or waiting mail at the front of the queue with all its attempts before it; answers whether it was one. Whoever
/// does so trusts that it arrives: so do the others to the same person, where an earlier one came back.
///
/// # Errors
/// When the database fails.
pub fn send_again(conn: &mut Conn, id: OutboxId, now: Instant) -> DbResult<bool> {
    let changed: Option<Recipient> = diesel::update(outbox::table)
        .filter(outbox::id.eq(id))
        .filter(outbox::state.eq_any([OutboxState::Failed, OutboxState::Queued]))
        .set((outbox::state.eq(OutboxState::Queued), outbox::attempts.eq(0), outbox::next_attempt_at.eq(now)))
        .returning(recipient::COLUMNS)
        .get_result(conn)
        .optional()?;
    match changed {
        None => return Ok(false),
        Some(Recipient::Account(account)) => is_reached_again(conn, account, now)?,
        Some(Recipient::Outside(outside)) => outside_is_reached_again(conn, outside)?,
    }
    Ok(true)
}

/// Puts every given-up mail there; answers how many there were. As with one: whoever does so trusts that they arrive.
///
/// # Errors
/// When the database fails.
pub fn send_all_again(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    are_reached_again(conn)?;
    let changed = diesel::update(outbox::table)
        .filter(outbox::state.eq(OutboxState::Failed))
        .set((outbox::state.eq(OutboxState::Queued), outbox::attempts.eq(0), outbox::next_attempt_at.eq(now)))
        .execute(conn)?;
    Ok(changed)
}
