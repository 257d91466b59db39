//! What can be done to the clock of a question. Each function belongs into the transaction of its use case.

use std::collections::BTreeSet;

use super::clock_event::{Cause, ClockEvent, ClockEventKind};
use super::cycle::{Cycle, Outcome};
use super::evaluation::{CycleState, Evaluation, evaluate};
use super::keeping;
use super::merging::{self, Promised};
use super::meter::Meter;
use super::moving::{Moved, moves};
use super::policy::Policy;
use super::step::Step;
use super::store;
use super::times::{TimeFact, times};
use super::words::{StoryLine, story};
use crate::accounts::{self, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{ClockEventId, CycleId, PolicyId, PolicyVersionId, TicketId, TopicId};
use crate::kernel::text::Reason;
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::i18n::{Lang, Texts};
use crate::topics;

pub use super::keeping::adopt_policy;

/// What decides which policy a question is promised under.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Its topic, as far as it is known.
    pub topic: Option<TopicId>,
    /// Who asks.
    pub kind: RequesterKind,
    /// The policy that was chosen for it, in place of that of its topic and requester.
    pub policy: Option<PolicyId>,
}

impl Default for Asked {
    fn default() -> Self {
        Self { topic: None, kind: RequesterKind::Worker, policy: None }
    }
}

/// What a question received now is promised, before it has a row.
#[derive(Debug, Clone)]
pub struct Promise {
    policy: PolicyVersionId,
    start: ClockEvent,
    started: Evaluation,
    next_step_at: Option<Instant>,
    approval_percent: i32,
}

impl Promise {
    /// The deadline.
    pub fn due_at(&self) -> Instant {
        self.started.due_at
    }
}

/// The promise under the policy that holds now for such a question. A topic that changes later moves no promise.
///
/// # Errors
/// When the database fails.
pub fn promise(conn: &mut Conn, asked: Asked, actor: Actor, now: Instant) -> DbResult<Promise> {
    let (id, policy) = keeping::in_force(conn, asked, now)?;
    let approval_percent = match asked.topic {
        Some(topic) => topics::approval_for(conn, topic)?,
        None => 0,
    };
    let policy = policy.with_approval(u32::try_from(approval_percent).unwrap_or(0));
    let start = event(ClockEventKind::Start, Cause::Received, actor, now);
    let started = evaluated(std::slice::from_ref(&start), &policy, now)?;
    let next_step_at = next_step_at(&policy, &started, &BTreeSet::new());
    Ok(Promise { policy: id, start, started, next_step_at, approval_percent })
}

/// Starts the first cycle of a question that was just inserted with this promise.
///
/// # Errors
/// When the database fails.
pub fn keep(conn: &mut Conn, ticket: TicketId, promise: &Promise) -> DbResult<Cycle> {
    start(conn, ticket, 1, promise)
}

/// Starts the next cycle of a question: it was opened again, and is promised what holds for it now. Answers the promise.
///
/// # Errors
/// When the database fails.
pub fn start_cycle(
    conn: &mut Conn,
    ticket: TicketId,
    asked: Asked,
    actor: Actor,
    now: Instant,
) -> DbResult<Cycle> {
    let number = store::last_number(conn, ticket)? + 1;
    let mut promise = promise(conn, asked, actor, now)?;
    if number > 1 {
        promise.start.cause = Cause::Reopened;
    }
    start(conn, ticket, number, &promise)
}

fn start(conn: &mut Conn, ticket: TicketId, number: i32, promise: &Promise) -> DbResult<Cycle> {
    let Promise { policy, start, started, next_step_at, approval_percent } = promise;
    let id = store::insert_cycle(conn, ticket, number, *policy, started, *next_step_at, *approval_percent)?;
    store::append_clock_event(conn, id, start)?;
    Ok(Cycle {
        id,
        ticket,
        number,
        policy: *policy,
        state: started.state,
        started_at: started.started_at,
        due_at: started.due_at,
        paused_at: None,
        stopped_at: None,
        outcome: None,
        answered_at: None,
        paused_seconds: 0,
        next_step_at: *next_step_at,
        approval_percent: *approval_percent,
    })
}

