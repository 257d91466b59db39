//! What is public, checked again; and who answers for it.

use chrono::{Months, NaiveDate};

use super::{Change, hold};
use crate::accounts::Person;
use crate::accounts::permissions::{EntryAction, EntryFacts, may_with_entry};
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::model::{Checked, EntryState};
use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::events;

/// Writes down that what the public reads, in the version that `person` has seen, is still so: it was verified today, and is due
/// again after so many months. Its text is the same, so that no second person reads it again, and no version is made.
///
/// # Errors
/// `NotFound`, `NotByYou`, `MovedOn` (it is not public, or being changed) or `Stale`.
pub fn check(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    months: u32,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Check)?;
    let today = now.rome().date_naive();
    let checked = Checked { on: Some(today), next: Some(after(today, months)) };
    if change.draft.entry.checked == checked {
        return Ok(());
    }
    let entry = &mut change.draft.entry;
    entry.checked = checked;
    entry.updated_at = now;
    change.save(conn)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryChecked { entry: id })?;
    Ok(())
}

fn after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Says who answers for an entry: somebody of the desk, or nobody.
///
/// # Errors
/// `NotFound`, or `NotByYou` when either is not of the desk.
pub fn set_owner(
    conn: &mut Conn,
    id: EntryId,
    owner: Option<&Person>,
    person: &Person,
) -> CatalogueResult<()> {
    hold(conn, id)?;
    let mut draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())?;
    let of_the_desk = EntryFacts { written_by: None, public: false };
    if owner.is_some_and(|owner| !may_with_entry(Some(owner), EntryAction::Edit, &of_the_desk)) {
        return Err(CatalogueError::NotByYou);
    }
    let (state, version): (EntryState, i32) = (draft.entry.state, draft.entry.draft_version);
    draft.entry.owner = owner.map(|owner| owner.id);
    store::entries::save(conn, &draft.entry, state, version)?;
    Ok(())
}
