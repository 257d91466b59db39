//! Notes what became of leased mails.

use diesel::prelude::*;

use super::pauses;
use super::store::OutboxState;
use super::undeliverable;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutboxId};
use crate::platform::db::schema::outbox;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::failure::{Concern, Consequence, Failure, SendProblem, status_in};

/// What became of a leased mail.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    Sent,
    Dropped,
    /// Back to the queue as it was: its turn did not come.
    Released,
    Failed(Failure),
}

/// Rules that a failure is answered with.
#[derive(Debug, Clone)]
pub(super) struct Patience {
    pub(super) retry_minutes: Vec<u32>,
    pub(super) max_attempts: i32,
}

/// Notes what became of leased mails. A row that another node took over meanwhile is left to that node.
pub(super) fn settle(
    conn: &mut Conn,
    owner: &str,
    fates: &[(OutboxId, i32, Fate)],
    patience: &Patience,
    all_wait_until: Instant,
    now: Instant,
) -> DbResult<()> {
    let with = |wanted: fn(&Fate) -> bool| -> Vec<OutboxId> {
        fates.iter().filter(|(_, _, fate)| wanted(fate)).map(|(id, _, _)| *id).collect()
    };
    let sent = with(|fate| matches!(fate, Fate::Sent));
    if !sent.is_empty() {
        let attempts = outbox::attempts.eq(outbox::attempts + 1);
        end(conn, owner, &sent, OutboxState::Sent)?;
        diesel::update(outbox::table)
            .filter(outbox::id.eq_any(&sent))
            .filter(outbox::state.eq(OutboxState::Sent))
            .filter(outbox::sent_at.is_null())
            .set((outbox::sent_at.eq(Some(now)), attempts))
            .execute(conn)?;
    }
    let dropped = with(|fate| matches!(fate, Fate::Dropped));
    if !dropped.is_empty() {
        end(conn, owner, &dropped, OutboxState::Dropped)?;
    }
    let released = with(|fate| matches!(fate, Fate::Released));
    if !released.is_empty() {
        put_back(conn, owner, &released, now)?;
    }
    for (id, attempts, fate) in fates {
        if let Fate::Failed(failure) = fate {
            fail(conn, owner, *id, *attempts, failure, patience, all_wait_until, now)?;
        }
    }
    Ok(())
}

fn end(conn: &mut Conn, owner: &str, ids: &[OutboxId], state: OutboxState) -> DbResult<()> {
    diesel::update(outbox::table)
        .filter(outbox::id.eq_any(ids))
        .filter(outbox::lease_owner.eq(owner))
        .set((
            outbox::state.eq(state),
            outbox::lease_owner.eq(None::<String>),
            outbox::leased_until.eq(None::<Instant>),
            outbox::last_problem.eq(None::<SendProblem>),
            outbox::last_error.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

fn put_back(conn: &mut Conn, owner: &str, ids: &[OutboxId], next: Instant) -> DbResult<()> {
    diesel::update(outbox::table)
        .filter(outbox::id.eq_any(ids))
        .filter(outbox::lease_owner.eq(owner))
        .set((
            outbox::state.eq(OutboxState::Queued),
            outbox::lease_owner.eq(None::<String>),
            outbox::leased_until.eq(None::<Instant>),
            outbox::next_attempt_at.eq(next),
        ))
        .execute(conn)?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one row's fate under the rules of the moment")]
fn fail(
    conn: &mut Conn,
    owner: &str,
    id: OutboxId,
    attempts: i32,
    failure: &Failure,
    patience: &Patience,
    all_wait_until: Instant,
    now: Instant,
) -> DbResult<()> {
    let (counted, state, next) = match failure.problem.consequence() {
        Consequence::AllWait => (attempts, OutboxState::Queued, all_wait_until),
        Consequence::GiveUp => (attempts + 1, OutboxState::Failed, now),
        Consequence::Retry if attempts + 1 >= patience.max_attempts => {
            (attempts + 1, OutboxState::Failed, now)
        }
        Consequence::Retry => {
            let pause = pauses::after_failure(&patience.retry_minutes, attempts + 1);
            (attempts + 1, OutboxState::Queued, now + pause)
        }
    };
    let failed: Option<AccountId> = diesel::update(outbox::table)
        .filter(outbox::id.eq(id))
        .filter(outbox::lease_owner.eq(owner))
        .set((
            outbox::state.eq(state),
            outbox::attempts.eq(counted),
            outbox::next_attempt_at.eq(next),
            outbox::lease_owner.eq(None::<String>),
            outbox::leased_until.eq(None::<Instant>),
            outbox::last_problem.eq(Some(failure.problem)),
            outbox::last_error.eq(Some(failure.detail.as_str()).filter(|detail| !detail.is_empty())),
        ))
        .returning(outbox::recipient_id)
        .get_result(conn)
        .optional()?;
    // A server that knows the address says at once what others say in a report.
    let is_of_address = failure.problem == SendProblem::RecipientRefused
        && Concern::of(status_in(&failure.detail).as_deref()) == Concern::Address;
    match failed.filter(|_| is_of_address) {
        Some(recipient) => undeliverable::stop(conn, recipient, &failure.detail, now),
        None => Ok(()),
    }
}
