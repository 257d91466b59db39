//! Quiet hours, against a wall clock that is asked minute by minute.

use chrono::{Datelike, Timelike, Weekday};
use proptest::prelude::*;

use super::{at, office};
use crate::kernel::clock::Instant;
use crate::sla::{Night, Policy, Quiet, Step};

fn quiet(from: u16, until: u16, days_off: bool) -> Quiet {
    let days_off = days_off.then(|| Box::new(office()));
    Quiet { night: Night::of_minutes(from, until), days_off }
}

#[test]
fn a_reminder_of_the_night_comes_in_the_morning() {
    let nights = quiet(20 * 60, 8 * 60, false);
    let release = |text: &str| nights.release(at(text)).rome().format("%a %d %H:%M").to_string();
    assert_eq!(release("2026-11-24T19:59:00+01:00"), "Tue 24 19:59");
    assert_eq!(release("2026-11-24T20:00:00+01:00"), "Wed 25 08:00");
    assert_eq!(release("2026-11-25T07:59:59+01:00"), "Wed 25 08:00");
    assert_eq!(release("2026-11-25T08:00:00+01:00"), "Wed 25 08:00");
    // On Saturday it is quiet for these, who know no days off.
    assert_eq!(release("2026-11-28T12:00:00+01:00"), "Sat 28 12:00");
}

#[test]
fn a_reminder_of_a_day_off_comes_on_the_next_day_of_work() {
    let all = quiet(20 * 60, 8 * 60, true);
    let release = |text: &str| all.release(at(text)).rome().format("%a %d %H:%M").to_string();
    // Friday night; Saturday 5 December to Tuesday the 8th are off: the weekend, Sant'Ambrogio, the Immaculate.
    assert_eq!(release("2026-12-04T21:00:00+01:00"), "Wed 09 08:00");
    assert_eq!(release("2026-12-07T12:00:00+01:00"), "Wed 09 08:00");
    // Only the days off: from midnight on.
    let days = Quiet { night: None, days_off: Some(Box::new(office())) };
    assert_eq!(days.release(at("2026-12-07T12:00:00+01:00")), at("2026-12-09T00:00:00+01:00"));
    assert_eq!(days.release(at("2026-12-09T03:00:00+01:00")), at("2026-12-09T03:00:00+01:00"));
}

#[test]
fn the_deadline_itself_is_never_held_back() {
    let policy = Policy { quiet: Some(quiet(20 * 60, 8 * 60, true)), ..Policy::default() };
    let night = at("2026-11-24T23:00:00+01:00");
    assert_eq!(policy.release(Step::DUE, night), night);
    for step in [Step::percent(75), Step::before(4), Step::overdue(1), Step::after(2)] {
        assert_eq!(policy.release(step, night), at("2026-11-25T08:00:00+01:00"));
    }
}

#[test]
fn nobody_waits_for_a_reminder_for_ever() {
    let mut closed = office();
    let date = |text: &str| text.parse().expect("a date");
    closed.closures = vec![super::closure(date("2026-08-01"), date("2027-07-31"))];
    let days = Quiet { night: None, days_off: Some(Box::new(closed)) };
    let asked = at("2026-08-03T10:00:00+02:00");
    assert_eq!(days.release(asked), asked);
}

/// Whether it is quiet in the minute that begins here, asked of the wall alone.
fn is_quiet(from: u32, until: u32, days_off: bool, minute: Instant) -> bool {
    let wall = minute.rome();
    let now = wall.hour() * 60 + wall.minute();
    let night = if from < until { from <= now && now < until } else { from <= now || now < until };
    let date = wall.date_naive();
    let off = matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
        || super::working_hours::DAYS_OFF.contains(&(date.year(), date.month(), date.day()));
    night || days_off && off
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_quiet_ends_at_the_first_minute_that_is_not_quiet(
        from in 0u16..1440, until in 0u16..1440, days_off in any::<bool>(),
        day in proptest::sample::select(vec!["2026-03-29", "2026-10-25", "2026-12-24", "2026-12-07", "2026-06-01"]),
        offset in -4000i64..4000,
    ) {
        prop_assume!(from != until);
        let minute = 60_000_000;
        let start = at(&format!("{day}T00:00:00Z")).micros() / minute + offset;
        let mut free = start;
        while is_quiet(from.into(), until.into(), days_off, Instant::from_micros(free * minute)) {
            free += 1;
        }
        let released = quiet(from, until, days_off).release(Instant::from_micros(start * minute));
        prop_assert_eq!(released.micros() / minute, free);
    }
}
