//! What the public may read: entries with a published version, and of them that version only.
//!
//! Whatever a search, a link or another program asks for, it is these queries that decide what is shown.

use diesel::prelude::*;

use super::{CONTENT, ContentRow, content, day};
use crate::catalogue::model::{Checked, PublicEntry};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TopicId};
use crate::platform::db::schema::{entries, entry_versions as versions};
use crate::platform::db::{Conn, DbResult};

type Row = (
    EntryId,
    Option<String>,
    String,
    i32,
    Option<Instant>,
    Instant,
    (Option<String>, Option<String>),
    ContentRow,
);

fn public((id, reference, slug, version, published_at, updated_at, checked, row): Row) -> PublicEntry {
    PublicEntry {
        id,
        reference,
        slug,
        version,
        published_at: published_at.unwrap_or(updated_at),
        content: content(row).as_checked(Checked { on: day(checked.0), next: day(checked.1) }),
    }
}

macro_rules! published {
    () => {
        entries::table.inner_join(
            versions::table.on(versions::entry_id
                .eq(entries::id)
                .and(versions::number.nullable().eq(entries::published_version))),
        )
    };
}

macro_rules! columns {
    () => {
        (
            entries::id,
            entries::reference,
            entries::slug,
            versions::number,
            entries::published_at,
            entries::updated_at,
            (entries::verified_on, entries::review_by),
            CONTENT,
        )
    };
}

/// The public entry of a name in an address.
pub fn by_slug(conn: &mut Conn, slug: &str) -> DbResult<Option<PublicEntry>> {
    let found: Option<Row> =
        published!().filter(entries::slug.eq(slug)).select(columns!()).first(conn).optional()?;
    Ok(found.map(public))
}

/// The public entries among `ids`, in no particular order.
pub fn by_ids(conn: &mut Conn, ids: &[EntryId]) -> DbResult<Vec<PublicEntry>> {
    let rows: Vec<Row> = published!().filter(entries::id.eq_any(ids)).select(columns!()).load(conn)?;
    Ok(rows.into_iter().map(public).collect())
}

/// Up to `limit` ids of public entries above `after`, by id: for reading all of them piece by piece.
pub fn ids_after(conn: &mut Conn, after: EntryId, limit: i64) -> DbResult<Vec<EntryId>> {
    Ok(entries::table
        .filter(entries::published_version.is_not_null().and(entries::id.gt(after)))
        .order(entries::id.asc())
        .limit(limit)
        .select(entries::id)
        .load(conn)?)
}

/// Up to `limit` public entries above `after`, by id: for reading all of them piece by piece.
///
/// # Errors
/// When the database fails.
pub fn page(conn: &mut Conn, after: EntryId, limit: i64) -> DbResult<Vec<PublicEntry>> {
    let rows: Vec<Row> = published!()
        .filter(entries::published_version.is_not_null().and(entries::id.gt(after)))
        .order(entries::id.asc())
        .limit(limit)
        .select(columns!())
        .load(conn)?;
    Ok(rows.into_iter().map(public).collect())
}

/// Up to `limit` public entries above `after` and up to `last`, by id: name in the address, and when what it says became public.
///
/// # Errors
/// When the database fails.
pub fn addresses(
    conn: &mut Conn,
    after: EntryId,
    last: EntryId,
    limit: i64,
) -> DbResult<Vec<(EntryId, String, Instant)>> {
    let rows: Vec<(EntryId, String, Option<Instant>, Instant)> = entries::table
        .filter(entries::published_version.is_not_null())
        .filter(entries::id.gt(after).and(entries::id.le(last)))
        .order(entries::id.asc())
        .limit(limit)
        .select((entries::id, entries::slug, entries::published_at, entries::updated_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, slug, at, updated)| (id, slug, at.unwrap_or(updated))).collect())
}

/// When the newest of the public entries above `after` and up to `last` became public; nothing when there is none.
///
/// # Errors
/// When the database fails.
pub fn newest_between(conn: &mut Conn, after: EntryId, last: EntryId) -> DbResult<Option<Instant>> {
    Ok(entries::table
        .filter(entries::published_version.is_not_null())
        .filter(entries::id.gt(after).and(entries::id.le(last)))
        .select(diesel::dsl::max(entries::published_at))
        .first(conn)?)
}

/// The greatest number of an entry.
///
/// # Errors
/// When the database fails.
pub fn last_id(conn: &mut Conn) -> DbResult<EntryId> {
    let last: Option<EntryId> = entries::table.select(diesel::dsl::max(entries::id)).first(conn)?;
    Ok(last.unwrap_or(EntryId(0)))
}

/// The newest public entries of these topics.
///
/// # Errors
/// When the database fails.
pub fn latest_of(conn: &mut Conn, topics: &[TopicId], limit: i64) -> DbResult<Vec<PublicEntry>> {
    let rows: Vec<Row> = published!()
        .filter(entries::published_version.is_not_null().and(versions::topic_id.eq_any(topics)))
        .order((entries::published_at.desc(), entries::id.desc()))
        .limit(limit)
        .select(columns!())
        .load(conn)?;
    Ok(rows.into_iter().map(public).collect())
}

/// The newest public entries.
pub fn latest(conn: &mut Conn, limit: i64) -> DbResult<Vec<PublicEntry>> {
    let rows: Vec<Row> = published!()
        .filter(entries::published_version.is_not_null())
        .order((entries::published_at.desc(), entries::id.desc()))
        .limit(limit)
        .select(columns!())
        .load(conn)?;
    Ok(rows.into_iter().map(public).collect())
}

/// How many public entries each topic has; topics without any are left out.
pub fn counts_by_topic(conn: &mut Conn) -> DbResult<Vec<(TopicId, i64)>> {
    Ok(published!()
        .group_by(versions::topic_id)
        .select((versions::topic_id, diesel::dsl::count_star()))
        .load(conn)?)
}

/// The territories that public entries name, by name, without the empty one.
pub fn territories(conn: &mut Conn) -> DbResult<Vec<String>> {
    Ok(published!()
        .filter(versions::territory.ne(""))
        .select(versions::territory)
        .distinct()
        .order(versions::territory.asc())
        .load(conn)?)
}
