//! Tickets whose holder does nothing about them.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::schema::{answer_drafts, events, ticket_presence, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::listing::Place;
use crate::tickets::model::{Stage, TicketState};

/// From these on it is the holder's turn, whoever caused them.
const TURNS: [&str; 6] = [
    "ticket_claimed",
    "ticket_handed_over",
    "ticket_routed",
    "ticket_took_in",
    "requester_replied",
    "ticket_reopened",
];

/// Tickets that somebody holds and since `before` did nothing about, after a place, the soonest due first; or that `one`, if
/// it is among them. Nothing means: nothing that the holder did, and nothing that made it her turn. What waits for its
/// requester is of another stage.
pub fn idle(
    conn: &mut Conn,
    before: Instant,
    one: Option<TicketId>,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Place>> {
    let mut query = tickets::table
        .filter(tickets::stage.eq(Stage::Todo).and(tickets::state.eq(TicketState::Assigned)))
        .filter(not(exists(deeds(before))))
        .filter(not(exists(visits(before))))
        .filter(not(exists(drafts(before))))
        .order((tickets::queue_at.asc(), tickets::id.asc()))
        .limit(limit)
        .select((tickets::queue_at, tickets::id))
        .into_boxed();
    if let Some(one) = one {
        query = query.filter(tickets::id.eq(one));
    }
    if let Some(Place { at, id }) = after {
        let later = tickets::queue_at.gt(at).or(tickets::id.gt(id));
        query = query.filter(tickets::queue_at.ge(at).and(later));
    }
    let rows: Vec<(Instant, TicketId)> = query.load(conn)?;
    Ok(rows.into_iter().map(|(at, id)| Place { at, id }).collect())
}

#[diesel::dsl::auto_type(no_type_alias)]
fn deeds(before: Instant) -> _ {
    let turns: Vec<&'static str> = TURNS.to_vec();
    events::table
        .filter(events::ticket_id.eq(tickets::id.nullable()))
        .filter(events::at.gt(before))
        .filter(events::actor_id.eq(tickets::assignee_id).or(events::kind.eq_any(turns)))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn visits(before: Instant) -> _ {
    ticket_presence::table
        .filter(ticket_presence::ticket_id.eq(tickets::id))
        .filter(ticket_presence::account_id.nullable().eq(tickets::assignee_id))
        .filter(ticket_presence::seen_at.gt(before))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn drafts(before: Instant) -> _ {
    answer_drafts::table
        .filter(answer_drafts::ticket_id.eq(tickets::id))
        .filter(answer_drafts::author_id.nullable().eq(tickets::assignee_id))
        .filter(answer_drafts::updated_at.gt(before))
}
