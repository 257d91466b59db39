//! Rows of answer drafts: one per ticket and author.

use std::fmt;

use diesel::prelude::*;
use serde::Serialize;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, AnswerDraftId, TicketId};
use crate::platform::db::schema::{answer_drafts, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::Stage;

/// What somebody at the desk typed on a question and has not sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct AnswerDraft {
    /// Its id.
    pub id: AnswerDraftId,
    /// The question.
    pub ticket: TicketId,
    /// As typed, for the requester.
    pub answer: String,
    /// As typed, for the desk.
    pub note: String,
    /// The version of the ticket that its author saw.
    pub ticket_version: i32,
    /// Grows with every saving.
    pub version: i32,
    /// The page that saved it last.
    pub page: String,
    /// When it was last saved.
    pub updated_at: Instant,
}

/// Names one saving of a draft: what a page knows of it, as `12.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftMark {
    id: AnswerDraftId,
    version: i32,
}

impl DraftMark {
    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, version) = text.split_once('.')?;
        Some(Self { id: AnswerDraftId(id.parse().ok()?), version: version.parse().ok()? })
    }
}

impl fmt::Display for DraftMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.id, self.version)
    }
}

impl Serialize for DraftMark {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl AnswerDraft {
    /// Names its present saving.
    pub fn mark(&self) -> DraftMark {
        DraftMark { id: self.id, version: self.version }
    }
}

/// What a saving writes.
#[derive(Debug, Clone, Copy)]
pub struct DraftRow<'a> {
    /// For the requester.
    pub answer: &'a str,
    /// For the desk.
    pub note: &'a str,
    /// The version of the ticket that its author saw.
    pub ticket_version: i32,
    /// The page that saves it.
    pub page: &'a str,
}

type Columns = (
    answer_drafts::id,
    answer_drafts::ticket_id,
    answer_drafts::answer,
    answer_drafts::note,
    answer_drafts::ticket_version,
    answer_drafts::version,
    answer_drafts::page,
    answer_drafts::updated_at,
);
const COLUMNS: Columns = (
    answer_drafts::id,
    answer_drafts::ticket_id,
    answer_drafts::answer,
    answer_drafts::note,
    answer_drafts::ticket_version,
    answer_drafts::version,
    answer_drafts::page,
    answer_drafts::updated_at,
);

/// The draft of a person on a ticket.
pub fn of(conn: &mut Conn, ticket: TicketId, author: AccountId) -> DbResult<Option<AnswerDraft>> {
    Ok(answer_drafts::table
        .filter(answer_drafts::ticket_id.eq(ticket).and(answer_drafts::author_id.eq(author)))
        .select(COLUMNS)
        .first(conn)
        .optional()?)
}

/// Every draft of a person, by ticket.
pub fn of_author(conn: &mut Conn, author: AccountId) -> DbResult<Vec<AnswerDraft>> {
    Ok(answer_drafts::table
        .filter(answer_drafts::author_id.eq(author))
        .order(answer_drafts::ticket_id.asc())
        .select(COLUMNS)
        .load(conn)?)
}

/// Writes the first saving of a draft.
pub fn insert(
    conn: &mut Conn,
    ticket: TicketId,
    author: AccountId,
    row: DraftRow,
    now: Instant,
) -> DbResult<()> {
    diesel::insert_into(answer_drafts::table)
        .values((
            answer_drafts::ticket_id.eq(ticket),
            answer_drafts::author_id.eq(author),
            answer_drafts::answer.eq(row.answer),
            answer_drafts::note.eq(row.note),
            answer_drafts::ticket_version.eq(row.ticket_version),
            answer_drafts::version.eq(1),
            answer_drafts::page.eq(row.page),
            answer_drafts::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a further saving over a draft.
pub fn update(conn: &mut Conn, draft: &AnswerDraft, row: DraftRow, now: Instant) -> DbResult<()> {
    diesel::update(answer_drafts::table.filter(answer_drafts::id.eq(draft.id)))
        .set((
            answer_drafts::answer.eq(row.answer),
            answer_drafts::note.eq(row.note),
            answer_drafts::ticket_version.eq(row.ticket_version),
            answer_drafts::version.eq(draft.version + 1),
            answer_drafts::page.eq(row.page),
            answer_drafts::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Removes a draft.
pub fn delete(conn: &mut Conn, id: AnswerDraftId) -> DbResult<()> {
    diesel::delete(answer_drafts::table.filter(answer_drafts::id.eq(id))).execute(conn)?;
    Ok(())
}

/// Removes up to `limit` drafts that nobody touched since `before`, of tickets that are over and did not change since then
/// either; answers how many.
pub fn delete_outlived(conn: &mut Conn, before: Instant, limit: i64) -> DbResult<usize> {
    let outlived: Vec<AnswerDraftId> = answer_drafts::table
        .inner_join(tickets::table)
        .filter(answer_drafts::updated_at.lt(before).and(tickets::updated_at.lt(before)))
        .filter(tickets::stage.eq_any([Stage::Closed, Stage::Spam]))
        .order((answer_drafts::updated_at.asc(), answer_drafts::id.asc()))
        .limit(limit)
        .select(answer_drafts::id)
        .load(conn)?;
    Ok(diesel::delete(answer_drafts::table.filter(answer_drafts::id.eq_any(outlived))).execute(conn)?)
}
