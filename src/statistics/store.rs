//! Reads what the figures are made of. Writes nothing.

use diesel::prelude::*;

use super::facts::{Fact, Facts, Standing};
use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, Position, TicketId, TopicId};
use crate::platform::db::schema::{cycles, events, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events as log;
use crate::sla::{CycleState, Outcome};

/// So many rows are read at a time, which bounds the memory beside the records.
const CHUNK: usize = 10_000;

/// From so many events on, reading everything anew is quicker than following.
const FOLLOWED: i64 = 20_000;

/// So many ids go into one statement; SQLite allows 32,766 values.
const IDS: usize = 500;

/// Brings the records up to date.
pub(super) fn refresh(conn: &mut Conn, facts: &mut Facts) -> DbResult<()> {
    if facts.position == Position::START {
        *facts = read_all(conn)?;
        return Ok(());
    }
    let changed: Vec<(i64, Option<TicketId>)> = events::table
        .filter(events::position.gt(facts.position.0))
        .order(events::position.asc())
        .limit(FOLLOWED)
        .select((events::position, events::ticket_id))
        .load(conn)?;
    if i64::try_from(changed.len()).is_ok_and(|count| count == FOLLOWED) {
        *facts = read_all(conn)?;
        return Ok(());
    }
    let position = changed.last().map_or(facts.position, |(position, _)| Position(*position));
    let mut ids: Vec<TicketId> = changed.into_iter().filter_map(|(_, ticket)| ticket).collect();
    ids.sort_unstable();
    ids.dedup();
    // The rows are read after the events that lead to them, so they are at least as new.
    for ids in ids.chunks(IDS) {
        let rows: Vec<Row> = cycles::table
            .inner_join(tickets::table)
            .filter(cycles::ticket_id.eq_any(ids.to_vec()))
            .order(cycles::id.asc())
            .select(COLUMNS)
            .load(conn)?;
        rows.into_iter().map(fact).for_each(|fact| facts.put(fact));
    }
    facts.position = position;
    read_newer(conn, facts)
}

/// Whether nothing happened since the records were brought up to date. Cycles are looked at too, for a bulk load may
/// write rows long before their events.
pub(super) fn is_current(conn: &mut Conn, facts: &Facts) -> DbResult<bool> {
    if facts.position == Position::START || log::last_position(conn)? != facts.position {
        return Ok(false);
    }
    let newest: Option<CycleId> = cycles::table.select(diesel::dsl::max(cycles::id)).first(conn)?;
    Ok(newest == facts.last_cycle())
}

/// Every cycle, read anew.
pub(super) fn read_all(conn: &mut Conn) -> DbResult<Facts> {
    let mut facts = Facts::none();
    // Before the rows: what happens meanwhile is read again later rather than missed.
    facts.position = log::last_position(conn)?;
    read_newer(conn, &mut facts)?;
    Ok(facts)
}

/// The cycles newer than the newest known.
fn read_newer(conn: &mut Conn, facts: &mut Facts) -> DbResult<()> {
    loop {
        let after = facts.last_cycle().unwrap_or(CycleId(0));
        let rows: Vec<Row> = cycles::table
            .inner_join(tickets::table)
            .filter(cycles::id.gt(after))
            .order(cycles::id.asc())
            .limit(i64::try_from(CHUNK).unwrap_or(i64::MAX))
            .select(COLUMNS)
            .load(conn)?;
        let is_last = rows.len() < CHUNK;
        rows.into_iter().map(fact).for_each(|fact| facts.put(fact));
        if is_last {
            return Ok(());
        }
    }
}

type Row = (
    CycleId,
    Instant,
    Instant,
    CycleState,
    Option<Instant>,
    Option<Outcome>,
    Option<Instant>,
    i64,
    Option<TopicId>,
    RequesterKind,
    Option<Municipality>,
);

const COLUMNS: (
    cycles::id,
    cycles::started_at,
    cycles::due_at,
    cycles::state,
    cycles::paused_at,
    cycles::outcome,
    cycles::answered_at,
    cycles::paused_seconds,
    tickets::topic_id,
    tickets::kind,
    tickets::municipality,
) = (
    cycles::id,
    cycles::started_at,
    cycles::due_at,
    cycles::state,
    cycles::paused_at,
    cycles::outcome,
    cycles::answered_at,
    cycles::paused_seconds,
    tickets::topic_id,
    tickets::kind,
    tickets::municipality,
);

fn fact(
    (
        cycle,
        started_at,
        due_at,
        state,
        paused_at,
        outcome,
        answered_at,
        paused_seconds,
        topic,
        kind,
        municipality,
    ): Row,
) -> Fact {
    let standing = match (state, outcome) {
        (CycleState::Running, _) => Standing::Running,
        (CycleState::Paused, _) => Standing::Paused(paused_at.unwrap_or(started_at)),
        (CycleState::Stopped, Some(Outcome::Answered)) => {
            answered_at.map_or(Standing::Closed, Standing::Answered)
        }
        // The question that it became part of counts for both from then on; what was answered before in either counts.
        (CycleState::Stopped, Some(Outcome::Spam | Outcome::Merged | Outcome::Imported)) => Standing::Spam,
        // Nobody owes an answer that is not wanted any more: like one that was closed, it is no broken promise.
        (CycleState::Stopped, Some(Outcome::Closed | Outcome::Solved) | None) => Standing::Closed,
    };
    let day = started_at.rome().date_naive();
    Fact { cycle, started_at, day, due_at, standing, paused_seconds, topic, kind, municipality }
}
