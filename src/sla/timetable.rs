//! A weekly timetable: on each weekday, the spans in which the desk works, as times on the wall.

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;
use serde::{Deserialize, Serialize};

/// Minutes in a day on the wall; a span may end there (`24:00`).
pub(super) const DAY: u16 = 24 * 60;

/// Part of a day from one wall time to another, written `09:00-13:00`; the end is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    from: u16,
    to: u16,
}

/// A span that is not of the form `09:00-13:00`, or ends before it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no span of a day: write it as 09:00-13:00")]
pub struct SpanProblem(String);

impl Span {
    /// The span between two minutes of the day; `None` when they are out of order or past midnight.
    pub fn of_minutes(from: u32, to: u32) -> Option<Self> {
        let (from, to) = (u16::try_from(from).ok()?, u16::try_from(to).ok()?);
        (from < to && to <= DAY).then_some(Self { from, to })
    }

    /// Minutes after midnight, on the wall, at which the span begins.
    pub fn from_minute(self) -> u16 {
        self.from
    }

    /// Minutes after midnight, on the wall, at which the span is over; up to 1440.
    pub fn to_minute(self) -> u16 {
        self.to
    }
}

impl FromStr for Span {
    type Err = SpanProblem;

    fn from_str(text: &str) -> Result<Self, SpanProblem> {
        text.split_once('-')
            .and_then(|(from, to)| Some(Self { from: minute_of_day(from)?, to: minute_of_day(to)? }))
            .filter(|span| span.from < span.to)
            .ok_or_else(|| SpanProblem(text.to_owned()))
    }
}

/// Minutes after midnight of a time written `09:00`, up to `24:00`.
pub(super) fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= DAY).then_some(hour * 60 + minute)
}

impl TryFrom<String> for Span {
    type Error = SpanProblem;
    fn try_from(text: String) -> Result<Self, SpanProblem> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}

/// The spans of each weekday, in the order of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Timetable {
    /// Monday.
    pub mon: Vec<Span>,
    /// Tuesday.
    pub tue: Vec<Span>,
    /// Wednesday.
    pub wed: Vec<Span>,
    /// Thursday.
    pub thu: Vec<Span>,
    /// Friday.
    pub fri: Vec<Span>,
    /// Saturday.
    pub sat: Vec<Span>,
    /// Sunday.
    pub sun: Vec<Span>,
}

impl Timetable {
    /// The same spans from Monday to Friday, closed on Saturday and Sunday.
    pub fn weekdays(spans: &[Span]) -> Self {
        let day = spans.to_vec();
        Self {
            mon: day.clone(),
            tue: day.clone(),
            wed: day.clone(),
            thu: day.clone(),
            fri: day,
            sat: Vec::new(),
            sun: Vec::new(),
        }
    }

    /// The spans of a weekday.
    pub fn of(&self, day: Weekday) -> &[Span] {
        match day {
            Weekday::Mon => &self.mon,
            Weekday::Tue => &self.tue,
            Weekday::Wed => &self.wed,
            Weekday::Thu => &self.thu,
            Weekday::Fri => &self.fri,
            Weekday::Sat => &self.sat,
            Weekday::Sun => &self.sun,
        }
    }

    /// All seven days, Monday first.
    pub fn days(&self) -> [&[Span]; 7] {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
    }
}

impl Default for Timetable {
    /// Monday to Friday, 9–13 and 14–18.
    fn default() -> Self {
        Self::weekdays(&[Span { from: 9 * 60, to: 13 * 60 }, Span { from: 14 * 60, to: 18 * 60 }])
    }
}
