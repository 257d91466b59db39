//! What looks like personal data, decided passage by passage.

use super::hold;
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::model::Draft;
use crate::catalogue::passages::{self, Allowed};
use crate::catalogue::store;
use crate::catalogue::store::publications::Publication;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::events;

/// Says that a passage of the version that `person` has seen may be public. It holds for the versions that follow too, as long as
/// they say it in the same words.
///
/// # Errors
/// `NotFound`, `NotByYou`, or `Stale` when the text does not say so any more.
pub fn allow(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    passage: &str,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let draft = writable(conn, id, person)?;
    let pointed = passages::of(conn, &draft)?;
    let found = pointed.iter().find(|pointed| pointed.finding.text == passage);
    let found = found.filter(|_| draft.entry.draft_version == seen).ok_or(CatalogueError::Stale)?;
    if found.allowed.is_none() {
        store::passages::insert(conn, id, passage, Allowed { by: person.id, at: now })?;
    }
    Ok(())
}

/// Says so of every passage that has not been decided.
///
/// # Errors
/// As [`allow`].
pub fn allow_all(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let draft = writable(conn, id, person)?;
    if draft.entry.draft_version != seen {
        return Err(CatalogueError::Stale);
    }
    for pointed in passages::of(conn, &draft)?.iter().filter(|pointed| pointed.allowed.is_none()) {
        store::passages::insert(conn, id, &pointed.finding.text, Allowed { by: person.id, at: now })?;
    }
    Ok(())
}

/// Takes back what was said of a passage: it has to be decided again, and former versions that hold it are read by nobody.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub fn take_back(
    conn: &mut Conn,
    id: EntryId,
    passage: &str,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let draft = writable(conn, id, person)?;
    store::passages::delete(conn, id, passage)?;
    let parties = passages::parties(conn, &draft)?;
    for former in store::publications::of_entry(conn, id)?.into_iter().filter(|former| former.readable) {
        let Some(version) = store::entries::version_of(conn, id, former.version)? else { continue };
        let pointed = passages::pointed_at(&version.content, &version.files, &parties);
        if pointed.iter().any(|pointed| pointed.finding.text == passage) {
            store::publications::note(conn, id, Publication { readable: false, ..former })?;
        }
    }
    events::append(conn, now, Actor::Person(person.id), &Event::EntryRelated { entry: id })?;
    Ok(())
}

/// The entry, kept from changing, for somebody who may write it.
fn writable(conn: &mut Conn, id: EntryId, person: &Person) -> CatalogueResult<Draft> {
    hold(conn, id)?;
    let draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())?;
    Ok(draft)
}
