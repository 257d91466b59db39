//! The mails to somebody whose data are erased.

use diesel::prelude::*;

use super::store::OutboxState;
use super::undeliverable::outside_is_reached_again;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutsideId};
use crate::platform::db::schema::{mail_alarms, outbox, undeliverable};
use crate::platform::db::{Conn, DbResult};

/// On its way, or about to be.
const UNDER_WAY: [OutboxState; 2] = [OutboxState::Queued, OutboxState::Sending];

/// Keeps of the mails to somebody that they were, when, and what became of them: what servers said goes, since it quotes
/// addresses, and what waits to leave is not needed any more.
///
/// # Errors
/// When the database fails.
pub fn forget_reader(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    let hers = outbox::table.filter(outbox::recipient_id.eq(account));
    diesel::update(hers.filter(outbox::state.eq_any(UNDER_WAY)))
        .set((
            outbox::state.eq(OutboxState::Dropped),
            outbox::lease_owner.eq(None::<String>),
            outbox::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)?;
    diesel::update(hers).set(outbox::last_error.eq(None::<String>)).execute(conn)?;
    diesel::delete(undeliverable::table.filter(undeliverable::account_id.eq(account))).execute(conn)?;
    diesel::delete(mail_alarms::table.filter(mail_alarms::account_id.eq(account))).execute(conn)?;
    Ok(())
}

/// The same of a body outside the desk that was removed.
///
/// # Errors
/// When the database fails.
pub fn forget_outside(conn: &mut Conn, id: OutsideId) -> DbResult<()> {
    let its = outbox::table.filter(outbox::outside_id.eq(id));
    diesel::update(its.filter(outbox::state.eq_any(UNDER_WAY)))
        .set((
            outbox::state.eq(OutboxState::Dropped),
            outbox::lease_owner.eq(None::<String>),
            outbox::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)?;
    diesel::update(its).set(outbox::last_error.eq(None::<String>)).execute(conn)?;
    outside_is_reached_again(conn, id)
}

/// Whether this mail to somebody was queued since then, and is on its way no more.
///
/// # Errors
/// When the database fails.
pub fn is_done_with(conn: &mut Conn, mail: &str, account: AccountId, since: Instant) -> DbResult<bool> {
    let queued: Vec<OutboxState> = outbox::table
        .filter(outbox::recipient_id.eq(account).and(outbox::mail.eq(mail)))
        .filter(outbox::created_at.ge(since))
        .select(outbox::state)
        .load(conn)?;
    Ok(!queued.is_empty() && queued.iter().all(|state| !UNDER_WAY.contains(state)))
}
