//! The policy: how long the desk has, which hours count, and when to remind of the deadline.
//!
//! A policy is stored whole as JSON and never changed: a cycle keeps the version that it was promised under.

use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::calendar::WorkingCalendar;
use super::plan::{MOST_HOURS, PlannedStep, When};
use super::quiet::Quiet;
use super::step::{Step, StepKind};
use crate::kernel::clock::Instant;
use crate::kernel::event::Reminded;
use crate::kernel::hex;

/// How long an answer may take, and who is reminded when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Policy {
    /// The time for an answer, in hours of the kind below.
    pub hours: u32,
    /// Which hours count.
    pub clock: HoursKind,
    /// The reminders, in the order of time. One is that of the deadline itself.
    pub steps: Vec<PlannedStep>,
    /// When reminders other than that of the deadline wait; none when they never do.
    pub quiet: Option<Quiet>,
}

/// A repeated reminder to whom it usually goes has a place of its own, as every one once had.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    hours: u32,
    clock: HoursKind,
    steps: Vec<PlannedStep>,
    #[serde(default)]
    overdue_every_hours: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiet: Option<Quiet>,
}

impl From<Policy> for Stored {
    fn from(policy: Policy) -> Self {
        let Policy { hours, clock, mut steps, quiet } = policy;
        let repeated = match steps.last() {
            Some(step) if *step == PlannedStep::usual(step.when) => match step.when {
                When::Every(hours) => hours,
                _ => 0,
            },
            _ => 0,
        };
        if repeated > 0 {
            steps.pop();
        }
        Self { hours, clock, steps, overdue_every_hours: repeated, quiet }
    }
}

impl From<Stored> for Policy {
    fn from(stored: Stored) -> Self {
        let Stored { hours, clock, mut steps, overdue_every_hours, quiet } = stored;
        if overdue_every_hours > 0 {
            steps.push(PlannedStep::usual(When::Every(overdue_every_hours)));
        }
        Self { hours, clock, steps, quiet }
    }
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
    /// No step at the deadline, two at the same time, too many, or one that never comes or reminds nobody.
    #[error(
        "there must be a reminder at the deadline (100 %), no two at the same time, at most {MAX_STEPS}, each possible and to somebody"
    )]
    Steps,
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
    /// More closures or special days than anybody can look through.
    #[error("at most {max} closures and as many special days can be set")]
    TooManyClosures {
        /// The most allowed.
        max: usize,
    },
    /// Quiet hours without any.
    #[error("quiet hours need a part of the day or days off")]
    Quiet,
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

/// The most reminders of a policy.
pub const MAX_STEPS: usize = 20;

impl Policy {
    /// The longest time for an answer: a year.
    pub const MAX_HOURS: u32 = MOST_HOURS;

    /// Checks every rule of a policy, and puts its steps in the order of time.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn checked(mut self) -> Result<Self, PolicyProblem> {
        if !(1..=Self::MAX_HOURS).contains(&self.hours) {
            return Err(PolicyProblem::Hours(self.hours));
        }
        let whens: Vec<When> = self.steps.iter().map(|step| step.when).collect();
        let alone = |when: &When| {
            let same = |other: &&When| match when {
                When::Every(_) => matches!(other, When::Every(_)),
                when => *other == when,
            };
            whens.iter().filter(same).count() == 1
        };
        let fine = self.steps.iter().all(|step| step.is_possible(self.hours)) && whens.iter().all(alone);
        if !fine || whens.len() > MAX_STEPS || !whens.contains(&When::DUE) {
            return Err(PolicyProblem::Steps);
        }
        if let Some(quiet) = &self.quiet {
            if quiet.night.is_none() && quiet.days_off.is_none() {
                return Err(PolicyProblem::Quiet);
            }
            quiet.days_off.as_ref().map_or(Ok(()), |calendar| calendar.check())?;
        }
        if let HoursKind::Working(calendar) = &self.clock {
            calendar.check()?;
        }
        self.steps.sort_by_key(|step| step.when.place(self.hours));
        Ok(self)
    }

    /// The same with a step at which an approved answer should be ready, at this share of the time in percent; as it is where
    /// none is asked for (0).
    pub fn with_approval(mut self, percent: u32) -> Self {
        if percent > 0 {
            let when = When::Approval(percent);
            // After the reminders of the same moment, which it takes the place of.
            let place =
                self.steps.partition_point(|step| step.when.place(self.hours) <= when.place(self.hours));
            // Whom it reminds depends on whether the answer is written.
            self.steps.insert(place, PlannedStep { when, to: Vec::new() });
        }
        self
    }

    /// The time for an answer.
    pub fn length(&self) -> Duration {
        Duration::hours(self.hours.into())
    }

    /// Whom a step reminds. A step of another policy reminds whom it usually does.
    pub fn reminded(&self, step: Step) -> Vec<Reminded> {
        let planned = self.steps.get(self.rank(step));
        planned.map_or_else(|| PlannedStep::usual_of(step), |planned| planned.to.clone())
    }

    /// The place of a step among those of this policy.
    pub(super) fn rank(&self, step: Step) -> usize {
        let is_it = |planned: &PlannedStep| match (planned.when, step.kind()) {
            (When::Every(_), StepKind::Repeat(_)) => true,
            (when, _) => when.step() == Some(step),
        };
        self.steps.iter().position(is_it).unwrap_or(self.steps.len())
    }

    /// When a step that is reached at `at` may remind somebody: the deadline itself at once, the others outside the quiet
    /// hours.
    pub fn release(&self, step: Step, at: Instant) -> Instant {
        match &self.quiet {
            Some(quiet) if step != Step::DUE => quiet.release(at),
            _ => at,
        }
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
        let steps = PlannedStep::usual_steps(&[50, 75, 100], 24);
        Self { hours: 48, clock: HoursKind::Calendar, steps, quiet: None }
    }
}
