//! What cites a norm, as it is read. What the public is shown is joined to the version that is public.

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, MessageId, TicketId};
use crate::kernel::norm::Norm;
use crate::norms::model::{CitingAnswer, CitingEntry};
use crate::platform::db::schema::{answer_norms, entries, entry_norms, entry_versions, messages, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

macro_rules! public {
    () => {
        entry_norms::table.inner_join(
            entries::table.on(entries::id
                .eq(entry_norms::entry_id)
                .and(entries::published_version.eq(entry_norms::version.nullable()))),
        )
    };
}

/// Every norm that a public entry cites, and how many do, in no particular order.
///
/// # Errors
/// When the database fails.
pub fn public_norms(conn: &mut Conn) -> DbResult<Vec<(Norm, i64)>> {
    let rows: Vec<(String, i64)> =
        public!().group_by(entry_norms::norm).select((entry_norms::norm, count_star())).load(conn)?;
    Ok(rows.into_iter().filter_map(|(key, count)| Some((Norm::of_key(&key)?, count))).collect())
}

/// How many public entries cite a norm.
pub(in crate::norms) fn count_entries(conn: &mut Conn, norm: &Norm) -> DbResult<i64> {
    Ok(public!().filter(entry_norms::norm.eq(norm.key())).count().get_result(conn)?)
}

type EntryRow = (EntryId, String, String, Lang, String);

/// Up to `limit` public entries that cite a norm, the newest first, from before the entry `before` on.
pub(in crate::norms) fn entries(
    conn: &mut Conn,
    norm: &Norm,
    before: EntryId,
    limit: i64,
) -> DbResult<Vec<CitingEntry>> {
    let rows: Vec<EntryRow> = public!()
        .inner_join(
            entry_versions::table.on(entry_versions::entry_id
                .eq(entry_norms::entry_id)
                .and(entry_versions::number.eq(entry_norms::version))),
        )
        .filter(entry_norms::norm.eq(norm.key()).and(entry_norms::entry_id.lt(before)))
        .order(entry_norms::entry_id.desc())
        .limit(limit)
        .select((
            entries::id,
            entries::slug,
            entry_versions::title,
            entry_versions::language,
            entry_norms::places,
        ))
        .load(conn)?;
    let entry = |(id, slug, title, language, places)| CitingEntry { id, slug, title, language, places };
    Ok(rows.into_iter().map(entry).collect())
}

/// How many answers since then cite a norm; for the desk.
pub(in crate::norms) fn count_answers(conn: &mut Conn, norm: &Norm, since: Instant) -> DbResult<i64> {
    Ok(answer_norms::table
        .filter(answer_norms::norm.eq(norm.key()).and(answer_norms::answered_at.ge(since)))
        .count()
        .get_result(conn)?)
}

type AnswerRow = (MessageId, TicketId, String, Instant, String);

/// Up to `limit` answers that cite a norm, the newest first, from before `before` on; for the desk.
pub(in crate::norms) fn answers(
    conn: &mut Conn,
    norm: &Norm,
    before: MessageId,
    limit: i64,
) -> DbResult<Vec<CitingAnswer>> {
    let rows: Vec<AnswerRow> = answer_norms::table
        .inner_join(messages::table.on(messages::id.eq(answer_norms::message_id)))
        .inner_join(tickets::table.on(tickets::id.eq(messages::ticket_id)))
        .filter(answer_norms::norm.eq(norm.key()).and(answer_norms::message_id.lt(before)))
        .order(answer_norms::message_id.desc())
        .limit(limit)
        .select((messages::id, tickets::id, tickets::subject, messages::created_at, answer_norms::places))
        .load(conn)?;
    let answer =
        |(message, ticket, subject, at, places)| CitingAnswer { message, ticket, subject, at, places };
    Ok(rows.into_iter().map(answer).collect())
}
