//! What was said about questions: for the index of the desk, and for what is found by it.

use std::collections::HashMap;

use diesel::prelude::*;

use super::tickets::{COLUMNS, Row, ticket};
use crate::kernel::ids::TicketId;
use crate::platform::db::schema::{messages, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{MessageKind, Ticket, TicketState};

/// A question and all that was said about it, oldest first, internal notes included.
pub struct Said {
    /// The question.
    pub ticket: Ticket,
    /// Kind and text of its messages.
    pub texts: Vec<(MessageKind, String)>,
}

impl Said {
    /// What it is compared by: its subject, which counts twice, and what was asked at first.
    pub fn text(&self) -> String {
        let asked = self.texts.iter().find(|(kind, _)| *kind == MessageKind::Question);
        format!("{0}\n{0}\n{1}", self.ticket.subject, asked.map_or("", |(_, text)| text))
    }

    /// What was said in messages of these kinds, with blank lines in between.
    pub fn of(&self, kinds: &[MessageKind]) -> String {
        let texts = self.texts.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, text)| text.as_str());
        texts.collect::<Vec<_>>().join("\n\n")
    }
}

/// The newest questions that were answered, have a topic and were not put aside.
pub fn newest_with_topic(conn: &mut Conn, limit: i64) -> DbResult<Vec<TicketId>> {
    Ok(tickets::table
        .filter(tickets::answered_at.is_not_null().and(tickets::topic_id.is_not_null()))
        .filter(tickets::state.ne(TicketState::Spam).and(tickets::topic_proposed.eq(false)))
        .order(tickets::id.desc())
        .limit(limit)
        .select(tickets::id)
        .load(conn)?)
}

/// The questions among `ids` that were not put aside, in no particular order. Two statements.
pub fn said(conn: &mut Conn, ids: &[TicketId]) -> DbResult<Vec<Said>> {
    let rows: Vec<Row> = tickets::table
        .filter(tickets::id.eq_any(ids.to_vec()).and(tickets::state.ne(TicketState::Spam)))
        .select(COLUMNS)
        .load(conn)?;
    let texts: Vec<(TicketId, MessageKind, String)> = messages::table
        .filter(messages::ticket_id.eq_any(ids.to_vec()))
        .order(messages::id.asc())
        .select((messages::ticket_id, messages::kind, messages::body))
        .load(conn)?;
    let mut of_ticket: HashMap<TicketId, Vec<(MessageKind, String)>> = HashMap::new();
    for (id, kind, text) in texts {
        of_ticket.entry(id).or_default().push((kind, text));
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let ticket = ticket(row);
            Said { texts: of_ticket.remove(&ticket.id).unwrap_or_default(), ticket }
        })
        .collect())
}

/// Up to `limit` numbers of questions above `after`, by number.
pub fn ids_after(conn: &mut Conn, after: TicketId, limit: i64) -> DbResult<Vec<TicketId>> {
    Ok(tickets::table
        .filter(tickets::id.gt(after))
        .order(tickets::id.asc())
        .limit(limit)
        .select(tickets::id)
        .load(conn)?)
}
