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
    pub ticket: Ticket,
    pub texts: Vec<(MessageKind, String)>,
}

impl Said {
    /// What was said in messages of these kinds, with blank lines in between.
    pub fn of(&self, kinds: &[MessageKind]) -> String {
        let texts = self.texts.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, text)| text.as_str());
        texts.collect::<Vec<_>>().join("\n\n")
    }
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
