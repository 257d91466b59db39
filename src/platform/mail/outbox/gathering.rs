//! Mails that stand for several mails of one person: where each begins, and how it takes the place of one that waits.
//!
//! A gathering mail stands for what happened after the person's mail before it. One that takes another's place leaves it
//! in the outbox as dropped, so that what that one stood for is found again.

use diesel::prelude::*;

use super::store::{NewMail, OutboxState};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutboxId, Position};
use crate::platform::db::schema::outbox;
use crate::platform::db::{Conn, DbResult};

/// A kind of mail, and the kinds of those that it stands for.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// The mail that stands for several.
    pub mail: &'static str,
    /// The mails that it stands for.
    pub of: Vec<&'static str>,
}

impl Gathering {
    fn kinds(&self) -> Vec<&'static str> {
        self.of.iter().copied().chain([self.mail]).collect()
    }
}

/// A mail that tells its reader everything up to its event.
#[derive(Queryable)]
struct Told {
    id: OutboxId,
    position: i64,
    mail: String,
    state: OutboxState,
    attempts: i32,
    next_attempt_at: Instant,
}

/// Who has a gathering mail that waits and was never tried.
///
/// # Errors
/// When the database fails.
pub fn awaited_by(conn: &mut Conn, gathering: &Gathering) -> DbResult<Vec<AccountId>> {
    let waiting = outbox::table
        .filter(outbox::state.eq(OutboxState::Queued))
        .filter(outbox::mail.eq(gathering.mail).and(outbox::attempts.eq(0)));
    let waiting = waiting.filter(outbox::recipient_id.is_not_null());
    Ok(waiting.select(outbox::recipient_id.assume_not_null()).load(conn)?)
}

/// Whether the reader of `mail` has one for its event or a later one: then somebody follows the events again.
///
/// # Errors
/// When the database fails.
pub fn is_followed_already(conn: &mut Conn, mail: &NewMail, gathering: &Gathering) -> DbResult<bool> {
    let known = outbox::table
        .filter(
            outbox::event_position.ge(mail.event.0).and(outbox::recipient_id.eq(mail.recipient.account())),
        )
        .filter(outbox::mail.eq_any(gathering.kinds()));
    Ok(diesel::select(diesel::dsl::exists(known)).get_result(conn)?)
}

/// Drops the gathering mail before `mail` if it waits and was never tried, so that nobody has read it and nobody will.
/// Answers when it was due.
///
/// # Errors
/// When the database fails.
pub fn take_place(conn: &mut Conn, mail: &NewMail, gathering: &Gathering) -> DbResult<Option<Instant>> {
    let Some(reader) = mail.recipient.account() else { return Ok(None) };
    let Some(before) = told_before(conn, reader, gathering, mail.event)? else { return Ok(None) };
    if before.mail != gathering.mail || before.state != OutboxState::Queued || before.attempts > 0 {
        return Ok(None);
    }
    // Whoever leased it meanwhile sends it.
    let dropped = diesel::update(outbox::table.filter(outbox::id.eq(before.id)))
        .filter(outbox::state.eq(OutboxState::Queued).and(outbox::attempts.eq(0)))
        .set(outbox::state.eq(OutboxState::Dropped))
        .execute(conn)?;
    Ok((dropped == 1).then_some(before.next_attempt_at))
}

/// The event after which the gathering mail that follows from the event `at` begins: that of its reader's mail before it,
/// and never more than `reach` events before the first that it took the place of.
///
/// # Errors
/// When the database fails.
pub fn begins_after(
    conn: &mut Conn,
    reader: AccountId,
    gathering: &Gathering,
    at: Position,
    reach: i64,
) -> DbResult<Position> {
    let told = told_before(conn, reader, gathering, at)?.map_or(Position::START.0, |told| told.position);
    let first: Option<i64> = outbox::table
        .filter(outbox::event_position.gt(told).and(outbox::event_position.le(at.0)))
        .filter(outbox::recipient_id.eq(reader).and(outbox::mail.eq(gathering.mail)))
        .select(diesel::dsl::min(outbox::event_position))
        .first(conn)?;
    Ok(Position(told.max(first.unwrap_or(at.0) - reach)))
}

/// The reader's last mail before the event `before`, without gathering mails that were dropped.
fn told_before(
    conn: &mut Conn,
    reader: AccountId,
    gathering: &Gathering,
    before: Position,
) -> DbResult<Option<Told>> {
    let told = outbox::table
        .filter(outbox::event_position.lt(before.0).and(outbox::recipient_id.eq(reader)))
        .filter(outbox::mail.eq_any(gathering.kinds()))
        .filter(outbox::mail.ne(gathering.mail).or(outbox::state.ne(OutboxState::Dropped)))
        .order(outbox::event_position.desc())
        .select((
            outbox::id,
            outbox::event_position,
            outbox::mail,
            outbox::state,
            outbox::attempts,
            outbox::next_attempt_at,
        ))
        .first(conn)
        .optional()?;
    Ok(told)
}
