//! A cycle: one promise, from a start or a reopening to its answer, as its row tells it.

use super::evaluation::CycleState;
use super::policy::Policy;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, PolicyVersionId, TicketId};

crate::text_enum! {
    /// How a cycle ended.
    pub enum Outcome {
        /// The answer was sent.
        Answered = "answered",
        /// The ticket was closed without an answer.
        Closed = "closed",
        /// Whoever asked closed it before the answer: she needs it no more.
        Solved = "solved",
        /// The ticket is spam, and counts for nothing.
        Spam = "spam",
        /// The ticket became part of another, which counts for both.
        Merged = "merged",
        /// The question was answered or laid aside before the desk promised anything, and was taken over from where it was kept:
        /// it counts for nothing.
        Imported = "imported",
    }
}

/// The row of a cycle. Everything but ids, number and outcome is a cache of the evaluation of its clock events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Its id.
    pub id: CycleId,
    /// The question.
    pub ticket: TicketId,
    /// 1 for the question as received, 2 for its first reopening, and so on.
    pub number: i32,
    /// The policy it was promised under.
    pub policy: PolicyVersionId,
    /// Whether its clock runs.
    pub state: CycleState,
    /// When the clock started.
    pub started_at: Instant,
    /// The deadline; while paused, as it stood when the pause began, or as it was moved since.
    pub due_at: Instant,
    /// Since when it is paused.
    pub paused_at: Option<Instant>,
    /// When the clock stopped.
    pub stopped_at: Option<Instant>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When the answer was sent.
    pub answered_at: Option<Instant>,
    /// Seconds of the pauses that ended.
    pub paused_seconds: i64,
    /// When the next step is owed; none while paused or stopped.
    pub next_step_at: Option<Instant>,
    /// At which share of the time, in percent, an approved answer should be ready; 0 when none is needed.
    pub approval_percent: i32,
}

impl Cycle {
    /// The policy that it was promised under, with the step of this question's own.
    pub(super) fn policy_with_approval(&self, policy: Policy) -> Policy {
        policy.with_approval(u32::try_from(self.approval_percent).unwrap_or(0))
    }

    /// Whether the deadline is passed at `now`: a paused clock stands where it was paused, a stopped one where it
    /// stopped.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.due_at < self.stopped_at.or(self.paused_at).unwrap_or(now)
    }
}
