//! Rows of question drafts: one per requester.

use diesel::prelude::*;

use super::attachments;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, DraftId, TopicId};
use crate::platform::db::schema::question_drafts;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::Attachment;

/// What a requester typed and has not sent.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// The topic, when chosen.
    pub topic: Option<TopicId>,
    /// As typed.
    pub subject: String,
    /// As typed.
    pub body: String,
    /// The key under which it will be sent once.
    pub submission_key: String,
    /// When it was last saved.
    pub updated_at: Instant,
    /// Files uploaded so far.
    pub attachments: Vec<Attachment>,
}

/// What was typed so far, mistakes and all: it is judged when it is sent.
#[derive(Debug, Clone, Copy)]
pub struct DraftTexts<'a> {
    /// The topic, when chosen.
    pub topic: Option<TopicId>,
    /// One line.
    pub subject: &'a str,
    /// The text.
    pub body: &'a str,
    /// The key under which it will be sent once.
    pub submission_key: &'a str,
    /// Only over a draft of the same form: the page saves by itself what it saved before. If that is gone, another page threw
    /// it away, sent it or began anew, and what is gone on purpose does not come back by itself.
    pub over_itself: bool,
}

type Row = (DraftId, Option<TopicId>, String, String, String, Instant);

/// The draft of a requester.
pub fn of(conn: &mut Conn, account: AccountId) -> DbResult<Option<Draft>> {
    let row: Option<Row> = question_drafts::table
        .filter(question_drafts::account_id.eq(account))
        .select((
            question_drafts::id,
            question_drafts::topic_id,
            question_drafts::subject,
            question_drafts::body,
            question_drafts::submission_key,
            question_drafts::updated_at,
        ))
        .first(conn)
        .optional()?;
    let Some((id, topic, subject, body, submission_key, updated_at)) = row else { return Ok(None) };
    let attachments = attachments::of_draft(conn, id)?;
    Ok(Some(Draft { id, topic, subject, body, submission_key, updated_at, attachments }))
}

/// Writes the draft of a requester over the one before; its files stay.
pub fn save(conn: &mut Conn, account: AccountId, texts: DraftTexts, now: Instant) -> DbResult<DraftId> {
    let values = (
        question_drafts::topic_id.eq(texts.topic),
        question_drafts::subject.eq(texts.subject),
        question_drafts::body.eq(texts.body),
        question_drafts::submission_key.eq(texts.submission_key),
        question_drafts::updated_at.eq(now),
    );
    let of_account = question_drafts::table.filter(question_drafts::account_id.eq(account));
    let updated: Option<DraftId> =
        diesel::update(of_account).set(values).returning(question_drafts::id).get_result(conn).optional()?;
    match updated {
        Some(id) => Ok(id),
        None => Ok(diesel::insert_into(question_drafts::table)
            .values((question_drafts::account_id.eq(account), values))
            .returning(question_drafts::id)
            .get_result(conn)?),
    }
}

/// Removes the draft of a requester, whose files were moved or removed before.
pub fn delete(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    diesel::delete(question_drafts::table.filter(question_drafts::account_id.eq(account))).execute(conn)?;
    Ok(())
}

/// Accounts whose draft was not touched since `before`.
pub fn untouched_since(conn: &mut Conn, before: Instant, limit: i64) -> DbResult<Vec<AccountId>> {
    Ok(question_drafts::table
        .filter(question_drafts::updated_at.lt(before))
        .limit(limit)
        .select(question_drafts::account_id)
        .load(conn)?)
}
