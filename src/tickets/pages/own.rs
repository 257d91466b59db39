//! `/domande`: a requester's own questions.

use std::collections::HashMap;

use actix_web::web;
use chrono::Duration;
use serde::{Deserialize, Serialize};
use tera::context;

use super::standing::{self, Phase};
use super::{admit_writing, view};
use crate::accounts::permissions::{TicketAction, TicketScope, may, ticket_scope};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::events::{self, Recorded};
use crate::platform::i18n::span;
use crate::platform::web::{FieldErrors, PostForm, Problem, UploadForm, WebResult, see_other};
use crate::sla::{self, Cycle, Evaluation, Moved};
use crate::tickets::attachments::check::ACCEPT;
use crate::tickets::attachments::keep;
use crate::tickets::model::{Message, Ticket, TicketState};
use crate::tickets::offers::offers;
use crate::tickets::{TicketError, TicketResult, actions, forms, store};
use crate::topics;

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
    let (waiting, mut tickets, draft) = visit
        .app()
        .db
        .read(move |conn| {
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let waiting = store::tickets::waiting_for(conn, requester)?;
            let tickets = store::tickets::not_waiting_for(conn, requester, before, limit)?;
            Ok::<_, TicketError>((waiting, tickets, actions::draft_of(conn, requester)?))
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
        state: ticket.state,
        asked_at: ticket.created_at,
        due_at: ticket.due_at,
        answered_at: ticket.answered_at,
        late: ticket.due_at.is_some_and(|due| due < now),
        wait_until: waiting_since.map(|since| wait_until(visit, since)),
        subject: ticket.subject.to_string(),
    }
}

/// When time closes a question whose clarification was asked at `since`.
fn wait_until(visit: &Visit, since: Instant) -> Instant {
    since + Duration::days(visit.app().config.tickets.waiting_close_days.into())
}

/// Whether the page is the one after sending.
#[derive(Deserialize)]
pub struct JustSent {
    ricevuta: Option<u8>,
}

/// `GET /domande/{number}`: one question with its conversation, without what is internal.
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn show(visit: Visit, number: web::Path<i64>, sent: web::Query<JustSent>) -> WebResult {
    let page = read(&visit, TicketId(number.into_inner())).await?;
    render(&visit, page, "", sent.ricevuta.is_some(), &FieldErrors::new())
}

/// `POST /domande/{number}/messaggi`: the requester writes again.
///
/// # Errors
/// 404 for another's question; when the database or the file store fails.
pub async fn reply(visit: Visit, number: web::Path<i64>, UploadForm(form): UploadForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let person = visit.signed_in()?.clone();
    let mut errors = FieldErrors::new();
    let limits = &visit.app().config.tickets;
    let new_files = forms::checked_files(&form, 0, limits, visit.lang(), &mut errors);
    let body = errors.keep("body", "tickets-problem-reply-", Body::parse(form.get("body")));
    let body = match errors.into_result(body) {
        Ok(body) => body,
        Err(errors) => return render(&visit, read(&visit, id).await?, form.get("body"), false, &errors),
    };
    admit_writing(&visit, person.id)?;
    let stored = keep::put_all(&visit.app().storage, new_files).await?;
    let (rows, now) = (stored.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::reply(conn, id, &body, &rows, &person, now)).await;
    keep::settle(&visit.app().storage, &stored, done.as_ref().map(|reply| reply.posted)).await;
    match done {
        Ok(reply) if reply.reopened => {
            Ok(visit.redirect(&format!("/domande/{id}"), "tickets-notice-reopened-again"))
        }
        Ok(_) => Ok(visit.redirect(&format!("/domande/{id}"), "tickets-notice-replied")),
        Err(error) => moved_on(&visit, id, error),
    }
}

/// `POST /domande/{number}/chiusura`: the requester needs nothing more.
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn close(visit: Visit, number: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    match visit.app().db.write(move |conn| actions::close(conn, id, None, &person, now)).await {
        Ok(()) => Ok(visit.redirect(&format!("/domande/{id}"), "tickets-notice-closed")),
        Err(error) => moved_on(&visit, id, error),
    }
}

/// `POST /domande/{number}/valutazione`: whether the answer helped (`helpful` = `yes` or `no`).
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn rate(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let helpful = match form.get("helpful") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::BadRequest("helpful is yes or no")),
    };
    match visit.app().db.write(move |conn| actions::rate(conn, id, helpful, &person, now)).await {
        Ok(()) if helpful => Ok(visit.redirect(&format!("/domande/{id}"), "tickets-notice-helpful")),
        // What to do now is said where this leads.
        Ok(()) => Ok(see_other(&format!("/domande/{id}#rispondi"))),
        Err(error) => moved_on(&visit, id, error),
    }
}

