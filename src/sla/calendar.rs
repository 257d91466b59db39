//! The working calendar: when the desk works, as a timetable less holidays and closures, in Europe/Rome.

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Offset};
use serde::{Deserialize, Serialize};

use super::holidays::{NationalHoliday, days_from_easter, national_holiday};
use super::policy::PolicyProblem;
use super::timetable::{Span, Timetable};
use crate::kernel::clock::Instant;

/// The most local holidays in a year; no office has more, and it keeps some working day in every year.
pub const MAX_LOCAL_HOLIDAYS: usize = 20;

/// When the desk works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingCalendar {
    /// The hours of each weekday, as the wall clock in Milan shows them.
    pub timetable: Timetable,
    /// Whether the national holidays are days off.
    pub national_holidays: bool,
    /// Days off of every year, such as Milan's 7 December.
    pub local_holidays: Vec<LocalHoliday>,
    /// Days off once, such as two weeks in August.
    pub closures: Vec<Closure>,
    /// Days with hours of their own, such as a morning on 24 December, whatever else is said of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special_days: Vec<SpecialDay>,
}

/// A day of every year, written `12-07`, or counted from Easter Sunday, written `easter+1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum YearlyDay {
    /// The day of a month, both counted from 1.
    Fixed {
        /// Month.
        month: u32,
        /// Day.
        day: u32,
    },
    /// So many days after Easter Sunday.
    Easter(i32),
}

impl YearlyDay {
    /// Sant'Ambrogio, patron of Milan.
    pub const SANT_AMBROGIO: Self = Self::of(12, 7);

    /// The day of a month, both counted from 1.
    pub const fn of(month: u32, day: u32) -> Self {
        Self::Fixed { month, day }
    }

    /// Whether it falls on this day.
    pub fn is_on(self, date: NaiveDate) -> bool {
        match self {
            Self::Fixed { month, day } => (month, day) == (date.month(), date.day()),
            Self::Easter(days) => days_from_easter(date.year(), days) == Some(date),
        }
    }
}

impl TryFrom<String> for YearlyDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // Easter falls between 22 March and 25 April, so that these stay within its year.
        let from_easter = text.strip_prefix("easter").and_then(|days| days.parse().ok());
        if let Some(days) = from_easter.filter(|days| (-80..=250).contains(days)) {
            return Ok(Self::Easter(days));
        }
        // A leap year, so that 02-29 can be written.
        NaiveDate::parse_from_str(&format!("2000-{text}"), "%Y-%m-%d")
            .map(|date| Self::of(date.month(), date.day()))
            .map_err(|_| format!("{text:?} is no day of the year: write it as 12-07 or easter+1"))
    }
}

impl From<YearlyDay> for String {
    fn from(day: YearlyDay) -> Self {
        match day {
            YearlyDay::Fixed { month, day } => format!("{month:02}-{day:02}"),
            YearlyDay::Easter(days) => format!("easter{days:+}"),
        }
    }
}

/// A day off of the place, in the years in which it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredHoliday", into = "StoredHoliday")]
pub struct LocalHoliday {
    /// Its day.
    pub day: YearlyDay,
    /// What it is called; empty when nobody said.
    pub name: String,
    /// First year; none for always.
    pub from: Option<i32>,
    /// Last year; none while it holds.
    pub until: Option<i32>,
}

/// A holiday of which nothing else was said is stored as its day alone.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredHoliday {
    Day(YearlyDay),
    Whole {
        day: YearlyDay,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<i32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<i32>,
    },
}

impl From<LocalHoliday> for StoredHoliday {
    fn from(holiday: LocalHoliday) -> Self {
        let LocalHoliday { day, name, from, until } = holiday;
        match name.is_empty() && from.is_none() && until.is_none() {
            true => Self::Day(day),
            false => Self::Whole { day, name, from, until },
        }
    }
}

