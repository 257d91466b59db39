//! The meter: takes the clock events of one cycle one by one and can be read at any instant.

use std::collections::BTreeMap;

use chrono::Duration;

use super::clock_event::{Cause, ClockEvent, ClockEventKind};
use super::evaluation::{CycleState, Evaluation};
use super::plan::When;
use super::policy::Policy;
use super::step::{Step, StepAt, StepKind};
use crate::kernel::clock::Instant;

/// The running sums of one cycle. Reading does not change them.
#[derive(Debug, Clone)]
pub struct Meter<'p> {
    policy: &'p Policy,
    started_at: Instant,
    due_at: Instant,
    /// The whole time for the answer in hours that count: the policy's, until a correction.
    allowed: Duration,
    phase: Phase,
    /// When the phase began.
    since: Instant,
    /// Hours that count, of the stretches that ended.
    used: Duration,
    /// Every hour of the pauses that ended.
    paused: Duration,
    /// Every hour run past the present deadline, of the stretches that ended.
    overrun: Duration,
    /// Reminders after the present deadline that were reached.
    reminders: u32,
    /// Reminders after deadlines that were moved since.
    earlier_reminders: u32,
    reached: BTreeMap<Step, Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// With the time that was left, if the deadline was still ahead.
    Paused {
        left: Option<Duration>,
    },
    Stopped,
}

impl<'p> Meter<'p> {
    /// A meter started by its first event; `None` if that is not a start.
    pub fn start(policy: &'p Policy, event: &ClockEvent) -> Option<Self> {
        (event.kind == ClockEventKind::Start).then(|| Self {
            policy,
            started_at: event.at,
            due_at: policy.clock.after(event.at, policy.length()),
            allowed: policy.length(),
            phase: Phase::Running,
            since: event.at,
            used: Duration::zero(),
            paused: Duration::zero(),
            overrun: Duration::zero(),
            reminders: 0,
            earlier_reminders: 0,
            reached: BTreeMap::new(),
        })
    }

    /// Takes the next event of the list.
    pub fn apply(&mut self, event: &ClockEvent) {
        // A computer's clock that was set back does not make time run backwards.
        let at = event.at.max(self.since);
        match (self.phase, event.kind) {
            (Phase::Running, ClockEventKind::Pause) => {
                self.end_stretch(at);
                self.phase = Phase::Paused { left: self.left_at(at) };
            }
            (Phase::Paused { left }, ClockEventKind::Resume) => {
                self.end_pause(at, left);
                self.phase = Phase::Running;
            }
            (Phase::Running, ClockEventKind::Stop) => {
                self.end_stretch(at);
                self.phase = Phase::Stopped;
            }
            (Phase::Paused { left }, ClockEventKind::Stop) => {
                // An answer during the pause is an answer with time left: the deadline moves as at the end of a pause.
                self.end_pause(at, left);
                self.phase = Phase::Stopped;
            }
            (Phase::Running, ClockEventKind::Correction) => {
                self.end_stretch(at);
                self.move_deadline(event, at);
            }
            (Phase::Paused { .. }, ClockEventKind::Correction) => {
                self.move_deadline(event, at);
                self.phase = Phase::Paused { left: self.left_at(at) };
            }
            (Phase::Paused { .. }, ClockEventKind::Pause)
            | (Phase::Running, ClockEventKind::Resume)
            | (Phase::Running | Phase::Paused { .. }, ClockEventKind::Start)
            | (Phase::Stopped, _) => {}
        }
    }

    /// Where the cycle stands at `now`, or at its last event when that is later.
    pub fn read(&self, now: Instant) -> Evaluation {
        let at = now.max(self.since);
        let mut view = self.clone();
        let mut next_step = None;
        match self.phase {
            // A step is reached at its very instant, so the stretch to look at includes its end.
            Phase::Running => next_step = view.run_until(at, |step_at| step_at <= at),
            Phase::Paused { .. } => view.paused += at - self.since,
            Phase::Stopped => {}
        }
        Evaluation {
            at,
            state: match self.phase {
                Phase::Running => CycleState::Running,
                Phase::Paused { .. } => CycleState::Paused,
                Phase::Stopped => CycleState::Stopped,
            },
            started_at: self.started_at,
            due_at: self.due_at,
            paused_at: matches!(self.phase, Phase::Paused { .. }).then_some(self.since),
            stopped_at: (self.phase == Phase::Stopped).then_some(self.since),
            gross: if self.phase == Phase::Stopped { self.since } else { at } - self.started_at,
            paused: view.paused,
            used: view.used,
            remaining: match self.phase {
                Phase::Running => self.left_at(at),
                Phase::Paused { left } => left,
                Phase::Stopped => self.left_at(self.since),
            }
            .unwrap_or_else(Duration::zero),
            overdue: view.overrun,
            reached: view.reached.iter().map(|(step, at)| StepAt { step: *step, at: *at }).collect(),
            next_step,
        }
    }

