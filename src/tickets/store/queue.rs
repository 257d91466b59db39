//! Rows for the lists of the desk: all of what is in hand, and what stands beside a question.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::messages::glances;
use super::proposed;
use super::tickets::{COLUMNS, Row, ticket};
use crate::accounts::Municipality;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DbResult};
use crate::sla::{self, Cycle};
use crate::tickets::listing::Line;
use crate::tickets::model::{Stage, Ticket};
use crate::tickets::worklist::Beside;

/// Everything that is in hand: what is open or answered, and what was closed since `monday` after an answer since then.
pub fn in_hand(conn: &mut Conn, monday: Instant) -> DbResult<Vec<Line>> {
    let columns = (tickets::queue_at, COLUMNS);
    let open_or_answered = tickets::stage.eq_any([Stage::Todo, Stage::Waiting, Stage::Answered]);
    let mut rows: Vec<(Instant, Row)> = tickets::table.filter(open_or_answered).select(columns).load(conn)?;
    let closed = tickets::stage.eq(Stage::Closed).and(tickets::queue_at.ge(monday));
    let answered = tickets::answered_at.ge(monday);
    rows.extend(tickets::table.filter(closed.and(answered)).select(columns).load::<(Instant, Row)>(conn)?);
    lines(conn, rows, None)
}

/// The lines of these tickets, wherever they stand.
pub fn of_numbers(conn: &mut Conn, ids: &[TicketId]) -> DbResult<Vec<Line>> {
    let rows: Vec<(Instant, Row)> = tickets::table
        .filter(tickets::id.eq_any(ids.to_vec()))
        .select((tickets::queue_at, COLUMNS))
        .load(conn)?;
    lines(conn, rows, Some(ids))
}

/// What stands beside these tickets in a list. Two statements.
pub fn beside(conn: &mut Conn, of: &[&Ticket]) -> DbResult<Vec<(TicketId, Arc<Beside>)>> {
    let numbers: Vec<TicketId> = of.iter().map(|ticket| ticket.id).collect();
    let cycles: Vec<_> = of.iter().filter_map(|ticket| ticket.cycle).collect();
    let cycles = sla::actions::cycles(conn, &cycles)?;
    let mut cycles: HashMap<TicketId, Cycle> =
        cycles.into_iter().map(|cycle| (cycle.ticket, cycle)).collect();
    let mut glances = glances(conn, &numbers)?;
    let one = |id: TicketId| {
        let glance = glances.remove(&id).unwrap_or_default();
        (id, Arc::new(Beside { glance, cycle: cycles.remove(&id) }))
    };
    Ok(numbers.into_iter().map(one).collect())
}

/// Rows as lists see them, with who wrote what waits for approval: of these tickets, or of all.
fn lines(conn: &mut Conn, rows: Vec<(Instant, Row)>, of: Option<&[TicketId]>) -> DbResult<Vec<Line>> {
    let writers = proposed::writers(conn, of)?;
    let line = |(queue_at, row)| {
        let ticket = ticket(row);
        let place = ticket.municipality.as_deref().and_then(Municipality::parse);
        Line { queue_at, place, writers: writers.get(&ticket.id).copied(), ticket }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// How many questions are past their deadline.
///
/// # Errors
/// When the database fails.
pub fn overdue(conn: &mut Conn, now: Instant) -> DbResult<i64> {
    let late = tickets::stage.eq(Stage::Todo).and(tickets::queue_at.lt(now));
    Ok(tickets::table.filter(late).count().get_result(conn)?)
}
