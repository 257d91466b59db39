//! Taking the words out of drafts.

use diesel::prelude::*;

use crate::kernel::ids::{EntryId, TicketId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::schema::{
    entries, entry_addresses, entry_passages, entry_publications, entry_remarks, entry_versions as versions,
};
use crate::platform::db::{Conn, DbResult};

/// The entries that began as answers to these questions.
pub fn begun_from(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<Vec<EntryId>> {
    let mut begun = Vec::new();
    for tickets in tickets.chunks(1_000) {
        let some = entries::table.filter(entries::source_ticket_id.eq_any(tickets)).select(entries::id);
        begun.extend(some.load::<EntryId>(conn)?);
    }
    begun.sort_unstable();
    Ok(begun)
}

/// The first version of an entry that was public, if any was.
pub fn first_public(conn: &mut Conn, entry: EntryId) -> DbResult<Option<i32>> {
    Ok(entry_publications::table
        .filter(entry_publications::entry_id.eq(entry))
        .select(diesel::dsl::min(entry_publications::version))
        .first(conn)?)
}

/// Puts these words in place of those of the versions before one, and of what was remarked on them.
pub fn forget_before(
    conn: &mut Conn,
    entry: EntryId,
    version: i32,
    subject: &Subject,
    body: &Body,
) -> DbResult<()> {
    let of_entry = versions::entry_id.eq(entry).and(versions::number.lt(version));
    diesel::update(versions::table.filter(of_entry))
        .set((
            versions::title.eq(subject),
            versions::summary.eq(""),
            versions::body.eq(body),
            versions::sources.eq(""),
            versions::details.eq("{}"),
        ))
        .execute(conn)?;
    let remarks = entry_remarks::entry_id.eq(entry).and(entry_remarks::version.lt(version));
    diesel::update(entry_remarks::table.filter(remarks)).set(entry_remarks::text.eq(body)).execute(conn)?;
    Ok(())
}

/// Forgets the former addresses of an entry, and which passages of it were allowed.
pub fn forget_names(conn: &mut Conn, entry: EntryId) -> DbResult<()> {
    diesel::delete(entry_addresses::table.filter(entry_addresses::entry_id.eq(entry))).execute(conn)?;
    diesel::delete(entry_passages::table.filter(entry_passages::entry_id.eq(entry))).execute(conn)?;
    Ok(())
}
