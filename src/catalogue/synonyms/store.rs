//! The lists that people saved: each time one is added, and none is ever changed.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::schema::synonym_lists as lists;
use crate::platform::db::{Conn, DbResult, portable};

/// A list that somebody saved.
#[derive(Debug, Clone)]
pub(super) struct Saved {
    pub version: i32,
    pub text: String,
    pub editor: AccountId,
    pub at: Instant,
}

type Columns = (lists::version, lists::text, lists::editor_id, lists::created_at);
const COLUMNS: Columns = (lists::version, lists::text, lists::editor_id, lists::created_at);

fn saved((version, text, editor, at): (i32, String, AccountId, Instant)) -> Saved {
    Saved { version, text, editor, at }
}

/// The newest; 0 when nobody saved any.
pub(super) fn newest_version(conn: &mut Conn) -> DbResult<i32> {
    let newest: Option<i32> = lists::table.select(diesel::dsl::max(lists::version)).first(conn)?;
    Ok(newest.unwrap_or(0))
}

/// What was saved under a number.
pub(super) fn version(conn: &mut Conn, version: i32) -> DbResult<Option<Saved>> {
    Ok(lists::table.find(version).select(COLUMNS).first(conn).optional()?.map(saved))
}

/// The newest, up to `limit`.
pub(super) fn history(conn: &mut Conn, limit: i64) -> DbResult<Vec<Saved>> {
    let rows: Vec<_> = lists::table.order(lists::version.desc()).limit(limit).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(saved).collect())
}

/// Adds what somebody wrote who had read `version` (0: the program's); answers whether that is still the newest.
pub(super) fn insert(
    conn: &mut Conn,
    read: i32,
    text: &str,
    editor: AccountId,
    now: Instant,
) -> DbResult<bool> {
    portable::exclusive(conn, "synonym_lists")?;
    if newest_version(conn)? != read {
        return Ok(false);
    }
    let row = (
        lists::version.eq(read + 1),
        lists::text.eq(text),
        lists::editor_id.eq(editor),
        lists::created_at.eq(now),
    );
    diesel::insert_into(lists::table).values(row).execute(conn)?;
    Ok(true)
}