impl From<StoredHoliday> for LocalHoliday {
    fn from(stored: StoredHoliday) -> Self {
        match stored {
            StoredHoliday::Day(day) => Self::every_year(day),
            StoredHoliday::Whole { day, name, from, until } => Self { day, name, from, until },
        }
    }
}

impl LocalHoliday {
    /// A day off of every year, without a name.
    pub fn every_year(day: YearlyDay) -> Self {
        Self { day, name: String::new(), from: None, until: None }
    }

    /// Whether it falls on this day.
    pub fn is_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date.year())
            && self.until.is_none_or(|until| date.year() <= until)
            && self.day.is_on(date)
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
    /// Why; empty when nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// A day with hours of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The day.
    pub date: NaiveDate,
    /// Its hours, in order.
    pub spans: Vec<Span>,
    /// Why; empty when nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Why a day is not like its weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because<'a> {
    /// It has hours of its own.
    Special(&'a SpecialDay),
    /// The desk is closed.
    Closed(&'a Closure),
    /// A national holiday.
    National(&'static NationalHoliday),
    /// A holiday of the place.
    Local(&'a LocalHoliday),
}

impl WorkingCalendar {
    /// Monday to Friday, 9–13 and 14–18, with national holidays and Milan's.
    pub fn usual() -> Self {
        Self {
            timetable: Timetable::default(),
            national_holidays: true,
            local_holidays: vec![LocalHoliday::every_year(YearlyDay::SANT_AMBROGIO)],
            closures: Vec::new(),
            special_days: Vec::new(),
        }
    }

    /// The rules that keep the arithmetic finite: some working time in every year.
    ///
    /// # Errors
    /// The first rule broken.
    pub fn check(&self) -> Result<(), PolicyProblem> {
        let special = self.special_days.iter().map(|day| day.spans.as_slice());
        for spans in self.timetable.days().into_iter().chain(special) {
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

    /// Why a day is not like its weekday; what is most its own comes first.
    pub fn because(&self, date: NaiveDate) -> Option<Because<'_>> {
        let closed = || self.closures.iter().find(|closure| closure.from <= date && date <= closure.to);
        let national = || national_holiday(date).filter(|_| self.national_holidays);
        let local = || self.local_holidays.iter().find(|holiday| holiday.is_on(date));
        let special = self.special_days.iter().find(|day| day.date == date).map(Because::Special);
        special
            .or_else(|| national().map(Because::National))
            .or_else(|| local().map(Because::Local))
            .or_else(|| closed().map(Because::Closed))
    }

    /// The hours of a day; none on a day off.
    pub fn spans_of(&self, date: NaiveDate) -> &[Span] {
        match self.because(date) {
            Some(Because::Special(day)) => &day.spans,
            Some(_) => &[],
            None => self.timetable.of(date.weekday()),
        }
    }

    /// Whether nobody works in the seven days from this one on.
    pub fn is_closed_week(&self, from: NaiveDate) -> bool {
        from.iter_days().take(7).all(|day| self.spans_of(day).is_empty())
    }

    /// The working time of one day in Milan, as stretches in UTC, in order.
    pub fn stretches(&self, date: NaiveDate) -> Vec<(Instant, Instant)> {
        stretches_of(date, self.spans_of(date))
    }
}

/// Spans of one day in Milan, as stretches in UTC, in order.
///
/// A stretch holds the instants at which the wall clock shows a time within a span: when the clocks go back, an
/// hour that is shown twice counts twice; when they go forward, the hour that is not shown does not count.
pub(super) fn stretches_of(date: NaiveDate, spans: &[Span]) -> Vec<(Instant, Instant)> {
    if spans.is_empty() {
        return Vec::new();
    }
    let midnight = date.and_time(NaiveTime::MIN);
    let mut stretches = Vec::with_capacity(spans.len());
    for piece in pieces_of_day(date) {
        let on_wall = |minute: u16| {
            let utc = midnight + Duration::minutes(minute.into()) - Duration::seconds(piece.offset.into());
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
