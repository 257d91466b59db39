//! The tables of the files of entries.

use std::collections::HashMap;

use diesel::prelude::*;

use super::EntryFile;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryFileId, EntryId};
use crate::kernel::text::Subject;
use crate::platform::db::schema::{entries, entry_files as files, entry_version_files as of_versions};
use crate::platform::db::{Conn, DbResult};
use crate::platform::uploads::StoredFile;

type Row = (EntryFileId, Subject, String, String, i64, String, String, Instant);
type Columns = (
    files::id,
    of_versions::label,
    files::name,
    files::content_type,
    files::size,
    files::sha256,
    files::storage_key,
    files::created_at,
);

const COLUMNS: Columns = (
    files::id,
    of_versions::label,
    files::name,
    files::content_type,
    files::size,
    files::sha256,
    files::storage_key,
    files::created_at,
);

fn file((id, label, name, content_type, size, sha256, storage_key, created_at): Row) -> EntryFile {
    EntryFile { id, label, name, content_type, size, sha256, storage_key, created_at }
}

/// Writes down a file that lies in the store; no version has it yet.
pub fn insert(conn: &mut Conn, entry: EntryId, stored: &StoredFile, now: Instant) -> DbResult<EntryFileId> {
    Ok(diesel::insert_into(files::table)
        .values((
            files::entry_id.eq(entry),
            files::name.eq(&stored.name),
            files::content_type.eq(stored.content_type),
            files::size.eq(stored.size),
            files::sha256.eq(&stored.sha256),
            files::storage_key.eq(&stored.storage_key),
            files::created_at.eq(now),
        ))
        .returning(files::id)
        .get_result(conn)?)
}

/// Writes the list of a new version.
pub fn add_to_version(conn: &mut Conn, entry: EntryId, version: i32, list: &[EntryFile]) -> DbResult<()> {
    for (place, file) in (0_i32..).zip(list) {
        diesel::insert_into(of_versions::table)
            .values((
                of_versions::entry_id.eq(entry),
                of_versions::version.eq(version),
                of_versions::file_id.eq(file.id),
                of_versions::label.eq(&file.label),
                of_versions::place.eq(place),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The list of a version.
pub fn of_version(conn: &mut Conn, entry: EntryId, version: i32) -> DbResult<Vec<EntryFile>> {
    let rows: Vec<Row> = of_versions::table
        .inner_join(files::table)
        .filter(of_versions::entry_id.eq(entry).and(of_versions::version.eq(version)))
        .order(of_versions::place.asc())
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(file).collect())
}

/// A file of any version of an entry, as the newest of them calls it.
pub fn of_entry(conn: &mut Conn, entry: EntryId, id: EntryFileId) -> DbResult<Option<EntryFile>> {
    let row: Option<Row> = of_versions::table
        .inner_join(files::table)
        .filter(of_versions::entry_id.eq(entry).and(of_versions::file_id.eq(id)))
        .order(of_versions::version.desc())
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(file))
}

/// The lists of what the public reads of these entries, in one query; entries without files are left out.
pub fn of_public(conn: &mut Conn, ids: &[EntryId]) -> DbResult<HashMap<EntryId, Vec<EntryFile>>> {
    let mut rows: Vec<(EntryId, i32, Row)> = of_versions::table
        .inner_join(files::table)
        .inner_join(
            entries::table.on(entries::id
                .eq(of_versions::entry_id)
                .and(entries::published_version.eq(of_versions::version.nullable()))),
        )
        .filter(of_versions::entry_id.eq_any(ids))
        .select((of_versions::entry_id, of_versions::place, COLUMNS))
        .load(conn)?;
    rows.sort_by_key(|(_, place, _)| *place);
    let mut lists: HashMap<EntryId, Vec<EntryFile>> = HashMap::new();
    for (entry, _, row) in rows {
        lists.entry(entry).or_default().push(file(row));
    }
    Ok(lists)
}

/// Which of these keys of the file store a row refers to.
///
/// # Errors
/// When the database fails.
pub fn known_keys(conn: &mut Conn, keys: &[String]) -> DbResult<Vec<String>> {
    Ok(files::table.filter(files::storage_key.eq_any(keys)).select(files::storage_key).load(conn)?)
}
