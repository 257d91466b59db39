//! What cites what, as it is written down.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, MessageId, TicketId};
use crate::norms::model::Cited;
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{answer_norms, entry_norms, messages};
use crate::platform::db::{Conn, DbResult};

/// So many rows are written by one statement.
const AT_ONCE: usize = 1000;

/// An answer that was sent.
pub(in crate::norms) struct AnswerText {
    pub message: MessageId,
    pub at: Instant,
    pub body: String,
}

type AnswerRow = (MessageId, Instant, String);

/// The answers among these messages, and all those of these tickets. The table is that of `tickets`.
pub(in crate::norms) fn answers(
    conn: &mut Conn,
    of: &[MessageId],
    of_tickets: &[TicketId],
) -> DbResult<Vec<AnswerText>> {
    let columns = (messages::id, messages::created_at, messages::body);
    let mut rows: Vec<AnswerRow> = messages::table
        .filter(messages::id.eq_any(of.to_vec()).and(messages::kind.eq("answer")))
        .select(columns)
        .load(conn)?;
    let more: Vec<AnswerRow> = messages::table
        .filter(messages::ticket_id.eq_any(of_tickets.to_vec()).and(messages::kind.eq("answer")))
        .select(columns)
        .load(conn)?;
    rows.extend(more);
    rows.sort_by_key(|(message, ..)| *message);
    rows.dedup_by_key(|(message, ..)| *message);
    Ok(rows.into_iter().map(|(message, at, body)| AnswerText { message, at, body }).collect())
}

/// Writes what entries cite in place of what they cited; of what is not public any more there is nothing to write.
pub(in crate::norms) fn replace_entries(
    conn: &mut Conn,
    of: &[EntryId],
    found: &[(EntryId, i32, Vec<Cited>)],
) -> DbResult<()> {
    diesel::delete(entry_norms::table.filter(entry_norms::entry_id.eq_any(of.to_vec()))).execute(conn)?;
    let row = |entry: EntryId, version: i32, cited: &Cited| {
        vec![
            Cell::Text(cited.norm.key()),
            Cell::Big(Some(entry.0)),
            Cell::Small(version),
            Cell::Text(cited.places.clone()),
        ]
    };
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .flat_map(|(entry, version, cited)| cited.iter().map(|cited| row(*entry, *version, cited)))
        .collect();
    for rows in rows.chunks(AT_ONCE) {
        portable::with_rows(conn, "INSERT INTO entry_norms (norm, entry_id, version, places)", rows, "")?;
    }
    Ok(())
}

/// The same of answers.
pub(in crate::norms) fn replace_answers(
    conn: &mut Conn,
    found: &[(MessageId, Instant, Vec<Cited>)],
) -> DbResult<()> {
    let of: Vec<MessageId> = found.iter().map(|(message, ..)| *message).collect();
    diesel::delete(answer_norms::table.filter(answer_norms::message_id.eq_any(of))).execute(conn)?;
    let row = |message: MessageId, at: Instant, cited: &Cited| {
        vec![
            Cell::Text(cited.norm.key()),
            Cell::Big(Some(message.0)),
            Cell::Time(Some(at)),
            Cell::Text(cited.places.clone()),
        ]
    };
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .flat_map(|(message, at, cited)| cited.iter().map(|cited| row(*message, *at, cited)))
        .collect();
    for rows in rows.chunks(AT_ONCE) {
        portable::with_rows(
            conn,
            "INSERT INTO answer_norms (norm, message_id, answered_at, places)",
            rows,
            "",
        )?;
    }
    Ok(())
}
