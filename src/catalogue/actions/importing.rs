//! Entries that come from elsewhere, known by the reference they have there.

use super::free_slug;
use crate::catalogue::error::CatalogueResult;
use crate::catalogue::model::{Content, Entry, EntryState, Version};
use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::events;

/// What became of an imported entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It is new.
    Added,
    /// It was there and says something new.
    Changed,
    /// It was there and says the same, or was changed at the desk since: the desk's text stays.
    Kept,
}

/// Adds or updates the entry of a reference. What was imported as public has been reviewed where it comes from.
///
/// # Errors
/// When the database fails.
pub fn import(
    conn: &mut Conn,
    reference: &str,
    content: Content,
    public: bool,
    now: Instant,
) -> CatalogueResult<Imported> {
    match store::entries::of_reference(conn, reference)? {
        None => add(conn, reference, content, public, now),
        Some(id) => update(conn, id, content, public, now),
    }
}

fn add(
    conn: &mut Conn,
    reference: &str,
    content: Content,
    public: bool,
    now: Instant,
) -> CatalogueResult<Imported> {
    let entry = Entry {
        id: EntryId(0),
        reference: Some(reference.to_owned()),
        slug: free_slug(conn, content.title.as_str())?,
        state: if public { EntryState::Published } else { EntryState::Draft },
        draft_version: 1,
        published_version: public.then_some(1),
        source_ticket: None,
        author: None,
        created_at: now,
        updated_at: now,
        published_at: public.then_some(now),
        withdrawn_at: None,
    };
    let id = store::entries::insert(conn, &entry)?;
    let version = Version { number: 1, content, editor: None, created_at: now };
    store::entries::add_version(conn, id, &version)?;
    announce(conn, id, public, now)?;
    Ok(Imported::Added)
}

fn update(
    conn: &mut Conn,
    id: EntryId,
    content: Content,
    public: bool,
    now: Instant,
) -> CatalogueResult<Imported> {
    let Some(mut draft) = store::entries::find(conn, id)? else { return Ok(Imported::Kept) };
    let imported_last = draft.version.editor.is_none()
        && matches!(draft.entry.state, EntryState::Draft | EntryState::Published);
    let same = draft.version.content == content && draft.entry.published_version.is_some() == public;
    if !imported_last || same {
        return Ok(Imported::Kept);
    }
    let (from, seen) = (draft.entry.state, draft.entry.draft_version);
    let entry = &mut draft.entry;
    if draft.version.content != content {
        entry.draft_version += 1;
        let version = Version { number: entry.draft_version, content, editor: None, created_at: now };
        store::entries::add_version(conn, id, &version)?;
    }
    entry.updated_at = now;
    let was_public = entry.published_version.is_some();
    entry.state = if public { EntryState::Published } else { EntryState::Draft };
    entry.published_version = public.then_some(entry.draft_version);
    if public {
        entry.published_at = Some(now);
    }
    if !store::entries::save(conn, entry, from, seen)? {
        return Ok(Imported::Kept);
    }
    if was_public && !public {
        events::append(conn, now, Actor::System, &Event::EntryWithdrawn { entry: id })?;
    } else {
        announce(conn, id, public, now)?;
    }
    Ok(Imported::Changed)
}

fn announce(conn: &mut Conn, id: EntryId, public: bool, now: Instant) -> CatalogueResult<()> {
    let event = if public {
        Event::EntryPublished { entry: id }
    } else {
        Event::EntryDrafted { entry: id, ticket: None }
    };
    events::append(conn, now, Actor::System, &event)?;
    Ok(())
}
