//! Rows of saved views.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OrganisationId, SavedViewId};
use crate::kernel::text::Name;
use crate::platform::db::schema::saved_views;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::saved_views::{SavedView, ViewWords};

#[derive(Queryable)]
struct Row {
    id: SavedViewId,
    owner_id: AccountId,
    name: Name,
    shared: bool,
    list: String,
    whose: String,
    words: Option<String>,
    topic: Option<String>,
    municipality: Option<String>,
    kind: Option<String>,
    channel: Option<String>,
    organisation_id: Option<OrganisationId>,
    sorting: String,
}

type Columns = (
    saved_views::id,
    saved_views::owner_id,
    saved_views::name,
    saved_views::shared,
    saved_views::list,
    saved_views::whose,
    saved_views::words,
    saved_views::topic,
    saved_views::municipality,
    saved_views::kind,
    saved_views::channel,
    saved_views::organisation_id,
    saved_views::sorting,
);
const COLUMNS: Columns = (
    saved_views::id,
    saved_views::owner_id,
    saved_views::name,
    saved_views::shared,
    saved_views::list,
    saved_views::whose,
    saved_views::words,
    saved_views::topic,
    saved_views::municipality,
    saved_views::kind,
    saved_views::channel,
    saved_views::organisation_id,
    saved_views::sorting,
);

fn view(row: Row) -> SavedView {
    SavedView {
        id: row.id,
        owner: row.owner_id,
        name: row.name,
        shared: row.shared,
        words: ViewWords {
            list: row.list,
            whose: row.whose,
            text: row.words,
            topic: row.topic,
            municipality: row.municipality,
            kind: row.kind,
            channel: row.channel,
            organisation: row.organisation_id,
            sorting: row.sorting,
        },
    }
}

/// The views of a person and those that are shared, in their order.
pub fn of(conn: &mut Conn, owner: AccountId) -> DbResult<Vec<SavedView>> {
    let rows: Vec<Row> = saved_views::table
        .filter(saved_views::owner_id.eq(owner).or(saved_views::shared.eq(true)))
        .order((saved_views::place.asc(), saved_views::id.asc()))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(view).collect())
}

/// One view.
pub fn find(conn: &mut Conn, id: SavedViewId) -> DbResult<Option<SavedView>> {
    let row = saved_views::table.filter(saved_views::id.eq(id)).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(view))
}

/// Inserts a view at a place.
pub fn insert(
    conn: &mut Conn,
    owner: AccountId,
    (name, shared): (&Name, bool),
    words: &ViewWords,
    place: usize,
    now: Instant,
) -> DbResult<()> {
    diesel::insert_into(saved_views::table)
        .values((
            saved_views::owner_id.eq(owner),
            saved_views::name.eq(name),
            saved_views::shared.eq(shared),
            saved_views::place.eq(number(place)),
            saved_views::list.eq(&words.list),
            saved_views::whose.eq(&words.whose),
            saved_views::words.eq(&words.text),
            saved_views::topic.eq(&words.topic),
            saved_views::municipality.eq(&words.municipality),
            saved_views::kind.eq(&words.kind),
            saved_views::channel.eq(&words.channel),
            saved_views::organisation_id.eq(words.organisation),
            saved_views::sorting.eq(&words.sorting),
            saved_views::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives a view another name.
pub fn rename(conn: &mut Conn, id: SavedViewId, name: &Name) -> DbResult<()> {
    let one = saved_views::table.filter(saved_views::id.eq(id));
    diesel::update(one).set(saved_views::name.eq(name)).execute(conn)?;
    Ok(())
}

/// Shares a view, or no longer.
pub fn share(conn: &mut Conn, id: SavedViewId, shared: bool) -> DbResult<()> {
    let one = saved_views::table.filter(saved_views::id.eq(id));
    diesel::update(one).set(saved_views::shared.eq(shared)).execute(conn)?;
    Ok(())
}

/// Gives a view its place.
pub fn put(conn: &mut Conn, id: SavedViewId, place: usize) -> DbResult<()> {
    let one = saved_views::table.filter(saved_views::id.eq(id));
    diesel::update(one).set(saved_views::place.eq(number(place))).execute(conn)?;
    Ok(())
}

/// Deletes a view.
pub fn delete(conn: &mut Conn, id: SavedViewId) -> DbResult<()> {
    diesel::delete(saved_views::table.filter(saved_views::id.eq(id))).execute(conn)?;
    Ok(())
}

fn number(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
