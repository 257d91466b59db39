//! Turns the steps that clocks have reached into events, each once, whoever sweeps and however often.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Duration;

use super::actions::{evaluated, next_step_at};
use super::evaluation::{CycleState, Evaluation};
use super::policy::Policy;
use super::step::{Step, StepAt};
use super::store;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event, Reminded};
use crate::kernel::ids::{CycleId, PolicyVersionId};
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::events;
use crate::platform::jobs::Running;

/// So many cycles are looked at in one transaction, which bounds how long other writers wait.
const BATCH: i64 = 400;

/// A step recorded this much after somebody could have been reminded was missed: the program was down, or the clock was
/// paused before anybody looked.
const LATE_AFTER: Duration = Duration::minutes(5);

/// The periodic job: sweeps until nothing is owed. It may run on every node, since each step is a unique row.
pub fn sweep_all(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        while app.db.write(move |conn| sweep(conn, now)).await? > 0 {}
        Ok(())
    })
}

/// Records the steps reached until `now` and appends their events; answers how many. Call again until it answers 0.
///
/// One node at a time does this; the others find nothing to do. Nothing happens while nothing is due: one look into an
/// index.
///
/// # Errors
/// When the database fails; then no step was recorded.
pub fn sweep(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    sweep_some(conn, now, BATCH)
}

/// [`sweep`] of at most so many cycles.
///
/// # Errors
/// As [`sweep`].
pub fn sweep_some(conn: &mut Conn, now: Instant, most: i64) -> DbResult<usize> {
    let owing = store::owing_a_step(conn, now, most)?;
    if owing.is_empty() || !portable::try_exclusive(conn, "sla-steps")? {
        return Ok(0);
    }
    // The lock waits for whoever pauses or answers right now; what they left is read after it.
    let mut cycles = store::lock_cycles(conn, &owing)?;
    cycles.retain(|cycle| cycle.state == CycleState::Running);
    cycles.sort_by_key(|cycle| (cycle.next_step_at, cycle.id));
    let ids: Vec<CycleId> = cycles.iter().map(|cycle| cycle.id).collect();
    let versions: BTreeSet<PolicyVersionId> = cycles.iter().map(|cycle| cycle.policy).collect();
    let policies = store::policies(conn, &versions.into_iter().collect::<Vec<_>>())?;
    let mut histories = store::clock_events_of(conn, &ids)?;
    let mut known = store::recorded_steps_of(conn, &ids)?;
    let (mut steps, mut next, mut reached) = (Vec::new(), Vec::new(), Vec::new());
    for cycle in &cycles {
        let policy = policies.get(&cycle.policy).ok_or(missing())?;
        let policy = &match cycle.approval_percent {
            0 => Cow::Borrowed(policy),
            _ => Cow::Owned(cycle.policy_with_approval(policy.clone())),
        };
        let evaluation = evaluated(&histories.remove(&cycle.id).unwrap_or_default(), policy, now)?;
        let mut recorded = known.remove(&cycle.id).unwrap_or_default();
        for found in found(policy, &evaluation, &recorded, now) {
            recorded.insert(found.step.step);
            steps.push((cycle.id, found.step, found.late));
            reached.push(Event::DeadlineStepReached {
                ticket: cycle.ticket,
                cycle: cycle.id,
                step: found.step.step.number(),
                late: found.late,
                superseded_by: found.superseded_by.map(Step::number),
                to: Some(found.to),
            });
        }
        next.push((cycle.id, next_step_at(policy, &evaluation, &recorded)));
    }
    store::insert_steps(conn, &steps)?;
    store::save_next_steps(conn, &next)?;
    events::append_all(conn, now, Actor::System, &reached)?;
    Ok(reached.len())
}

/// A step that nobody had recorded.
struct Found {
    step: StepAt,
    late: bool,
    superseded_by: Option<Step>,
    to: Vec<Reminded>,
}

/// The steps of a cycle to be recorded at `now`, in the order in which they were reached. Those that quiet hours hold back
/// stay unrecorded, unless a newer one comes before the quiet ends: that one supersedes them.
fn found(policy: &Policy, evaluation: &Evaluation, recorded: &BTreeSet<Step>, now: Instant) -> Vec<Found> {
    let mut missing: Vec<StepAt> =
        evaluation.reached.iter().copied().filter(|step| !recorded.contains(&step.step)).collect();
    missing.sort_by_key(|step| (step.at, policy.rank(step.step)));
    let is_released = |step: &StepAt| policy.release(step.step, step.at) <= now;
    let Some(last) = missing.iter().rposition(is_released) else { return Vec::new() };
    missing.truncate(last + 1);
    let Some(newest) = missing.last().copied() else { return Vec::new() };
    // Whoever an older one would have reminded of the same is reminded by the newest.
    let of_the_same = missing.iter().rev().filter(|step| step.step.is_ahead() == newest.step.is_ahead());
    let mut all: Vec<Reminded> = Vec::new();
    for one in of_the_same.flat_map(|step| policy.reminded(step.step)) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    let found = |step: StepAt| {
        let is_newest = step.step == newest.step;
        Found {
            step,
            late: now - policy.release(step.step, step.at) > LATE_AFTER,
            superseded_by: (!is_newest).then_some(newest.step),
            to: if is_newest { all.clone() } else { policy.reminded(step.step) },
        }
    };
    missing.into_iter().map(found).collect()
}

/// A cycle always has its policy.
fn missing() -> DbError {
    DbError::Query(diesel::result::Error::NotFound)
}
