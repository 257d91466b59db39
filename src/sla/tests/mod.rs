//! Tests of the pure part of the clock.

mod by_minute;
mod clock_changes;
mod evaluating;
mod holidays;
mod moving;
mod policies;
mod properties;
mod quiet;
mod steps;
mod words;
mod worked;
mod working_hours;

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;

use super::{
    Cause, ClockEvent, ClockEventKind, HoursKind, LocalHoliday, PlannedStep, Policy, SpecialDay, When,
    WorkingCalendar, YearlyDay,
};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;

/// An instant given with its offset, as the wall clock in Milan shows it.
fn at(rfc3339: &str) -> Instant {
    Instant::parse_rfc3339(rfc3339).expect("a test writes valid times")
}

fn event(sequence: i64, kind: ClockEventKind, at: Instant) -> ClockEvent {
    ClockEvent {
        sequence,
        kind,
        at,
        actor: Actor::System,
        cause: Cause::Decided,
        new_due_at: None,
        reason: None,
    }
}

/// Events in the order given, numbered.
fn history(events: &[(ClockEventKind, Instant)]) -> Vec<ClockEvent> {
    (1..).zip(events).map(|(sequence, (kind, at))| event(sequence, *kind, *at)).collect()
}

/// Monday to Friday, 9–13 and 14–18, with national holidays and Milan's.
fn office() -> WorkingCalendar {
    WorkingCalendar {
        timetable: super::Timetable::default(),
        national_holidays: true,
        local_holidays: vec![LocalHoliday::every_year(YearlyDay::SANT_AMBROGIO)],
        closures: Vec::new(),
        special_days: Vec::new(),
    }
}

fn working(hours: u32, calendar: WorkingCalendar) -> Policy {
    Policy { hours, clock: HoursKind::Working(Box::new(calendar)), ..Policy::default() }
        .checked()
        .expect("a valid policy")
}

fn hours(count: i64) -> Duration {
    Duration::hours(count)
}

fn closure(from: NaiveDate, to: NaiveDate) -> super::Closure {
    super::Closure { from, to, name: String::new() }
}

/// Steps of any kind, each to whom it usually goes.
fn planned(whens: impl IntoIterator<Item = When>) -> Vec<PlannedStep> {
    whens.into_iter().map(PlannedStep::usual).collect()
}

/// Reminders that a policy of so many hours may have, in no order; that of the deadline among them.
fn some_steps(hours: u32) -> impl Strategy<Value = Vec<When>> {
    let percent = (1u32..300).prop_map(When::Percent);
    let before = (1u32..100).prop_map(When::Before);
    let after = (1u32..60).prop_map(When::After);
    let any = proptest::collection::vec(prop_oneof![3 => percent, 2 => before, 1 => after], 0..6);
    (any, proptest::option::of(1u32..48)).prop_map(move |(any, every)| {
        let mut whens = vec![When::DUE];
        for when in any.into_iter().chain(every.map(When::Every)) {
            let possible = !matches!(when, When::Before(before) if before >= hours);
            if possible && !whens.contains(&when) {
                whens.push(when);
            }
        }
        whens
    })
}

/// Mornings and evenings of days of every kind: of work, of rest and of a feast, near what the histories are near.
const HALF_DAYS: &[(&str, &[&str])] = &[
    ("2024-04-02", &["09:00-13:00"]),
    ("2025-10-27", &["10:15-12:00", "12:30-16:45"]),
    ("2025-12-24", &["09:00-13:00"]),
    ("2025-12-25", &["10:00-11:00"]),
    ("2026-03-28", &["08:00-12:00"]),
    ("2026-03-29", &["01:00-04:00"]),
    ("2026-04-04", &["09:00-10:00", "11:00-12:00"]),
    ("2026-10-02", &[]),
    ("2026-10-25", &["00:30-03:30"]),
    ("2026-12-24", &["09:00-13:00"]),
];

fn half_days() -> Vec<SpecialDay> {
    let day = |(date, spans): &(&str, &[&str])| SpecialDay {
        date: date.parse().expect("a date"),
        spans: spans.iter().map(|span| span.parse().expect("a span")).collect(),
        name: String::new(),
    };
    HALF_DAYS.iter().map(day).collect()
}