    /// The time left at an instant, in hours that count; none once the deadline came.
    fn left_at(&self, at: Instant) -> Option<Duration> {
        (self.due_at > at).then(|| self.policy.clock.between(at, self.due_at))
    }

    /// Ends a stretch of running. What falls on its very end belongs to what comes after.
    fn end_stretch(&mut self, end: Instant) {
        self.run_until(end, |step_at| step_at < end);
        self.since = end;
    }

    /// Adds a stretch of running up to `end` and the steps reached in it; answers the step that comes next.
    fn run_until(&mut self, end: Instant, within: impl Fn(Instant) -> bool) -> Option<StepAt> {
        let mut upcoming = self.next_step();
        while let Some(next) = upcoming.filter(|next| within(next.at)) {
            if let StepKind::Repeat(_) = next.step.kind() {
                self.reminders += 1;
            }
            self.reached.insert(next.step, next.at);
            upcoming = self.next_step();
        }
        self.used += self.policy.clock.between(self.since, end);
        self.overrun += (end - self.due_at.max(self.since)).max(Duration::zero());
        upcoming
    }

    /// The first step not reached yet and when the running clock reaches it.
    fn next_step(&self) -> Option<StepAt> {
        let steps = self.policy.steps.iter().filter_map(|planned| {
            let step = match planned.when {
                When::Every(_) => Step::overdue(self.earlier_reminders + self.reminders + 1),
                when => when.step().filter(|step| !self.reached.contains_key(step))?,
            };
            Some(StepAt { step, at: self.due_of(planned.when).max(self.since) })
        });
        // Those due at the same instant come in the order of the policy.
        steps.min_by_key(|next| next.at)
    }

    /// When the running clock comes to a step that it has not reached.
    fn due_of(&self, when: When) -> Instant {
        let clock = &self.policy.clock;
        let after = |hours: i64| {
            let wait = Duration::hours(hours) - self.overrun;
            self.due_at.max(self.since) + wait.max(Duration::zero())
        };
        match when {
            When::DUE => self.due_at,
            When::Percent(percent) | When::Approval(percent) => {
                let share = Duration::microseconds(
                    self.allowed.num_microseconds().unwrap_or(i64::MAX) / 100 * i64::from(percent),
                );
                let at = clock.after(self.since, share - self.used);
                if when.is_ahead() { at.min(self.due_at) } else { at.max(self.due_at) }
            }
            When::Before(hours) => {
                let left = clock.between(self.since, self.due_at);
                clock.after(self.since, left - Duration::hours(hours.into())).min(self.due_at)
            }
            When::After(hours) => after(hours.into()),
            When::Every(hours) => after(i64::from(hours) * i64::from(self.reminders + 1)),
        }
    }

    /// When an approved answer should be ready, if the policy has such a step: when it was reached, or the running clock will.
    pub fn approval_at(&self) -> Option<Instant> {
        let planned = self.policy.steps.iter().find(|step| matches!(step.when, When::Approval(_)))?;
        match (self.reached.get(&Step::APPROVAL), self.phase) {
            (Some(reached), _) => Some(*reached),
            (None, Phase::Running) => Some(self.due_of(planned.when).max(self.since)),
            (None, _) => None,
        }
    }

    fn end_pause(&mut self, at: Instant, left: Option<Duration>) {
        self.paused += at - self.since;
        self.since = at;
        if let Some(left) = left {
            self.due_at = self.due_at.max(self.policy.clock.after(at, left));
        }
    }

    /// Sets another deadline, never in the past; only one that another question brings, which became part of this one, may have
    /// passed: then it is late since. What was reached stays reached.
    fn move_deadline(&mut self, event: &ClockEvent, at: Instant) {
        let Some(new_due_at) = event.new_due_at else { return };
        self.due_at = if event.cause == Cause::Merged { new_due_at } else { new_due_at.max(at) };
        self.allowed = self.used + self.policy.clock.between(at, self.due_at);
        self.overrun = (at - self.due_at).max(Duration::zero());
        self.earlier_reminders += self.reminders;
        self.reminders = 0;
    }
}
