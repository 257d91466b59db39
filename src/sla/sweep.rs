//! Turns the steps that clocks have reached into events, each once, whoever sweeps and however often.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use chrono::Duration;

use super::actions::{cached, evaluated};
use super::evaluation::CycleState;
use super::policy::Policy;
use super::step::{Step, StepAt};
use super::store;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::PolicyVersionId;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::platform::jobs::Running;

/// So many cycles are looked at in one transaction, which bounds how long other writers wait.
const BATCH: i64 = 50;

/// A step recorded this much after it was reached was missed: the program was down, or the clock was paused before
/// anybody looked.
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
    let owing = store::owing_a_step(conn, now, BATCH)?;
    if owing.is_empty() || !portable::try_exclusive(conn, "sla-steps")? {
        return Ok(0);
    }
    let mut policies: HashMap<PolicyVersionId, Policy> = HashMap::new();
    let mut reached = Vec::new();
    for id in owing {
        // The lock waits for whoever pauses or answers right now; what it left is read after it.
        let cycle = store::lock_cycle(conn, id)?;
        if cycle.state != CycleState::Running {
            continue;
        }
        let policy = match policies.entry(cycle.policy) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::policy(conn, cycle.policy)?),
        };
        let clock_events = store::clock_events(conn, id)?;
        let evaluation = evaluated(&clock_events, policy, now)?;
        let mut recorded = store::recorded_steps(conn, id)?;
        let missing: Vec<StepAt> =
            evaluation.reached.iter().copied().filter(|step| recorded.insert(step.step)).collect();
        let newest = missing.iter().max_by_key(|step| (step.at, step.step)).map(|newest| newest.step);
        for step in missing {
            let late = now - step.at > LATE_AFTER;
            store::insert_step(conn, id, step, late)?;
            reached.push(Event::DeadlineStepReached {
                ticket: cycle.ticket,
                cycle: id,
                step: step.step.number(),
                late,
                superseded_by: newest.filter(|newest| *newest != step.step).map(Step::number),
            });
        }
        store::save(conn, &cached(cycle, &clock_events, &evaluation, &recorded))?;
    }
    events::append_all(conn, now, Actor::System, &reached)?;
    Ok(reached.len())
}
