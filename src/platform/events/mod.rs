//! The append-only list of events: written in the transaction that changes the rows, read in the order of commits.
//!
//! Positions come from a counter row that stays locked until the commit (see `next_positions`), so that a
//! reader at `position > cursor` never misses a late committer: a serial id on PostgreSQL does not promise that.

use diesel::prelude::*;

use super::db::portable::{self, Cell};
use super::db::schema::{counters, events, follower_cursors};
use super::db::{Conn, DbResult};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, EntryId, Position, TicketId};

/// An event with its place and time.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its place in the order of commits.
    pub position: Position,
    /// When it happened.
    pub at: Instant,
    /// Who caused it; `None` for the program itself.
    pub actor: Option<AccountId>,
    /// What happened.
    pub event: Event,
}

/// What a follower reads at once.
#[derive(Debug)]
pub struct Batch {
    /// Events without a gap, oldest first.
    pub events: Vec<Recorded>,
    /// The place of the last of them; where the reader stood when there is none.
    pub to: Position,
    /// Whether more may follow at once.
    pub more: bool,
    /// What stops the reader after them.
    pub stop: Option<Unreadable>,
}

/// An event that this program cannot read. A newer program wrote it, and one that is as new goes on from there; whoever
/// passed over it would keep its consequences from happening at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "event {} of the kind {kind} cannot be read by this version of the program: a newer one goes on from there",
    position.0
)]
pub struct Unreadable {
    /// Its place.
    pub position: Position,
    /// Its kind, as stored.
    pub kind: String,
}

/// What waits for a follower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlog {
    /// How many events.
    pub events: i64,
    /// When the oldest of them happened.
    pub since: Instant,
    /// What the follower cannot go past, when the oldest is that.
    pub stop: Option<Unreadable>,
}

/// Appends an event to the transaction in `conn`.
///
/// Call it last: it takes the lock that puts transactions in order.
///
/// # Errors
/// When the database fails.
pub fn append(conn: &mut Conn, now: Instant, actor: Actor, event: &Event) -> DbResult<Position> {
    let position = next_positions(conn, 1)?;
    insert(conn, position, now, actor, event)?;
    Ok(Position(position))
}

/// Appends several events of one actor, in this order. As with [`append`], nothing else is written after them.
///
/// # Errors
/// When the database fails.
pub fn append_all(conn: &mut Conn, now: Instant, actor: Actor, events: &[Event]) -> DbResult<()> {
    let events: Vec<(Actor, &Event)> = events.iter().map(|event| (actor, event)).collect();
    append_each(conn, now, &events)
}

/// Appends several events, each of its own actor, in this order. As with [`append`], nothing else is written after them.
///
/// # Errors
/// When the database fails.
pub fn append_each(conn: &mut Conn, now: Instant, events: &[(Actor, &Event)]) -> DbResult<()> {
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(());
    }
    let last = next_positions(conn, count)?;
    if let [(actor, event)] = events {
        return insert(conn, last, now, *actor, event);
    }
    for (positions, events) in
        (last - count + 1..=last).collect::<Vec<_>>().chunks(AT_ONCE).zip(events.chunks(AT_ONCE))
    {
        let rows: Vec<Vec<Cell>> = positions
            .iter()
            .zip(events)
            .map(|(position, (actor, event))| row_of(*position, now, *actor, event))
            .collect();
        portable::with_rows(conn, INSERT, &rows, "")?;
    }
    Ok(())
}

/// So many events are written by one statement.
const AT_ONCE: usize = 1000;

const INSERT: &str = "INSERT INTO events (position, at, kind, actor_id, ticket_id, entry_id, payload)";

fn row_of(position: i64, now: Instant, actor: Actor, event: &Event) -> Vec<Cell> {
    vec![
        Cell::Big(Some(position)),
        Cell::Time(Some(now)),
        Cell::Text(event.kind().to_owned()),
        Cell::Big(actor.account().map(|account| account.0)),
        Cell::Big(event.ticket().map(|ticket| ticket.0)),
        Cell::Big(event.entry().map(|entry| entry.0)),
        Cell::Text(payload_of(event)),
    ]
}

