//! What an entry comes from, and what is shown with it.

use super::hold;
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{EntryId, TicketId};
use crate::platform::db::Conn;
use crate::platform::events;

/// Entries that can be chosen to be shown with one.
pub const MOST_RELATED: usize = 10;

/// Says that an entry comes from this question too. Whether the person may see the question is asked by whoever calls.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub fn add_source(
    conn: &mut Conn,
    id: EntryId,
    ticket: TicketId,
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    may_edit(conn, id, person)?;
    if store::sources::insert(conn, id, ticket, person.id, now)? {
        events::append(conn, now, Actor::Person(person.id), &Event::EntryRelated { entry: id })?;
    }
    Ok(())
}

/// Says which entries are shown with this one, in their order; they replace those of before.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub fn relate(
    conn: &mut Conn,
    id: EntryId,
    others: &[EntryId],
    person: &Person,
    now: Instant,
) -> CatalogueResult<()> {
    may_edit(conn, id, person)?;
    let mut chosen: Vec<EntryId> = Vec::new();
    for other in others.iter().take(MOST_RELATED) {
        if *other != id && !chosen.contains(other) {
            chosen.push(*other);
        }
    }
    store::relations::replace(conn, id, &chosen)?;
    events::append(conn, now, Actor::Person(person.id), &Event::EntryRelated { entry: id })?;
    Ok(())
}

fn may_edit(conn: &mut Conn, id: EntryId, person: &Person) -> CatalogueResult<()> {
    hold(conn, id)?;
    let draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
    demand(person, EntryAction::Edit, &draft.facts())
}
