use chrono::{Datelike, NaiveDate, Weekday};

use super::{at, history, hours, office, working};
use crate::kernel::clock::Instant;
use crate::sla::{ClockEventKind::*, Policy, Span, Timetable, evaluate};

fn due(policy: &Policy, received: Instant) -> Instant {
    evaluate(&history(&[(Start, received)]), policy, received).expect("a started clock").due_at
}

/// The last Sunday of a month, when the clocks change at 01:00 UTC (directive 2000/84/EC).
fn last_sunday(year: i32, month: u32) -> NaiveDate {
    (22..=31)
        .rev()
        .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| date.weekday() == Weekday::Sun)
        .expect("every month has a last Sunday")
}

#[test]
fn forty_eight_hours_are_elapsed_hours_across_both_changes() {
    let policy = Policy::default();
    let cases = [
        ("2026-10-24T10:00:00+02:00", "2026-10-26T09:00:00+01:00"),
        ("2026-03-28T10:00:00+01:00", "2026-03-30T11:00:00+02:00"),
    ];
    for (received, promised) in cases {
        assert_eq!(due(&policy, at(received)), at(promised));
    }
}

#[test]
fn the_known_changes_of_the_clocks_are_those_of_the_zone_table() {
    for (year, spring, autumn) in [(2026, 29, 25), (2027, 28, 31)] {
        assert_eq!(last_sunday(year, 3).day(), spring);
        assert_eq!(last_sunday(year, 10).day(), autumn);
    }
}

#[test]
fn every_change_from_2013_to_2040_keeps_calendar_hours_elapsed_and_working_hours_on_the_wall() {
    let office = working(16, office());
    let nights = Timetable::weekdays(&[]);
    let whole: Span = "00:00-24:00".parse().expect("a span");
    let mut always = super::office();
    always.timetable = Timetable { sat: vec![whole], sun: vec![whole], ..nights };
    always.national_holidays = false;
    let weekend = working(24, always);

    for year in 2013..=2040 {
        for (month, before, after, length) in [(3, 1, 2, 23), (10, 2, 1, 25)] {
            let sunday = last_sunday(year, month);
            let saturday = sunday - hours(24);
            let received = at(&format!("{saturday}T10:30:00+0{before}:00"));
            // Every hour counts: 48 hours later, whatever the wall shows.
            let promised = due(&Policy::default(), received);
            assert_eq!(promised - received, hours(48));
            let shift = after - before;
            assert_eq!(
                promised.rome().format("%H:%M").to_string(),
                format!("{:02}:30", 10 + shift),
                "{sunday}"
            );

            // The desk opens at nine on the wall: two working days from Monday morning end on Tuesday at 18, unless
            // the Monday is a holiday (Easter Monday, or All Saints' Day).
            let monday = sunday + hours(24);
            if !crate::sla::is_national_holiday(monday)
                && !crate::sla::is_national_holiday(monday + hours(24))
            {
                let tuesday = monday + hours(24);
                assert_eq!(
                    due(&office, received),
                    at(&format!("{tuesday}T18:00:00+0{after}:00")),
                    "{sunday}"
                );
            }

            // A Sunday that is worked whole has 23 or 25 hours.
            let sunday_begins = at(&format!("{sunday}T00:00:00+0{before}:00"));
            let sunday_ends = at(&format!("{monday}T00:00:00+0{after}:00"));
            assert_eq!(weekend.clock.between(sunday_begins, sunday_ends), hours(length), "{sunday}");
            assert_eq!(weekend.clock.after(sunday_begins, hours(length)), sunday_ends, "{sunday}");
        }
    }
}

#[test]
fn the_hour_that_does_not_exist_does_not_count_and_the_hour_that_comes_twice_counts_twice() {
    let mut calendar = office();
    calendar.timetable =
        Timetable { sun: vec!["02:00-03:00".parse().expect("a span")], ..Timetable::weekdays(&[]) };
    let night = working(1, calendar);
    let spring = (at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00"));
    let autumn = (at("2026-10-25T00:00:00+02:00"), at("2026-10-26T00:00:00+01:00"));
    assert_eq!(night.clock.between(spring.0, spring.1), hours(0));
    assert_eq!(night.clock.between(autumn.0, autumn.1), hours(2));
    assert_eq!(night.clock.after(autumn.0, hours(1)), at("2026-10-25T03:00:00+02:00"));
}
