//! Rows of absences. Days are kept as `YYYY-MM-DD`, whose order as text is that of the calendar.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::accounts::absences::{Absence, Away, AwayNow, StandIn};
use crate::accounts::model::{AccountState, Role};
use crate::accounts::permissions::is_at_the_desk;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AbsenceId, AccountId};
use crate::kernel::text::Name;
use crate::platform::db::schema::{absences, accounts};
use crate::platform::db::{Conn, DbResult};

type Row = (AbsenceId, AccountId, String, String, Option<AccountId>, Instant);
type Columns = (
    absences::id,
    absences::account_id,
    absences::first_day,
    absences::last_day,
    absences::stand_in_id,
    absences::noted_at,
);
const COLUMNS: Columns = (
    absences::id,
    absences::account_id,
    absences::first_day,
    absences::last_day,
    absences::stand_in_id,
    absences::noted_at,
);

/// None of a day that nobody of this program wrote.
fn absence((id, account, first, last, stand_in, noted_at): Row) -> Option<Absence> {
    Some(Absence { id, account, first: first.parse().ok()?, last: last.parse().ok()?, stand_in, noted_at })
}

/// Who is away on a day.
pub fn away_on(conn: &mut Conn, day: NaiveDate) -> DbResult<AwayNow> {
    type Found = (AccountId, String, Option<AccountId>, Option<Name>, Option<Role>, Option<AccountState>);
    let day = day.to_string();
    let rows: Vec<Found> = absences::table
        .left_join(accounts::table)
        .filter(absences::last_day.ge(&day).and(absences::first_day.le(&day)))
        .select((
            absences::account_id,
            absences::last_day,
            absences::stand_in_id,
            accounts::name.nullable(),
            accounts::role.nullable(),
            accounts::state.nullable(),
        ))
        .load(conn)?;
    let gone: Vec<AccountId> = rows.iter().map(|(account, ..)| *account).collect();
    let away = rows.into_iter().filter_map(|(account, last, stand_in, name, role, state)| {
        let stand_in = stand_in.zip(name).map(|(id, name)| StandIn { id, name });
        let is_there = role.zip(state).is_some_and(|(role, state)| is_at_the_desk(role, state));
        let stand_in = stand_in.filter(|stand_in| is_there && !gone.contains(&stand_in.id));
        Some((account, Away { until: last.parse().ok()?, stand_in }))
    });
    Ok(AwayNow::new(away.collect::<HashMap<_, _>>()))
}

/// One absence.
pub fn find(conn: &mut Conn, id: AbsenceId) -> DbResult<Option<Absence>> {
    let row: Option<Row> = absences::table.find(id).select(COLUMNS).first(conn).optional()?;
    Ok(row.and_then(absence))
}

/// The absence of a stand-in that was noted at an instant.
pub fn named_at(conn: &mut Conn, stand_in: AccountId, at: Instant) -> DbResult<Option<Absence>> {
    let row: Option<Row> = absences::table
        .filter(absences::noted_at.eq(at).and(absences::stand_in_id.eq(stand_in)))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.and_then(absence))
}

/// Absences that are not over on a day, of a person or of everybody, the first to begin first.
pub fn from_day(conn: &mut Conn, of: Option<AccountId>, day: NaiveDate) -> DbResult<Vec<Absence>> {
    let mut query = absences::table
        .filter(absences::last_day.ge(day.to_string()))
        .order((absences::first_day.asc(), absences::id.asc()))
        .select(COLUMNS)
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(absences::account_id.eq(of));
    }
    Ok(query.load::<Row>(conn)?.into_iter().filter_map(absence).collect())
}

/// Every absence of a person that is kept, for her own data.
pub fn all_of(conn: &mut Conn, of: AccountId) -> DbResult<Vec<Absence>> {
    let rows: Vec<Row> = absences::table
        .filter(absences::account_id.eq(of))
        .order(absences::first_day.asc())
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(absence).collect())
}

/// Inserts an absence.
pub fn insert(
    conn: &mut Conn,
    of: AccountId,
    (first, last): (NaiveDate, NaiveDate),
    stand_in: Option<AccountId>,
    by: AccountId,
    now: Instant,
) -> DbResult<AbsenceId> {
    Ok(diesel::insert_into(absences::table)
        .values((
            absences::account_id.eq(of),
            absences::first_day.eq(first.to_string()),
            absences::last_day.eq(last.to_string()),
            absences::stand_in_id.eq(stand_in),
            absences::noted_by.eq(by),
            absences::noted_at.eq(now),
        ))
        .returning(absences::id)
        .get_result(conn)?)
}

/// Writes an absence anew.
pub fn update(
    conn: &mut Conn,
    id: AbsenceId,
    (first, last): (NaiveDate, NaiveDate),
    stand_in: Option<AccountId>,
    by: AccountId,
    now: Instant,
) -> DbResult<()> {
    diesel::update(absences::table.find(id))
        .set((
            absences::first_day.eq(first.to_string()),
            absences::last_day.eq(last.to_string()),
            absences::stand_in_id.eq(stand_in),
            absences::noted_by.eq(by),
            absences::noted_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes an absence; false when there is none.
pub fn delete(conn: &mut Conn, id: AbsenceId) -> DbResult<bool> {
    Ok(diesel::delete(absences::table.find(id)).execute(conn)? == 1)
}

/// Deletes absences that were over before a day; answers how many.
pub fn delete_ended(conn: &mut Conn, before: NaiveDate) -> DbResult<usize> {
    Ok(diesel::delete(absences::table.filter(absences::last_day.lt(before.to_string()))).execute(conn)?)
}
