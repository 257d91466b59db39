//! Questions that have to do with each other, on the page of one.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;

use super::deeds;
use super::view;
use super::work::{self, DeskPage, Part, Typed};
use crate::accounts::Visit;
use crate::kernel::ids::TicketId;
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, WebResult};
use crate::tickets::model::{LinkKind, TicketState};
use crate::tickets::{TicketError, actions};

/// Another question.
#[derive(Serialize)]
pub(super) struct Linked {
    number: TicketId,
    subject: String,
    state: TicketState,
    state_label: String,
    /// Which of the two was asked in a message of the other, where one was.
    split: Option<&'static str>,
}

pub(super) fn shown(visit: &Visit, page: &DeskPage) -> Vec<Linked> {
    let linked = page.links.iter().filter_map(|(other, kind)| {
        let ticket = page.linked.iter().find(|ticket| ticket.id == *other)?;
        Some(Linked {
            number: ticket.id,
            subject: ticket.subject.to_string(),
            state: ticket.state,
            state_label: view::state_word(visit, ticket.state),
            split: (*kind == LinkKind::Split).then_some(if ticket.id > page.ticket.id {
                "into"
            } else {
                "from"
            }),
        })
    });
    linked.collect()
}

/// `POST /coda/{number}/collegamenti`: it has to do with the question `other`.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn add(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let mut errors = FieldErrors::new();
    let typed = form.get("other").trim().to_owned();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let other = errors.require("other", "desk-problem-link", digits.parse().ok().map(TicketId));
    if let Some(other) = other {
        let (person, now) = (visit.signed_in()?.clone(), visit.now());
        let link = move |conn: &mut Conn| actions::link(conn, id, other, &person, now);
        match visit.app().db.write(link).await {
            Err(TicketError::NotFound) => errors.add("other", "desk-problem-link"),
            done => return deeds::settle(&visit, id, done, "desk-notice-linked"),
        }
    }
    let page = work::read(&visit, id).await?;
    let typed = Typed { part: Part::Link, body: typed, ..Typed::default() };
    work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors)
}

/// `POST /coda/{number}/collegamenti/elimina`: it has nothing to do with the question `other`.
///
/// # Errors
/// As [`add`].
pub async fn remove(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let other = TicketId(form.get("other").parse().unwrap_or_default());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::unlink(conn, id, other, &person, now)).await;
    deeds::settle(&visit, id, done, "desk-notice-unlinked")
}
