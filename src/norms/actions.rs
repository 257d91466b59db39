//! What the desk does with norms.

use super::error::NormError;
use super::model::{NewChange, Outcome};
use super::store::{changes, reviews};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, NormReviewId};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;

/// Notes that an act changed; what cites it is put on the list by the follower, after everything that was published or answered before.
/// Noted in the same words for the same day it stays noted once.
pub(super) fn note_change(conn: &mut Conn, new: &NewChange, now: Instant) -> DbResult<()> {
    portable::exclusive(conn, &format!("norm:{}", new.norm.key()))?;
    let known = changes::of_norm(conn, &new.norm)?;
    if known.iter().any(|change| change.changed_on == new.changed_on && change.what == new.what) {
        return Ok(());
    }
    let change = changes::insert(conn, new, now)?;
    events::append(conn, now, Actor::Person(new.by), &Event::NormChanged { change })?;
    Ok(())
}

/// Says that what waits to be looked at is still right. What is off the list already stays as it is.
pub(super) fn confirm(
    conn: &mut Conn,
    id: NormReviewId,
    by: AccountId,
    now: Instant,
) -> Result<(), NormError> {
    if !reviews::exists(conn, id)? {
        return Err(NormError::NotFound);
    }
    reviews::settle(conn, &[id], Outcome::StillRight, Some(by), now)?;
    Ok(())
}
