//! The job `check_reminders`: whoever answers for an entry is told that the day comes near by which it has to be checked, and on the
//! day itself; the coordinators, where nobody does. Once a day at most and of all at once: what comes on the list later that day is told
//! the next.

use std::sync::Arc;

use chrono::{Days, NaiveDate, Timelike};

use super::store::check_reminders as store;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, EntryId};
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::events;
use crate::platform::jobs::Running;

/// Nobody is told before this hour, as the clock in Milan shows it.
const FROM_HOUR: u32 = 8;

/// Tells whoever was not told yet what is true today, also when the program was down for days. Each in a transaction of its own: what
/// a crash leaves, and what fails, is done by the next run.
pub fn remind_of_checks(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        if now.rome().hour() < FROM_HOUR {
            return Ok(());
        }
        let today = now.rome().date_naive();
        let until = soon(now, app.config.catalogue.remind_check_days);
        let owners: Vec<Option<AccountId>> =
            app.db.read::<_, DbError, _>(move |conn| to_tell(conn, today, until)).await?;
        let mut outcome = Ok(());
        for owner in owners {
            let told = app.db.write::<_, DbError, _>(move |conn| tell(conn, owner, today, until, now)).await;
            if let Err(error) = told {
                tracing::error!(%error, "nobody was told of entries that have to be checked");
                outcome = Err(error.into());
            }
        }
        outcome
    })
}

/// The last day of which is told.
fn soon(now: Instant, days: u32) -> NaiveDate {
    now.rome().date_naive().checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// Whom there is something to tell, most often nobody: then nothing is written.
fn to_tell(conn: &mut Conn, today: NaiveDate, until: NaiveDate) -> DbResult<Vec<Option<AccountId>>> {
    let mut found = Vec::new();
    for owner in store::owners(conn, until)? {
        if !store::is_told(conn, owner, today)? && !store::untold(conn, owner, today, until)?.is_empty() {
            found.push(owner);
        }
    }
    Ok(found)
}

fn tell(
    conn: &mut Conn,
    owner: Option<AccountId>,
    today: NaiveDate,
    until: NaiveDate,
    now: Instant,
) -> DbResult<()> {
    // Another node may be at it.
    portable::exclusive(conn, "check-reminders")?;
    if store::is_told(conn, owner, today)? {
        return Ok(());
    }
    let untold = store::untold(conn, owner, today, until)?;
    if untold.is_empty() {
        return Ok(());
    }
    store::note(conn, owner, &untold, today)?;
    events::append(conn, now, Actor::System, &Event::ChecksDue { owner })?;
    Ok(())
}

/// The entries of an owner, or of nobody, that have to be checked within so many days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecksDue {
    /// The longest due first, the first of them: title and day.
    pub entries: Vec<(EntryId, String, NaiveDate)>,
    /// How many there are.
    pub count: usize,
}

/// Reads them, as they are now.
///
/// # Errors
/// When the database fails.
pub fn checks_due(conn: &mut Conn, owner: Option<AccountId>, days: u32, now: Instant) -> DbResult<ChecksDue> {
    /// So many are named.
    const NAMED: i64 = 20;
    let until = soon(now, days);
    let entry = |(id, title, day): (EntryId, String, String)| Some((id, title, day.parse().ok()?));
    let entries = store::due(conn, owner, until, NAMED)?.into_iter().filter_map(entry).collect();
    let count = usize::try_from(store::count(conn, owner, until)?).unwrap_or_default();
    Ok(ChecksDue { entries, count })
}