/// Gives a question that is taken over from elsewhere a clock that stood still from the beginning: nothing was promised, and
/// nobody is reminded. It was received at `received`.
///
/// # Errors
/// When the database fails.
pub fn keep_no_promise(
    conn: &mut Conn,
    ticket: TicketId,
    asked: Asked,
    received: Instant,
    now: Instant,
) -> DbResult<Cycle> {
    let (version, policy) = keeping::in_force(conn, asked, now)?;
    let start = event(ClockEventKind::Start, Cause::Imported, Actor::System, received);
    let stop = event(ClockEventKind::Stop, Cause::Imported, Actor::System, received);
    let started = evaluated(std::slice::from_ref(&start), &policy, received)?;
    let id = store::insert_cycle(conn, ticket, 1, version, &started, None, 0)?;
    store::append_clock_event(conn, id, &start)?;
    store::append_clock_event(conn, id, &stop)?;
    let cycle = Cycle {
        id,
        ticket,
        number: 1,
        policy: version,
        state: CycleState::Stopped,
        started_at: started.started_at,
        due_at: started.due_at,
        paused_at: None,
        stopped_at: Some(received),
        outcome: Some(Outcome::Imported),
        answered_at: None,
        paused_seconds: 0,
        next_step_at: None,
        approval_percent: 0,
    };
    store::save(conn, &cycle)?;
    Ok(cycle)
}

/// Pauses the clock: the requester owes a clarification. Nothing happens to a clock that does not run.
///
/// # Errors
/// When the database fails.
pub fn pause(conn: &mut Conn, cycle: CycleId, actor: Actor, now: Instant) -> DbResult<Cycle> {
    change(conn, cycle, now, |state| {
        (state == CycleState::Running)
            .then(|| event(ClockEventKind::Pause, Cause::ClarificationAsked, actor, now))
    })
}

/// Lets the clock run on: by the requester's reply, or because an expert goes on without waiting for it. Nothing
/// happens to a clock that is not paused.
///
/// # Errors
/// When the database fails.
pub fn resume(conn: &mut Conn, cycle: CycleId, cause: Cause, actor: Actor, now: Instant) -> DbResult<Cycle> {
    change(conn, cycle, now, |state| {
        (state == CycleState::Paused).then(|| event(ClockEventKind::Resume, cause, actor, now))
    })
}

/// Stops the clock for good. Nothing happens to a clock that was stopped before.
///
/// # Errors
/// When the database fails.
pub fn stop(
    conn: &mut Conn,
    cycle: CycleId,
    outcome: Outcome,
    actor: Actor,
    now: Instant,
) -> DbResult<Cycle> {
    let cause = match outcome {
        Outcome::Answered => Cause::Answered,
        Outcome::Closed => Cause::Closed,
        Outcome::Solved => Cause::Solved,
        Outcome::Spam => Cause::Spam,
        Outcome::Merged => Cause::Merged,
        Outcome::Imported => Cause::Imported,
    };
    let locked = store::lock_cycle(conn, cycle)?;
    if locked.state == CycleState::Stopped {
        return Ok(locked);
    }
    let (stopped, _) = append(conn, locked, &event(ClockEventKind::Stop, cause, actor, now), now)?;
    if let Some(by) = actor.account().filter(|_| outcome == Outcome::Answered) {
        let organisation = accounts::person(conn, by)?.and_then(|person| person.organisation);
        store::note_answerer(conn, cycle, by, organisation)?;
    }
    Ok(stopped)
}

/// One question becomes part of another of the same person: the earliest promise stands, and the other clock stops for good.
/// Answers the cycle that goes on, and the one that ended.
///
/// # Errors
/// When the database fails.
pub fn merge(
    conn: &mut Conn,
    kept: CycleId,
    merged: CycleId,
    actor: Actor,
    now: Instant,
) -> DbResult<(Cycle, Cycle)> {
    // Of two rows a sweep may hold one and want the other.
    portable::exclusive(conn, "sla-steps")?;
    let mut kept = store::lock_cycle(conn, kept)?;
    let other = store::lock_cycle(conn, merged)?;
    let policies = store::policies(conn, &[kept.policy, other.policy])?;
    let mut histories = store::clock_events_of(conn, &[kept.id, other.id])?;
    let mut promised = |cycle: &Cycle| {
        let policy = policies.get(&cycle.policy).cloned().map(|policy| cycle.policy_with_approval(policy));
        policy.map(|policy| (histories.remove(&cycle.id).unwrap_or_default(), policy))
    };
    let missing = || DbError::Query(diesel::result::Error::NotFound);
    let (events, policy) = promised(&kept).ok_or_else(missing)?;
    let (other_events, other_policy) = promised(&other).ok_or_else(missing)?;
    let happens = merging::merge(
        Promised { events: &events, policy: &policy },
        Promised { events: &other_events, policy: &other_policy },
        actor,
        now,
    );
    for event in happens {
        (kept, _) = append(conn, kept, &event, now)?;
    }
    Ok((kept, stop(conn, merged, Outcome::Merged, actor, now)?))
}

