//! Tests of the pure part of the clock.

mod by_minute;
mod clock_changes;
mod evaluating;
mod holidays;
mod moving;
mod policies;
mod properties;
mod words;
mod worked;
mod working_hours;

use chrono::Duration;

use super::{Cause, ClockEvent, ClockEventKind, HoursKind, Policy, WorkingCalendar, YearlyDay};
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
        local_holidays: vec![YearlyDay::SANT_AMBROGIO],
        closures: Vec::new(),
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
