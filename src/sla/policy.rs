//! The policy: how long the desk has, which hours count, and when to remind of the deadline.
//!
//! A policy is stored whole as JSON and never changed: a cycle keeps the version that it was promised under.

use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::calendar::WorkingCalendar;
use crate::kernel::hex;

/// How long an answer may take, and who is reminded when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The time for an answer, in hours of the kind below.
    pub hours: u32,
    /// Which hours count.
    pub clock: HoursKind,
    /// Reminders before and at the deadline, in percent of the time: rising, the last is 100.
    pub steps: Vec<u32>,
    /// After the deadline, a reminder each time this many hours went by (every hour counts); 0 = none.
    pub overdue_every_hours: u32,
}

/// Which hours count towards the deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoursKind {
    /// Every hour, by day and by night: what the plan promises.
    Calendar,
    /// The hours of a weekly timetable, less holidays and closures.
    Working(Box<WorkingCalendar>),
}

/// Why a policy was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    /// No time at all, or more than a year.
    #[error("the time for an answer must be between 1 and 8760 hours, not {0}")]
    Hours(u32),
    /// Steps must rise within 1..=100 and end with 100.
    #[error("the steps must be rising percentages from 1 to 100, the last being 100")]
    Steps,
    /// More than a year between reminders.
    #[error("the hours between reminders after the deadline must be at most 8760, not {0}")]
    OverdueEvery(u32),
    /// A weekday's spans overlap or are out of order.
    #[error("the spans of a day must follow each other: {0}")]
    Spans(String),
    /// A week without any working time.
    #[error("the timetable has no working hours")]
    NoHours,
    /// More local holidays than an office can have.
    #[error("at most {max} local holidays can be set")]
    TooManyHolidays {
        /// The most allowed.
        max: usize,
    },
    /// A closure ends before it begins or is longer than a year.
    #[error("the closure from {from} to {to} must be in order and no longer than a year")]
    Closure {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// The stored text is no policy.
    #[error("the stored policy cannot be read: {0}")]
    Unreadable(String),
}

impl Policy {
    /// The longest time for an answer: a year.
    const MAX_HOURS: u32 = 8760;

    /// Checks every rule of a policy.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn checked(self) -> Result<Self, PolicyProblem> {
        if !(1..=Self::MAX_HOURS).contains(&self.hours) {
            return Err(PolicyProblem::Hours(self.hours));
        }
        if self.overdue_every_hours > Self::MAX_HOURS {
            return Err(PolicyProblem::OverdueEvery(self.overdue_every_hours));
        }
        let rising = self.steps.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if !rising || self.steps.first().is_none_or(|first| *first == 0) || self.steps.last() != Some(&100) {
            return Err(PolicyProblem::Steps);
        }
        if let HoursKind::Working(calendar) = &self.clock {
            calendar.check()?;
        }
        Ok(self)
    }

    /// The time for an answer.
    pub fn length(&self) -> Duration {
        Duration::hours(self.hours.into())
    }

    /// The time from the deadline to the n-th reminder after it; `None` when there is none.
    pub fn until_reminder(&self, count: u32) -> Option<Duration> {
        let hours = i64::from(self.overdue_every_hours) * i64::from(count);
        (hours > 0).then(|| Duration::hours(hours))
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a policy is plain data with text keys")
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// The text is no JSON of a policy, or breaks one of its rules.
    pub fn from_json(text: &str) -> Result<Self, PolicyProblem> {
        serde_json::from_str::<Self>(text)
            .map_err(|error| PolicyProblem::Unreadable(error.to_string()))?
            .checked()
    }

    /// SHA-256 of the stored form in hexadecimal: equal policies have equal fingerprints.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.to_json().as_bytes()))
    }
}

impl Default for Policy {
    /// The plan's promise: 48 hours, every hour counts; reminders at half, at three quarters, at the deadline, then
    /// once a day.
    fn default() -> Self {
        Self { hours: 48, clock: HoursKind::Calendar, steps: vec![50, 75, 100], overdue_every_hours: 24 }
    }
}