fn payload_of(event: &Event) -> String {
    serde_json::to_string(event).expect("an event is always JSON")
}

/// Takes the next `count` positions and answers the last of them. The row stays locked until the transaction ends, so
/// positions follow the order of commits: a reader that has seen `n` will never meet a smaller one later.
fn next_positions(conn: &mut Conn, count: i64) -> DbResult<i64> {
    // A typed statement is prepared once for each connection; this one runs with every write.
    Ok(diesel::update(counters::table.filter(counters::name.eq("event")))
        .set(counters::value.eq(counters::value + count))
        .returning(counters::value)
        .get_result(conn)?)
}

fn insert(conn: &mut Conn, position: i64, now: Instant, actor: Actor, event: &Event) -> DbResult<()> {
    diesel::insert_into(events::table)
        .values((
            events::position.eq(position),
            events::at.eq(now),
            events::kind.eq(event.kind()),
            events::actor_id.eq(actor.account()),
            events::ticket_id.eq(event.ticket()),
            events::entry_id.eq(event.entry()),
            events::payload.eq(payload_of(event)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The events after `cursor`, up to `limit` and up to the first that this program cannot read.
///
/// # Errors
/// When the database fails.
pub fn after(conn: &mut Conn, cursor: Position, limit: i64) -> DbResult<Batch> {
    let rows: Vec<(String, Row)> = events::table
        .filter(events::position.gt(cursor.0))
        .order(events::position.asc())
        .limit(limit)
        .select((events::kind, ROW))
        .load(conn)?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|read| read == limit);
    let mut batch = Batch { events: Vec::new(), to: cursor, more: is_full, stop: None };
    for (kind, row) in rows {
        let position = Position(row.0);
        let Ok(recorded) = recorded(row) else {
            batch.stop = Some(Unreadable { position, kind });
            batch.more = false;
            break;
        };
        batch.to = position;
        batch.events.push(recorded);
    }
    Ok(batch)
}

/// Up to `limit` events about catalogue entries after `cursor`, oldest first: their place and the entry. What happened is
/// not read, so that none is of an unknown kind.
///
/// # Errors
/// When the database fails.
pub fn entries_after(conn: &mut Conn, cursor: Position, limit: i64) -> DbResult<Vec<(Position, EntryId)>> {
    let rows: Vec<(i64, Option<EntryId>)> = events::table
        .filter(events::entry_id.is_not_null().and(events::position.gt(cursor.0)))
        .order(events::position.asc())
        .limit(limit)
        .select((events::position, events::entry_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(position, entry)| Some((Position(position), entry?))).collect())
}

/// Up to `limit` events about tickets after `cursor`, oldest first: as [`entries_after`].
///
/// # Errors
/// When the database fails.
pub fn tickets_after(conn: &mut Conn, cursor: Position, limit: i64) -> DbResult<Vec<(Position, TicketId)>> {
    let rows: Vec<(i64, Option<TicketId>)> = events::table
        .filter(events::ticket_id.is_not_null().and(events::position.gt(cursor.0)))
        .order(events::position.asc())
        .limit(limit)
        .select((events::position, events::ticket_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(position, ticket)| Some((Position(position), ticket?))).collect())
}

/// The place of the newest event about a catalogue entry: what is shown of the catalogue changes with it.
///
/// # Errors
/// When the database fails.
pub fn last_of_entries(conn: &mut Conn) -> DbResult<Position> {
    let last: Option<i64> = events::table
        .filter(events::entry_id.is_not_null())
        .order(events::position.desc())
        .select(events::position)
        .first(conn)
        .optional()?;
    Ok(Position(last.unwrap_or(0)))
}

/// Place and time of the newest event that changed what the public reads of the catalogue; nothing before the first.
///
/// # Errors
/// When the database fails.
pub fn last_of_public_entries(conn: &mut Conn) -> DbResult<Option<(Position, Instant)>> {
    let last: Option<(i64, Instant)> = events::table
        .filter(events::entry_id.is_not_null().and(events::kind.eq_any([
            "entry_published",
            "entry_withdrawn",
            "entry_renamed",
            "entry_checked",
            "entry_related",
        ])))
        .order(events::position.desc())
        .select((events::position, events::at))
        .first(conn)
        .optional()?;
    Ok(last.map(|(position, at)| (Position(position), at)))
}

/// The tickets that something happened to after `after`, up to and with `to`, each once.
///
/// # Errors
/// When the database fails.
pub fn tickets_between(conn: &mut Conn, after: Position, to: Position) -> DbResult<Vec<TicketId>> {
    let ids: Vec<Option<TicketId>> = events::table
        .filter(events::position.gt(after.0).and(events::position.le(to.0)))
        .filter(events::ticket_id.is_not_null())
        .select(events::ticket_id)
        .distinct()
        .load(conn)?;
    Ok(ids.into_iter().flatten().collect())
}

/// Everything that happened to a ticket, oldest first, as far as this program knows it.
///
/// # Errors
/// When the database fails.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Recorded>> {
    of_tickets(conn, &[ticket])
}

/// The same of several tickets.
///
/// # Errors
/// When the database fails.
pub fn of_tickets(conn: &mut Conn, tickets: &[TicketId]) -> DbResult<Vec<Recorded>> {
    let rows: Vec<Row> = events::table
        .filter(events::ticket_id.eq_any(tickets.to_vec()))
        .order(events::position.asc())
        .select(ROW)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|row| recorded(row).ok()).collect())
}

