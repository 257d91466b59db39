//! Notes what became of leased mails.

use diesel::prelude::*;

use super::alarm;
use super::composer::Composer;
use super::pauses;
use super::recipient;
use super::room::KeptBack;
use super::store::OutboxState;
use super::undeliverable::{Aftermath, SentMail};
use crate::kernel::clock::Instant;
use crate::kernel::event::MailFate;
use crate::kernel::ids::OutboxId;
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
    /// Back to the queue until its reader may have another.
    KeptBack(KeptBack),
    /// Back to the queue for a while: its receiver takes long, and others wait behind it.
    PutOff,
    Failed(Failure),
}

/// Rules that a failure is answered with.
#[derive(Debug, Clone)]
pub(super) struct Patience {
    pub(super) retry_minutes: Vec<u32>,
    pub(super) max_attempts: i32,
}

/// Notes what became of leased mails, and has it told. A row that another node took over meanwhile is left to that node.
pub(super) fn settle<C: Composer>(
    composer: &C,
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
    let crowded = keep_back(conn, owner, fates, now)?;
    let mut lost = Vec::new();
    let put_off = with(|fate| matches!(fate, Fate::PutOff));
    if !put_off.is_empty() {
        put_back(conn, owner, &put_off, now + pauses::FOR_A_SLOW_RECEIVER)?;
    }
    for (id, attempts, fate) in fates {
        if let Fate::Failed(failure) = fate {
            lost.extend(fail(conn, owner, *id, *attempts, failure, patience, all_wait_until, now)?);
        }
    }
    for (mail, fate) in &lost {
        composer.tell(conn, mail, *fate, now)?;
    }
    for mail in &crowded {
        composer.tell_too_many(conn, mail, now)?;
    }
    Ok(())
}

/// Puts back what its readers have no room for. Answers the first mail of each reader of whom people are to be told.
fn keep_back(
    conn: &mut Conn,
    owner: &str,
    fates: &[(OutboxId, i32, Fate)],
    now: Instant,
) -> DbResult<Vec<SentMail>> {
    let mut crowded = Vec::new();
    for (id, _, fate) in fates {
        let Fate::KeptBack(KeptBack { until, is_first }) = fate else { continue };
        let kept: Option<SentMail> = diesel::update(outbox::table)
            .filter(outbox::id.eq(id).and(outbox::lease_owner.eq(owner)))
            .set((
                outbox::state.eq(OutboxState::Queued),
                outbox::lease_owner.eq(None::<String>),
                outbox::leased_until.eq(None::<Instant>),
                outbox::next_attempt_at.eq(until),
                outbox::last_problem.eq(Some(SendProblem::TooMany)),
                outbox::last_error.eq(None::<String>),
            ))
            .returning((outbox::id, recipient::COLUMNS, outbox::mail, outbox::ticket_id))
            .get_result(conn)
            .optional()?;
        let Some(mail) = kept.filter(|_| *is_first) else { continue };
        let Some(reader) = mail.recipient.account() else { continue };
        if alarm::rings(conn, reader, now)? {
            crowded.push(mail);
        }
    }
    Ok(crowded)
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

/// What follows for a mail that its reader does not have, after so many attempts; none while it is tried again.
fn aftermath(failure: &Failure, attempts: i32, most: i32, now: Instant) -> Option<Aftermath> {
    let of = |concern| Some(Aftermath::of(concern, attempts, most, now));
    let is_last = attempts >= most;
    match failure.problem {
        SendProblem::RecipientRefused => of(Concern::of(status_in(&failure.detail).as_deref())),
        SendProblem::MessageRefused => of(Concern::Message),
        SendProblem::TryLater if is_last => of(Concern::Message),
        SendProblem::Interrupted | SendProblem::NodeStopped | SendProblem::Unwritable if is_last => {
            Some(Aftermath::given_up(now))
        }
        // Of somebody whom no mail reaches that was told; and when the mail server turns all away, nothing is lost.
        _ => None,
    }
}

/// Answers what is to be told of the mail: a server that judges it at once says what others say in a report.
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
) -> DbResult<Option<(SentMail, MailFate)>> {
    let after = aftermath(failure, attempts + 1, patience.max_attempts, now);
    let (counted, state, next) = match failure.problem.consequence() {
        Consequence::AllWait => (attempts, OutboxState::Queued, all_wait_until),
        Consequence::GiveUp => {
            let (state, next) = after.map_or((OutboxState::Failed, now), |after| (after.state, after.next));
            (attempts + 1, state, next)
        }
        Consequence::Retry if attempts + 1 >= patience.max_attempts => {
            (attempts + 1, OutboxState::Failed, now)
        }
        Consequence::Retry => {
            let pause = pauses::after_failure(&patience.retry_minutes, attempts + 1);
            (attempts + 1, OutboxState::Queued, now + pause)
        }
    };
    let failed: Option<SentMail> = diesel::update(outbox::table)
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
        .returning((outbox::id, recipient::COLUMNS, outbox::mail, outbox::ticket_id))
        .get_result(conn)
        .optional()?;
    let Some((mail, after)) = failed.zip(after) else { return Ok(None) };
    after.befall(conn, mail.recipient, &failure.detail, now)?;
    Ok(Some((mail, after.fate)))
}
