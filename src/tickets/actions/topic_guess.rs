//! The program finds the topic of a question whose requester knew none.

use super::change;
use super::routing::{self, Choice, Received, Route};
use crate::accounts::Municipality;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{TicketId, TopicId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::events;
use crate::tickets::error::TicketResult;
use crate::tickets::model::{MessageKind, Ticket, TicketState};
use crate::tickets::routing::Router;
use crate::tickets::rules::Move;
use crate::tickets::store;
use crate::{sla, topics};

/// Whether a question still waits for its topic as it was received: nobody has touched it. One that is closed at its first
/// version was closed when it was taken over.
pub fn waits_for_topic(ticket: &Ticket) -> bool {
    ticket.topic.is_none()
        && ticket.version == 1
        && matches!(ticket.state, TicketState::New | TicketState::Assigned | TicketState::Closed)
}

/// Sets the topic that was found, as a proposal to the desk. What nobody got yet is routed once more, now that more is known of
/// it; what somebody got by a rule stays hers. The promise does not move, nor the policy that it was made
/// under, but its inner target. Whoever touched the question meanwhile knows better: then nothing happens, nor does it the
/// second time.
///
/// # Errors
/// When the database fails.
pub fn propose_topic(
    conn: &mut Conn,
    router: &Router,
    id: TicketId,
    topic: TopicId,
    now: Instant,
) -> TicketResult<()> {
    change::hold(conn, id)?;
    let Some(mut ticket) = store::tickets::find(conn, id)?.filter(waits_for_topic) else { return Ok(()) };
    ticket.topic = Some(topic);
    ticket.topic_proposed = true;
    let mut happened = vec![Event::TicketTopicProposed { ticket: id, topic }];
    if ticket.assignee.is_none() && ticket.state.is_open() {
        happened.extend(route_again(conn, router, &mut ticket, now)?);
    }
    let approval = topics::approval_for(conn, topic)?;
    sla::actions::set_approval(conn, &[id], approval, now)?;
    let cycle = change::cycle(conn, &ticket)?;
    change::write(conn, &mut ticket, &cycle, now)?;
    events::append_all(conn, now, Actor::System, &happened)?;
    Ok(())
}

fn route_again(
    conn: &mut Conn,
    router: &Router,
    ticket: &mut Ticket,
    now: Instant,
) -> TicketResult<Option<Event>> {
    let messages = store::messages::of_ticket(conn, ticket.id, false)?;
    let asked = messages.iter().find(|message| message.kind == MessageKind::Question);
    let Some(body) = asked.and_then(|message| Body::parse(&message.body).ok()) else { return Ok(None) };
    let received = Received {
        topic: ticket.topic,
        place: ticket.municipality.as_deref().and_then(Municipality::parse),
        kind: ticket.kind,
        channel: ticket.channel,
        subject: &ticket.subject,
        body: &body,
    };
    let rules = router.rules(conn)?;
    let route = routing::route(conn, &rules, &received, Choice::Final, now)?;
    if (route.group, route.priority, route.person) == (ticket.group, ticket.priority, None) {
        return Ok(None);
    }
    (ticket.group, ticket.priority) = (route.group, route.priority);
    if route.person.is_some() {
        ticket.assignee = route.person;
        change::step(ticket, Move::Claim)?;
    }
    // What was promised was promised without the policy of this rule, and does not move.
    let route = Route { policy: None, ..route };
    Ok(routing::follow(conn, ticket.id, &route)?)
}
