//! Lists of the desk: entries by state, newest change first.

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
    Option<String>,
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
            versions::review_by,
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
    Ok(rows
        .into_iter()
        .map(|(id, state, published_version, updated_at, title, kind, topic, editor, review_by)| Listed {
            id,
            state,
            published_version,
            updated_at,
            title,
            kind,
            topic,
            editor,
            review_by,
        })
        .collect())
}

/// How many entries there are in each state; states without any are left out.
pub fn counts(conn: &mut Conn) -> DbResult<Vec<(EntryState, i64)>> {
    Ok(entries::table
        .group_by(entries::state)
        .select((entries::state, diesel::dsl::count_star()))
        .load(conn)?)
}
