//! Lists of the desk: entries by state, newest change first.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::catalogue::model::{EntryKind, EntryState};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, TopicId};
use crate::platform::db::schema::{entries, entry_versions as versions};
use crate::platform::db::{Conn, DbResult};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: EntryId,
    pub state: EntryState,
    pub published_version: Option<i32>,
    pub updated_at: Instant,
    pub title: String,
    pub kind: EntryKind,
    pub topic: TopicId,
    pub editor: Option<AccountId>,
    pub review_by: Option<String>,
    pub publish_at: Option<Instant>,
}

type Row = (
    EntryId,
    EntryState,
    Option<i32>,
    Instant,
    String,
    EntryKind,
    TopicId,
    Option<AccountId>,
    (Option<String>, Option<String>),
    Option<Instant>,
);

/// Up to `limit` entries in a state, last changed first, from after the line `(updated_at, id)` on.
pub fn by_state(
    conn: &mut Conn,
    state: EntryState,
    after: Option<(Instant, EntryId)>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mut lines = entries::table
        .inner_join(
            versions::table
                .on(versions::entry_id.eq(entries::id).and(versions::number.eq(entries::draft_version))),
        )
        .filter(entries::state.eq(state))
        .order((entries::updated_at.desc(), entries::id.desc()))
        .select((
            entries::id,
            entries::state,
            entries::published_version,
            entries::updated_at,
            versions::title,
            versions::kind,
            versions::topic_id,
            versions::editor_id,
            (entries::review_by, versions::review_by),
            entries::publish_at,
        ))
        .limit(limit)
        .into_boxed();
    if let Some((at, id)) = after {
        // The first comparison alone uses the index; the second settles equal times.
        lines = lines
            .filter(entries::updated_at.le(at))
            .filter(entries::updated_at.lt(at).or(entries::id.lt(id)));
    }
    let rows: Vec<Row> = lines.load(conn)?;
    let listed =
        |(id, state, published_version, updated_at, title, kind, topic, editor, review, publish_at): Row| {
            let (of_public, of_draft) = review;
            let review_by = if state == EntryState::Published { of_public } else { of_draft };
            Listed {
                id,
                state,
                published_version,
                updated_at,
                title,
                kind,
                topic,
                editor,
                review_by,
                publish_at,
            }
        };
    Ok(rows.into_iter().map(listed).collect())
}

/// How many entries there are in each state; states without any are left out.
pub fn counts(conn: &mut Conn) -> DbResult<Vec<(EntryState, i64)>> {
    Ok(entries::table
        .group_by(entries::state)
        .select((entries::state, diesel::dsl::count_star()))
        .load(conn)?)
}

/// A public entry that has to be checked by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCheck {
    pub id: EntryId,
    pub state: EntryState,
    pub slug: String,
    pub title: String,
    pub kind: EntryKind,
    pub topic: TopicId,
    pub owner: Option<AccountId>,
    pub verified_on: Option<String>,
    pub review_by: String,
    pub public_version: i32,
}

type ToCheckRow = (
    EntryId,
    EntryState,
    String,
    String,
    EntryKind,
    TopicId,
    Option<AccountId>,
    Option<String>,
    Option<String>,
    i32,
);

/// Up to `limit` public entries that have to be checked by `until`, the longest due first, from after the line `(review_by, id)`
/// on; of one owner, or of all.
pub fn to_check(
    conn: &mut Conn,
    owner: Option<AccountId>,
    until: NaiveDate,
    after: Option<(&str, EntryId)>,
    limit: i64,
) -> DbResult<Vec<ToCheck>> {
    let mut lines = entries::table
        .inner_join(
            versions::table.on(versions::entry_id
                .eq(entries::id)
                .and(versions::number.nullable().eq(entries::published_version))),
        )
        .filter(entries::published_version.is_not_null().and(entries::review_by.le(until.to_string())))
        .order((entries::review_by.asc(), entries::id.asc()))
        .select((
            entries::id,
            entries::state,
            entries::slug,
            versions::title,
            versions::kind,
            versions::topic_id,
            entries::owner_id,
            entries::verified_on,
            entries::review_by,
            versions::number,
        ))
        .limit(limit)
        .into_boxed();
    if let Some(owner) = owner {
        lines = lines.filter(entries::owner_id.eq(owner));
    }
    if let Some((day, id)) = after {
        // The first comparison alone uses the index; the second settles equal days.
        lines = lines
            .filter(entries::review_by.ge(day.to_owned()))
            .filter(entries::review_by.gt(day.to_owned()).or(entries::id.gt(id)));
    }
    let rows: Vec<ToCheckRow> = lines.load(conn)?;
    let line =
        |(id, state, slug, title, kind, topic, owner, verified_on, review_by, public_version): ToCheckRow| {
            let review_by = review_by.unwrap_or_default();
            ToCheck { id, state, slug, title, kind, topic, owner, verified_on, review_by, public_version }
        };
    Ok(rows.into_iter().map(line).collect())
}

/// How many public entries have to be checked by `until`: of that owner, and in all.
pub fn count_to_check(conn: &mut Conn, owner: AccountId, until: NaiveDate) -> DbResult<(i64, i64)> {
    let due = entries::published_version.is_not_null().and(entries::review_by.le(until.to_string()));
    let all = entries::table.filter(due.clone()).count().get_result(conn)?;
    let own = entries::table.filter(due).filter(entries::owner_id.eq(owner)).count().get_result(conn)?;
    Ok((own, all))
}

/// The approved entries whose hour has come.
pub fn to_publish(conn: &mut Conn, now: Instant) -> DbResult<Vec<EntryId>> {
    Ok(entries::table
        .filter(entries::publish_at.le(now))
        .order(entries::publish_at.asc())
        .limit(100)
        .select(entries::id)
        .load(conn)?)
}
