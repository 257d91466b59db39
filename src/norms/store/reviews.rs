//! What is to be looked at because an act changed.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, MessageId, NormChangeId, NormReviewId, TicketId};
use crate::kernel::norm::Norm;
use crate::norms::model::{Change, CitingAnswer, CitingEntry, Outcome, Review};
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{
    answer_norms, entries, entry_norms, entry_versions, messages, norm_changes, norm_reviews, tickets,
};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

/// So many rows are written by one statement.
const AT_ONCE: usize = 1000;

/// Puts on the list what cited the act when its change was noted: entries in the version that was public then, answers since the
/// day that the change names. What is there already stays as it is.
pub(in crate::norms) fn open(conn: &mut Conn, change: &Change) -> DbResult<()> {
    let entries: Vec<EntryId> = entry_norms::table
        .inner_join(entries::table.on(entries::id.eq(entry_norms::entry_id)))
        .filter(entry_norms::norm.eq(change.norm.key()))
        .filter(entries::published_version.eq(entry_norms::version.nullable()))
        .filter(entries::published_at.le(change.noted_at))
        .select(entries::id)
        .load(conn)?;
    let answers: Vec<MessageId> = answer_norms::table
        .filter(answer_norms::norm.eq(change.norm.key()))
        .filter(answer_norms::answered_at.ge(change.answers_since))
        .filter(answer_norms::answered_at.le(change.noted_at))
        .select(answer_norms::message_id)
        .load(conn)?;
    let row = |entry: Option<i64>, message: Option<i64>| {
        vec![Cell::Big(Some(change.id.0)), Cell::Big(entry), Cell::Big(message)]
    };
    let rows: Vec<Vec<Cell>> = entries
        .iter()
        .map(|entry| row(Some(entry.0), None))
        .chain(answers.iter().map(|message| row(None, Some(message.0))))
        .collect();
    for rows in rows.chunks(AT_ONCE) {
        let insert = "INSERT INTO norm_reviews (change_id, entry_id, message_id)";
        portable::with_rows(conn, insert, rows, "ON CONFLICT DO NOTHING")?;
    }
    Ok(())
}

/// Takes off the list what waits there about an entry, for changes noted until then.
pub(in crate::norms) fn settle_entry(
    conn: &mut Conn,
    entry: EntryId,
    outcome: Outcome,
    by: Option<AccountId>,
    at: Instant,
) -> DbResult<()> {
    let waiting: Vec<NormReviewId> = norm_reviews::table
        .inner_join(norm_changes::table.on(norm_changes::id.eq(norm_reviews::change_id)))
        .filter(norm_reviews::entry_id.eq(entry).and(norm_reviews::outcome.is_null()))
        .filter(norm_changes::noted_at.le(at))
        .select(norm_reviews::id)
        .load(conn)?;
    settle(conn, &waiting, outcome, by, at).map(|_| ())
}

/// The same about the answers of a question, but for the newest of them, which is what is right now.
pub(in crate::norms) fn settle_answers(
    conn: &mut Conn,
    ticket: TicketId,
    newest: MessageId,
    by: Option<AccountId>,
    at: Instant,
) -> DbResult<()> {
    let waiting: Vec<NormReviewId> = norm_reviews::table
        .inner_join(norm_changes::table.on(norm_changes::id.eq(norm_reviews::change_id)))
        .inner_join(messages::table.on(messages::id.nullable().eq(norm_reviews::message_id)))
        .filter(messages::ticket_id.eq(ticket).and(messages::id.ne(newest)))
        .filter(norm_reviews::outcome.is_null().and(norm_changes::noted_at.le(at)))
        .select(norm_reviews::id)
        .load(conn)?;
    settle(conn, &waiting, Outcome::Revised, by, at).map(|_| ())
}

/// Takes these off the list, as far as they are on it; answers how many were.
pub(in crate::norms) fn settle(
    conn: &mut Conn,
    waiting: &[NormReviewId],
    outcome: Outcome,
    by: Option<AccountId>,
    at: Instant,
) -> DbResult<usize> {
    if waiting.is_empty() {
        return Ok(0);
    }
    let open = norm_reviews::id.eq_any(waiting.to_vec()).and(norm_reviews::outcome.is_null());
    Ok(diesel::update(norm_reviews::table.filter(open))
        .set((
            norm_reviews::outcome.eq(outcome.word()),
            norm_reviews::settled_by.eq(by),
            norm_reviews::settled_at.eq(at),
        ))
        .execute(conn)?)
}

