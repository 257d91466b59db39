//! The names in addresses that entries had before.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::db::schema::{entries, entry_addresses as former};
use crate::platform::db::{Conn, DbResult};

/// The present name of the public entry that was called so before.
pub fn led_on(conn: &mut Conn, slug: &str) -> DbResult<Option<String>> {
    Ok(former::table
        .inner_join(entries::table.on(entries::id.eq(former::entry_id)))
        .filter(former::slug.eq(slug).and(entries::published_version.is_not_null()))
        .select(entries::slug)
        .first(conn)
        .optional()?)
}

/// The entry that was called so before.
pub fn owner(conn: &mut Conn, slug: &str) -> DbResult<Option<EntryId>> {
    Ok(former::table.filter(former::slug.eq(slug)).select(former::entry_id).first(conn).optional()?)
}

/// Gives an entry another name; the one that it had leads on to it. One that it had long ago may be its own again.
pub fn rename(conn: &mut Conn, entry: EntryId, from: &str, to: &str, now: Instant) -> DbResult<()> {
    diesel::delete(former::table.filter(former::slug.eq(to).and(former::entry_id.eq(entry))))
        .execute(conn)?;
    diesel::update(entries::table.filter(entries::id.eq(entry))).set(entries::slug.eq(to)).execute(conn)?;
    diesel::insert_into(former::table)
        .values((former::slug.eq(from), former::entry_id.eq(entry), former::retired_at.eq(now)))
        .execute(conn)?;
    Ok(())
}
