//! Who reads every working day what the day brings.

use chrono::{NaiveDate, Timelike};
use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::AccountId;
use crate::platform::db::schema::daily_digests as rows;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;

/// Whose hour has come today, and who was not told yet.
pub(in crate::notifications) fn whose_hour_came(
    conn: &mut Conn,
    today: NaiveDate,
    hour: u32,
) -> DbResult<Vec<AccountId>> {
    let not_yet = rows::last_on.is_null().or(rows::last_on.lt(today.to_string()));
    let came = rows::hour.le(i32::try_from(hour).unwrap_or(i32::MAX));
    Ok(rows::table
        .filter(came.and(not_yet))
        .order(rows::account_id.asc())
        .select(rows::account_id)
        .load(conn)?)
}

/// Tells it. Whoever comes second, another node or a second run, changes no row and tells nothing.
pub(in crate::notifications) fn tell(
    conn: &mut Conn,
    account: AccountId,
    today: NaiveDate,
    now: Instant,
) -> DbResult<()> {
    let not_yet = rows::last_on.is_null().or(rows::last_on.lt(today.to_string()));
    let told = diesel::update(rows::table.filter(rows::account_id.eq(account).and(not_yet)))
        .set(rows::last_on.eq(today.to_string()))
        .execute(conn)?;
    if told > 0 {
        events::append(conn, now, Actor::System, &Event::DailyDigestDue { account })?;
    }
    Ok(())
}

/// The hour that somebody chose, if she did.
pub(in crate::notifications) fn hour_of(conn: &mut Conn, account: AccountId) -> DbResult<Option<u32>> {
    let hour: Option<i32> =
        rows::table.filter(rows::account_id.eq(account)).select(rows::hour).first(conn).optional()?;
    Ok(hour.and_then(|hour| u32::try_from(hour).ok()))
}

/// Keeps the hour, or that none is wanted. An hour of today that has passed counts from tomorrow on.
pub(in crate::notifications) fn choose(
    conn: &mut Conn,
    account: AccountId,
    hour: Option<u32>,
    now: Instant,
) -> DbResult<()> {
    let before = hour_of(conn, account)?;
    if before == hour {
        return Ok(());
    }
    let own = rows::table.filter(rows::account_id.eq(account));
    let Some(hour) = hour else {
        diesel::delete(own).execute(conn)?;
        return Ok(());
    };
    let local = now.rome();
    let stored = i32::try_from(hour).unwrap_or(0);
    // Whoever was told today is not told again at another hour.
    let last_on = (hour <= local.hour()).then(|| local.date_naive().to_string());
    let changed = match &last_on {
        Some(day) => diesel::update(own).set((rows::hour.eq(stored), rows::last_on.eq(day))).execute(conn)?,
        None => diesel::update(own).set(rows::hour.eq(stored)).execute(conn)?,
    };
    if changed == 0 {
        diesel::insert_into(rows::table)
            .values((rows::account_id.eq(account), rows::hour.eq(stored), rows::last_on.eq(last_on)))
            .execute(conn)?;
    }
    Ok(())
}
