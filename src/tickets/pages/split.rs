//! `/coda/{number}/separazione`: what was asked in a later message becomes a question of its own.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::view;
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{MessageId, TicketId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, WebResult, see_other};
use crate::tickets::actions::{self, Splitting};
use crate::tickets::{TicketError, TicketResult, store};

/// What the form holds.
#[derive(Serialize)]
struct Shown {
    number: TicketId,
    message: MessageId,
    seen: i32,
    received_at: Instant,
    subject: String,
    body: String,
}

/// `GET /coda/{number}/separazione?messaggio=`: the form, filled with the message.
///
/// # Errors
/// 404 for what this person may not split; when the database fails.
pub async fn form(visit: Visit, number: web::Path<i64>) -> WebResult {
    let id = TicketId(number.into_inner());
    let Some(message) = visit.query("messaggio").parse().ok().map(MessageId) else {
        return Ok(see_other(&format!("/coda/{id}")));
    };
    show(&visit, id, message, None, &FieldErrors::new()).await
}

/// `POST /coda/{number}/separazione`: makes it; `subject` and `body` are its words, `seen` is the version of the question.
///
/// # Errors
/// As [`form`].
pub async fn split(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let message = MessageId(form.get("message").parse().unwrap_or_default());
    let mut errors = FieldErrors::new();
    let subject = errors.keep("subject", "tickets-problem-subject-", Subject::parse(form.get("subject")));
    let body = errors.keep("body", "tickets-problem-body-", Body::parse(form.get("body")));
    let Some((subject, body)) = subject.zip(body) else {
        let typed = (form.get("subject").to_owned(), form.get("body").to_owned());
        return show(&visit, id, message, Some(typed), &errors).await;
    };
    let seen_version = form.get("seen").parse().unwrap_or_default();
    let splitting = Splitting { message, subject, body, seen_version };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::split(conn, id, &splitting, &person, now)).await;
    match done {
        Ok(into) => Ok(visit.redirect(&format!("/coda/{into}"), "desk-notice-split")),
        Err(TicketError::MovedOn | TicketError::Stale) => {
            Ok(visit.redirect(&format!("/coda/{id}"), "desk-notice-not-split"))
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    visit: &Visit,
    id: TicketId,
    message: MessageId,
    typed: Option<(String, String)>,
    errors: &FieldErrors,
) -> WebResult {
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let load = move |conn: &mut Conn| -> TicketResult<Shown> {
        let away = accounts::away_at(conn, now)?;
        let ticket = store::tickets::find(conn, id)?
            .filter(|ticket| may(&person, TicketAction::Split, &ticket.facts_while(&away)))
            .ok_or(TicketError::NotFound)?;
        let messages = store::messages::of_ticket(conn, id, false)?;
        if !actions::can_split(&ticket, &messages, message) {
            return Err(TicketError::NotFound);
        }
        let found = messages.into_iter().find(|one| one.id == message).ok_or(TicketError::NotFound)?;
        let (subject, body) = typed.unwrap_or((String::new(), found.body));
        Ok(Shown { number: id, message, seen: ticket.version, received_at: found.created_at, subject, body })
    };
    let shown = visit.app().db.read(load).await?;
    let context = context! {
        title => &view::text(visit, "desk-split-title"),
        split => &shown,
        max_body => &Body::MAX,
    };
    match errors.is_empty() {
        true => visit.render("tickets/split.html", context),
        false => visit.render_with(StatusCode::UNPROCESSABLE_ENTITY, "tickets/split.html", context, errors),
    }
}
