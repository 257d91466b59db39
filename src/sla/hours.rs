//! Arithmetic of the hours that count: how many lie between two instants, and which instant is so many hours ahead.

use chrono::{Duration, NaiveDate};

use super::calendar::WorkingCalendar;
use super::policy::HoursKind;
use crate::kernel::clock::Instant;

impl HoursKind {
    /// The counted time from one instant to a later one; zero when they are not in order.
    pub fn between(&self, from: Instant, to: Instant) -> Duration {
        if to <= from {
            return Duration::zero();
        }
        match self {
            Self::Calendar => to - from,
            Self::Working(calendar) => working_between(calendar, from, to),
        }
    }

    /// The first instant at which `time` was counted since `from`; `from` itself when there is nothing to count.
    ///
    /// Work that fills a day to its end is due at the end of that day, not at the beginning of the next.
    pub fn after(&self, from: Instant, time: Duration) -> Instant {
        if time <= Duration::zero() {
            return from;
        }
        match self {
            Self::Calendar => from + time,
            Self::Working(calendar) => working_after(calendar, from, time),
        }
    }
}

fn working_between(calendar: &WorkingCalendar, from: Instant, to: Instant) -> Duration {
    let last_day = to.rome().date_naive();
    days_from(from)
        .take_while(|day| *day <= last_day)
        .flat_map(|day| calendar.stretches(day))
        .map(|(open, close)| (close.min(to) - open.max(from)).max(Duration::zero()))
        .sum()
}

fn working_after(calendar: &WorkingCalendar, from: Instant, time: Duration) -> Instant {
    let mut left = time;
    for (open, close) in days_from(from).flat_map(|day| calendar.stretches(day)) {
        let open = open.max(from);
        if close <= open {
            continue;
        }
        if left <= close - open {
            return open + left;
        }
        left -= close - open;
    }
    // Only at the end of the calendar, in the year 262142: a checked calendar works every year.
    from + time
}

/// The days in Milan, from the day of an instant on.
pub(super) fn days_from(from: Instant) -> impl Iterator<Item = NaiveDate> {
    from.rome().date_naive().iter_days()
}
