//! `/coda/{number}/altre`: everything that the person who asked a question has asked.

use actix_web::web;
use serde::Serialize;
use tera::context;

use super::view;
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::Conn;
use crate::platform::web::WebResult;
use crate::tickets::model::{Ticket, TicketState};
use crate::tickets::{TicketError, TicketResult, store};

/// On one page.
const PAGE: usize = 50;

/// A question of a list.
#[derive(Serialize)]
pub(super) struct Earlier {
    number: TicketId,
    subject: String,
    state: TicketState,
    state_label: String,
    created_at: Instant,
}

impl Earlier {
    pub(super) fn of(visit: &Visit, ticket: &Ticket) -> Self {
        Self {
            number: ticket.id,
            subject: ticket.subject.to_string(),
            state: ticket.state,
            state_label: view::state_word(visit, ticket.state),
            created_at: ticket.created_at,
        }
    }
}

/// `GET /coda/{number}/altre`: the newest first; `prima` is the number before which a further page begins.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn list(visit: Visit, number: web::Path<i64>) -> WebResult {
    let id = TicketId(number.into_inner());
    let person = visit.signed_in()?.clone();
    let before = visit.query("prima").parse().ok().map(TicketId);
    let load = move |conn: &mut Conn| -> TicketResult<_> {
        let ticket = store::tickets::find(conn, id)?
            .filter(|ticket| may(&person, TicketAction::ReadInternal, &ticket.facts()))
            .ok_or(TicketError::NotFound)?;
        let requester = accounts::person(conn, ticket.requester)?.ok_or(TicketError::NotFound)?;
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        Ok((requester, store::tickets::of_requester_before(conn, ticket.requester, before, limit)?))
    };
    let (requester, tickets) = visit.app().db.read(load).await?;
    let shown: Vec<Earlier> = tickets.iter().take(PAGE).map(|ticket| Earlier::of(&visit, ticket)).collect();
    let last = shown.last().filter(|_| tickets.len() > PAGE);
    let context = context! {
        title => &view::text_with(&visit, "desk-requester-title", "name", requester.name.as_str()),
        number => &id,
        questions => &shown,
        older => &last.map(|last| format!("/coda/{id}/altre?prima={}", last.number)),
        newer => &before.map(|_| format!("/coda/{id}/altre")),
    };
    visit.render("tickets/requester.html", context)
}
