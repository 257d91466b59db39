//! SQL of the clock: the only writer of `policy_versions`, `cycles`, `clock_events` and `deadline_steps`, and beneath it of
//! what people keep of policies and calendars.

pub(super) mod policies;

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::clock_event::{Cause, ClockEvent, ClockEventKind};
use super::cycle::{Cycle, Outcome};
use super::evaluation::{CycleState, Evaluation};
use super::policy::Policy;
use super::step::{Step, StepAt};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{AccountId, ClockEventId, CycleId, OrganisationId, PolicyVersionId, TicketId};
use crate::kernel::text::Reason;
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{clock_events, cycles, deadline_steps, policy_versions};
use crate::platform::db::{Conn, DbError, DbResult};

/// A policy as it was when promises were made under it.
pub(super) fn policy(conn: &mut Conn, id: PolicyVersionId) -> DbResult<Policy> {
    let definition: String = policy_versions::table
        .filter(policy_versions::id.eq(id))
        .select(policy_versions::definition)
        .first(conn)?;
    read_policy(&definition)
}

/// Several policies, for a batch.
pub(super) fn policies(
    conn: &mut Conn,
    ids: &[PolicyVersionId],
) -> DbResult<HashMap<PolicyVersionId, Policy>> {
    let rows: Vec<(PolicyVersionId, String)> = policy_versions::table
        .filter(policy_versions::id.eq_any(ids))
        .select((policy_versions::id, policy_versions::definition))
        .load(conn)?;
    rows.into_iter().map(|(id, definition)| Ok((id, read_policy(&definition)?))).collect()
}

/// The version with this very policy, made when there is none.
pub(super) fn adopt_policy(conn: &mut Conn, policy: &Policy, now: Instant) -> DbResult<PolicyVersionId> {
    let fingerprint = policy.fingerprint();
    let adopted =
        diesel::update(policy_versions::table.filter(policy_versions::fingerprint.eq(&fingerprint)))
            .set(policy_versions::adopted_at.eq(now))
            .execute(conn)?;
    if adopted == 0 {
        diesel::insert_into(policy_versions::table)
            .values((
                policy_versions::created_at.eq(now),
                policy_versions::adopted_at.eq(now),
                policy_versions::fingerprint.eq(&fingerprint),
                policy_versions::definition.eq(policy.to_json()),
            ))
            .execute(conn)?;
    }
    Ok(policy_versions::table
        .filter(policy_versions::fingerprint.eq(&fingerprint))
        .select(policy_versions::id)
        .first(conn)?)
}

/// Only versions that were checked are stored.
fn read_policy(definition: &str) -> DbResult<Policy> {
    Policy::from_json(definition).map_err(unreadable)
}

/// What is stored and cannot be read is damage to the database.
fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> DbError {
    DbError::Query(diesel::result::Error::DeserializationError(Box::new(error)))
}

type Row = (
    CycleId,
    TicketId,
    i32,
    PolicyVersionId,
    CycleState,
    Instant,
    Instant,
    Option<Instant>,
    Option<Instant>,
    Option<Outcome>,
    Option<Instant>,
    i64,
    Option<Instant>,
    i32,
    // Who answered, and for whom: for the figures alone.
    Option<AccountId>,
    Option<OrganisationId>,
);

fn cycle_of(
    (
        id,
        ticket,
        number,
        policy,
        state,
        started_at,
        due_at,
        paused_at,
        stopped_at,
        outcome,
        answered_at,
        paused_seconds,
        next_step_at,
        approval_percent,
        ..,
    ): Row,
) -> Cycle {
    Cycle {
        id,
        ticket,
        number,
        policy,
        state,
        started_at,
        due_at,
        paused_at,
        stopped_at,
        outcome,
        answered_at,
        paused_seconds,
        next_step_at,
        approval_percent,
    }
}

