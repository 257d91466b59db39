//! Reads who held each question from the events. Writes nothing.

use std::sync::Arc;

use diesel::prelude::*;

use super::{Holders, Move, Way};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, Position};
use crate::platform::db::schema::events;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events as log;
use crate::statistics::dimension::Value;

/// So many rows are read at a time, which bounds the memory beside the moves.
const CHUNK: i64 = 20_000;

/// The words of the events by which a question passes.
const KINDS: [&str; 7] = [
    "ticket_claimed",
    "ticket_routed",
    "ticket_handed_over",
    "ticket_took_in",
    "ticket_released",
    "claim_expired",
    "ticket_marked_spam",
];

/// Adds what happened since. After an error what is known may lack something: it is to be read anew.
pub fn refresh(conn: &mut Conn, held: &mut Arc<Holders>) -> DbResult<()> {
    // Before the rows: what happens meanwhile is read the next time.
    let last = log::last_position(conn)?;
    if held.position == last {
        return Ok(());
    }
    // Whoever reads them now goes on reading the old ones.
    let holders = Arc::make_mut(held);
    let mut newer = Vec::new();
    while holders.position < last {
        let to = last.0.min(holders.position.0 + CHUNK);
        let rows = between(conn, holders.position, Position(to))?;
        newer.extend(rows.iter().filter_map(|(at, payload)| passed(*at, payload)));
        holders.position = Position(to);
    }
    if !newer.is_empty() {
        holders.add(newer);
    }
    Ok(())
}

fn between(conn: &mut Conn, after: Position, to: Position) -> DbResult<Vec<(Instant, String)>> {
    Ok(events::table
        .filter(events::position.gt(after.0))
        .filter(events::position.le(to.0))
        .filter(events::kind.eq_any(KINDS))
        .order(events::position.asc())
        .select((events::at, events::payload))
        .load(conn)?)
}

/// What an event says of who has a question; nothing when it went to nobody in particular, or cannot be read.
fn passed(at: Instant, payload: &str) -> Option<Move> {
    let expert = |expert: AccountId| Value::of_id(Some(expert.0));
    let (ticket, to, way) = match serde_json::from_str(payload).ok()? {
        Event::TicketClaimed { ticket, expert: by } => (ticket, expert(by), Way::Claimed),
        Event::TicketRouted { ticket, expert: Some(to), .. } => (ticket, expert(to), Way::Routed),
        Event::TicketHandedOver { ticket, from, to, .. } => {
            (ticket, expert(to), Way::HandedOver(Value::of_id(from.map(|from| from.0))))
        }
        Event::TicketTookIn { ticket, holder: Some(holder), .. } => (ticket, expert(holder), Way::TakenIn),
        Event::TicketReleased { ticket, .. }
        | Event::ClaimExpired { ticket, .. }
        | Event::TicketMarkedSpam { ticket } => (ticket, Value::NONE, Way::Released),
        _ => return None,
    };
    Some(Move { ticket, at, to, way })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::db::plans::{is_searched, plan, statements, try_on_postgres, try_on_sqlite};

    #[test]
    fn only_the_events_since_the_last_look_are_read() {
        let look = |conn: &mut Conn| {
            let sent = statements(conn, |conn| {
                between(conn, Position(1), Position(9)).expect("read");
            });
            assert_eq!(sent.len(), 1, "{sent:?}");
            is_searched(&plan(conn, &sent[0]));
        };
        try_on_sqlite(look);
        try_on_postgres("plans_of_holders", look);
    }
}
