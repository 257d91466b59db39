//! Rows of canned answers.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CannedAnswerId, TopicId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::schema::canned_answers;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

/// An answer that is ready to be put into others.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct CannedAnswer {
    /// Its id.
    pub id: CannedAnswerId,
    /// One line, for whoever chooses it.
    pub title: Subject,
    /// The topic it is for; none means all.
    pub topic: Option<TopicId>,
    /// The language it is in.
    pub lang: Lang,
    /// Markdown with placeholders.
    pub body: String,
    /// Grows with every change.
    pub version: i32,
    /// How often it was put into an answer.
    pub used: i64,
    /// When it was changed last.
    pub updated_at: Instant,
    /// Since when it is no longer offered.
    pub withdrawn_at: Option<Instant>,
}

/// What a coordinator writes.
#[derive(Debug, Clone)]
pub struct CannedText {
    /// One line.
    pub title: Subject,
    /// The topic; none means all.
    pub topic: Option<TopicId>,
    /// The language.
    pub lang: Lang,
    /// Markdown with placeholders.
    pub body: Body,
}

type Columns = (
    canned_answers::id,
    canned_answers::title,
    canned_answers::topic_id,
    canned_answers::lang,
    canned_answers::body,
    canned_answers::version,
    canned_answers::used,
    canned_answers::updated_at,
    canned_answers::withdrawn_at,
);
const COLUMNS: Columns = (
    canned_answers::id,
    canned_answers::title,
    canned_answers::topic_id,
    canned_answers::lang,
    canned_answers::body,
    canned_answers::version,
    canned_answers::used,
    canned_answers::updated_at,
    canned_answers::withdrawn_at,
);

/// Every canned answer, by title.
pub fn all(conn: &mut Conn) -> DbResult<Vec<CannedAnswer>> {
    Ok(canned_answers::table
        .order((canned_answers::title.asc(), canned_answers::id.asc()))
        .select(COLUMNS)
        .load(conn)?)
}

/// Those in use of a language that are for one of these topics or for all, by title; up to `limit`.
pub fn offered(conn: &mut Conn, lang: Lang, topics: &[TopicId], limit: i64) -> DbResult<Vec<CannedAnswer>> {
    let fits = canned_answers::topic_id.is_null().or(canned_answers::topic_id.eq_any(topics.to_vec()));
    Ok(canned_answers::table
        .filter(canned_answers::lang.eq(lang).and(canned_answers::withdrawn_at.is_null()))
        .filter(fits)
        .order((canned_answers::title.asc(), canned_answers::id.asc()))
        .limit(limit)
        .select(COLUMNS)
        .load(conn)?)
}

/// One of them.
pub fn find(conn: &mut Conn, id: CannedAnswerId) -> DbResult<Option<CannedAnswer>> {
    Ok(canned_answers::table.filter(canned_answers::id.eq(id)).select(COLUMNS).first(conn).optional()?)
}

/// Inserts a new one.
pub fn insert(
    conn: &mut Conn,
    text: &CannedText,
    editor: AccountId,
    now: Instant,
) -> DbResult<CannedAnswerId> {
    Ok(diesel::insert_into(canned_answers::table)
        .values((
            canned_answers::title.eq(&text.title),
            canned_answers::topic_id.eq(text.topic),
            canned_answers::lang.eq(text.lang),
            canned_answers::body.eq(&text.body),
            canned_answers::version.eq(1),
            canned_answers::used.eq(0),
            canned_answers::editor_id.eq(editor),
            canned_answers::created_at.eq(now),
            canned_answers::updated_at.eq(now),
        ))
        .returning(canned_answers::id)
        .get_result(conn)?)
}

/// Changes what it says, if it is still of the version that was read; answers whether it was.
pub fn update(
    conn: &mut Conn,
    id: CannedAnswerId,
    version: i32,
    text: &CannedText,
    editor: AccountId,
    now: Instant,
) -> DbResult<bool> {
    let unchanged =
        canned_answers::table.filter(canned_answers::id.eq(id).and(canned_answers::version.eq(version)));
    let written = diesel::update(unchanged)
        .set((
            canned_answers::title.eq(&text.title),
            canned_answers::topic_id.eq(text.topic),
            canned_answers::lang.eq(text.lang),
            canned_answers::body.eq(&text.body),
            canned_answers::version.eq(version + 1),
            canned_answers::editor_id.eq(editor),
            canned_answers::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// Takes it out of use, or back into it; answers whether there is such a one.
pub fn set_withdrawn(conn: &mut Conn, id: CannedAnswerId, since: Option<Instant>) -> DbResult<bool> {
    let row = canned_answers::table.filter(canned_answers::id.eq(id));
    Ok(diesel::update(row).set(canned_answers::withdrawn_at.eq(since)).execute(conn)? == 1)
}

/// Counts that it was put into an answer.
pub fn count_use(conn: &mut Conn, id: CannedAnswerId) -> DbResult<()> {
    diesel::update(canned_answers::table.filter(canned_answers::id.eq(id)))
        .set(canned_answers::used.eq(canned_answers::used + 1))
        .execute(conn)?;
    Ok(())
}
