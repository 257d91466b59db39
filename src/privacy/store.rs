//! Files that are to be deleted because the data of a person were erased.

use diesel::prelude::*;

use crate::platform::db::schema::erased_files as rows;
use crate::platform::db::{Conn, DbResult};

/// Lets these files be deleted once this is committed.
pub(super) fn insert(conn: &mut Conn, keys: &[String]) -> DbResult<()> {
    let mut keys: Vec<&String> = keys.iter().collect();
    keys.sort_unstable();
    // Two messages may have the same file.
    keys.dedup();
    for key in keys {
        diesel::insert_into(rows::table).values(rows::storage_key.eq(key)).execute(conn)?;
    }
    Ok(())
}

/// Up to `limit` files that are to be deleted.
pub(super) fn some(conn: &mut Conn, limit: i64) -> DbResult<Vec<String>> {
    Ok(rows::table.order(rows::storage_key.asc()).limit(limit).select(rows::storage_key).load(conn)?)
}

/// They are deleted.
pub(super) fn delete(conn: &mut Conn, keys: &[String]) -> DbResult<()> {
    diesel::delete(rows::table.filter(rows::storage_key.eq_any(keys))).execute(conn)?;
    Ok(())
}