/// When the event at a place happened, and who caused it.
///
/// # Errors
/// When the database fails.
pub fn cause(conn: &mut Conn, position: Position) -> DbResult<Option<(Instant, Option<AccountId>)>> {
    let of_place = events::table.filter(events::position.eq(position.0));
    Ok(of_place.select((events::at, events::actor_id)).first(conn).optional()?)
}

/// The place of the newest event.
///
/// # Errors
/// When the database fails.
pub fn last_position(conn: &mut Conn) -> DbResult<Position> {
    let last: Option<i64> = events::table.select(diesel::dsl::max(events::position)).first(conn)?;
    Ok(Position(last.unwrap_or(0)))
}

/// Where a follower stands, without locking: to see whether there is anything to do.
///
/// # Errors
/// When the database fails.
pub fn cursor(conn: &mut Conn, follower: &str) -> DbResult<Position> {
    let position: Option<i64> = follower_cursors::table
        .filter(follower_cursors::name.eq(follower))
        .select(follower_cursors::position)
        .first(conn)
        .optional()?;
    Ok(position.map_or(Position::START, Position))
}

/// What waits for a follower, if anything does.
///
/// # Errors
/// When the database fails.
pub fn backlog(conn: &mut Conn, follower: &str) -> DbResult<Option<Backlog>> {
    let cursor = cursor(conn, follower)?;
    let oldest = events::table
        .filter(events::position.gt(cursor.0))
        .order(events::position.asc())
        .select(events::at)
        .first(conn)
        .optional()?;
    let Some(since) = oldest else { return Ok(None) };
    let events = last_position(conn)?.0 - cursor.0;
    Ok(Some(Backlog { events, since, stop: after(conn, cursor, 1)?.stop }))
}

/// Moves a follower's cursor; the caller holds it through [`super::db::portable::lock_cursor`].
///
/// # Errors
/// When the database fails.
pub fn move_cursor(conn: &mut Conn, follower: &str, to: Position) -> DbResult<()> {
    diesel::update(follower_cursors::table.filter(follower_cursors::name.eq(follower)))
        .set(follower_cursors::position.eq(to.0))
        .execute(conn)?;
    Ok(())
}

type Row = (i64, Instant, Option<AccountId>, String);
const ROW: (events::position, events::at, events::actor_id, events::payload) =
    (events::position, events::at, events::actor_id, events::payload);

fn recorded((position, at, actor, payload): Row) -> serde_json::Result<Recorded> {
    let event = serde_json::from_str(&payload)?;
    Ok(Recorded { position: Position(position), at, actor, event })
}
