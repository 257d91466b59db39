//! Policies and calendars as people write them: a policy's terms name a calendar, and become a whole [`Policy`] with it.

use serde::{Deserialize, Serialize};

use super::calendar::WorkingCalendar;
use super::plan::PlannedStep;
use super::policy::{HoursKind, Policy, PolicyProblem};
use super::quiet::{Night, Quiet};
use crate::accounts::RequesterKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CalendarId, PolicyId, TopicId};

/// Whose questions a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Of this topic or of any below it; none for every topic.
    pub topic: Option<TopicId>,
    /// Of this kind of requester; none for both.
    pub kind: Option<RequesterKind>,
}

impl Scope {
    /// Everybody's.
    pub const GENERAL: Self = Self { topic: None, kind: None };

    /// The scope as one word.
    pub(super) fn word(self) -> String {
        let topic = self.topic.map_or_else(|| "-".to_owned(), |topic| topic.to_string());
        format!("{topic}/{}", self.kind.map_or("-", RequesterKind::as_str))
    }

    /// Which of the policies that fit a question about `topic` wins: the greatest. Its own topic before the topic's area,
    /// that before any topic; at equal topics a kind of requester before both.
    pub(super) fn rank(self, topic: Option<TopicId>) -> (u8, bool) {
        let of_topic = match self.topic {
            None => 0,
            own if own == topic => 2,
            Some(_) => 1,
        };
        (of_topic, self.kind.is_some())
    }
}

/// What a policy promises, in the words of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The time for an answer, in hours of the kind below.
    pub hours: u32,
    /// Whether only the hours of the calendar count.
    pub working: bool,
    /// The calendar of the working hours and of the quiet days.
    pub calendar: CalendarId,
    /// The reminders.
    pub steps: Vec<PlannedStep>,
    /// A quiet part of every day.
    pub night: Option<Night>,
    /// Whether the calendar's days off are quiet.
    pub quiet_days_off: bool,
}

impl Terms {
    /// The policy that these make with their calendar, checked.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn with(&self, calendar: &WorkingCalendar) -> Result<Policy, PolicyProblem> {
        let clock = match self.working {
            true => HoursKind::Working(Box::new(calendar.clone())),
            false => HoursKind::Calendar,
        };
        let days_off = self.quiet_days_off.then(|| Box::new(calendar.clone()));
        let is_quiet = self.night.is_some() || days_off.is_some();
        let quiet = is_quiet.then_some(Quiet { night: self.night, days_off });
        Policy { hours: self.hours, clock, steps: self.steps.clone(), quiet }.checked()
    }
}

/// A calendar with its name, as a revision keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCalendar {
    /// What people call it; empty for the desk's own until somebody names it.
    pub name: String,
    /// Its days and hours.
    pub calendar: WorkingCalendar,
}

/// A policy as it is kept now.
#[derive(Debug, Clone)]
pub struct KeptPolicy {
    /// Its id.
    pub id: PolicyId,
    /// Whose questions it is for.
    pub scope: Scope,
    /// How often it was written.
    pub revision: i32,
    /// Whether a person wrote it; else the configuration holds.
    pub by_hand: bool,
    /// What it promises.
    pub terms: Terms,
    /// What the last start's configuration asked for; of the general one alone.
    pub configured: Option<Terms>,
    /// Whether promises are made under it.
    pub in_force: bool,
}

/// A calendar as it is kept now.
#[derive(Debug, Clone)]
pub struct KeptCalendar {
    /// Its id.
    pub id: CalendarId,
    /// How often it was written.
    pub revision: i32,
    /// Whether a person wrote it; else the configuration holds.
    pub by_hand: bool,
    /// What it says.
    pub named: NamedCalendar,
    /// What the last start's configuration asked for; of the desk's own alone.
    pub configured: Option<WorkingCalendar>,
}

crate::text_enum! {
    /// Where a revision came from.
    pub enum Origin {
        /// A person wrote it.
        Written = "written",
        /// The configuration of a start.
        Configured = "configured",
        /// A person gave it back to the configuration, or gave it up.
        GivenBack = "given_back",
    }
}

/// A revision of something.
#[derive(Debug, Clone)]
pub struct Revision<T> {
    /// Its number, from 1.
    pub number: i32,
    /// When it was made.
    pub at: Instant,
    /// Who made it; nobody for a start.
    pub by: Option<AccountId>,
    /// Where it came from.
    pub origin: Origin,
    /// What it said.
    pub what: T,
}
