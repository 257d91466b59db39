//! Rows of attachments.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AttachmentId, DraftId, MessageId, TicketId};
use crate::platform::db::schema::{attachments, messages};
use crate::platform::db::{Conn, DbResult};
use crate::platform::uploads::StoredFile;
use crate::tickets::model::Attachment;

/// What a file belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Owner {
    /// A message.
    Message(MessageId),
    /// A draft.
    Draft(DraftId),
}

type Row = (AttachmentId, String, String, i64, String);
type Columns = (
    attachments::id,
    attachments::name,
    attachments::content_type,
    attachments::size,
    attachments::storage_key,
);
const COLUMNS: Columns = (
    attachments::id,
    attachments::name,
    attachments::content_type,
    attachments::size,
    attachments::storage_key,
);

fn attachment((id, name, content_type, size, storage_key): Row) -> Attachment {
    Attachment { id, name, content_type, size, storage_key }
}

/// Inserts the row of a stored file.
pub fn insert(conn: &mut Conn, owner: Owner, stored: &StoredFile, now: Instant) -> DbResult<()> {
    let (message, draft) = match owner {
        Owner::Message(id) => (Some(id), None),
        Owner::Draft(id) => (None, Some(id)),
    };
    diesel::insert_into(attachments::table)
        .values((
            attachments::message_id.eq(message),
            attachments::draft_id.eq(draft),
            attachments::name.eq(&stored.name),
            attachments::content_type.eq(stored.content_type),
            attachments::size.eq(stored.size),
            attachments::sha256.eq(&stored.sha256),
            attachments::storage_key.eq(&stored.storage_key),
            attachments::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// The files of several messages, in one query.
pub fn of_messages(conn: &mut Conn, ids: &[MessageId]) -> DbResult<HashMap<MessageId, Vec<Attachment>>> {
    let rows: Vec<(Option<MessageId>, Row)> = attachments::table
        .filter(attachments::message_id.eq_any(ids))
        .order(attachments::id.asc())
        .select((attachments::message_id, COLUMNS))
        .load(conn)?;
    let mut files: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
    for (message, row) in rows {
        if let Some(message) = message {
            files.entry(message).or_default().push(attachment(row));
        }
    }
    Ok(files)
}

/// The files of a draft.
pub fn of_draft(conn: &mut Conn, draft: DraftId) -> DbResult<Vec<Attachment>> {
    let rows: Vec<Row> = attachments::table
        .filter(attachments::draft_id.eq(draft))
        .order(attachments::id.asc())
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(attachment).collect())
}

/// Gives a message the files of another, which keeps them: all, or these alone. The same files lie in the store once.
pub fn copy(
    conn: &mut Conn,
    from: MessageId,
    to: MessageId,
    only: Option<&[AttachmentId]>,
    now: Instant,
) -> DbResult<()> {
    type Row = (AttachmentId, String, String, i64, String, String);
    let rows: Vec<Row> = attachments::table
        .filter(attachments::message_id.eq(from))
        .order(attachments::id.asc())
        .select((
            attachments::id,
            attachments::name,
            attachments::content_type,
            attachments::size,
            attachments::sha256,
            attachments::storage_key,
        ))
        .load(conn)?;
    let wanted = rows.into_iter().filter(|row| only.is_none_or(|only| only.contains(&row.0)));
    for (_, name, content_type, size, sha256, storage_key) in wanted {
        diesel::insert_into(attachments::table)
            .values((
                attachments::message_id.eq(to),
                attachments::name.eq(name),
                attachments::content_type.eq(content_type),
                attachments::size.eq(size),
                attachments::sha256.eq(sha256),
                attachments::storage_key.eq(storage_key),
                attachments::created_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Digests of the files of a message.
pub fn digests_of_message(conn: &mut Conn, message: MessageId) -> DbResult<Vec<String>> {
    Ok(attachments::table
        .filter(attachments::message_id.eq(message))
        .select(attachments::sha256)
        .load(conn)?)
}

/// Digests of all files of a ticket.
pub fn digests_of_ticket(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<String>> {
    Ok(attachments::table
        .inner_join(messages::table)
        .filter(messages::ticket_id.eq(ticket))
        .select(attachments::sha256)
        .load(conn)?)
}

/// Digests of the files of a draft.
pub fn digests_of_draft(conn: &mut Conn, draft: DraftId) -> DbResult<Vec<String>> {
    Ok(attachments::table.filter(attachments::draft_id.eq(draft)).select(attachments::sha256).load(conn)?)
}

/// A file that belongs to a message, and that message.
pub fn of_a_message(conn: &mut Conn, id: AttachmentId) -> DbResult<Option<(MessageId, Attachment)>> {
    let row: Option<(Option<MessageId>, Row)> = attachments::table
        .filter(attachments::id.eq(id))
        .select((attachments::message_id, COLUMNS))
        .first(conn)
        .optional()?;
    Ok(row.and_then(|(message, row)| Some((message?, attachment(row)))))
}

/// Gives the files of a draft to the message it became.
pub fn move_to_message(conn: &mut Conn, draft: DraftId, message: MessageId) -> DbResult<()> {
    diesel::update(attachments::table.filter(attachments::draft_id.eq(draft)))
        .set((attachments::draft_id.eq(None::<DraftId>), attachments::message_id.eq(message)))
        .execute(conn)?;
    Ok(())
}

/// Removes one file of a draft; answers where it lies.
pub fn remove_from_draft(conn: &mut Conn, draft: DraftId, id: AttachmentId) -> DbResult<Option<String>> {
    let file = attachments::table.filter(attachments::id.eq(id).and(attachments::draft_id.eq(draft)));
    Ok(diesel::delete(file).returning(attachments::storage_key).get_result(conn).optional()?)
}

/// Removes every file of a draft; answers where they lie.
pub fn clear_draft(conn: &mut Conn, draft: DraftId) -> DbResult<Vec<String>> {
    let files = attachments::table.filter(attachments::draft_id.eq(draft));
    Ok(diesel::delete(files).returning(attachments::storage_key).get_results(conn)?)
}

/// Which of these keys a row refers to.
pub fn known_keys(conn: &mut Conn, keys: &[String]) -> DbResult<Vec<String>> {
    Ok(attachments::table
        .filter(attachments::storage_key.eq_any(keys))
        .select(attachments::storage_key)
        .load(conn)?)
}
