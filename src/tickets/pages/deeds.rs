//! The buttons on the page of a question: take it, give it back, pass it on, end it, say what it is about.

use actix_web::http::StatusCode;
use actix_web::web;

use super::work::{self, Part, Typed};
use crate::accounts::Visit;
use crate::kernel::ids::{AccountId, EntryId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets::actions;
use crate::tickets::model::{Priority, Way};
use crate::tickets::{TicketError, TicketResult};
use crate::topics;

/// `POST /coda/{number}/presa-in-carico`: takes the question.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn claim(visit: Visit, number: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::claim(conn, id, &person, now)).await;
    settle(&visit, id, done, "tickets-notice-claimed")
}

/// `POST /coda/{number}/rilascio`: gives the question back to the queue.
///
/// # Errors
/// As [`claim`].
pub async fn release(visit: Visit, number: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::release(conn, id, &person, now)).await;
    settle(&visit, id, done, "tickets-notice-released")
}

/// `POST /coda/{number}/passaggio`: passes it to the colleague `to`, with the words of `word` as a note.
///
/// # Errors
/// As [`claim`].
pub async fn hand_over(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let mut errors = FieldErrors::new();
    let to = form.get("to").parse().ok().map(AccountId);
    let to = errors.require("to", "tickets-problem-colleague", to);
    let word = match form.get("word").trim() {
        "" => None,
        word => errors.keep("word", "tickets-problem-body-", Body::parse(word)),
    };
    if let Some(to) = to.filter(|_| errors.is_empty()) {
        let (person, now) = (visit.signed_in()?.clone(), visit.now());
        let pass = move |conn: &mut Conn| actions::hand_over(conn, id, to, word.as_ref(), &person, now);
        match visit.app().db.write(pass).await {
            Err(TicketError::NoSuchColleague) => errors.add("to", "tickets-problem-colleague"),
            done => return settle(&visit, id, done, "tickets-notice-handed-over"),
        }
    }
    let page = work::read(&visit, id).await?;
    let typed = Typed {
        part: Part::HandOver,
        body: form.get("word").to_owned(),
        to: form.get("to").to_owned(),
        ..Typed::default()
    };
    work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors)
}

/// `POST /coda/{number}/chiusura`: closes the question; `body` tells its requester why.
///
/// # Errors
/// As [`claim`].
pub async fn close(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let mut errors = FieldErrors::new();
    let why = match form.get("body").trim() {
        "" => None,
        words => errors.keep("closing", "tickets-problem-closing-", Body::parse(words)),
    };
    if errors.is_empty() {
        let (person, now) = (visit.signed_in()?.clone(), visit.now());
        let close = move |conn: &mut _| actions::close(conn, id, why.as_ref(), Way::Page, &person, now);
        let done = visit.app().db.write(close).await;
        match done {
            Err(TicketError::Unexplained) => errors.add("closing", "tickets-problem-closing-empty"),
            done => return settle(&visit, id, done, "tickets-notice-closed"),
        }
    }
    let page = work::read(&visit, id).await?;
    let typed = Typed { part: Part::Closing, body: form.get("body").to_owned(), ..Typed::default() };
    work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors)
}

/// `POST /coda/{number}/riapertura`.
///
/// # Errors
/// As [`claim`].
pub async fn reopen(visit: Visit, number: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let days = visit.app().config.tickets.follow_days;
    let reopen = move |conn: &mut Conn| {
        actions::end_outlived_links(conn, id, days, now)?;
        actions::reopen(conn, id, &person, now)
    };
    let done = visit.app().db.write(reopen).await;
    settle(&visit, id, done, "tickets-notice-reopened")
}

/// `POST /coda/{number}/spam`: puts it aside, or with `undo` = `1` takes that back.
///
/// # Errors
/// As [`claim`].
pub async fn spam(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let (undo, days) = (form.get("undo") == "1", visit.app().config.tickets.follow_days);
    let done = visit
        .app()
        .db
        .write(move |conn| match undo {
            true => {
                actions::end_outlived_links(conn, id, days, now)?;
                actions::unmark_spam(conn, id, &person, now)
            }
            false => actions::mark_spam(conn, id, &person, now),
        })
        .await;
    settle(&visit, id, done, if undo { "tickets-notice-unspammed" } else { "tickets-notice-spammed" })
}

/// `POST /coda/{number}/argomento`: gives it another topic (`topic`: slug), and with it the competent group.
///
/// # Errors
/// As [`claim`].
pub async fn change_topic(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let slug = form.get("topic").to_owned();
    let done = visit
        .app()
        .db
        .write(move |conn| {
            let topic = topics::tree(conn)?.by_slug(&slug).map(|topic| topic.id);
            actions::change_topic(conn, id, topic.ok_or(TicketError::NotFound)?, &person, now)
        })
        .await;
    settle(&visit, id, done, "tickets-notice-topic")
}

/// `POST /coda/{number}/priorita`: says how urgent it is (`priority`: `high` or `normal`).
///
/// # Errors
/// As [`claim`].
pub async fn set_priority(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let priority = Priority::parse(form.get("priority")).ok_or(Problem::BadRequest("no such priority"))?;
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done =
        visit.app().db.write(move |conn| actions::set_priority(conn, id, priority, &person, now)).await;
    settle(&visit, id, done, "desk-notice-priority")
}

/// `POST /coda/{number}/proposta`: makes a catalogue draft of the answers, and leads to it.
///
/// # Errors
/// As [`claim`].
pub async fn propose(visit: Visit, number: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done: TicketResult<EntryId> =
        visit.app().db.write(move |conn| actions::propose(conn, id, &person, now)).await;
    match done {
        Ok(entry) => Ok(visit.redirect(&format!("/redazione/{entry}"), "tickets-notice-proposed")),
        Err(error) => settle(&visit, id, Err(error), "tickets-notice-proposed"),
    }
}

/// `POST /coda/{number}/scheda`: the entry of `entry`, by its number or the address of its page, comes from this question too.
///
/// # Errors
/// As [`claim`].
pub async fn add_to_entry(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let entry = form.get("entry").to_owned();
    let done: TicketResult<EntryId> =
        visit.app().db.write(move |conn| actions::add_to_entry(conn, id, &entry, &person, now)).await;
    match done {
        Ok(_) => settle(&visit, id, Ok(()), "tickets-notice-added-to-entry"),
        Err(TicketError::MovedOn) => {
            Ok(visit.redirect(&format!("/coda/{id}"), "tickets-notice-no-such-entry"))
        }
        Err(error) => settle(&visit, id, Err(error), "tickets-notice-added-to-entry"),
    }
}

/// The way back to the page: with the notice, or with why it was not possible.
pub(super) fn settle(visit: &Visit, id: TicketId, done: TicketResult<()>, notice: &str) -> WebResult {
    let page = format!("/coda/{id}");
    match done {
        Ok(()) => Ok(visit.redirect(&page, notice)),
        Err(TicketError::HeldBy(_)) => Ok(visit.redirect(&page, "tickets-notice-held")),
        Err(TicketError::MovedOn | TicketError::Stale | TicketError::Unexplained) => {
            Ok(visit.redirect(&page, "tickets-notice-moved-on"))
        }
        Err(error) => Err(error.into()),
    }
}
