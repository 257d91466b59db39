//! Views of the queue that people save under a name: each for herself, a coordinator for everybody.

use crate::accounts::Person;
use crate::accounts::permissions::{may_change_view, may_share_views};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OrganisationId, SavedViewId};
use crate::kernel::text::Name;
use crate::platform::db::{Conn, DbResult, portable};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::store::saved_views as store;

/// So many one person saves, and so many are shared.
pub const MOST: usize = 20;

/// What a view shows, as words of an address: read again whenever it is shown, so that one that names what is no more shows
/// the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewWords {
    /// The list.
    pub list: String,
    /// Whose; of the reader, not of who saved it.
    pub whose: String,
    /// Words that a question holds.
    pub text: Option<String>,
    /// Slug of a topic.
    pub topic: Option<String>,
    /// Code of a municipality.
    pub municipality: Option<String>,
    /// Kind of requester.
    pub kind: Option<String>,
    /// Channel.
    pub channel: Option<String>,
    /// Body of whoever holds the question.
    pub organisation: Option<OrganisationId>,
    /// The order.
    pub sorting: String,
}

/// A view with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Who saved it.
    pub owner: AccountId,
    /// What it is called.
    pub name: Name,
    /// Whether everybody at the desk has it.
    pub shared: bool,
    /// What it shows.
    pub words: ViewWords,
}

/// Her own views in her order, then the shared ones in theirs.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Conn, person: &Person) -> DbResult<Vec<SavedView>> {
    let mut views = store::of(conn, person.id)?;
    // What she shared stands among what is shared.
    views.sort_by_key(|view| view.shared);
    Ok(views)
}

/// Saves a view behind the others; false when there are [`MOST`] already. The same view saved twice is one.
///
/// # Errors
/// `NotFound` for who may not share and wants to.
pub fn save(
    conn: &mut Conn,
    person: &Person,
    (name, shared): (&Name, bool),
    words: &ViewWords,
    now: Instant,
) -> TicketResult<bool> {
    if shared && !may_share_views(person) {
        return Err(TicketError::NotFound);
    }
    // Two that are saved at the same moment would both be the last.
    portable::exclusive(conn, "saved-views")?;
    let known = store::of(conn, person.id)?;
    let is_same = |view: &SavedView| (&view.name, view.shared, &view.words) == (name, shared, words);
    if known.iter().any(is_same) {
        return Ok(true);
    }
    let beside: Vec<&SavedView> = known.iter().filter(|view| view.shared == shared).collect();
    if beside.len() >= MOST {
        return Ok(false);
    }
    store::insert(conn, person.id, (name, shared), words, beside.len(), now)?;
    Ok(true)
}

/// Gives a view another name, shares it with everybody or takes it back for whoever saved it; false when there are [`MOST`] where
/// it would go.
///
/// # Errors
/// `NotFound` for a view that is none or not this person's to change.
pub fn change(
    conn: &mut Conn,
    id: SavedViewId,
    person: &Person,
    (name, shared): (&Name, bool),
) -> TicketResult<bool> {
    portable::exclusive(conn, "saved-views")?;
    let view = to_change(conn, id, person)?;
    if view.shared == shared {
        store::rename(conn, id, name)?;
        return Ok(true);
    }
    if !may_share_views(person) {
        return Err(TicketError::NotFound);
    }
    let beside = beside(conn, view.owner, shared)?;
    if beside.len() >= MOST {
        return Ok(false);
    }
    store::rename(conn, id, name)?;
    store::share(conn, id, shared)?;
    put_in_order(conn, beside.into_iter().chain([id]))?;
    Ok(true)
}

/// Moves a view one place up or down among those that it stands with, from the place that it was `seen` at, counted from 0.
///
/// # Errors
/// As [`change`]; `Stale` when it stands elsewhere by now.
pub fn shift(
    conn: &mut Conn,
    id: SavedViewId,
    person: &Person,
    (seen, up): (usize, bool),
) -> TicketResult<()> {
    portable::exclusive(conn, "saved-views")?;
    let view = to_change(conn, id, person)?;
    let mut order = beside(conn, view.owner, view.shared)?;
    let place = order.iter().position(|one| *one == id).ok_or(TicketError::NotFound)?;
    if place != seen {
        return Err(TicketError::Stale);
    }
    let other = if up { place.checked_sub(1) } else { Some(place + 1).filter(|other| *other < order.len()) };
    if let Some(other) = other {
        order.swap(place, other);
        put_in_order(conn, order.into_iter())?;
    }
    Ok(())
}

/// Deletes a view.
///
/// # Errors
/// As [`change`].
pub fn delete(conn: &mut Conn, id: SavedViewId, person: &Person) -> TicketResult<()> {
    to_change(conn, id, person)?;
    Ok(store::delete(conn, id)?)
}

fn to_change(conn: &mut Conn, id: SavedViewId, person: &Person) -> TicketResult<SavedView> {
    let view = store::find(conn, id)?;
    view.filter(|view| may_change_view(person, view.owner, view.shared)).ok_or(TicketError::NotFound)
}

/// The views that one of this owner, or a shared one, stands with.
fn beside(conn: &mut Conn, owner: AccountId, shared: bool) -> DbResult<Vec<SavedViewId>> {
    let views = store::of(conn, owner)?;
    Ok(views.into_iter().filter(|view| view.shared == shared).map(|view| view.id).collect())
}

fn put_in_order(conn: &mut Conn, order: impl Iterator<Item = SavedViewId>) -> DbResult<()> {
    order.enumerate().try_for_each(|(place, id)| store::put(conn, id, place))
}
