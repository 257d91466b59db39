//! Entries that say the same in two languages.

use super::drafting::begin_unsaid;
use super::hold;
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::model::{Content, Draft};
use crate::catalogue::store;
use crate::catalogue::translations::{Link, into, store as translations};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::events;

/// Begins the translation of an entry: a draft that says what the public reads of it, or else what is being written, to be said in the
/// other language. The one that there is, when it was begun before. Its files are not taken along: each language has its own.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub fn translate(conn: &mut Conn, id: EntryId, person: &Person, now: Instant) -> CatalogueResult<EntryId> {
    hold(conn, id)?;
    let draft = writable(conn, id, person)?;
    if let Some(link) = translations::of(conn, id)? {
        return Ok(link.other(id));
    }
    let version = match draft.entry.published_version {
        Some(public) => store::entries::version_of(conn, id, public)?.ok_or(CatalogueError::NotFound)?,
        None => draft.version,
    };
    // That the original was checked says nothing of the translation.
    let content = Content {
        language: into(version.content.language),
        verified_on: None,
        review_by: None,
        ..version.content
    };
    let translation = begin_unsaid(conn, content, None, person, now)?;
    translations::insert(conn, &Link { translation, original: id, based_on: version.number, behind: false })?;
    let begun = Event::EntryDrafted { entry: translation, ticket: None };
    events::append(conn, now, Actor::Person(person.id), &begun)?;
    Ok(translation)
}

/// What became of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// It is there.
    Now,
    /// There is no such entry.
    Unknown,
    /// Both speak the same language.
    SameLanguage,
    /// One of them has a translation, or is one.
    Taken,
}

/// Says that another entry, which there is already, is the translation of this one, as far as both are written now.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub fn join(
    conn: &mut Conn,
    id: EntryId,
    other: EntryId,
    person: &Person,
    now: Instant,
) -> CatalogueResult<Joined> {
    // In one order, so that nobody who links the same the other way round waits in a circle.
    for each in [id.min(other), id.max(other)] {
        hold(conn, each)?;
    }
    let (original, translation) = (writable(conn, id, person)?, writable(conn, other, person)?);
    if id == other || original.version.content.language == translation.version.content.language {
        return Ok(Joined::SameLanguage);
    }
    match (translations::of(conn, id)?, translations::of(conn, other)?) {
        (None, None) => {}
        (Some(link), _) if link.original == id && link.translation == other => return Ok(Joined::Now),
        _ => return Ok(Joined::Taken),
    }
    let based_on = original.entry.published_version.unwrap_or(original.entry.draft_version);
    translations::insert(conn, &Link { translation: other, original: id, based_on, behind: false })?;
    both_related(conn, id, other, person, now)?;
    Ok(Joined::Now)
}

/// Takes away that an entry is linked with another. Nothing happens when it is not any more.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub fn part(conn: &mut Conn, id: EntryId, person: &Person, now: Instant) -> CatalogueResult<()> {
    hold(conn, id)?;
    writable(conn, id, person)?;
    let Some(link) = translations::of(conn, id)? else { return Ok(()) };
    translations::delete(conn, link.translation)?;
    both_related(conn, link.original, link.translation, person, now)
}

/// The pages of both change.
fn both_related(
    conn: &mut Conn,
    one: EntryId,
    other: EntryId,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let happened = [one, other].map(|entry| Event::EntryRelated { entry });
    events::append_all(conn, now, Actor::Person(person.id), &happened)?;
    Ok(())
}

fn writable(conn: &mut Conn, id: EntryId, person: &Person) -> CatalogueResult<Draft> {
    let draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())?;
    Ok(draft)
}
