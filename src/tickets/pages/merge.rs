//! `/coda/{number}/unione`: two questions of one person become one, after a page that says what comes of it.

use actix_web::web;
use serde::Serialize;
use tera::context;

use super::view::{self, Choice};
use super::work::DeskPage;
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, AwayNow, Person, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::Conn;
use crate::platform::web::{PostForm, WebResult, see_other};
use crate::tickets::actions::{self, Merging};
use crate::tickets::model::Ticket;
use crate::tickets::{TicketError, TicketResult, store};

/// The other questions of whoever asked that this person may merge with it, as far as the page of one knows them.
pub(super) fn choices(page: &DeskPage, person: &Person) -> Vec<Choice> {
    let mergeable = page.earlier.iter().filter(|other| is_mergeable(other, person, &page.away));
    mergeable
        .map(|other| Choice {
            value: other.id.to_string(),
            label: format!("{} – {}", other.id, other.subject),
            options: Vec::new(),
        })
        .collect()
}

fn is_mergeable(ticket: &Ticket, person: &Person, away: &AwayNow) -> bool {
    ticket.state.is_open() && may(person, TicketAction::Merge, &ticket.facts_while(away))
}

/// One of the two.
#[derive(Serialize)]
struct Side {
    number: TicketId,
    version: i32,
    subject: String,
    received_at: Instant,
    due_at: Option<Instant>,
}

impl Side {
    fn of(ticket: &Ticket) -> Self {
        Self {
            number: ticket.id,
            version: ticket.version,
            subject: ticket.subject.to_string(),
            received_at: ticket.created_at,
            due_at: ticket.due_at,
        }
    }
}

/// `GET /coda/{number}/unione?con=`: what comes of merging it with the question `con`.
///
/// # Errors
/// 404 for what this person may not merge, and for questions of two people; when the database fails.
pub async fn confirm(visit: Visit, number: web::Path<i64>) -> WebResult {
    let id = TicketId(number.into_inner());
    let Some(with) = visit.query("con").parse().ok().map(TicketId) else {
        return Ok(see_other(&format!("/coda/{id}")));
    };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let load = move |conn: &mut Conn| -> TicketResult<_> {
        let away = accounts::away_at(conn, now)?;
        let mut find = |id: TicketId| {
            let ticket = store::tickets::find(conn, id)?;
            ticket.filter(|ticket| is_mergeable(ticket, &person, &away)).ok_or(TicketError::NotFound)
        };
        let (one, other) = (find(id)?, find(with)?);
        if one.requester != other.requester || one.id == other.id {
            return Err(TicketError::NotFound);
        }
        let requester = accounts::person(conn, one.requester)?.ok_or(TicketError::NotFound)?;
        let (kept, merged) = if one.id < other.id { (one, other) } else { (other, one) };
        let waits = store::proposed::waiting(conn, merged.id)?.is_some();
        Ok((kept, merged, requester, waits))
    };
    let (kept, merged, requester, waits) = visit.app().db.read(load).await?;
    let context = context! {
        title => &view::text(&visit, "desk-merge-title"),
        from => &id,
        kept => &Side::of(&kept),
        merged => &Side::of(&merged),
        requester => requester.name.as_str(),
        waits => &waits,
    };
    visit.render("tickets/merge.html", context)
}

/// `POST /coda/{number}/unione`: merges it with the question `with`; `seen` and `with_seen` are their versions on the page.
///
/// # Errors
/// As [`confirm`].
pub async fn merge(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let count = |name: &str| form.get(name).parse().unwrap_or_default();
    let with = TicketId(form.get("with").parse().unwrap_or_default());
    let merging = Merging { one: (id, count("seen")), other: (with, count("with_seen")) };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::merge(conn, &merging, &person, now)).await;
    match done {
        Ok(kept) => Ok(visit.redirect(&format!("/coda/{kept}"), "desk-notice-merged")),
        Err(TicketError::MovedOn | TicketError::Stale) => {
            Ok(visit.redirect(&format!("/coda/{id}"), "desk-notice-not-merged"))
        }
        Err(TicketError::AnswerWaits) => {
            Ok(visit.redirect(&format!("/coda/{id}"), "desk-notice-merge-waits"))
        }
        Err(error) => Err(error.into()),
    }
}