/// Moves the deadline, for a reason that stays with it. The steps reached stay reached; the others follow the new deadline.
/// `None` for a clock that was stopped: it has no deadline any more.
///
/// # Errors
/// When the database fails.
pub fn move_deadline(
    conn: &mut Conn,
    cycle: CycleId,
    to: Instant,
    reason: Reason,
    actor: Actor,
    now: Instant,
) -> DbResult<Option<(Cycle, ClockEventId)>> {
    let cycle = store::lock_cycle(conn, cycle)?;
    if cycle.state == CycleState::Stopped {
        return Ok(None);
    }
    let correction = ClockEvent {
        new_due_at: Some(to),
        reason: Some(reason),
        ..event(ClockEventKind::Correction, Cause::Decided, actor, now)
    };
    append(conn, cycle, &correction, now).map(Some)
}

/// Sets by which share of the time, in percent, an approved answer should be ready to these questions; 0: none is needed. It
/// holds for the promises that run or wait; its reminder comes once in each, however often this changes. No deadline
/// moves.
///
/// # Errors
/// When the database fails.
pub fn set_approval(
    conn: &mut Conn,
    tickets: &[TicketId],
    approval_percent: i32,
    now: Instant,
) -> DbResult<()> {
    store::set_approval(conn, tickets, approval_percent, now)
}

