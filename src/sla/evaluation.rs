//! The one pure function of the clock: from the list of events and the policy to where the cycle stands.

use chrono::Duration;

use super::clock_event::ClockEvent;
use super::meter::Meter;
use super::policy::Policy;
use super::step::StepAt;
use crate::kernel::clock::Instant;

crate::text_enum! {
    /// Whether the clock of a cycle runs.
    pub enum CycleState {
        /// The desk owes an answer.
        Running = "running",
        /// The requester owes a clarification.
        Paused = "paused",
        /// Answered, closed or put aside.
        Stopped = "stopped",
    }
}

/// Where a cycle stands at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The instant it was asked for, or that of the last event when that is later.
    pub at: Instant,
    /// Whether the clock runs.
    pub state: CycleState,
    /// When the clock started.
    pub started_at: Instant,
    /// The deadline. While paused, the deadline as it stood when the pause began; the end of the pause, or an answer
    /// during it, moves it by the time that was left. A deadline moved during the pause says what is left from that moment.
    pub due_at: Instant,
    /// Since when the clock is paused.
    pub paused_at: Option<Instant>,
    /// When the clock stopped.
    pub stopped_at: Option<Instant>,
    /// Every hour since the start, pauses included.
    pub gross: Duration,
    /// The hours of pause among them.
    pub paused: Duration,
    /// The time used up, in hours that count.
    pub used: Duration,
    /// The time left, in hours that count; zero once the deadline passed.
    pub remaining: Duration,
    /// How long the deadline was passed when the clock last ran, every hour counted; zero when it was not passed.
    pub overdue: Duration,
    /// The steps reached, in the order of their numbers.
    pub reached: Vec<StepAt>,
    /// The next step if nothing else happens; none while paused or stopped.
    pub next_step: Option<StepAt>,
}

impl Evaluation {
    /// Every hour since the start, without the pauses.
    pub fn net(&self) -> Duration {
        self.gross - self.paused
    }

    /// The hours of the pauses that ended.
    pub fn ended_pauses(&self) -> Duration {
        self.paused - self.paused_at.map_or_else(Duration::zero, |paused_at| self.at - paused_at)
    }

    /// Whether the deadline was passed while the clock ran. An answer at the very deadline is in time.
    pub fn is_overdue(&self) -> bool {
        self.overdue > Duration::zero()
    }
}

/// Where the cycle stands at `now`. `None` when the list has no start.
///
/// Events count in the order of their sequence, whatever the order of the slice; none is left out, so for a past day
/// give only those written until then. Events that make no sense where they stand (a pause of a paused clock, anything
/// after the stop) change nothing.
pub fn evaluate(events: &[ClockEvent], policy: &Policy, now: Instant) -> Option<Evaluation> {
    let mut ordered: Vec<&ClockEvent> = events.iter().collect();
    ordered.sort_by_key(|event| event.sequence);
    let (first, rest) = ordered.split_first()?;
    let mut meter = Meter::start(policy, first)?;
    for event in rest {
        meter.apply(event);
    }
    Some(meter.read(now))
}
