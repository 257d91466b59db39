//! Which entries have to be checked, and what was told of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::kernel::ids::{AccountId, EntryId};
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{check_reminders as rows, entries, entry_versions as versions};
use crate::platform::db::{Conn, DbResult};

/// So many rows are written by one statement.
const AT_ONCE: usize = 1000;

/// The public entries that have to be checked by `until`, of one owner, or of nobody.
macro_rules! due {
    ($owner:expr, $until:expr) => {{
        let due = entries::published_version.is_not_null().and(entries::review_by.le($until.to_string()));
        let of = entries::table.filter(due).into_boxed();
        match $owner {
            Some(owner) => of.filter(entries::owner_id.eq(owner)),
            None => of.filter(entries::owner_id.is_null()),
        }
    }};
}

/// Whoever answers for public entries that have to be checked by `until`; nobody among them where nobody does.
pub fn owners(conn: &mut Conn, until: NaiveDate) -> DbResult<Vec<Option<AccountId>>> {
    Ok(entries::table
        .filter(entries::published_version.is_not_null().and(entries::review_by.le(until.to_string())))
        .select(entries::owner_id)
        .distinct()
        .load(conn)?)
}

/// Whether an owner, or the coordinators, were told something on a day.
pub fn is_told(conn: &mut Conn, owner: Option<AccountId>, on: NaiveDate) -> DbResult<bool> {
    let on = rows::table.filter(rows::told_on.eq(on.to_string())).into_boxed();
    let to = match owner {
        Some(owner) => on.filter(rows::told_to.eq(owner)),
        None => on.filter(rows::told_to.is_null()),
    };
    Ok(to.select(rows::entry_id).first::<EntryId>(conn).optional()?.is_some())
}

/// The entries of an owner of which was not told yet what is true by `today`, with the days by which they have to be checked.
pub fn untold(
    conn: &mut Conn,
    owner: Option<AccountId>,
    today: NaiveDate,
    until: NaiveDate,
) -> DbResult<Vec<(EntryId, String)>> {
    let due: Vec<(EntryId, Option<String>)> =
        due!(owner, until).select((entries::id, entries::review_by)).load(conn)?;
    type Told = (String, Option<AccountId>, bool);
    let mut untold = Vec::new();
    let today = today.to_string();
    for due in due.chunks(AT_ONCE) {
        let ids: Vec<EntryId> = due.iter().map(|(id, _)| *id).collect();
        let told: Vec<(EntryId, Told)> = rows::table
            .filter(rows::entry_id.eq_any(ids))
            .select((rows::entry_id, (rows::review_by, rows::told_to, rows::of_the_day)))
            .load(conn)?;
        let told: HashMap<EntryId, Told> = told.into_iter().collect();
        for (id, review_by) in due {
            let Some(review_by) = review_by else { continue };
            let is_told = told.get(id).is_some_and(|(day, to, of_the_day)| {
                let is_newest = *of_the_day || *review_by > today;
                day == review_by && *to == owner && is_newest
            });
            if !is_told {
                untold.push((*id, review_by.clone()));
            }
        }
    }
    Ok(untold)
}

/// Notes that it was told of these.
pub fn note(
    conn: &mut Conn,
    owner: Option<AccountId>,
    told: &[(EntryId, String)],
    today: NaiveDate,
) -> DbResult<()> {
    let today = today.to_string();
    for told in told.chunks(AT_ONCE) {
        let ids: Vec<EntryId> = told.iter().map(|(id, _)| *id).collect();
        diesel::delete(rows::table.filter(rows::entry_id.eq_any(ids))).execute(conn)?;
        let row = |(id, review_by): &(EntryId, String)| {
            vec![
                Cell::Big(Some(id.0)),
                Cell::Text(review_by.clone()),
                Cell::Big(owner.map(|owner| owner.0)),
                Cell::Flag(*review_by <= today),
                Cell::Text(today.clone()),
            ]
        };
        let insert = "INSERT INTO check_reminders (entry_id, review_by, told_to, of_the_day, told_on)";
        portable::with_rows(conn, insert, &told.iter().map(row).collect::<Vec<_>>(), "")?;
    }
    Ok(())
}

/// Up to `limit` entries of an owner, or of nobody, that have to be checked by `until`, the longest due first: title and day.
pub fn due(
    conn: &mut Conn,
    owner: Option<AccountId>,
    until: NaiveDate,
    limit: i64,
) -> DbResult<Vec<(EntryId, String, String)>> {
    let found: Vec<(EntryId, Option<String>)> = due!(owner, until)
        .order((entries::review_by.asc(), entries::id.asc()))
        .limit(limit)
        .select((entries::id, entries::review_by))
        .load(conn)?;
    let ids: Vec<EntryId> = found.iter().map(|(id, _)| *id).collect();
    let titles: Vec<(EntryId, String)> = versions::table
        .inner_join(
            entries::table.on(entries::id
                .eq(versions::entry_id)
                .and(entries::published_version.eq(versions::number.nullable()))),
        )
        .filter(entries::id.eq_any(ids))
        .select((entries::id, versions::title))
        .load(conn)?;
    let titled = |(id, day): (EntryId, Option<String>)| {
        let title = titles.iter().find(|(of, _)| *of == id).map(|(_, title)| title.clone())?;
        Some((id, title, day?))
    };
    Ok(found.into_iter().filter_map(titled).collect())
}

/// How many there are.
pub fn count(conn: &mut Conn, owner: Option<AccountId>, until: NaiveDate) -> DbResult<i64> {
    Ok(due!(owner, until).count().get_result(conn)?)
}