/// Every time that a deadline of these questions was moved, oldest first for each. Three statements, however many they are.
///
/// # Errors
/// When the database fails.
pub fn moves_of(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<Vec<Moved>> {
    let moved = store::moved_cycles(conn, tickets)?;
    if moved.is_empty() {
        return Ok(Vec::new());
    }
    let (cycles, versions): (Vec<_>, Vec<_>) = moved.iter().copied().unzip();
    let (policies, events) = (store::policies(conn, &versions)?, store::clock_events_of(conn, &cycles)?);
    let of_cycle =
        |(cycle, version): (CycleId, _)| Some(moves(cycle, events.get(&cycle)?, policies.get(&version)?));
    Ok(moved.into_iter().filter_map(of_cycle).flatten().collect())
}

/// The present deadline of a question; `None` while its clock does not run, for then nothing is due.
///
/// # Errors
/// When the database fails.
pub fn due_of(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<Instant>> {
    let cycle = store::newest_cycle(conn, ticket)?;
    Ok(cycle.filter(|cycle| cycle.state == CycleState::Running).map(|cycle| cycle.due_at))
}

/// The newest cycle of a question.
///
/// # Errors
/// When the database fails.
pub fn newest_cycle(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<Cycle>> {
    store::newest_cycle(conn, ticket)
}

/// Several cycles, for a list, in one query.
///
/// # Errors
/// When the database fails.
pub fn cycles(conn: &mut Conn, ids: &[CycleId]) -> DbResult<Vec<Cycle>> {
    store::cycles(conn, ids)
}

/// Every cycle of a question, in order.
///
/// # Errors
/// When the database fails.
pub fn cycles_of(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Cycle>> {
    store::cycles_of(conn, ticket)
}

/// Every cycle of several questions, each question's in order, in one query.
///
/// # Errors
/// When the database fails.
pub fn cycles_of_several(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<Vec<Cycle>> {
    store::cycles_of_several(conn, tickets)
}

/// Where a cycle stands, computed from its clock events.
///
/// # Errors
/// When the database fails, or the cycle has no start.
pub fn evaluation_of(conn: &mut Conn, cycle: CycleId, now: Instant) -> DbResult<Evaluation> {
    let row = store::cycle(conn, cycle)?;
    let policy = row.policy_with_approval(store::policy(conn, row.policy)?);
    evaluated(&store::clock_events(conn, cycle)?, &policy, now)
}

/// A clock in words.
#[derive(Debug, Clone, Default)]
pub struct ClockWords {
    /// What happened to it, oldest first.
    pub story: Vec<StoryLine>,
    /// How much time passed and is left, where one number does not say it.
    pub times: Vec<TimeFact>,
    /// By when an approved answer should be ready, while the clock runs and one is needed.
    pub approval_at: Option<Instant>,
}

/// What happened to the clock of a cycle and where it stands, in words.
///
/// # Errors
/// When the database fails.
pub fn words_of(
    conn: &mut Conn,
    cycle: CycleId,
    texts: &Texts,
    lang: Lang,
    now: Instant,
) -> DbResult<ClockWords> {
    let row = store::cycle(conn, cycle)?;
    let policy = row.policy_with_approval(store::policy(conn, row.policy)?);
    let events = store::clock_events(conn, cycle)?;
    Ok(ClockWords {
        approval_at: approval_at(&events, &policy),
        story: story(&events, &policy, texts, lang, now),
        times: times(&events, &policy, texts, lang, now),
    })
}

/// A clock event about to be written.
fn event(kind: ClockEventKind, cause: Cause, actor: Actor, at: Instant) -> ClockEvent {
    ClockEvent { sequence: 0, kind, at, actor, cause, new_due_at: None, reason: None }
}

/// Locks the cycle, writes the event that its state allows, if any, and refreshes the cached columns.
fn change(
    conn: &mut Conn,
    id: CycleId,
    now: Instant,
    decide: impl FnOnce(CycleState) -> Option<ClockEvent>,
) -> DbResult<Cycle> {
    let cycle = store::lock_cycle(conn, id)?;
    let Some(event) = decide(cycle.state) else { return Ok(cycle) };
    append(conn, cycle, &event, now).map(|(cycle, _)| cycle)
}

/// Writes an event of a cycle that is locked, and refreshes the cached columns.
fn append(
    conn: &mut Conn,
    cycle: Cycle,
    event: &ClockEvent,
    now: Instant,
) -> DbResult<(Cycle, ClockEventId)> {
    let written = store::append_clock_event(conn, cycle.id, event)?;
    let policy = cycle.policy_with_approval(store::policy(conn, cycle.policy)?);
    let events = store::clock_events(conn, cycle.id)?;
    let evaluation = evaluated(&events, &policy, now)?;
    let recorded = store::recorded_steps(conn, cycle.id)?;
    let cycle = cached(cycle, &events, &policy, &evaluation, &recorded);
    store::save(conn, &cycle)?;
    Ok((cycle, written))
}

/// When an approved answer should be ready by a list of events.
fn approval_at(events: &[ClockEvent], policy: &Policy) -> Option<Instant> {
    let (first, rest) = events.split_first()?;
    let mut meter = Meter::start(policy, first)?;
    rest.iter().for_each(|event| meter.apply(event));
    meter.approval_at()
}

/// The row that an evaluation makes of a cycle.
pub(super) fn cached(
    cycle: Cycle,
    events: &[ClockEvent],
    policy: &Policy,
    evaluation: &Evaluation,
    recorded: &BTreeSet<Step>,
) -> Cycle {
    let stop = events.iter().find(|event| event.kind == ClockEventKind::Stop);
    let outcome = stop.map(|event| match event.cause {
        Cause::Answered => Outcome::Answered,
        Cause::Spam => Outcome::Spam,
        Cause::Merged => Outcome::Merged,
        Cause::Imported => Outcome::Imported,
        Cause::Solved => Outcome::Solved,
        _ => Outcome::Closed,
    });
    Cycle {
        state: evaluation.state,
        due_at: evaluation.due_at,
        paused_at: evaluation.paused_at,
        stopped_at: evaluation.stopped_at,
        outcome,
        answered_at: evaluation.stopped_at.filter(|_| outcome == Some(Outcome::Answered)),
        paused_seconds: evaluation.ended_pauses().num_seconds(),
        next_step_at: next_step_at(policy, evaluation, recorded),
        ..cycle
    }
}

/// When somebody is to be reminded next: by a step that was reached and not recorded yet, by the next, or by the deadline,
/// which no quiet hours hold back. None while the clock does not run.
pub(super) fn next_step_at(
    policy: &Policy,
    evaluation: &Evaluation,
    recorded: &BTreeSet<Step>,
) -> Option<Instant> {
    if evaluation.state != CycleState::Running {
        return None;
    }
    let owed = evaluation.reached.iter().filter(|step| !recorded.contains(&step.step));
    let ahead = evaluation.next_step.iter();
    let is_passed = evaluation.reached.iter().any(|step| step.step == Step::DUE);
    owed.chain(ahead)
        .map(|step| policy.release(step.step, step.at))
        .chain((!is_passed).then_some(evaluation.due_at))
        .min()
}

/// The evaluation of a list that has a start, as every stored list does.
pub(super) fn evaluated(events: &[ClockEvent], policy: &Policy, now: Instant) -> DbResult<Evaluation> {
    evaluate(events, policy, now).ok_or(DbError::Query(diesel::result::Error::NotFound))
}
