//! Entries that somebody chose to be shown with another.

use diesel::prelude::*;

use crate::kernel::ids::EntryId;
use crate::platform::db::schema::{entries, entry_relations as relations};
use crate::platform::db::{Conn, DbResult};

/// Those of an entry with their names in addresses, in their order, public or not.
pub fn of_entry(conn: &mut Conn, entry: EntryId) -> DbResult<Vec<(EntryId, String)>> {
    Ok(relations::table
        .inner_join(entries::table.on(entries::id.eq(relations::other_id)))
        .filter(relations::entry_id.eq(entry))
        .order((relations::place.asc(), relations::other_id.asc()))
        .select((relations::other_id, entries::slug))
        .load(conn)?)
}

/// Writes all those of an entry, in this order.
pub fn replace(conn: &mut Conn, entry: EntryId, others: &[EntryId]) -> DbResult<()> {
    diesel::delete(relations::table.filter(relations::entry_id.eq(entry))).execute(conn)?;
    for (place, other) in (0_i32..).zip(others) {
        diesel::insert_into(relations::table)
            .values((
                relations::entry_id.eq(entry),
                relations::other_id.eq(other),
                relations::place.eq(place),
            ))
            .execute(conn)?;
    }
    Ok(())
}
