//! Which answers led to which entries.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, MessageId};
use crate::platform::db::schema::{entries, entry_addresses as former, entry_reuses};
use crate::platform::db::{Conn, DbResult};

/// Counts that a message leads to the public entries of these names.
pub fn insert(conn: &mut Conn, slugs: &[String], message: MessageId, now: Instant) -> DbResult<()> {
    let mut ids: Vec<EntryId> = entries::table
        .filter(entries::slug.eq_any(slugs).and(entries::published_version.is_not_null()))
        .select(entries::id)
        .load(conn)?;
    // What an answer calls by a former name is that entry all the same.
    let renamed: Vec<EntryId> = former::table
        .inner_join(entries::table.on(entries::id.eq(former::entry_id)))
        .filter(former::slug.eq_any(slugs).and(entries::published_version.is_not_null()))
        .select(entries::id)
        .load(conn)?;
    ids.extend(renamed);
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        diesel::insert_into(entry_reuses::table)
            .values((
                entry_reuses::entry_id.eq(id),
                entry_reuses::message_id.eq(message),
                entry_reuses::at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// How many answers led to an entry.
pub fn count(conn: &mut Conn, entry: EntryId) -> DbResult<i64> {
    Ok(entry_reuses::table.filter(entry_reuses::entry_id.eq(entry)).count().get_result(conn)?)
}
