//! Approved today, public at a day and hour.

use super::review::make_public;
use super::{Change, hold};
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::model::EntryState;
use crate::catalogue::{passages, store};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::events;

/// Approves the version that `person` has seen, to become public at `at`. Once more moves the hour.
///
/// # Errors
/// `NotFound`, `NotByYou` (she wrote it last), `MovedOn`, `Stale`, or `Undecided` while something in it looks like personal data.
pub fn schedule(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    at: Instant,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Schedule)?;
    if passages::has_undecided(conn, &change.draft)? {
        return Err(CatalogueError::Undecided);
    }
    let entry = &mut change.draft.entry;
    entry.publish_at = Some(at);
    entry.updated_at = now;
    change.save(conn)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryScheduled { entry: id })?;
    Ok(())
}

/// Takes back that it becomes public: it waits for a second person again.
///
/// # Errors
/// `NotFound`, `NotByYou`, `MovedOn` (it is public by now) or `Stale`.
pub fn unschedule(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Unschedule)?;
    let entry = &mut change.draft.entry;
    entry.publish_at = None;
    entry.updated_at = now;
    change.save(conn)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryUnscheduled { entry: id })?;
    Ok(())
}

/// Makes an approved entry public when its hour has come; nothing happens when it was before, or was taken back. What has come to
/// look like personal data since goes back to a second person.
///
/// # Errors
/// When the database fails.
pub fn publish_scheduled(conn: &mut Conn, id: EntryId, now: Instant) -> CatalogueResult<()> {
    hold(conn, id)?;
    let Some(mut draft) = store::entries::find(conn, id)? else { return Ok(()) };
    let is_due = draft.entry.publish_at.is_some_and(|at| at <= now);
    if draft.entry.state != EntryState::Scheduled || !is_due {
        return Ok(());
    }
    let version = draft.entry.draft_version;
    let event = if passages::has_undecided(conn, &draft)? {
        draft.entry.state = EntryState::InReview;
        draft.entry.publish_at = None;
        draft.entry.updated_at = now;
        Event::EntrySubmitted { entry: id }
    } else {
        draft.entry.state = EntryState::Published;
        make_public(conn, &mut draft, now)?;
        Event::EntryPublished { entry: id }
    };
    if !store::entries::save(conn, &draft.entry, EntryState::Scheduled, version)? {
        return Err(CatalogueError::Stale);
    }
    events::append(conn, now, Actor::System, &event)?;
    Ok(())
}
