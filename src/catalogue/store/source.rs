//! What the person of a proposed question wrote: read where its answer is rewritten, never copied and never public.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::schema::{incoming_mails as mails, messages, tickets};
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

/// Who is named by a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub requester: AccountId,
    /// She, and everybody who wrote a message of it.
    pub accounts: Vec<AccountId>,
    /// The names that stood on the mails that became its messages.
    pub senders: Vec<String>,
}

/// Who is named by a question in the fields of its own and of its messages.
pub fn named(conn: &mut Conn, ticket: TicketId) -> DbResult<Named> {
    let requester: AccountId =
        tickets::table.filter(tickets::id.eq(ticket)).select(tickets::requester_id).first(conn)?;
    let rows: Vec<(Option<AccountId>, Option<String>)> = messages::table
        .left_join(mails::table)
        .filter(messages::ticket_id.eq(ticket))
        .select((messages::author_id, mails::sender_name.nullable()))
        .load(conn)?;
    let (authors, senders): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let mut accounts: Vec<AccountId> = authors.into_iter().flatten().chain([requester]).collect();
    accounts.sort_unstable();
    accounts.dedup();
    Ok(Named { requester, accounts, senders: senders.into_iter().flatten().collect() })
}
