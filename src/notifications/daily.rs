//! What the day brings, to whoever of the desk wants to read it in the morning: on working days, from an hour of her choice on.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use super::facts::{Day, DueQuestion};
use super::store::daily;
use crate::accounts::permissions::may_hold;
use crate::accounts::{self, Person};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::jobs::Running;
use crate::{sla, tickets, topics};

/// Hours that can be chosen, as the clock in Milan shows them.
pub(super) const HOURS: std::ops::RangeInclusive<u32> = 6..=20;

/// The periodic job `daily_digest`: whose hour has come is told once a day, also when the program was down at the hour itself.
pub fn tell_daily(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let (today, hour) = (now.rome().date_naive(), now.rome().hour());
        if !is_working_day(today) {
            return Ok(());
        }
        let read = move |conn: &mut Conn| {
            let waiting = daily::whose_hour_came(conn, today, hour)?;
            accounts::people(conn, &waiting)
        };
        let waiting: Vec<Person> = app.db.read::<_, DbError, _>(read).await?;
        let waiting = waiting.into_iter().filter(may_hold).map(|person| person.id);
        for account in waiting {
            app.db.write::<_, DbError, _>(move |conn| daily::tell(conn, account, today, now)).await?;
        }
        Ok(())
    })
}

fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !sla::is_national_holiday(day)
}

/// What the rest of the day brings a person of the desk.
pub(super) fn day_of(conn: &mut Conn, person: &Person, now: Instant) -> DbResult<Day> {
    let groups = topics::groups_of(conn, person.id)?;
    let owed = tickets::owed_by(conn, person.id, now.end_of_day())?;
    let questions =
        owed.into_iter().map(|(ticket, due_at)| DueQuestion { ticket, due_at, holder: Some(person.clone()) });
    let (waiting, free) = tickets::around(conn, person.id, &groups)?;
    Ok(Day { questions: questions.collect(), waiting, free })
}