/// The number of the newest cycle of a ticket, 0 when it has none.
pub(super) fn last_number(conn: &mut Conn, ticket: TicketId) -> DbResult<i32> {
    let last: Option<i32> = cycles::table
        .filter(cycles::ticket_id.eq(ticket))
        .select(diesel::dsl::max(cycles::number))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Inserts a running cycle. The unique index refuses a number that the ticket has already.
pub(super) fn insert_cycle(
    conn: &mut Conn,
    ticket: TicketId,
    number: i32,
    policy: PolicyVersionId,
    started: &Evaluation,
    next_step_at: Option<Instant>,
    approval_percent: i32,
) -> DbResult<CycleId> {
    let id = diesel::insert_into(cycles::table)
        .values((
            cycles::ticket_id.eq(ticket),
            cycles::number.eq(number),
            cycles::policy_version_id.eq(policy),
            cycles::state.eq(started.state),
            cycles::started_at.eq(started.started_at),
            cycles::due_at.eq(started.due_at),
            cycles::next_step_at.eq(next_step_at),
            cycles::approval_percent.eq(approval_percent),
        ))
        .returning(cycles::id)
        .get_result(conn)?;
    Ok(id)
}

/// One cycle.
pub(super) fn cycle(conn: &mut Conn, id: CycleId) -> DbResult<Cycle> {
    Ok(cycles::table
        .filter(cycles::id.eq(id))
        .select(cycles::all_columns)
        .first::<Row>(conn)
        .map(cycle_of)?)
}

/// Several cycles, in no particular order.
///
/// # Errors
/// When the database fails.
pub(super) fn cycles(conn: &mut Conn, ids: &[CycleId]) -> DbResult<Vec<Cycle>> {
    let rows: Vec<Row> =
        cycles::table.filter(cycles::id.eq_any(ids)).select(cycles::all_columns).load(conn)?;
    Ok(rows.into_iter().map(cycle_of).collect())
}

/// The cycles of a ticket, in order.
pub(super) fn cycles_of(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Cycle>> {
    let rows: Vec<Row> = cycles::table
        .filter(cycles::ticket_id.eq(ticket))
        .order(cycles::number.asc())
        .select(cycles::all_columns)
        .load(conn)?;
    Ok(rows.into_iter().map(cycle_of).collect())
}

/// Those of several tickets, each ticket's in order.
pub(super) fn cycles_of_several(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<Vec<Cycle>> {
    let rows: Vec<Row> = cycles::table
        .filter(cycles::ticket_id.eq_any(tickets))
        .order((cycles::ticket_id.asc(), cycles::number.asc()))
        .select(cycles::all_columns)
        .load(conn)?;
    Ok(rows.into_iter().map(cycle_of).collect())
}

/// The newest cycle of a ticket.
pub(super) fn newest_cycle(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<Cycle>> {
    let row: Option<Row> = cycles::table
        .filter(cycles::ticket_id.eq(ticket))
        .order(cycles::number.desc())
        .select(cycles::all_columns)
        .first(conn)
        .optional()?;
    Ok(row.map(cycle_of))
}

/// One cycle, which nobody else changes until the transaction ends. An update that changes nothing locks the row on
/// PostgreSQL; SQLite has one writer anyway.
pub(super) fn lock_cycle(conn: &mut Conn, id: CycleId) -> DbResult<Cycle> {
    let locked = diesel::update(cycles::table.filter(cycles::id.eq(id))).set(cycles::id.eq(id));
    Ok(locked.returning(cycles::all_columns).get_result::<Row>(conn).map(cycle_of)?)
}

/// Several cycles, which nobody else changes until the transaction ends: see [`lock_cycle`].
pub(super) fn lock_cycles(conn: &mut Conn, ids: &[CycleId]) -> DbResult<Vec<Cycle>> {
    let locked = diesel::update(cycles::table.filter(cycles::id.eq_any(ids))).set(cycles::id.eq(cycles::id));
    let rows: Vec<Row> = locked.returning(cycles::all_columns).get_results(conn)?;
    Ok(rows.into_iter().map(cycle_of).collect())
}

/// Writes when each of these cycles owes its next step, in one statement.
pub(super) fn save_next_steps(conn: &mut Conn, next: &[(CycleId, Option<Instant>)]) -> DbResult<()> {
    let rows: Vec<Vec<Cell>> =
        next.iter().map(|(cycle, at)| vec![Cell::Big(Some(cycle.0)), Cell::Time(*at)]).collect();
    portable::with_rows(
        conn,
        "UPDATE cycles SET next_step_at = next.column2 FROM (",
        &rows,
        ") AS next WHERE cycles.id = next.column1",
    )
}

/// Notes whose answer ended a cycle, and for which organisation.
pub(super) fn note_answerer(
    conn: &mut Conn,
    id: CycleId,
    by: AccountId,
    organisation: Option<OrganisationId>,
) -> DbResult<()> {
    diesel::update(cycles::table.filter(cycles::id.eq(id)))
        .set((cycles::answered_by.eq(by), cycles::organisation_id.eq(organisation)))
        .execute(conn)?;
    Ok(())
}

/// Writes the cached columns.
pub(super) fn save(conn: &mut Conn, cycle: &Cycle) -> DbResult<()> {
    diesel::update(cycles::table.filter(cycles::id.eq(cycle.id)))
        .set((
            cycles::state.eq(cycle.state),
            cycles::due_at.eq(cycle.due_at),
            cycles::paused_at.eq(cycle.paused_at),
            cycles::stopped_at.eq(cycle.stopped_at),
            cycles::outcome.eq(cycle.outcome),
            cycles::answered_at.eq(cycle.answered_at),
            cycles::paused_seconds.eq(cycle.paused_seconds),
            cycles::next_step_at.eq(cycle.next_step_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sets by which share of the time an approved answer should be ready, for the open cycles of these tickets. The running ones
/// owe a step from `now`, so that the next sweep looks when they truly do.
pub(super) fn set_approval(
    conn: &mut Conn,
    tickets: &[TicketId],
    approval_percent: i32,
    now: Instant,
) -> DbResult<()> {
    // Of many rows a sweep may hold some and want others.
    if tickets.len() > 1 {
        portable::exclusive(conn, "sla-steps")?;
    }
    let open = |state: CycleState| {
        cycles::table.filter(
            cycles::ticket_id
                .eq_any(tickets.to_vec())
                .and(cycles::state.eq(state))
                .and(cycles::approval_percent.ne(approval_percent)),
        )
    };
    diesel::update(open(CycleState::Running))
        .set((cycles::approval_percent.eq(approval_percent), cycles::next_step_at.eq(now)))
        .execute(conn)?;
    diesel::update(open(CycleState::Paused))
        .set(cycles::approval_percent.eq(approval_percent))
        .execute(conn)?;
    Ok(())
}

/// Appends to the list of a cycle; the sequence of the event, which is its id, is given by the database.
pub(super) fn append_clock_event(
    conn: &mut Conn,
    cycle: CycleId,
    event: &ClockEvent,
) -> DbResult<ClockEventId> {
    let id = diesel::insert_into(clock_events::table)
        .values((
            clock_events::cycle_id.eq(cycle),
            clock_events::kind.eq(event.kind),
            clock_events::at.eq(event.at),
            clock_events::due_at.eq(event.new_due_at),
            clock_events::actor_id.eq(event.actor.account()),
            clock_events::cause.eq(event.cause),
            clock_events::reason.eq(event.reason.as_ref()),
        ))
        .returning(clock_events::id)
        .get_result(conn)?;
    Ok(id)
}

/// The whole list of a cycle, in the order of writing.
pub(super) fn clock_events(conn: &mut Conn, cycle: CycleId) -> DbResult<Vec<ClockEvent>> {
    Ok(clock_events_of(conn, &[cycle])?.remove(&cycle).unwrap_or_default())
}

/// The whole lists of several cycles, each in the order of writing.
pub(super) fn clock_events_of(
    conn: &mut Conn,
    cycles: &[CycleId],
) -> DbResult<HashMap<CycleId, Vec<ClockEvent>>> {
    type Row =
        (CycleId, i64, ClockEventKind, Instant, Option<Instant>, Option<AccountId>, Cause, Option<Reason>);
    let rows: Vec<Row> = clock_events::table
        .filter(clock_events::cycle_id.eq_any(cycles))
        .order((clock_events::cycle_id.asc(), clock_events::id.asc()))
        .select((
            clock_events::cycle_id,
            clock_events::id,
            clock_events::kind,
            clock_events::at,
            clock_events::due_at,
            clock_events::actor_id,
            clock_events::cause,
            clock_events::reason,
        ))
        .load(conn)?;
    let mut lists: HashMap<CycleId, Vec<ClockEvent>> = HashMap::new();
    for (cycle, sequence, kind, at, new_due_at, actor, cause, reason) in rows {
        let actor = actor.map_or(Actor::System, Actor::Person);
        let event = ClockEvent { sequence, kind, at, actor, cause, new_due_at, reason };
        lists.entry(cycle).or_default().push(event);
    }
    Ok(lists)
}

/// The cycles of these tickets whose deadline was ever moved, in order.
pub(super) fn moved_cycles(
    conn: &mut Conn,
    tickets: &[TicketId],
) -> DbResult<Vec<(CycleId, PolicyVersionId)>> {
    let corrections = clock_events::table
        .filter(clock_events::cycle_id.eq(cycles::id))
        .filter(clock_events::kind.eq(ClockEventKind::Correction));
    Ok(cycles::table
        .filter(cycles::ticket_id.eq_any(tickets.to_vec()).and(diesel::dsl::exists(corrections)))
        .order((cycles::ticket_id.asc(), cycles::number.asc()))
        .select((cycles::id, cycles::policy_version_id))
        .load(conn)?)
}

/// The steps already recorded for a cycle.
pub(super) fn recorded_steps(conn: &mut Conn, cycle: CycleId) -> DbResult<BTreeSet<Step>> {
    Ok(recorded_steps_of(conn, &[cycle])?.remove(&cycle).unwrap_or_default())
}

/// The steps already recorded for each of several cycles.
pub(super) fn recorded_steps_of(
    conn: &mut Conn,
    cycles: &[CycleId],
) -> DbResult<HashMap<CycleId, BTreeSet<Step>>> {
    let rows: Vec<(CycleId, i32)> = deadline_steps::table
        .filter(deadline_steps::cycle_id.eq_any(cycles))
        .select((deadline_steps::cycle_id, deadline_steps::step))
        .load(conn)?;
    let mut sets: HashMap<CycleId, BTreeSet<Step>> = HashMap::new();
    for (cycle, step) in rows {
        sets.entry(cycle).or_default().extend(u32::try_from(step).ok().map(Step::from));
    }
    Ok(sets)
}

/// Records steps, each with its cycle and whether it was late. The primary key refuses a second row for any.
pub(super) fn insert_steps(conn: &mut Conn, steps: &[(CycleId, StepAt, bool)]) -> DbResult<()> {
    let row = |(cycle, step, late): &(CycleId, StepAt, bool)| {
        vec![
            Cell::Big(Some(cycle.0)),
            Cell::Small(i32::try_from(step.step.number()).unwrap_or(i32::MAX)),
            Cell::Time(Some(step.at)),
            Cell::Flag(*late),
        ]
    };
    // Somebody who was away for years and a reminder every hour make more of them than one statement holds.
    for some in steps.chunks(5000) {
        let rows: Vec<Vec<Cell>> = some.iter().map(row).collect();
        portable::with_rows(conn, "INSERT INTO deadline_steps (cycle_id, step, at, late)", &rows, "")?;
    }
    Ok(())
}

/// Puts `residue` in place of what people wrote of the clocks of these tickets.
///
/// # Errors
/// When the database fails.
pub fn forget_reasons(conn: &mut Conn, tickets: &[TicketId], residue: &str) -> DbResult<()> {
    for tickets in tickets.chunks(1_000) {
        let of_tickets = cycles::table.filter(cycles::ticket_id.eq_any(tickets)).select(cycles::id);
        let of_cycles = clock_events::cycle_id.eq_any(of_tickets).and(clock_events::reason.is_not_null());
        diesel::update(clock_events::table.filter(of_cycles))
            .set(clock_events::reason.eq(residue))
            .execute(conn)?;
    }
    Ok(())
}

/// Up to `limit` cycles that owe a step at `now`, the longest owed first.
pub(super) fn owing_a_step(conn: &mut Conn, now: Instant, limit: i64) -> DbResult<Vec<CycleId>> {
    Ok(cycles::table
        .filter(cycles::next_step_at.le(now))
        .order((cycles::next_step_at.asc(), cycles::id.asc()))
        .limit(limit)
        .select(cycles::id)
        .load(conn)?)
}
