//! The files of an entry: each change of the list is a version of its own, which goes through the review.

use super::drafting::{Said, write};
use super::hold;
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::files::EntryFile;
use crate::catalogue::files::store as files;
use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{EntryFileId, EntryId};
use crate::kernel::text::Subject;
use crate::platform::db::Conn;
use crate::platform::events;
use crate::platform::uploads::StoredFile;

/// What became of a file that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// It is on the list.
    Now,
    /// The same file was before: what was stored of it now is nobody's.
    Before,
}

/// Adds a file, which lies in the store already, to the version that `person` has seen. `most` files a version may have.
///
/// # Errors
/// `NotFound`, `NotByYou`, `Stale`, or `MovedOn` when there are too many by now.
pub fn attach(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    (label, stored): (Subject, &StoredFile),
    most: usize,
    person: &Person,
    now: Instant,
) -> CatalogueResult<Attached> {
    hold(conn, id)?;
    let draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())?;
    let list = &draft.version.files;
    if list.iter().any(|file| file.sha256 == stored.sha256) {
        return Ok(Attached::Before);
    }
    if draft.entry.draft_version != seen {
        return Err(CatalogueError::Stale);
    }
    if list.len() >= most {
        return Err(CatalogueError::MovedOn);
    }
    let file = EntryFile {
        id: files::insert(conn, id, stored, now)?,
        label,
        name: stored.name.clone(),
        content_type: stored.content_type.to_owned(),
        size: stored.size,
        sha256: stored.sha256.clone(),
        storage_key: stored.storage_key.clone(),
        created_at: now,
    };
    let longer = list.iter().cloned().chain([file]).collect();
    revise(conn, id, seen, longer, person, now)?;
    Ok(Attached::Now)
}

/// Takes a file off the list. Versions that had it still do. Nothing happens when it is not on the list any more.
///
/// # Errors
/// `NotFound`, `NotByYou` or `Stale`.
pub fn detach(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    file: EntryFileId,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    hold(conn, id)?;
    let draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())?;
    let (gone, kept): (Vec<_>, Vec<_>) = draft.version.files.into_iter().partition(|known| known.id == file);
    if gone.is_empty() { Ok(()) } else { revise(conn, id, seen, kept, person, now) }
}

fn revise(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    files: Vec<EntryFile>,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let list = move |said: Said| Said { files, ..said };
    let (_, drafted) = write(conn, id, seen, list, person, now)?;
    events::append_all(conn, now, Actor::Person(person.id), drafted.as_slice())?;
    Ok(())
}
