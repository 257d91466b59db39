//! Quiet hours: when nobody is reminded, unless the deadline itself has come.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{WorkingCalendar, stretches_of};
use super::hours::days_from;
use super::timetable::{DAY, Span, minute_of_day};
use crate::kernel::clock::Instant;

/// No reminder is held back over more days, whatever a calendar says.
const MOST_DAYS: usize = 62;

/// When reminders wait, in Europe/Rome. At least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// A part of every day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub night: Option<Night>,
    /// The whole of every day on which this calendar has no hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_off: Option<Box<WorkingCalendar>>,
}

/// A part of every day, written `20:00-08:00`; it may go over midnight, its end is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Night {
    from: u16,
    until: u16,
}

impl Night {
    /// From one minute of the day to another; `None` when they are the same or no minutes of a day.
    pub fn of_minutes(from: u16, until: u16) -> Option<Self> {
        (from != until && from < DAY && until < DAY).then_some(Self { from, until })
    }

    /// The first and the last time as on a clock.
    pub fn times(self) -> [String; 2] {
        [self.from, self.until].map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
    }

    /// The rest of the day.
    fn loud(self) -> Vec<Span> {
        let span = |from: u16, to: u16| Span::of_minutes(from.into(), to.into());
        match self.from > self.until {
            true => span(self.until, self.from).into_iter().collect(),
            false => [span(0, self.from), span(self.until, DAY)].into_iter().flatten().collect(),
        }
    }
}

impl TryFrom<String> for Night {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.split_once('-')
            .and_then(|(from, until)| Self::of_minutes(minute_of_day(from)?, minute_of_day(until)?))
            .ok_or_else(|| format!("{text:?} is no part of a day: write it as 20:00-08:00"))
    }
}

impl From<Night> for String {
    fn from(night: Night) -> Self {
        night.times().join("-")
    }
}

impl Quiet {
    /// Until when a reminder that is due at `at` waits; `at` itself outside the quiet hours.
    pub fn release(&self, at: Instant) -> Instant {
        let loud = match self.night {
            Some(night) => night.loud(),
            None => Span::of_minutes(0, DAY.into()).into_iter().collect(),
        };
        let stretches = days_from(at)
            .take(MOST_DAYS)
            .filter(|day| !self.is_day_off(*day))
            .flat_map(|day| stretches_of(day, &loud));
        stretches.filter(|(_, end)| at < *end).map(|(begin, _)| begin.max(at)).next().unwrap_or(at)
    }

    fn is_day_off(&self, day: NaiveDate) -> bool {
        self.days_off.as_ref().is_some_and(|calendar| calendar.spans_of(day).is_empty())
    }
}
