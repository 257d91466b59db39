//! What is told because an act changed, and whom.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, NormChangeId, NormNoticeId};
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{norm_notices, norm_tellings as rows};
use crate::platform::db::{Conn, DbResult};

/// So many rows are written by one statement.
const AT_ONCE: usize = 1000;

/// Keeps what is told.
pub(in crate::norms) fn insert_notice(
    conn: &mut Conn,
    change: NormChangeId,
    body: &str,
    by: AccountId,
    now: Instant,
) -> DbResult<NormNoticeId> {
    Ok(diesel::insert_into(norm_notices::table)
        .values((
            norm_notices::change_id.eq(change),
            norm_notices::body.eq(body),
            norm_notices::written_by.eq(by),
            norm_notices::written_at.eq(now),
        ))
        .returning(norm_notices::id)
        .get_result(conn)?)
}

/// Lets these people wait for it; whoever was told of the change, or waits, is not told twice.
pub(in crate::norms) fn insert(
    conn: &mut Conn,
    change: NormChangeId,
    notice: NormNoticeId,
    people: &[AccountId],
) -> DbResult<()> {
    let row = |person: &AccountId| {
        vec![Cell::Big(Some(change.0)), Cell::Big(Some(person.0)), Cell::Big(Some(notice.0))]
    };
    for people in people.chunks(AT_ONCE) {
        let rows: Vec<Vec<Cell>> = people.iter().map(row).collect();
        let insert = "INSERT INTO norm_tellings (change_id, account_id, notice_id)";
        portable::with_rows(conn, insert, &rows, "ON CONFLICT DO NOTHING")?;
    }
    Ok(())
}

/// Whoever was told of a change, and when; nothing while she waits.
pub(in crate::norms) fn of_change(
    conn: &mut Conn,
    change: NormChangeId,
) -> DbResult<HashMap<AccountId, Option<Instant>>> {
    let of = rows::table.filter(rows::change_id.eq(change));
    let found: Vec<(AccountId, Option<Instant>)> = of.select((rows::account_id, rows::told_at)).load(conn)?;
    Ok(found.into_iter().collect())
}

/// Up to `limit` people who wait, in the order in which it was decided, from after one on.
pub(in crate::norms) fn waiting(
    conn: &mut Conn,
    (notice, account): (NormNoticeId, AccountId),
    limit: i64,
) -> DbResult<Vec<(NormNoticeId, AccountId, NormChangeId)>> {
    Ok(rows::table
        .filter(rows::told_at.is_null().and(rows::notice_id.ge(notice)))
        .filter(rows::notice_id.gt(notice).or(rows::account_id.gt(account)))
        .order((rows::notice_id.asc(), rows::account_id.asc()))
        .limit(limit)
        .select((rows::notice_id, rows::account_id, rows::change_id))
        .load(conn)?)
}

/// Tells a person who waits: the words, and whose they are. Nothing for whoever comes second, another node or a second run.
pub(in crate::norms) fn take(
    conn: &mut Conn,
    change: NormChangeId,
    account: AccountId,
    now: Instant,
) -> DbResult<Option<(String, AccountId)>> {
    let one = rows::change_id.eq(change).and(rows::account_id.eq(account));
    let taken = diesel::update(rows::table.filter(one.and(rows::told_at.is_null())))
        .set(rows::told_at.eq(now))
        .execute(conn)?;
    if taken == 0 {
        return Ok(None);
    }
    Ok(rows::table
        .inner_join(norm_notices::table.on(norm_notices::id.eq(rows::notice_id)))
        .filter(one)
        .select((norm_notices::body, norm_notices::written_by))
        .first(conn)
        .optional()?)
}

/// Forgets that somebody was to be told: there is nothing to tell her any more.
pub(in crate::norms) fn drop(conn: &mut Conn, change: NormChangeId, account: AccountId) -> DbResult<()> {
    let one = rows::change_id.eq(change).and(rows::account_id.eq(account));
    diesel::delete(rows::table.filter(one)).execute(conn)?;
    Ok(())
}
