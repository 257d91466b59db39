//! Rows of answers that wait for a colleague's approval, or did.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, MessageId, ProposedAnswerId, TicketId};
use crate::platform::db::schema::proposed_answers;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{ProposedOutcome, Ticket};

/// An answer that waits for approval, or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct ProposedAnswer {
    /// Its id: every change has one of its own.
    pub id: ProposedAnswerId,
    /// Whose answer it will be.
    pub author: AccountId,
    /// Who changed it last.
    pub edited_by: AccountId,
    /// The internal note that keeps its text, files and sources.
    pub note: MessageId,
    /// The version of the ticket that whoever wrote it saw.
    pub seen_version: i32,
    /// When it was written.
    pub proposed_at: Instant,
    /// What became of it; none while it waits.
    pub outcome: Option<ProposedOutcome>,
    /// Who decided that; nobody when time did.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// The answer that it became, or the remark that it came back with.
    pub reply: Option<MessageId>,
}

impl ProposedAnswer {
    /// Who wrote it.
    pub fn writers(&self) -> Writers {
        Writers { author: self.author, edited_by: self.edited_by }
    }
}

/// Who wrote an answer that waits: neither approves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writers {
    /// Whose answer it will be.
    pub author: AccountId,
    /// Who changed it last.
    pub edited_by: AccountId,
}

impl Writers {
    /// One person alone.
    pub fn alone(person: AccountId) -> Self {
        Self { author: person, edited_by: person }
    }

    /// Whether what they write to this question needs approval whatever its topic: one of them took the topic that asked for it
    /// away.
    pub fn need_approval(self, ticket: &Ticket) -> bool {
        [self.author, self.edited_by].map(Some).contains(&ticket.approval_kept_for)
    }
}

type Columns = (
    proposed_answers::id,
    proposed_answers::author_id,
    proposed_answers::edited_by,
    proposed_answers::note_id,
    proposed_answers::seen_version,
    proposed_answers::proposed_at,
    proposed_answers::outcome,
    proposed_answers::decided_by,
    proposed_answers::decided_at,
    proposed_answers::reply_id,
);
const COLUMNS: Columns = (
    proposed_answers::id,
    proposed_answers::author_id,
    proposed_answers::edited_by,
    proposed_answers::note_id,
    proposed_answers::seen_version,
    proposed_answers::proposed_at,
    proposed_answers::outcome,
    proposed_answers::decided_by,
    proposed_answers::decided_at,
    proposed_answers::reply_id,
);

/// Everything that was proposed to a ticket, oldest first.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<ProposedAnswer>> {
    Ok(proposed_answers::table
        .filter(proposed_answers::ticket_id.eq(ticket))
        .order(proposed_answers::id.asc())
        .select(COLUMNS)
        .load(conn)?)
}

/// The one that waits on a ticket.
pub fn waiting(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<ProposedAnswer>> {
    let waits = proposed_answers::ticket_id.eq(ticket).and(proposed_answers::decided_at.is_null());
    Ok(proposed_answers::table.filter(waits).select(COLUMNS).first(conn).optional()?)
}

/// One of a ticket, whatever became of it.
pub fn find(conn: &mut Conn, ticket: TicketId, id: ProposedAnswerId) -> DbResult<Option<ProposedAnswer>> {
    let one = proposed_answers::id.eq(id).and(proposed_answers::ticket_id.eq(ticket));
    Ok(proposed_answers::table.filter(one).select(COLUMNS).first(conn).optional()?)
}

/// Who wrote what waits, by ticket: of these tickets, or of all.
pub fn writers(conn: &mut Conn, tickets: Option<&[TicketId]>) -> DbResult<HashMap<TicketId, Writers>> {
    let mut query = proposed_answers::table
        .filter(proposed_answers::decided_at.is_null())
        .select((proposed_answers::ticket_id, proposed_answers::author_id, proposed_answers::edited_by))
        .into_boxed();
    if let Some(tickets) = tickets {
        query = query.filter(proposed_answers::ticket_id.eq_any(tickets.to_vec()));
    }
    let rows: Vec<(TicketId, AccountId, AccountId)> = query.load(conn)?;
    Ok(rows.into_iter().map(|(ticket, author, edited_by)| (ticket, Writers { author, edited_by })).collect())
}

/// Notes that an answer waits. The unique index refuses a second one on the ticket.
pub fn insert(
    conn: &mut Conn,
    ticket: TicketId,
    writers: Writers,
    note: MessageId,
    seen_version: i32,
    now: Instant,
) -> DbResult<()> {
    diesel::insert_into(proposed_answers::table)
        .values((
            proposed_answers::ticket_id.eq(ticket),
            proposed_answers::author_id.eq(writers.author),
            proposed_answers::edited_by.eq(writers.edited_by),
            proposed_answers::note_id.eq(note),
            proposed_answers::seen_version.eq(seen_version),
            proposed_answers::proposed_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes what became of it, by whom, and the message that says so.
pub fn settle(
    conn: &mut Conn,
    id: ProposedAnswerId,
    outcome: ProposedOutcome,
    by: Option<AccountId>,
    reply: Option<MessageId>,
    now: Instant,
) -> DbResult<()> {
    diesel::update(proposed_answers::table.filter(proposed_answers::id.eq(id)))
        .set((
            proposed_answers::outcome.eq(outcome),
            proposed_answers::decided_by.eq(by),
            proposed_answers::decided_at.eq(now),
            proposed_answers::reply_id.eq(reply),
        ))
        .execute(conn)?;
    Ok(())
}
