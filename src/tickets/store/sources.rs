//! The questions whose answers an answer was written from.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::kernel::ids::{MessageId, TicketId};
use crate::platform::db::schema::{message_sources, tickets};
use crate::platform::db::{Conn, DbResult};

/// Notes them; what is no question, or is there already, is left out.
pub fn insert(conn: &mut Conn, message: MessageId, sources: &[TicketId]) -> DbResult<()> {
    let known: Vec<TicketId> =
        tickets::table.filter(tickets::id.eq_any(sources.to_vec())).select(tickets::id).load(conn)?;
    for source in known {
        diesel::insert_into(message_sources::table)
            .values((message_sources::message_id.eq(message), message_sources::ticket_id.eq(source)))
            .execute(conn)?;
    }
    Ok(())
}

/// The sources of these messages, by number.
pub fn of_messages(conn: &mut Conn, messages: &[MessageId]) -> DbResult<HashMap<MessageId, Vec<TicketId>>> {
    let rows: Vec<(MessageId, TicketId)> = message_sources::table
        .filter(message_sources::message_id.eq_any(messages.to_vec()))
        .order((message_sources::message_id.asc(), message_sources::ticket_id.asc()))
        .select((message_sources::message_id, message_sources::ticket_id))
        .load(conn)?;
    let mut sources: HashMap<MessageId, Vec<TicketId>> = HashMap::new();
    for (message, ticket) in rows {
        sources.entry(message).or_default().push(ticket);
    }
    Ok(sources)
}
