//! Steps of a deadline: the moments at which somebody is reminded, each once per cycle.

use std::fmt;

use crate::kernel::clock::Instant;

/// A step. Up to 100 it is a percentage of the time; `100 + n` is the n-th reminder after the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(u32);

impl Step {
    /// The deadline itself.
    pub const DUE: Self = Self(100);

    /// The step of a percentage before the deadline.
    pub fn percent(percent: u32) -> Self {
        Self(percent.min(Self::DUE.0))
    }

    /// The n-th reminder after the deadline, counted from 1.
    pub fn overdue(count: u32) -> Self {
        Self(Self::DUE.0.saturating_add(count))
    }

    /// The stored number.
    pub fn number(self) -> u32 {
        self.0
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
