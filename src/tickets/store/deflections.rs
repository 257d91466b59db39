//! Rows of questions that an entry of the catalogue spared.

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId};
use crate::platform::db::schema::{deflections, tickets};
use crate::platform::db::{Conn, DbResult, stretches};
use crate::tickets::deflections::Outcome;

/// Notes that an entry was enough for who was filling in a form, unless it was noted before.
pub fn note(
    conn: &mut Conn,
    entry: EntryId,
    account: AccountId,
    submission_key: &str,
    now: Instant,
) -> DbResult<()> {
    let known = deflections::table.filter(deflections::submission_key.eq(submission_key));
    if !diesel::select(exists(known)).get_result::<bool>(conn)? {
        diesel::insert_into(deflections::table)
            .values((
                deflections::entry_id.eq(entry),
                deflections::submission_key.eq(submission_key),
                deflections::account_id.eq(account),
                deflections::at.eq(now),
                deflections::outcome.eq(Outcome::Open),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The entries that were enough for somebody, and when, as long as it is known who it was; oldest first.
pub fn of_account(conn: &mut Conn, account: AccountId) -> DbResult<Vec<(EntryId, Instant)>> {
    Ok(deflections::table
        .filter(deflections::outcome.eq(Outcome::Open).and(deflections::account_id.eq(account)))
        .order((deflections::at.asc(), deflections::id.asc()))
        .select((deflections::entry_id, deflections::at))
        .load(conn)?)
}

/// Those of a person whose outcome is not known.
pub fn open_of(conn: &mut Conn, account: AccountId) -> DbResult<Vec<i64>> {
    Ok(deflections::table
        .filter(deflections::outcome.eq(Outcome::Open).and(deflections::account_id.eq(account)))
        .order(deflections::id.asc())
        .select(deflections::id)
        .load(conn)?)
}

/// Up to `limit` whose outcome is not known, noted before an instant.
pub fn open_before(conn: &mut Conn, before: Instant, limit: i64) -> DbResult<Vec<i64>> {
    Ok(deflections::table
        .filter(deflections::outcome.eq(Outcome::Open).and(deflections::at.lt(before)))
        .order((deflections::at.asc(), deflections::id.asc()))
        .limit(limit)
        .select(deflections::id)
        .load(conn)?)
}

/// The questions that were asked after some of these by the same person: which one, when it was noted, and when she asked.
pub fn asked_after(conn: &mut Conn, ids: &[i64]) -> DbResult<Vec<(i64, Instant, Instant)>> {
    Ok(deflections::table
        .inner_join(tickets::table.on(tickets::requester_id.nullable().eq(deflections::account_id)))
        .filter(deflections::id.eq_any(ids).and(tickets::created_at.gt(deflections::at)))
        .select((deflections::id, deflections::at, tickets::created_at))
        .load(conn)?)
}

/// Keeps what became of them, and no longer who it was.
pub fn settle(conn: &mut Conn, ids: &[i64], outcome: Outcome) -> DbResult<()> {
    diesel::update(deflections::table.filter(deflections::id.eq_any(ids)))
        .set((deflections::outcome.eq(outcome), deflections::account_id.eq(None::<AccountId>)))
        .execute(conn)?;
    Ok(())
}

/// Keeps of those of a person no longer whose they were; of settled ones nobody knows it any more.
pub fn disown(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    let hers = deflections::outcome.eq(Outcome::Open).and(deflections::account_id.eq(account));
    diesel::update(deflections::table.filter(hers))
        .set(deflections::account_id.eq(None::<AccountId>))
        .execute(conn)?;
    Ok(())
}

/// How many of each outcome were noted in each of some stretches of time, by the place of the stretch: all of them lie in `from` and
/// `to`, this excluded, and the later ones begin at these instants.
pub fn counts(
    conn: &mut Conn,
    (from, to): (Instant, Instant),
    later: &[Instant],
) -> DbResult<Vec<(i64, Outcome, i64)>> {
    let place = stretches::of_instant("deflections.at", later);
    Ok(deflections::table
        .filter(deflections::at.ge(from).and(deflections::at.lt(to)))
        .group_by((place.clone(), deflections::outcome))
        .select((place, deflections::outcome, count_star()))
        .load(conn)?)
}
