//! The working calendar against known deadlines, and against a slow count of minutes that shares nothing with it.

use chrono::{Datelike, Duration, NaiveDate, Timelike};
use proptest::prelude::*;

use super::{at, closure, hours, office, working};
use crate::kernel::clock::Instant;
use crate::sla::{Span, Timetable, WorkingCalendar};

#[test]
fn two_working_days_skip_the_weekend_and_both_december_holidays() {
    // Monday 7 December is Sant'Ambrogio, Tuesday 8 the Immaculate.
    let received = at("2026-12-04T16:00:00+01:00");
    let promised = at("2026-12-10T16:00:00+01:00");
    assert_eq!(working(16, office()).clock.after(received, hours(16)), promised);

    let mut around_the_clock = office();
    around_the_clock.timetable = Timetable::weekdays(&["00:00-24:00".parse().expect("a span")]);
    assert_eq!(working(48, around_the_clock).clock.after(received, hours(48)), promised);
}

#[test]
fn a_question_at_night_starts_to_count_when_the_desk_opens() {
    let clock = working(1, office()).clock;
    assert_eq!(clock.after(at("2026-11-24T03:00:00+01:00"), hours(1)), at("2026-11-24T10:00:00+01:00"));
    assert_eq!(clock.after(at("2026-11-24T12:30:00+01:00"), hours(1)), at("2026-11-24T14:30:00+01:00"));
}

#[test]
fn work_that_fills_the_day_is_due_at_its_end() {
    let clock = working(8, office()).clock;
    assert_eq!(clock.after(at("2026-11-27T09:00:00+01:00"), hours(8)), at("2026-11-27T18:00:00+01:00"));
}

#[test]
fn a_closure_counts_for_nothing() {
    let mut calendar = office();
    let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
    calendar.closures = vec![closure(date("2026-08-10"), date("2026-08-21"))];
    let clock = working(8, calendar).clock;
    assert_eq!(clock.after(at("2026-08-07T17:00:00+02:00"), hours(2)), at("2026-08-24T10:00:00+02:00"));
}

/// National holidays and 7 December of 2024–2027, copied from calendars rather than computed.
pub(super) const DAYS_OFF: &[(i32, u32, u32)] = &[
    (2024, 1, 1),
    (2024, 1, 6),
    (2024, 3, 31),
    (2024, 4, 1),
    (2024, 4, 25),
    (2024, 5, 1),
    (2024, 6, 2),
    (2024, 8, 15),
    (2024, 11, 1),
    (2024, 12, 7),
    (2024, 12, 8),
    (2024, 12, 25),
    (2024, 12, 26),
    (2025, 1, 1),
    (2025, 1, 6),
    (2025, 4, 20),
    (2025, 4, 21),
    (2025, 4, 25),
    (2025, 5, 1),
    (2025, 6, 2),
    (2025, 8, 15),
    (2025, 11, 1),
    (2025, 12, 7),
    (2025, 12, 8),
    (2025, 12, 25),
    (2025, 12, 26),
    (2026, 1, 1),
    (2026, 1, 6),
    (2026, 4, 5),
    (2026, 4, 6),
    (2026, 4, 25),
    (2026, 5, 1),
    (2026, 6, 2),
    (2026, 8, 15),
    (2026, 10, 4),
    (2026, 11, 1),
    (2026, 12, 7),
    (2026, 12, 8),
    (2026, 12, 25),
    (2026, 12, 26),
    (2027, 1, 1),
    (2027, 1, 6),
    (2027, 3, 28),
    (2027, 3, 29),
    (2027, 4, 25),
    (2027, 5, 1),
    (2027, 6, 2),
    (2027, 8, 15),
    (2027, 10, 4),
    (2027, 11, 1),
    (2027, 12, 7),
    (2027, 12, 8),
    (2027, 12, 25),
    (2027, 12, 26),
];

/// Whether the desk works in the minute that begins here, asked of the wall clock alone.
fn works_in_minute(table: &[Vec<(u32, u32)>; 7], minute: Instant) -> bool {
    let wall = minute.rome();
    let date = wall.date_naive();
    let on_wall = wall.hour() * 60 + wall.minute();
    let spans = table.get(date.weekday().num_days_from_monday() as usize).expect("seven days");
    !DAYS_OFF.contains(&(date.year(), date.month(), date.day()))
        && spans.iter().any(|(from, to)| *from <= on_wall && on_wall < *to)
}

fn calendar_of(table: &[Vec<(u32, u32)>; 7]) -> WorkingCalendar {
    let spans = |day: usize| -> Vec<Span> {
        table[day]
            .iter()
            .map(|(from, to)| {
                let text = format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60);
                text.parse().expect("a span made of minutes")
            })
            .collect()
    };
    let timetable = Timetable {
        mon: spans(0),
        tue: spans(1),
        wed: spans(2),
        thu: spans(3),
        fri: spans(4),
        sat: spans(5),
        sun: spans(6),
    };
    WorkingCalendar { timetable, ..office() }
}

/// Up to three spans of a day, on quarters of an hour and odd minutes, in order.
fn a_day() -> impl Strategy<Value = Vec<(u32, u32)>> {
    proptest::collection::btree_set(0u32..=1440, 0..=6).prop_map(|cuts| {
        let cuts: Vec<u32> = cuts.into_iter().collect();
        cuts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    })
}

/// A weekly timetable that works at some time.
fn a_week() -> impl Strategy<Value = [Vec<(u32, u32)>; 7]> {
    [a_day(), a_day(), a_day(), a_day(), a_day(), a_day(), a_day()]
        .prop_filter("some working time", |week| week.iter().any(|day| !day.is_empty()))
}

/// Minutes since 1970 from 2024 to 2027, half of them within three days of a change of the clocks or of a holiday.
fn a_minute() -> impl Strategy<Value = i64> {
    let changes = ["2024-03-31", "2025-10-26", "2026-03-29", "2026-10-25", "2027-03-28", "2026-12-07"];
    let near = (proptest::sample::select(changes.to_vec()), -4320i64..4320)
        .prop_map(|(day, offset)| at(&format!("{day}T00:00:00Z")).micros() / 60_000_000 + offset);
    let any =
        at("2024-01-01T00:00:00Z").micros() / 60_000_000..at("2027-12-01T00:00:00Z").micros() / 60_000_000;
    prop_oneof![near, any]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn counting_spans_equals_counting_minutes(week in a_week(), start in a_minute(), length in 0i64..20_000) {
        let instant = |minute: i64| Instant::from_micros(minute * 60_000_000);
        let clock = working(8, calendar_of(&week)).clock;
        let slow = (start..start + length).filter(|minute| works_in_minute(&week, instant(*minute))).count();
        let fast = clock.between(instant(start), instant(start + length));
        prop_assert_eq!(fast, Duration::minutes(slow as i64));
    }

    #[test]
    fn the_deadline_is_the_first_instant_with_enough_working_time(
        week in a_week(), start in a_minute(), seconds in 1i64..60_000, micros in 0i64..1_000_000,
    ) {
        let clock = working(8, calendar_of(&week)).clock;
        let start = Instant::from_micros(start * 60_000_000 + micros);
        let time = Duration::seconds(seconds);
        let due = clock.after(start, time);
        prop_assert_eq!(clock.between(start, due), time);
        prop_assert_eq!(
            clock.between(start, due - Duration::microseconds(1)),
            time - Duration::microseconds(1)
        );
    }
}
