//! Steps of a deadline: the moments at which somebody is reminded, each once per cycle.

use std::fmt;

use crate::kernel::clock::Instant;

/// A step as it is stored, one number for each. Up to 100 it is a percentage of the time, and `100 + n` the n-th of the
/// reminders that are repeated after the deadline; steps of other kinds were added later, and lie beyond a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(u32);

/// What a step's number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// So many percent of the time were used; more than 100 lie after the deadline.
    Percent(u32),
    /// The n-th of the repeated reminders after the deadline, counted from 1.
    Repeat(u32),
    /// So many hours were left.
    Before(u32),
    /// So many hours went by after the deadline.
    After(u32),
    /// An answer that needs a colleague's approval should be ready and approved.
    Approval,
}

/// Hours before the deadline are numbered from here on.
const BEFORE: u32 = 1_000_000;
/// Hours after the deadline.
const AFTER: u32 = 2_000_000;
/// Percentages beyond 100, which are longer than any reminder of the first kind counts.
const BEYOND: u32 = 3_000_000;
/// The one step of an answer that needs approval, wherever its share of the time lies.
const APPROVAL: u32 = 4_000_000;

impl Step {
    /// The deadline itself.
    pub const DUE: Self = Self(100);

    /// The inner target of an answer that needs a colleague's approval.
    pub const APPROVAL: Self = Self(APPROVAL);

    /// The step of a percentage of the time.
    pub fn percent(percent: u32) -> Self {
        Self(if percent > Self::DUE.0 { BEYOND + percent.min(APPROVAL - BEYOND - 1) } else { percent })
    }

    /// The n-th of the repeated reminders after the deadline, counted from 1.
    pub fn overdue(count: u32) -> Self {
        Self(Self::DUE.0.saturating_add(count).min(BEFORE - 1))
    }

    /// So many hours before the deadline.
    pub fn before(hours: u32) -> Self {
        Self(BEFORE + hours.min(AFTER - BEFORE - 1))
    }

    /// So many hours after the deadline.
    pub fn after(hours: u32) -> Self {
        Self(AFTER + hours.min(BEYOND - AFTER - 1))
    }

    /// The stored number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// What the number says.
    pub fn kind(self) -> StepKind {
        match self.0 {
            number if number <= Self::DUE.0 => StepKind::Percent(number),
            number if number < BEFORE => StepKind::Repeat(number - Self::DUE.0),
            number if number < AFTER => StepKind::Before(number - BEFORE),
            number if number < BEYOND => StepKind::After(number - AFTER),
            number if number < APPROVAL => StepKind::Percent(number - BEYOND),
            _ => StepKind::Approval,
        }
    }

    /// Whether it is reached before the deadline.
    pub fn is_ahead(self) -> bool {
        matches!(self.kind(), StepKind::Percent(0..100) | StepKind::Before(_) | StepKind::Approval)
    }
}

impl From<u32> for Step {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A step and the instant at which the clock reached it, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepAt {
    /// The step.
    pub step: Step,
    /// The instant.
    pub at: Instant,
}
