//! Which versions of an entry the public has read.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::db::schema::entry_publications as publications;
use crate::platform::db::{Conn, DbResult};

/// Versions shown of an entry's history.
const MOST: i64 = 50;

/// A version that was public once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    pub version: i32,
    /// When it first became so.
    pub at: Instant,
    /// Whether everybody may read it when another is public.
    pub readable: bool,
}

type Row = (i32, Instant, bool);

fn publication((version, at, readable): Row) -> Publication {
    Publication { version, at, readable }
}

/// Writes down that a version became public; of one that was before, whether it may be read from now on.
pub fn note(conn: &mut Conn, entry: EntryId, publication: Publication) -> DbResult<()> {
    let of_version = publications::entry_id.eq(entry).and(publications::version.eq(publication.version));
    let known = diesel::update(publications::table.filter(of_version))
        .set(publications::readable.eq(publication.readable))
        .execute(conn)?;
    if known == 0 { insert(conn, entry, publication) } else { Ok(()) }
}

/// Writes down that a version became public for the first time.
pub fn insert(conn: &mut Conn, entry: EntryId, publication: Publication) -> DbResult<()> {
    diesel::insert_into(publications::table)
        .values((
            publications::entry_id.eq(entry),
            publications::version.eq(publication.version),
            publications::published_at.eq(publication.at),
            publications::readable.eq(publication.readable),
        ))
        .execute(conn)?;
    Ok(())
}

/// Those of an entry, newest version first.
pub fn of_entry(conn: &mut Conn, entry: EntryId) -> DbResult<Vec<Publication>> {
    let rows: Vec<Row> = publications::table
        .filter(publications::entry_id.eq(entry))
        .order(publications::version.desc())
        .limit(MOST)
        .select((publications::version, publications::published_at, publications::readable))
        .load(conn)?;
    Ok(rows.into_iter().map(publication).collect())
}

/// That of a version.
pub fn find(conn: &mut Conn, entry: EntryId, version: i32) -> DbResult<Option<Publication>> {
    let row: Option<Row> = publications::table
        .filter(publications::entry_id.eq(entry).and(publications::version.eq(version)))
        .select((publications::version, publications::published_at, publications::readable))
        .first(conn)
        .optional()?;
    Ok(row.map(publication))
}
