//! The rows of a list.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{AwayNow, Municipality, Person, RequesterKind, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::sla::{self, Badge};
use crate::tickets::beginning::beginning;
use crate::tickets::model::Ticket;
use crate::tickets::pages::view;
use crate::tickets::rules::{Move, after};
use crate::tickets::worklist::{Beside, Worklist};
use crate::topics::TopicTree;

/// Characters of a question that a row shows.
const BEGINNING: usize = 120;

#[derive(Serialize)]
pub struct QueueRow {
    number: TicketId,
    version: i32,
    subject: String,
    beginning: String,
    news: bool,
    high: bool,
    kind_label: String,
    topic: Option<String>,
    /// Whether the program set it and nobody confirmed it yet.
    proposed: bool,
    place: Option<&'static str>,
    assignee: Option<String>,
    /// Until when the holder is away.
    away: Option<String>,
    mine: bool,
    may_claim: bool,
    received_at: Instant,
    badge: Option<Badge>,
}

/// What the rows of a page tell besides their tickets.
pub struct Around {
    beside: HashMap<TicketId, Arc<Beside>>,
    names: view::Names,
    away: AwayNow,
}

impl Around {
    pub fn of(
        conn: &mut Conn,
        worklist: &Worklist,
        position: Position,
        tickets: &[Ticket],
        now: Instant,
    ) -> DbResult<Self> {
        let mut holders: Vec<_> = tickets.iter().filter_map(|ticket| ticket.assignee).collect();
        holders.sort_unstable();
        holders.dedup();
        let names = crate::accounts::people(conn, &holders)?;
        Ok(Self {
            away: crate::accounts::away_at(conn, now)?,
            names: names.into_iter().map(|person| (person.id, person)).collect(),
            beside: worklist.beside(conn, tickets, position)?,
        })
    }
}

pub fn row(
    visit: &Visit,
    ticket: &Ticket,
    around: &Around,
    tree: &TopicTree,
    person: &Person,
    now: Instant,
) -> QueueRow {
    let lang = visit.lang();
    let kind = match ticket.kind {
        RequesterKind::Worker => "tickets-queue-person",
        RequesterKind::Enterprise => "tickets-kind-enterprise",
    };
    let beside = around.beside.get(&ticket.id);
    let (cycle, glance) =
        (beside.and_then(|beside| beside.cycle.as_ref()), beside.map(|beside| &beside.glance));
    let may_claim = ticket.assignee.is_none()
        && may(person, TicketAction::Claim, &ticket.facts())
        && after(ticket.state, Move::Claim, true).is_some();
    QueueRow {
        number: ticket.id,
        version: ticket.version,
        subject: ticket.subject.to_string(),
        beginning: glance.map(|glance| beginning(&glance.beginning, BEGINNING)).unwrap_or_default(),
        news: ticket.state.is_open() && glance.is_some_and(|glance| glance.news),
        high: ticket.priority.is_high(),
        kind_label: view::text(visit, kind),
        topic: ticket.topic.and_then(|id| tree.get(id)).map(|topic| topic.name(lang).to_owned()),
        proposed: ticket.topic_proposed,
        place: ticket.municipality.as_deref().and_then(Municipality::parse).and_then(Municipality::name),
        assignee: ticket.assignee.and_then(|id| around.names.get(&id)).map(|person| person.name.to_string()),
        away: ticket.assignee.and_then(|id| around.away.of(id)).map(|away| view::away_until(visit, away)),
        mine: ticket.assignee == Some(person.id),
        may_claim,
        received_at: ticket.created_at,
        badge: cycle.map(|cycle| sla::badge(cycle, &visit.app().texts, lang, now)),
    }
}
