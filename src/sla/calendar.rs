//! The working calendar: when the desk works, as a timetable less holidays and closures, in Europe/Rome.

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Offset};
use serde::{Deserialize, Serialize};

use super::holidays::is_national_holiday;
use super::policy::PolicyProblem;
use super::timetable::Timetable;
use crate::kernel::clock::Instant;

/// The most local holidays in a year; no office has more, and it keeps some working day in every year.
const MAX_LOCAL_HOLIDAYS: usize = 20;

/// When the desk works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingCalendar {
    /// The hours of each weekday, as the wall clock in Milan shows them.
    pub timetable: Timetable,
    /// Whether the national holidays are days off.
    pub national_holidays: bool,
    /// Days off of every year, such as Milan's 7 December.
    pub local_holidays: Vec<YearlyDay>,
    /// Days off once, such as two weeks in August.
    pub closures: Vec<Closure>,
}

/// A day of every year, written `12-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearlyDay {
    month: u32,
    day: u32,
}

impl YearlyDay {
    /// Sant'Ambrogio, patron of Milan.
    pub const SANT_AMBROGIO: Self = Self { month: 12, day: 7 };

    /// The day of a month, both counted from 1.
    pub fn of(month: u32, day: u32) -> Self {
        Self { month, day }
    }
}

impl TryFrom<String> for YearlyDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // A leap year, so that 02-29 can be written.
        NaiveDate::parse_from_str(&format!("2000-{text}"), "%Y-%m-%d")
            .map(|date| Self { month: date.month(), day: date.day() })
            .map_err(|_| format!("{text:?} is no day of the year: write it as 12-07"))
    }
}

impl From<YearlyDay> for String {
    fn from(day: YearlyDay) -> Self {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

/// Days on which the desk is closed, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl WorkingCalendar {
    /// The rules that keep the arithmetic finite: some working time in every year.
    ///
    /// # Errors
    /// The first rule broken.
    pub fn check(&self) -> Result<(), PolicyProblem> {
        for spans in self.timetable.days() {
            let apart =
                spans.windows(2).all(|pair| matches!(pair, [a, b] if a.to_minute() <= b.from_minute()));
            if !apart {
                let words = spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                return Err(PolicyProblem::Spans(words));
            }
        }
        if self.timetable.days().iter().all(|spans| spans.is_empty()) {
            return Err(PolicyProblem::NoHours);
        }
        if self.local_holidays.len() > MAX_LOCAL_HOLIDAYS {
            return Err(PolicyProblem::TooManyHolidays { max: MAX_LOCAL_HOLIDAYS });
        }
        match self.closures.iter().find(|c| c.to < c.from || (c.to - c.from).num_days() > 366) {
            Some(closure) => Err(PolicyProblem::Closure { from: closure.from, to: closure.to }),
            None => Ok(()),
        }
    }

    /// Whether nobody works on this day, whatever the timetable says.
    pub fn is_day_off(&self, date: NaiveDate) -> bool {
        (self.national_holidays && is_national_holiday(date))
            || self.local_holidays.iter().any(|day| (day.month, day.day) == (date.month(), date.day()))
            || self.closures.iter().any(|closure| closure.from <= date && date <= closure.to)
    }

    /// The working time of one day in Milan, as stretches in UTC, in order.
    ///
    /// A stretch holds the instants at which the wall clock shows a time within a span: when the clocks go back, an
    /// hour that is shown twice counts twice; when they go forward, the hour that is not shown does not count.
    pub fn stretches(&self, date: NaiveDate) -> Vec<(Instant, Instant)> {
        let spans = self.timetable.of(date.weekday());
        if spans.is_empty() || self.is_day_off(date) {
            return Vec::new();
        }
        let midnight = date.and_time(NaiveTime::MIN);
        let mut stretches = Vec::with_capacity(spans.len());
        for piece in pieces_of_day(date) {
            let on_wall = |minute: u16| {
                let utc =
                    midnight + Duration::minutes(minute.into()) - Duration::seconds(piece.offset.into());
                Instant::from_utc(utc.and_utc()).clamp(piece.from, piece.to)
            };
            for span in spans {
                let (from, to) = (on_wall(span.from_minute()), on_wall(span.to_minute()));
                if from < to {
                    stretches.push((from, to));
                }
            }
        }
        stretches
    }
}

/// Part of a day during which the offset from UTC does not change.
struct Piece {
    from: Instant,
    to: Instant,
    offset: i32,
}

/// The day in Milan: one piece, or two on the days on which the clocks change.
fn pieces_of_day(date: NaiveDate) -> Vec<Piece> {
    let (from, to) = (Instant::midnight(date), Instant::midnight(date + Duration::days(1)));
    let last = to - Duration::microseconds(1);
    let (before, after) = (offset_at(from), offset_at(last));
    if before == after {
        return vec![Piece { from, to, offset: before }];
    }
    // Between `low`, with the old offset, and `high`, with the new one, lies the change.
    let (mut low, mut high) = (from.micros(), last.micros());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if offset_at(Instant::from_micros(middle)) == before {
            low = middle;
        } else {
            high = middle;
        }
    }
    let change = Instant::from_micros(high);
    vec![Piece { from, to: change, offset: before }, Piece { from: change, to, offset: after }]
}

/// Seconds that the wall clock in Milan is ahead of UTC.
fn offset_at(at: Instant) -> i32 {
    at.rome().offset().fix().local_minus_utc()
}
