//! The address of an entry that is called otherwise than it was.

use super::{free_slug, hold};
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::events;

/// Lets the address of an entry follow the title that the public reads. The address that it had leads on to the new one for ever.
/// Nothing happens when it follows already: the button was pressed twice.
///
/// # Errors
/// `NotFound` when it is not public or `person` is not of the desk.
pub fn let_address_follow(
    conn: &mut Conn,
    id: EntryId,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    hold(conn, id)?;
    let draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())?;
    let entry = &draft.entry;
    let public = entry.published_version.ok_or(CatalogueError::NotFound)?;
    let version = store::entries::version_of(conn, id, public)?.ok_or(CatalogueError::NotFound)?;
    let slug = free_slug(conn, version.content.title.as_str(), Some(id))?;
    if slug != entry.slug {
        store::addresses::rename(conn, id, &entry.slug, &slug, now)?;
        events::append(conn, now, Actor::Person(person.id), &Event::EntryRenamed { entry: id })?;
    }
    Ok(())
}