/// Whether there is such a thing to look at, on the list or not any more.
pub(in crate::norms) fn exists(conn: &mut Conn, id: NormReviewId) -> DbResult<bool> {
    let found: Option<NormReviewId> = norm_reviews::table
        .filter(norm_reviews::id.eq(id))
        .select(norm_reviews::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// How many entries and how many answers wait.
pub(in crate::norms) fn count(conn: &mut Conn) -> DbResult<(i64, i64)> {
    let open = norm_reviews::table.filter(norm_reviews::outcome.is_null());
    let entries = open.filter(norm_reviews::entry_id.is_not_null()).count().get_result(conn)?;
    let answers = open.filter(norm_reviews::message_id.is_not_null()).count().get_result(conn)?;
    Ok((entries, answers))
}

type ChangeRow = (NormReviewId, NormChangeId, String, String, String);

fn review<T>((id, change, norm, changed_on, what): ChangeRow, of: T) -> Option<Review<T>> {
    let norm = Norm::of_key(&norm)?;
    Some(Review { id, change, norm, changed_on: changed_on.parse().ok()?, what, of })
}

/// The answers that wait because of a change, each with the question that it was written in: all of them, or those to one person.
pub(in crate::norms) fn waiting_answers(
    conn: &mut Conn,
    change: NormChangeId,
    of: Option<AccountId>,
) -> DbResult<Vec<(NormReviewId, TicketId)>> {
    let mut waiting = norm_reviews::table
        .inner_join(messages::table.on(messages::id.nullable().eq(norm_reviews::message_id)))
        .inner_join(tickets::table.on(tickets::id.eq(messages::ticket_id)))
        .filter(norm_reviews::change_id.eq(change).and(norm_reviews::outcome.is_null()))
        .order(norm_reviews::id.asc())
        .select((norm_reviews::id, tickets::id))
        .into_boxed();
    if let Some(person) = of {
        waiting = waiting.filter(tickets::requester_id.eq(person));
    }
    Ok(waiting.load(conn)?)
}

/// Who asked what was answered by the answer that is looked at because of a change.
pub(in crate::norms) fn asker_of(
    conn: &mut Conn,
    change: NormChangeId,
    id: NormReviewId,
) -> DbResult<Option<AccountId>> {
    Ok(norm_reviews::table
        .inner_join(messages::table.on(messages::id.nullable().eq(norm_reviews::message_id)))
        .inner_join(tickets::table.on(tickets::id.eq(messages::ticket_id)))
        .filter(norm_reviews::id.eq(id).and(norm_reviews::change_id.eq(change)))
        .select(tickets::requester_id)
        .first(conn)
        .optional()?)
}

/// Those of these entries that nobody has looked at since the change.
pub(in crate::norms) fn unseen(
    conn: &mut Conn,
    change: NormChangeId,
    of: &[EntryId],
) -> DbResult<Vec<EntryId>> {
    let open = norm_reviews::change_id.eq(change).and(norm_reviews::outcome.is_null());
    let found: Vec<Option<EntryId>> = norm_reviews::table
        .filter(open.and(norm_reviews::entry_id.eq_any(of.to_vec())))
        .select(norm_reviews::entry_id)
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Up to `limit` entries that wait, those that wait longest first, from after `after` on.
pub(in crate::norms) fn entries(
    conn: &mut Conn,
    after: NormReviewId,
    limit: i64,
) -> DbResult<Vec<Review<CitingEntry>>> {
    type Row = (ChangeRow, (EntryId, String, String, Lang));
    let rows: Vec<Row> = norm_reviews::table
        .inner_join(norm_changes::table.on(norm_changes::id.eq(norm_reviews::change_id)))
        .inner_join(entries::table.on(entries::id.nullable().eq(norm_reviews::entry_id)))
        .inner_join(entry_versions::table.on(
            entry_versions::entry_id.eq(entries::id).and(entry_versions::number.eq(entries::draft_version)),
        ))
        .filter(norm_reviews::outcome.is_null().and(norm_reviews::entry_id.is_not_null()))
        .filter(norm_reviews::id.gt(after))
        .order(norm_reviews::id.asc())
        .limit(limit)
        .select((
            (
                norm_reviews::id,
                norm_changes::id,
                norm_changes::norm,
                norm_changes::changed_on,
                norm_changes::what,
            ),
            (entries::id, entries::slug, entry_versions::title, entry_versions::language),
        ))
        .load(conn)?;
    let entry =
        |(id, slug, title, language)| CitingEntry { id, slug, title, language, places: String::new() };
    Ok(rows.into_iter().filter_map(|(change, row)| review(change, entry(row))).collect())
}

/// The same of answers.
pub(in crate::norms) fn answers(
    conn: &mut Conn,
    after: NormReviewId,
    limit: i64,
) -> DbResult<Vec<Review<CitingAnswer>>> {
    type Row = (ChangeRow, (MessageId, TicketId, String, Instant));
    let rows: Vec<Row> = norm_reviews::table
        .inner_join(norm_changes::table.on(norm_changes::id.eq(norm_reviews::change_id)))
        .inner_join(messages::table.on(messages::id.nullable().eq(norm_reviews::message_id)))
        .inner_join(tickets::table.on(tickets::id.eq(messages::ticket_id)))
        .filter(norm_reviews::outcome.is_null().and(norm_reviews::message_id.is_not_null()))
        .filter(norm_reviews::id.gt(after))
        .order(norm_reviews::id.asc())
        .limit(limit)
        .select((
            (
                norm_reviews::id,
                norm_changes::id,
                norm_changes::norm,
                norm_changes::changed_on,
                norm_changes::what,
            ),
            (messages::id, tickets::id, tickets::subject, messages::created_at),
        ))
        .load(conn)?;
    let answer =
        |(message, ticket, subject, at)| CitingAnswer { message, ticket, subject, at, places: String::new() };
    Ok(rows.into_iter().filter_map(|(change, row)| review(change, answer(row))).collect())
}