/// The page again, with a notice that the question moved on meanwhile.
fn moved_on(visit: &Visit, id: TicketId, error: TicketError) -> WebResult {
    match error {
        TicketError::MovedOn | TicketError::Stale | TicketError::HeldBy(_) => {
            Ok(visit.redirect(&format!("/domande/{id}"), "tickets-notice-moved-on"))
        }
        other => Err(other.into()),
    }
}

/// That the deadline that holds was moved.
#[derive(Serialize)]
struct ShownMove<'a> {
    from: Instant,
    reason: &'a str,
}

struct OwnPage {
    ticket: Ticket,
    messages: Vec<Message>,
    events: Vec<Recorded>,
    names: view::Names,
    topic: Option<topics::Topic>,
    cycle: Option<Cycle>,
    moves: Vec<Moved>,
    /// Where the clock stands, when the deadline that holds was moved.
    clock: Option<Evaluation>,
    /// What holds should it be opened again.
    told: sla::Told,
}

async fn read(visit: &Visit, id: TicketId) -> Result<OwnPage, Problem> {
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let load = move |conn: &mut Conn| -> TicketResult<OwnPage> {
        let ticket = store::tickets::find(conn, id)?
            .filter(|ticket| may(&person, TicketAction::Read, &ticket.facts()))
            .ok_or(TicketError::NotFound)?;
        let messages = store::messages::of_ticket(conn, id, false)?;
        let events = events::of_ticket(conn, id)?;
        let names = accounts::people(conn, &view::people_in(&messages, &[]))?;
        let names = names.into_iter().map(|person| (person.id, person)).collect();
        let topic = match ticket.topic {
            Some(topic) => topics::find(conn, topic)?,
            None => None,
        };
        let cycle = sla::actions::newest_cycle(conn, id)?;
        let moves = view::moves(conn, id, &events)?;
        let moved = moves.last().filter(|moved| cycle.as_ref().is_some_and(|cycle| cycle.id == moved.cycle));
        let clock = match moved.filter(|_| ticket.state.is_open()) {
            Some(moved) => Some(sla::actions::evaluation_of(conn, moved.cycle, now)?),
            None => None,
        };
        let told = sla::keeping::told(conn, ticket.topic, Some(ticket.kind))?;
        Ok(OwnPage { ticket, messages, events, names, topic, cycle, moves, clock, told })
    };
    Ok(visit.app().db.read(load).await?)
}

fn render(visit: &Visit, page: OwnPage, typed: &str, just_sent: bool, errors: &FieldErrors) -> WebResult {
    let person = visit.signed_in()?;
    let ticket = page.ticket;
    let now = visit.now();
    let waiting_since = page.cycle.as_ref().and_then(|cycle| cycle.paused_at);
    let mut context = context! {
        title => &view::text_with(visit, "tickets-own-page-title", "number", ticket.id),
        ticket => &ticket,
        state_label => &view::own_state_word(visit, ticket.state),
        topic => &page.topic.as_ref().map(|topic| topic.name(visit.lang())),
        late => &ticket.due_at.is_some_and(|due| due < now),
        phase => &Phase::of(ticket.state),
        answer => &standing::newest_answer(&ticket, &page.messages),
        moved => &page.clock.as_ref().and(page.moves.last()).map(|moved| ShownMove { from: moved.from, reason: &moved.reason }),
        left => &page.clock.as_ref().map(|clock| span(visit.lang(), clock.remaining)),
        wait_until => &waiting_since.map(|since| wait_until(visit, since)),
        messages => &view::conversation(visit, page.messages, &page.names, person.id, &HashMap::new()),
        ending => &view::ending(&ticket, &page.events),
        close_after_days => &visit.app().config.tickets.close_after_days,
        timeline => &view::timeline(visit, &page.events, &page.moves),
        just_sent => &just_sent,
        email => &person.email,
        can => &offers(person, &ticket),
        typed => &typed,
        accept => &ACCEPT,
        max_files => &visit.app().config.tickets.max_attachments,
        max_file_bytes => &visit.app().config.tickets.max_attachment_bytes,
        max_body => &Body::MAX,
    };
    view::insert_promise(page.told, &mut context);
    if errors.is_empty() {
        visit.render("tickets/own.html", context)
    } else {
        visit.render_invalid("tickets/own.html", context, errors)
    }
}
