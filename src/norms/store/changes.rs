//! That acts changed.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::NormChangeId;
use crate::kernel::norm::Norm;
use crate::norms::model::{Change, NewChange};
use crate::platform::db::schema::norm_changes;
use crate::platform::db::{Conn, DbResult};

type Row = (NormChangeId, String, String, String, Instant, Instant);
type Columns = (
    norm_changes::id,
    norm_changes::norm,
    norm_changes::changed_on,
    norm_changes::what,
    norm_changes::answers_since,
    norm_changes::noted_at,
);
const COLUMNS: Columns = (
    norm_changes::id,
    norm_changes::norm,
    norm_changes::changed_on,
    norm_changes::what,
    norm_changes::answers_since,
    norm_changes::noted_at,
);

fn change((id, norm, changed_on, what, answers_since, noted_at): Row) -> Option<Change> {
    let norm = Norm::of_key(&norm)?;
    Some(Change { id, norm, changed_on: changed_on.parse().ok()?, what, answers_since, noted_at })
}

pub(in crate::norms) fn insert(conn: &mut Conn, new: &NewChange, now: Instant) -> DbResult<NormChangeId> {
    Ok(diesel::insert_into(norm_changes::table)
        .values((
            norm_changes::norm.eq(new.norm.key()),
            norm_changes::changed_on.eq(new.changed_on.to_string()),
            norm_changes::what.eq(&new.what),
            norm_changes::answers_since.eq(new.answers_since),
            norm_changes::noted_by.eq(new.by),
            norm_changes::noted_at.eq(now),
        ))
        .returning(norm_changes::id)
        .get_result(conn)?)
}

/// What was noted of a norm, the newest first.
pub(in crate::norms) fn of_norm(conn: &mut Conn, norm: &Norm) -> DbResult<Vec<Change>> {
    let rows: Vec<Row> = norm_changes::table
        .filter(norm_changes::norm.eq(norm.key()))
        .order(norm_changes::id.desc())
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(change).collect())
}

pub(in crate::norms) fn find(conn: &mut Conn, id: NormChangeId) -> DbResult<Option<Change>> {
    let found: Option<Row> =
        norm_changes::table.filter(norm_changes::id.eq(id)).select(COLUMNS).first(conn).optional()?;
    Ok(found.and_then(change))
}
