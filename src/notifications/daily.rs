//! What the day brings, to whoever of the desk wants to read it in the morning: on working days, from an hour of her choice on.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use super::facts::{Day, DueQuestion};
use super::store::daily;
use crate::accounts::permissions::may_hold;
use crate::accounts::{self, AwayNow, Person};
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
            Ok((accounts::people(conn, &waiting)?, accounts::away_at(conn, now)?))
        };
        let (waiting, away): (Vec<Person>, AwayNow) = app.db.read::<_, DbError, _>(read).await?;
        let is_there = |person: &Person| may_hold(person) && away.of(person.id).is_none();
        let waiting = waiting.into_iter().filter(is_there).map(|person| person.id);
        for account in waiting {
            app.db.write::<_, DbError, _>(move |conn| daily::tell(conn, account, today, now)).await?;
        }
        Ok(())
    })
}

fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !sla::is_national_holiday(day)
}

/// What the rest of the day brings a person of the desk, with what is owed by those she stands in for.
pub(super) fn day_of(conn: &mut Conn, person: &Person, now: Instant) -> DbResult<Day> {
    let groups = topics::groups_of(conn, person.id)?;
    let stood_in_for = accounts::away_at(conn, now)?.stood_in_for_by(person.id);
    let mut holders = accounts::people(conn, &stood_in_for)?;
    holders.push(person.clone());
    let mut questions = Vec::new();
    for holder in holders {
        let owed = tickets::owed_by(conn, holder.id, now.end_of_day())?;
        let due = |(ticket, due_at)| DueQuestion { ticket, due_at, holder: Some(holder.clone()) };
        questions.extend(owed.into_iter().map(due));
    }
    questions.sort_by_key(|question| (question.due_at, question.ticket));
    let (waiting, free) = tickets::around(conn, person.id, &groups)?;
    Ok(Day { questions, waiting, free })
}
