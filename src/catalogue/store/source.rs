//! What the person of a proposed question wrote: read where its answer is rewritten, never copied and never public.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::schema::{incoming_mails as mails, messages, tickets};
use crate::platform::db::{Conn, DbResult};

/// What its requester wrote, or was answered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Said {
    pub ticket: TicketId,
    pub at: Instant,
    pub is_answer: bool,
    pub text: String,
}

/// Everything that the requesters of these questions wrote and were answered, question by question, oldest first; no note of the
/// desk. The table is that of `tickets`, which knows the catalogue and not the other way round.
pub fn said(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<Vec<Said>> {
    let rows: Vec<(TicketId, Instant, String, String)> = messages::table
        .filter(messages::ticket_id.eq_any(tickets).and(messages::kind.eq_any(["question", "answer"])))
        .order((messages::ticket_id.asc(), messages::id.asc()))
        .select((messages::ticket_id, messages::created_at, messages::kind, messages::body))
        .load(conn)?;
    let said = |(ticket, at, kind, text): (TicketId, Instant, String, String)| Said {
        ticket,
        at,
        is_answer: kind == "answer",
        text,
    };
    Ok(rows.into_iter().map(said).collect())
}

/// Who is named by questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub requesters: Vec<AccountId>,
    /// They, and everybody who wrote a message.
    pub accounts: Vec<AccountId>,
    /// The names that stood on the mails that became messages.
    pub senders: Vec<String>,
}

/// Who is named by questions in the fields of their own and of their messages.
pub fn named(conn: &mut Conn, of: &[TicketId]) -> DbResult<Named> {
    let requesters: Vec<AccountId> =
        tickets::table.filter(tickets::id.eq_any(of)).select(tickets::requester_id).load(conn)?;
    let rows: Vec<(Option<AccountId>, Option<String>)> = messages::table
        .left_join(mails::table)
        .filter(messages::ticket_id.eq_any(of))
        .select((messages::author_id, mails::sender_name.nullable()))
        .load(conn)?;
    let (authors, senders): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let mut accounts: Vec<AccountId> =
        authors.into_iter().flatten().chain(requesters.iter().copied()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    Ok(Named { requesters, accounts, senders: senders.into_iter().flatten().collect() })
}
