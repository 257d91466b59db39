//! Rows of messages.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use super::{attachments, merges};
use crate::accounts::Role;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, IncomingId, MessageId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::schema::{incoming_mails, messages};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{MergedFrom, Message, MessageKind};

#[diesel::declare_sql_function]
extern "SQL" {
    /// Characters of a text from a place on, counted from 1.
    fn substr(text: Text, from: Integer, length: Integer) -> Text;
}

/// Inserts a message, whose author may be unknown in an archive.
pub fn insert(
    conn: &mut Conn,
    ticket: TicketId,
    author: impl Into<Option<AccountId>>,
    role: Role,
    kind: MessageKind,
    body: &Body,
    now: Instant,
) -> DbResult<MessageId> {
    let id = diesel::insert_into(messages::table)
        .values((
            messages::ticket_id.eq(ticket),
            messages::author_id.eq(author.into()),
            messages::author_role.eq(role),
            messages::kind.eq(kind),
            messages::body.eq(body),
            messages::created_at.eq(now),
        ))
        .returning(messages::id)
        .get_result(conn)?;
    Ok(id)
}

/// The messages of these very words that this author posted to the ticket since `since`.
pub fn same_since(
    conn: &mut Conn,
    ticket: TicketId,
    author: AccountId,
    kind: MessageKind,
    body: &Body,
    since: Instant,
) -> DbResult<Vec<MessageId>> {
    Ok(messages::table
        .filter(messages::ticket_id.eq(ticket).and(messages::author_id.eq(author)))
        .filter(messages::kind.eq(kind).and(messages::created_at.gt(since)).and(messages::body.eq(body)))
        .select(messages::id)
        .load(conn)?)
}

/// What this author posted to the ticket since `since`, of these kinds.
pub fn bodies_since(
    conn: &mut Conn,
    ticket: TicketId,
    author: AccountId,
    kinds: &[MessageKind],
    since: Instant,
) -> DbResult<Vec<String>> {
    Ok(messages::table
        .filter(messages::ticket_id.eq(ticket).and(messages::author_id.eq(author)))
        .filter(messages::kind.eq_any(kinds.to_vec()).and(messages::created_at.gt(since)))
        .select(messages::body)
        .load(conn)?)
}

/// Notes that what this author wrote last in a ticket came by a mail.
///
/// # Errors
/// When the database fails.
pub fn came_by(conn: &mut Conn, ticket: TicketId, author: AccountId, mail: IncomingId) -> DbResult<()> {
    let newest: Option<MessageId> = messages::table
        .filter(messages::ticket_id.eq(ticket).and(messages::author_id.eq(author)))
        .order(messages::id.desc())
        .select(messages::id)
        .first(conn)
        .optional()?;
    diesel::update(messages::table.filter(messages::id.nullable().eq(newest)))
        .set(messages::mail_id.eq(mail))
        .execute(conn)?;
    Ok(())
}

/// The newest message that somebody else than this author wrote for all to read.
pub fn newest_of_others(conn: &mut Conn, ticket: TicketId, author: AccountId) -> DbResult<Option<MessageId>> {
    let theirs = messages::author_id.is_null().or(messages::author_id.ne(author));
    Ok(messages::table
        .filter(messages::ticket_id.eq(ticket).and(theirs).and(messages::kind.ne(MessageKind::Note)))
        .order(messages::id.desc())
        .select(messages::id)
        .first(conn)
        .optional()?)
}

/// The conversation of a ticket and of those that became part of it, oldest first, with its files; internal notes only when
/// `internal`.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId, internal: bool) -> DbResult<Vec<Message>> {
    // Their numbers first: no planner of both finds the messages of a list that it does not know by their index.
    let mut of = merges::of(conn, ticket)?;
    let subjects = super::tickets::subjects(conn, &of)?;
    of.push(ticket);
    let mut query = messages::table
        .left_join(incoming_mails::table)
        .filter(messages::ticket_id.eq_any(of))
        .order((messages::created_at.asc(), messages::id.asc()))
        .select((
            messages::id,
            messages::ticket_id,
            messages::author_id,
            messages::kind,
            messages::body,
            messages::created_at,
            (messages::mail_id, incoming_mails::raw_key.nullable(), incoming_mails::formatted.nullable()),
        ))
        .into_boxed();
    if !internal {
        query = query.filter(messages::kind.ne(MessageKind::Note));
    }
    type Mail = (Option<IncomingId>, Option<String>, Option<bool>);
    type Row = (MessageId, TicketId, Option<AccountId>, MessageKind, String, Instant, Mail);
    let rows: Vec<Row> = query.load(conn)?;
    let ids: Vec<MessageId> = rows.iter().map(|row| row.0).collect();
    let mut files = attachments::of_messages(conn, &ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, of, author, kind, body, created_at, (mail, raw_key, formatted))| Message {
            id,
            author,
            kind,
            from: subjects.get(&of).map(|subject| MergedFrom { number: of, subject: subject.clone() }),
            body,
            created_at,
            mail,
            is_formatted: raw_key.is_some() && formatted == Some(true),
            attachments: files.remove(&id).unwrap_or_default(),
        })
        .collect())
}

/// What a list tells of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// The beginning of what its requester wrote last.
    pub beginning: String,
    /// Whether the requester wrote again, and nobody answered that yet.
    pub news: bool,
}

/// What is to be seen at a glance of the conversations of these tickets, in one query; internal notes do not count.
pub fn glances(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<HashMap<TicketId, Glance>> {
    /// Characters of a text that are read: a greeting, and what may follow it.
    const READ: i32 = 400;
    let rows: Vec<(TicketId, MessageKind, String)> = messages::table
        .filter(messages::ticket_id.eq_any(tickets.to_vec()).and(messages::kind.ne(MessageKind::Note)))
        .order(messages::id.asc())
        .select((messages::ticket_id, messages::kind, substr(messages::body, 1, READ)))
        .load(conn)?;
    let mut glances: HashMap<TicketId, Glance> = HashMap::new();
    for (ticket, kind, text) in rows {
        let is_first = !glances.contains_key(&ticket);
        let glance = glances.entry(ticket).or_default();
        let from_requester = kind == MessageKind::Question;
        glance.news = from_requester && !is_first;
        if from_requester {
            glance.beginning = text;
        }
    }
    Ok(glances)
}

/// The ticket and the kind of a message.
pub fn place_of(conn: &mut Conn, id: MessageId) -> DbResult<Option<(TicketId, MessageKind)>> {
    Ok(messages::table
        .filter(messages::id.eq(id))
        .select((messages::ticket_id, messages::kind))
        .first(conn)
        .optional()?)
}

/// The text of one message.
pub fn body_of(conn: &mut Conn, id: MessageId) -> DbResult<Option<String>> {
    Ok(messages::table.filter(messages::id.eq(id)).select(messages::body).first(conn).optional()?)
}
