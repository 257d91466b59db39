//! Passages that look like personal data and may be public.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::catalogue::passages::Allowed;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId};
use crate::platform::db::schema::entry_passages as passages;
use crate::platform::db::{Conn, DbResult};

/// Those of an entry, by their text.
pub fn allowed(conn: &mut Conn, entry: EntryId) -> DbResult<HashMap<String, Allowed>> {
    let rows: Vec<(String, AccountId, Instant)> = passages::table
        .filter(passages::entry_id.eq(entry))
        .select((passages::passage, passages::decided_by, passages::decided_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(passage, by, at)| (passage, Allowed { by, at })).collect())
}

/// Writes down that a passage may be public.
pub fn insert(conn: &mut Conn, entry: EntryId, passage: &str, allowed: Allowed) -> DbResult<()> {
    diesel::insert_into(passages::table)
        .values((
            passages::entry_id.eq(entry),
            passages::passage.eq(passage),
            passages::decided_by.eq(allowed.by),
            passages::decided_at.eq(allowed.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets that a passage may be public.
pub fn delete(conn: &mut Conn, entry: EntryId, passage: &str) -> DbResult<()> {
    let of_entry = passages::entry_id.eq(entry).and(passages::passage.eq(passage));
    diesel::delete(passages::table.filter(of_entry)).execute(conn)?;
    Ok(())
}
