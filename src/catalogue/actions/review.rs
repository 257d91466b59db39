//! Review: a second person publishes or gives back, a coordinator withdraws.

use super::Change;
use super::drafting::{Said, write};
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::model::{Content, Draft, Remark};
use crate::catalogue::store::publications::Publication;
use crate::catalogue::translations::store as translations;
use crate::catalogue::{passages, store};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::EntryId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;

/// Hands a draft to the review, in the version that `person` has seen.
///
/// # Errors
/// `NotFound`, `NotByYou`, `MovedOn` or `Stale`.
pub fn submit(conn: &mut Conn, id: EntryId, seen: i32, person: &Person, now: Instant) -> CatalogueResult<()> {
    let submitted = hand_in(conn, id, seen, person, now)?;
    events::append(conn, now, Actor::Person(person.id), &submitted)?;
    Ok(())
}

/// Writes a version that says `content`, as [`super::edit`] does, and hands it to the review.
///
/// # Errors
/// `NotFound`, `NotByYou`, `MovedOn` or `Stale`.
pub fn edit_and_submit(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    content: Content,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let (number, drafted) = write(conn, id, seen, |said| Said { content, ..said }, person, now)?;
    let submitted = hand_in(conn, id, number, person, now)?;
    let happened: Vec<Event> = drafted.into_iter().chain([submitted]).collect();
    events::append_all(conn, now, Actor::Person(person.id), &happened)?;
    Ok(())
}

fn hand_in(conn: &mut Conn, id: EntryId, seen: i32, person: &Person, now: Instant) -> CatalogueResult<Event> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Submit)?;
    change.draft.entry.updated_at = now;
    change.save(conn)?;
    Ok(Event::EntrySubmitted { entry: id })
}

/// Gives a text back to whoever wrote it, saying why.
///
/// # Errors
/// `NotFound`, `NotByYou` (her own text), `MovedOn` or `Stale`.
pub fn give_back(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    why: &str,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Return)?;
    change.draft.entry.updated_at = now;
    change.save(conn)?;
    remark(conn, id, seen, why, person, now)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryReturned { entry: id })?;
    Ok(())
}

/// Makes the version that `person` has seen public. It is what she read: nobody can slip another text in between.
///
/// # Errors
/// `NotFound`, `NotByYou` (she wrote it last), `MovedOn`, `Stale`, or `Undecided` while something in it looks like personal data.
pub fn publish(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Publish)?;
    if passages::has_undecided(conn, &change.draft)? {
        return Err(CatalogueError::Undecided);
    }
    make_public(conn, &mut change.draft, now)?;
    change.save(conn)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryPublished { entry: id })?;
    Ok(())
}

/// The version being edited is what the public reads from now on. Whoever wrote it answers for it, unless somebody does.
/// Everything in it was decided, so that it can be read when another version is public.
pub(super) fn make_public(conn: &mut Conn, draft: &mut Draft, now: Instant) -> DbResult<()> {
    let Draft { entry, version } = draft;
    let publication = Publication { version: version.number, at: now, readable: true };
    store::publications::note(conn, entry.id, publication)?;
    translations::became_public(conn, entry.id, version.number)?;
    entry.published_version = Some(version.number);
    entry.published_at = Some(now);
    entry.withdrawn_at = None;
    entry.updated_at = now;
    entry.publish_at = None;
    entry.checked = version.content.checked();
    entry.owner = entry.owner.or(version.editor);
    Ok(())
}

/// Takes an entry off the catalogue, saying why; or puts a draft aside.
///
/// # Errors
/// `NotFound`, `NotByYou`, `MovedOn` or `Stale`.
pub fn withdraw(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    why: &str,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let mut change = Change::begin(conn, id, seen, person, EntryAction::Withdraw)?;
    let entry = &mut change.draft.entry;
    entry.published_version = None;
    entry.publish_at = None;
    entry.withdrawn_at = Some(now);
    entry.updated_at = now;
    change.save(conn)?;
    remark(conn, id, seen, why, person, now)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryWithdrawn { entry: id })?;
    Ok(())
}

fn remark(
    conn: &mut Conn,
    id: EntryId,
    version: i32,
    text: &str,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    let remark = Remark { version, author: Some(person.id), text: text.to_owned(), at: now };
    store::entries::add_remark(conn, id, &remark)?;
    Ok(())
}
