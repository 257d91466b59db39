//! Everything that leaves the questions for a file, piece by piece.

use diesel::prelude::*;

use crate::accounts::{RequesterKind, Role};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{TicketId, TopicId};
use crate::platform::db::schema::{messages, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{Channel, MessageKind, TicketState};

/// A question as it leaves, without its conversation.
#[derive(Debug, Queryable)]
pub struct Leaving {
    pub id: TicketId,
    pub reference: Option<String>,
    pub channel: Channel,
    pub state: TicketState,
    pub topic: Option<TopicId>,
    pub kind: RequesterKind,
    pub municipality: Option<String>,
    pub subject: String,
}

/// A message as it leaves.
#[derive(Debug, Queryable)]
pub struct Said {
    pub ticket: TicketId,
    pub at: Instant,
    pub role: Role,
    pub kind: MessageKind,
    pub body: String,
}

/// Up to `limit` questions above `after`, by number.
pub fn page(conn: &mut Conn, after: TicketId, limit: i64) -> DbResult<Vec<Leaving>> {
    Ok(tickets::table
        .filter(tickets::id.gt(after))
        .order(tickets::id.asc())
        .limit(limit)
        .select((
            tickets::id,
            tickets::reference,
            tickets::channel,
            tickets::state,
            tickets::topic_id,
            tickets::kind,
            tickets::municipality,
            tickets::subject,
        ))
        .load(conn)?)
}

/// The messages of several questions, each question's in order.
pub fn messages(conn: &mut Conn, ids: &[TicketId]) -> DbResult<Vec<Said>> {
    Ok(messages::table
        .filter(messages::ticket_id.eq_any(ids))
        .order((messages::ticket_id.asc(), messages::created_at.asc(), messages::id.asc()))
        .select((
            messages::ticket_id,
            messages::created_at,
            messages::author_role,
            messages::kind,
            messages::body,
        ))
        .load(conn)?)
}
