//! `/domande`: all questions of a requester.

use actix_web::web;
use chrono::Duration;
use serde::{Deserialize, Serialize};
use tera::context;

use super::super::view;
use crate::accounts::Visit;
use crate::accounts::permissions::{TicketScope, ticket_scope};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::mail::outbox;
use crate::platform::web::{Problem, WebResult};
use crate::tickets::model::{Ticket, TicketState};
use crate::tickets::{TicketError, actions, store};

const PAGE: usize = 20;

/// From which question the list goes on.
#[derive(Deserialize)]
pub struct Older {
    prima: Option<i64>,
}

#[derive(Serialize)]
struct OwnRow {
    number: TicketId,
    subject: String,
    state: TicketState,
    state_label: String,
    asked_at: Instant,
    due_at: Option<Instant>,
    answered_at: Option<Instant>,
    late: bool,
    /// Until when the desk waits for the requester.
    wait_until: Option<Instant>,
}

/// `GET /domande`: what waits for the requester, the draft, and the rest of the list, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit, older: web::Query<Older>) -> WebResult {
    let person = visit.signed_in()?;
    let TicketScope::Own(requester) = ticket_scope(person) else { return Err(Problem::NotFound) };
    let before = older.prima.map(TicketId);
    let (waiting, mut tickets, draft, unreached) = visit
        .app()
        .db
        .read(move |conn| {
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let waiting = store::tickets::waiting_for(conn, requester)?;
            let tickets = store::tickets::not_waiting_for(conn, requester, before, limit)?;
            let unreached = outbox::undeliverable_since(conn, requester)?;
            Ok::<_, TicketError>((waiting, tickets, actions::draft_of(conn, requester)?, unreached))
        })
        .await?;
    let more = tickets.len() > PAGE;
    tickets.truncate(PAGE);
    let next = tickets.last().filter(|_| more).map(|ticket| format!("/domande?prima={}", ticket.id));
    let first_page = before.is_none();
    let waiting = waiting.into_iter().filter(|_| first_page);
    let waiting: Vec<OwnRow> = waiting.map(|(ticket, since)| row(&visit, ticket, Some(since))).collect();
    let rows: Vec<OwnRow> = tickets.into_iter().map(|ticket| row(&visit, ticket, None)).collect();
    let context = context! {
        title => &view::text(&visit, "tickets-own-title"),
        waiting => &waiting,
        tickets => &rows,
        draft_subject => &draft.as_ref().map(|draft| draft.subject.as_str()),
        draft_saved_at => &draft.as_ref().map(|draft| draft.updated_at),
        unreached => &unreached,
        by_link => &false,
        older => &next,
        first_page => &first_page,
    };
    visit.render("tickets/own_list.html", context)
}

fn row(visit: &Visit, ticket: Ticket, waiting_since: Option<Instant>) -> OwnRow {
    let now = visit.now();
    OwnRow {
        number: ticket.id,
        state_label: view::own_state_word(visit, ticket.state),
        state: view::own_state(ticket.state),
        asked_at: ticket.created_at,
        due_at: ticket.due_at,
        answered_at: ticket.answered_at,
        late: ticket.due_at.is_some_and(|due| due < now),
        wait_until: waiting_since.map(|since| wait_until(visit, since)),
        subject: ticket.subject.to_string(),
    }
}

/// When time closes a question whose clarification was asked at `since`.
pub(super) fn wait_until(visit: &Visit, since: Instant) -> Instant {
    since + Duration::days(visit.app().config.tickets.waiting_close_days.into())
}
