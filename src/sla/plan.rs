//! The planned reminders of a policy: when each is due, and whom it reminds.

use serde::{Deserialize, Serialize};

use super::step::{Step, StepKind};
use crate::kernel::event::Reminded;

/// The longest time between a deadline and a step, in hours: a year.
pub(super) const MOST_HOURS: u32 = 8760;

/// The latest step in percent of the time.
pub(super) const MOST_PERCENT: u32 = 1000;

/// When a reminder is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// At this share of the time for an answer; 100 is the deadline, more lies after it.
    Percent(u32),
    /// When so many hours are left, of those that count.
    Before(u32),
    /// Once, so many hours after the deadline, whatever hours count.
    After(u32),
    /// Each time that so many hours went by after the deadline, whatever hours count.
    Every(u32),
    /// At this share of the time an approved answer should be ready. No policy is written with it: whether it is asked for
    /// is a matter of the question.
    Approval(u32),
}

impl When {
    /// The deadline itself.
    pub const DUE: Self = Self::Percent(100);

    /// Whether it is due before the deadline.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Percent(0..100) | Self::Before(_) | Self::Approval(_))
    }

    /// The step it is; a repeated one has no number of its own.
    pub(super) fn step(self) -> Option<Step> {
        match self {
            Self::Percent(percent) => Some(Step::percent(percent)),
            Self::Before(hours) => Some(Step::before(hours)),
            Self::After(hours) => Some(Step::after(hours)),
            Self::Every(_) => None,
            Self::Approval(_) => Some(Step::APPROVAL),
        }
    }

    /// What a policy's steps are sorted by: hours since the start in hundredths, the repeated ones last. `hours` is the
    /// time for an answer.
    pub(super) fn place(self, hours: u32) -> u64 {
        let hours = u64::from(hours);
        match self {
            Self::Percent(percent) | Self::Approval(percent) => hours * u64::from(percent),
            Self::Before(before) => hours.saturating_sub(before.into()) * 100,
            Self::After(after) => (hours + u64::from(after)) * 100,
            Self::Every(_) => u64::MAX,
        }
    }

    fn is_possible(self, hours: u32) -> bool {
        match self {
            Self::Percent(percent) => (1..=MOST_PERCENT).contains(&percent),
            Self::Before(before) => (1..hours).contains(&before),
            Self::After(after) | Self::Every(after) => (1..=MOST_HOURS).contains(&after),
            Self::Approval(_) => false,
        }
    }
}

/// A reminder of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct PlannedStep {
    /// When it is due.
    pub when: When,
    /// Whom it reminds.
    pub to: Vec<Reminded>,
}

/// A percentage that reminds whom it usually does is stored as its number alone, as all steps once were.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Percent(u32),
    Whole { when: When, to: Vec<Reminded> },
}

impl From<Stored> for PlannedStep {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Percent(percent) => Self::usual(When::Percent(percent)),
            Stored::Whole { when, to } => Self { when, to },
        }
    }
}

impl From<PlannedStep> for Stored {
    fn from(step: PlannedStep) -> Self {
        match step.when {
            When::Percent(percent) if step == PlannedStep::usual(step.when) => Self::Percent(percent),
            when => Self::Whole { when, to: step.to },
        }
    }
}

/// From this share of the time on, in percent, the whole group usually hears of a question that one of it holds.
const GROUP_FROM: u32 = 75;

impl PlannedStep {
    /// A reminder to whom it usually goes: the holder; from 75 % on her group as well; from the deadline on the
    /// coordinators instead of the group.
    pub fn usual(when: When) -> Self {
        let to = match when {
            When::Percent(percent) if percent < GROUP_FROM => vec![Reminded::Holder],
            when if when.is_ahead() => vec![Reminded::Holder, Reminded::Group],
            _ => vec![Reminded::Holder, Reminded::Coordinators],
        };
        Self { when, to }
    }

    /// Whom a step reminds when nothing else is known of it.
    pub fn usual_of(step: Step) -> Vec<Reminded> {
        let when = match step.kind() {
            StepKind::Percent(percent) => When::Percent(percent),
            StepKind::Before(hours) => When::Before(hours),
            StepKind::After(hours) => When::After(hours),
            StepKind::Repeat(_) => When::DUE,
            StepKind::Approval => return Vec::new(),
        };
        Self::usual(when).to
    }

    /// The steps of a list of percentages, and, unless it is 0, one every so many hours after the deadline.
    pub fn usual_steps(percents: &[u32], every_hours: u32) -> Vec<Self> {
        let repeated = (every_hours > 0).then_some(When::Every(every_hours));
        percents.iter().copied().map(When::Percent).chain(repeated).map(Self::usual).collect()
    }

    /// Whether it can come at all in a policy of so many hours, and reminds somebody.
    pub(super) fn is_possible(&self, hours: u32) -> bool {
        self.when.is_possible(hours) && !self.to.is_empty()
    }
}
