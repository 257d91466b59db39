//! A deadline that a coordinator moves: what may be promised instead, and what was.

use chrono::Duration;

use super::clock_event::{Cause, ClockEvent, ClockEventKind};
use super::meter::Meter;
use super::policy::Policy;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, ClockEventId, CycleId};

/// So many days ahead a deadline may be moved at most: over a closure in August and the opinion of another body, but not by
/// a slip into another year. Counted from the move, since a question that waited long for its requester may be old.
pub const MOST_AHEAD_DAYS: u32 = 60;

/// Why a deadline cannot be moved to an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveProblem {
    /// It is over, or now.
    Past,
    /// It is more than [`MOST_AHEAD_DAYS`] away.
    TooFar,
    /// It is the deadline already, to the minute, which is all that people see of it.
    Same,
}

/// Whether the deadline `from` may be moved to `to` at `now`.
///
/// # Errors
/// Why not.
pub fn check_move(from: Instant, to: Instant, now: Instant) -> Result<(), MoveProblem> {
    let minute = |at: Instant| at.micros().div_euclid(60_000_000);
    if to <= now {
        Err(MoveProblem::Past)
    } else if to > now + Duration::days(MOST_AHEAD_DAYS.into()) {
        Err(MoveProblem::TooFar)
    } else if minute(from) == minute(to) {
        Err(MoveProblem::Same)
    } else {
        Ok(())
    }
}

/// A deadline that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The clock event that moved it.
    pub correction: ClockEventId,
    /// Of which promise.
    pub cycle: CycleId,
    /// When.
    pub at: Instant,
    /// Who moved it.
    pub by: Option<AccountId>,
    /// The deadline until then; of a paused clock, as [`super::Evaluation::due_at`] says.
    pub from: Instant,
    /// The deadline from then on.
    pub to: Instant,
    /// Why, in the words of who moved it, for whoever asked.
    pub reason: String,
}

/// The moves among the events of a cycle, which are in the order of writing.
pub(super) fn moves(cycle: CycleId, events: &[ClockEvent], policy: &Policy) -> Vec<Moved> {
    let Some((first, rest)) = events.split_first() else { return Vec::new() };
    let Some(mut meter) = Meter::start(policy, first) else { return Vec::new() };
    let mut moves = Vec::new();
    for event in rest {
        let from = meter.read(event.at).due_at;
        meter.apply(event);
        // What another question brought that became part of this one is no move of a coordinator's.
        if event.kind == ClockEventKind::Correction && event.cause != Cause::Merged {
            moves.push(Moved {
                correction: ClockEventId(event.sequence),
                cycle,
                at: event.at,
                by: event.actor.account(),
                from,
                to: meter.read(event.at).due_at,
                reason: event.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
            });
        }
    }
    moves
}
