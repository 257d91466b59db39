//! Drafts that began as a copy of what somebody asked and was answered.

use diesel::prelude::*;

use crate::kernel::ids::{EntryId, TicketId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::schema::{
    entries, entry_addresses, entry_passages, entry_publications, entry_remarks, entry_versions as versions,
};
use crate::platform::db::{Conn, DbResult};

/// Takes the words out of the entries that began as answers to these questions, as far as the public never read them: all of
/// an entry that never was public, and of another what was written before it first became so. What was public was rewritten
/// without personal data, and approved by a second person.
///
/// # Errors
/// When the database fails.
pub fn forget_drafts_of(
    conn: &mut Conn,
    tickets: &[TicketId],
    subject: &Subject,
    body: &Body,
) -> DbResult<()> {
    for tickets in tickets.chunks(1_000) {
        let begun: Vec<EntryId> = entries::table
            .filter(entries::source_ticket_id.eq_any(tickets))
            .select(entries::id)
            .load(conn)?;
        for entry in begun {
            forget(conn, entry, subject, body)?;
        }
    }
    Ok(())
}

fn forget(conn: &mut Conn, entry: EntryId, subject: &Subject, body: &Body) -> DbResult<()> {
    let first: Option<i32> = entry_publications::table
        .filter(entry_publications::entry_id.eq(entry))
        .select(diesel::dsl::min(entry_publications::version))
        .first(conn)?;
    let before = first.unwrap_or(i32::MAX);
    let of_entry = versions::entry_id.eq(entry).and(versions::number.lt(before));
    diesel::update(versions::table.filter(of_entry))
        .set((
            versions::title.eq(subject),
            versions::summary.eq(""),
            versions::body.eq(body),
            versions::sources.eq(""),
            versions::details.eq("{}"),
        ))
        .execute(conn)?;
    let remarks = entry_remarks::entry_id.eq(entry).and(entry_remarks::version.lt(before));
    diesel::update(entry_remarks::table.filter(remarks)).set(entry_remarks::text.eq(body)).execute(conn)?;
    if first.is_none() {
        // Its address was made of its first title.
        diesel::update(entries::table.filter(entries::id.eq(entry)))
            .set(entries::slug.eq(format!("voce-{entry}")))
            .execute(conn)?;
        diesel::delete(entry_addresses::table.filter(entry_addresses::entry_id.eq(entry))).execute(conn)?;
        diesel::delete(entry_passages::table.filter(entry_passages::entry_id.eq(entry))).execute(conn)?;
    }
    Ok(())
}
