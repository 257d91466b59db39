//! What the person of a proposed question wrote: read where its answer is rewritten, never copied and never public.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::schema::messages;
use crate::platform::db::{Conn, DbResult};

/// What its requester wrote.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Asked {
    pub at: Instant,
    pub text: String,
}

/// Everything that the requester of a question wrote, oldest first. The table is that of `tickets`, which knows the
/// catalogue and not the other way round.
pub fn asked(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Asked>> {
    let rows: Vec<(Instant, String)> = messages::table
        .filter(messages::ticket_id.eq(ticket).and(messages::kind.eq("question")))
        .order(messages::id.asc())
        .select((messages::created_at, messages::body))
        .load(conn)?;
    Ok(rows.into_iter().map(|(at, text)| Asked { at, text }).collect())
}
