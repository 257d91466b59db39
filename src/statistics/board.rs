//! What the coordinator must know now: what is late, what will be late today at the present pace, who holds how much, what
//! waits for somebody, and which mails did not leave.

use chrono::{Datelike, Duration, NaiveDate};

use crate::accounts::permissions::may_hold;
use crate::accounts::{self, AwayNow, StaffMember};
use crate::app::App;
use crate::kernel::clock::{Instant, on_wall_of_rome};
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::outbox;
use crate::tickets::{self, Held, Summary};

/// So many days of the same name are looked at for the pace.
const WEEKS: i64 = 4;
/// Questions of a list.
pub const LISTED: usize = 10;

/// The board at one moment.
#[derive(Debug)]
pub struct Board {
    /// What is in hand.
    pub in_hand: Summary,
    /// How today will end.
    pub forecast: Forecast,
    /// Who can hold questions or still holds some, who holds most first.
    pub people: Vec<(StaffMember, Held)>,
    /// Who is away.
    pub away: AwayNow,
    /// Mails that could not be sent.
    pub failed_mails: i64,
}

/// How many of the questions that are due today may be late tonight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// Due in the rest of the day.
    pub due: usize,
    /// Answers that were sent between this time of the day and midnight, on the last days of the same name, the latest first; only
    /// days on which the desk was open already.
    pub answers: Vec<usize>,
}

impl Forecast {
    /// The least and the most that may be late: as if today went like the best and like the worst of those days. None without
    /// such a day.
    pub fn late(&self) -> Option<(usize, usize)> {
        let (best, worst) = (self.answers.iter().max()?, self.answers.iter().min()?);
        Some((self.due.saturating_sub(*best), self.due.saturating_sub(*worst)))
    }
}

/// The board at `now`. Blocks: call it inside a reading closure of the database.
///
/// # Errors
/// When the database fails.
pub fn board(app: &App, conn: &mut Conn, now: Instant) -> DbResult<Board> {
    let in_hand = tickets::summary(app, conn, now, LISTED)?;
    let began = app.figures.began(conn)?;
    let spans: Vec<(Instant, Instant)> = rests_of_days(now)
        .into_iter()
        .filter(|(from, _)| began.is_some_and(|began| began <= *from))
        .collect();
    let forecast = Forecast { due: in_hand.today, answers: app.figures.answers(conn, &spans)? };
    let held = |member: &StaffMember| in_hand.held.get(&member.person.id).copied().unwrap_or_default();
    let with_held = |member: StaffMember| {
        let held = held(&member);
        (member, held)
    };
    let mut people: Vec<(StaffMember, Held)> = accounts::staff(conn)?.into_iter().map(with_held).collect();
    people.retain(|(member, held)| held.open > 0 || may_hold(&member.person));
    people.sort_by_key(|(_, held)| std::cmp::Reverse((held.open, held.late)));
    Ok(Board {
        in_hand,
        forecast,
        people,
        away: accounts::away_at(conn, now)?,
        failed_mails: outbox::counts(conn)?.failed,
    })
}

/// From this time of the day to midnight in Milan, on the last days of the same name.
fn rests_of_days(now: Instant) -> Vec<(Instant, Instant)> {
    let here = now.rome();
    let rest = |day: NaiveDate| {
        // A time that the change to summer time leaves out is the hour after it.
        let from = on_wall_of_rome(day, here.time())
            .or_else(|| on_wall_of_rome(day, here.time() + Duration::hours(1)))?;
        Some((from, from.end_of_day()))
    };
    (1..=WEEKS).filter_map(|weeks| rest(here.date_naive() - Duration::days(7 * weeks))).collect()
}

/// The name of the day of `now` in Milan: 1 for Monday to 7 for Sunday.
pub fn weekday(now: Instant) -> u32 {
    now.rome().weekday().number_from_monday()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_may_end_like_the_best_or_the_worst_of_such_days() {
        let forecast = |due, answers: &[usize]| Forecast { due, answers: answers.to_vec() }.late();
        assert_eq!(forecast(10, &[7, 12, 4, 9]), Some((0, 6)));
        assert_eq!(forecast(20, &[7, 12]), Some((8, 13)));
        assert_eq!(forecast(0, &[3]), Some((0, 0)));
        assert_eq!(forecast(5, &[]), None);
    }

    #[test]
    fn the_rest_of_a_day_is_counted_on_the_wall_of_milan() {
        let at = |text: &str| Instant::parse_rfc3339(text).expect("an instant");
        // Thursday, 29 October 2026, 18:00: winter time began on the 25th.
        let rests = rests_of_days(at("2026-10-29T18:00:00+01:00"));
        assert_eq!(rests[0], (at("2026-10-22T18:00:00+02:00"), at("2026-10-23T00:00:00+02:00")));
        assert_eq!(rests.len(), 4);
        // Sunday, 5 April 2026, 02:30: there was no half past two on 29 March.
        let rests = rests_of_days(at("2026-04-05T02:30:00+02:00"));
        assert_eq!(rests[0], (at("2026-03-29T03:30:00+02:00"), at("2026-03-30T00:00:00+02:00")));
    }
}
