//! Two questions of one person become one: the earliest promise stands.

use super::clock_event::{Cause, ClockEvent, ClockEventKind};
use super::evaluation::{CycleState, evaluate};
use super::policy::Policy;
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;

/// The clock of a question: what happened to it, in the order of writing, and the policy that it was promised under.
#[derive(Debug, Clone, Copy)]
pub struct Promised<'a> {
    /// What happened.
    pub events: &'a [ClockEvent],
    /// The policy.
    pub policy: &'a Policy,
}

impl Promised<'_> {
    fn state(self, now: Instant) -> Option<CycleState> {
        evaluate(self.events, self.policy, now).map(|clock| clock.state)
    }

    /// The deadline; of a clock that waits, the one it would have if the wait ended now.
    fn due_at(self, now: Instant) -> Option<Instant> {
        let clock = evaluate(self.events, self.policy, now)?;
        if clock.state != CycleState::Paused {
            return Some(clock.due_at);
        }
        let mut events = self.events.to_vec();
        let sequence = events.iter().map(|event| event.sequence).max().unwrap_or(0);
        events.push(happens(ClockEventKind::Resume, sequence + 1, Actor::System, now));
        Some(evaluate(&events, self.policy, now)?.due_at)
    }
}

/// What happens to the clock of the question that stays when `merged` becomes part of it at `now`. It takes over the earlier of
/// the two deadlines, even one that has passed: what was promised is not forgiven. It waits for the requester only while both
/// do; of two that wait, the one with less time left counts, and the wait begins anew. Nothing happens when its own promise is the earlier one and runs,
/// or one of the two is over.
pub fn merge(kept: Promised<'_>, merged: Promised<'_>, actor: Actor, now: Instant) -> Vec<ClockEvent> {
    let states = kept.state(now).zip(merged.state(now));
    let Some((kept_state, merged_state)) = states else { return Vec::new() };
    if kept_state == CycleState::Stopped || merged_state == CycleState::Stopped {
        return Vec::new();
    }
    let mut events = Vec::new();
    // Of two that wait both do until now, and wait on from now: she was told of each when it is closed, and the later day holds.
    if kept_state == CycleState::Paused {
        events.push(happens(ClockEventKind::Resume, 0, actor, now));
    }
    if let Some((own, other)) = kept.due_at(now).zip(merged.due_at(now))
        && other < own
    {
        let correction = happens(ClockEventKind::Correction, 0, actor, now);
        events.push(ClockEvent { new_due_at: Some(other), ..correction });
    }
    if (kept_state, merged_state) == (CycleState::Paused, CycleState::Paused) {
        events.push(happens(ClockEventKind::Pause, 0, actor, now));
    }
    events
}

fn happens(kind: ClockEventKind, sequence: i64, actor: Actor, at: Instant) -> ClockEvent {
    ClockEvent { sequence, kind, at, actor, cause: Cause::Merged, new_due_at: None, reason: None }
}
