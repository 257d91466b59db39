//! The page of one question as whoever asked it reads it, on a screen and on paper.

use std::collections::HashMap;

use chrono::Duration;
use serde::Serialize;
use tera::{Context, context};

use super::super::standing::{self, Phase, Progress};
use super::super::view;
use super::list::wait_until;
use super::reader::Reader;
use super::story;
use crate::accounts;
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{AwayNow, Visit};
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{CycleId, TicketId};
use crate::kernel::rating::RatingReason;
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::events::{self, Recorded};
use crate::platform::i18n::span;
use crate::platform::mail::outbox::{self, Undeliverable};
use crate::platform::uploads::ACCEPT;
use crate::platform::web::{FieldErrors, Problem, WebResult};
use crate::sla::{self, Cycle, Evaluation, Moved};
use crate::tickets::model::{LinkKind, Message, MessageKind, Rating, Ticket};
use crate::tickets::offers::offers;
use crate::tickets::pages::history;
use crate::tickets::{TicketError, TicketResult, store};
use crate::topics;

/// What was typed into the forms of the page.
#[derive(Default)]
pub(super) struct Typed<'a> {
    /// Into that to write again.
    pub body: &'a str,
    /// Into that to close.
    pub word: &'a str,
    /// Into that to say why an answer did not help.
    pub why: &'a str,
}

/// That the deadline that holds was moved.
#[derive(Serialize)]
struct ShownMove<'a> {
    from: Instant,
    reason: &'a str,
}

/// A question with all that its page tells: of one that became part of another, that one.
pub(super) struct OwnPage {
    pub(super) ticket: Ticket,
    messages: Vec<Message>,
    events: Vec<Recorded>,
    names: view::Names,
    topic: Option<topics::Topic>,
    /// Questions that were asked in a message of this one, or the one that this was asked in.
    split: Vec<TicketId>,
    cycle: Option<Cycle>,
    /// The newest answer, by the promise that it ended.
    pub(super) answer: Option<CycleId>,
    moves: Vec<Moved>,
    /// What she said of the newest answer.
    rated: Option<Rating>,
    /// Where the clock stands, when the deadline that holds was moved.
    clock: Option<Evaluation>,
    /// Since when no mail reaches her.
    unreached: Option<Undeliverable>,
    /// The deadline of an answer, should it be opened again now.
    due_if_reopened: Instant,
}

pub(super) async fn read(visit: &Visit, reader: &Reader) -> Result<OwnPage, Problem> {
    let (id, person, now) = (reader.ticket, reader.person.clone(), visit.now());
    let load = move |conn: &mut Conn| -> TicketResult<OwnPage> {
        let ticket = store::tickets::find(conn, id)?
            .filter(|ticket| may(&person, TicketAction::Read, &ticket.facts()))
            .ok_or(TicketError::NotFound)?;
        let ticket = store::tickets::survivor(conn, &ticket)?.unwrap_or(ticket);
        let id = ticket.id;
        let messages = store::messages::of_ticket(conn, id, false)?;
        let events = events::of_ticket(conn, id)?;
        let names = accounts::people(conn, &view::people_in(&messages, &[]))?;
        let names = names.into_iter().map(|person| (person.id, person)).collect();
        let topic = match ticket.confirmed_topic() {
            Some(topic) => topics::find(conn, topic)?,
            None => None,
        };
        let links = store::links::of_ticket(conn, id)?;
        let is_split = |(other, kind): (TicketId, LinkKind)| (kind == LinkKind::Split).then_some(other);
        let split = links.into_iter().filter_map(is_split).collect();
        let mut cycles = sla::actions::cycles_of(conn, id)?;
        let answer = cycles.iter().rev().find(|cycle| cycle.answered_at.is_some()).map(|cycle| cycle.id);
        let cycle = cycles.pop();
        let moves = history::moves(conn, &events)?;
        let moved = moves.last().filter(|moved| cycle.as_ref().is_some_and(|cycle| cycle.id == moved.cycle));
        let clock = match moved.filter(|_| ticket.state.is_open()) {
            Some(moved) => Some(sla::actions::evaluation_of(conn, moved.cycle, now)?),
            None => None,
        };
        let rated = store::ratings::of_ticket(conn, id)?.pop().filter(|_| ticket.helpful.is_some());
        let unreached = outbox::undeliverable_since(conn, person.id)?;
        let asked = crate::tickets::actions::asked(conn, &ticket)?;
        let due_if_reopened = sla::actions::promise(conn, asked, Actor::System, now)?.due_at();
        Ok(OwnPage {
            ticket,
            messages,
            events,
            names,
            topic,
            split,
            cycle,
            answer,
            moves,
            rated,
            clock,
            unreached,
            due_if_reopened,
        })
    };
    Ok(visit.app().db.read(load).await?)
}

pub(super) fn render(
    visit: &Visit,
    reader: &Reader,
    page: OwnPage,
    typed: &Typed<'_>,
    just_sent: bool,
    errors: &FieldErrors,
) -> WebResult {
    let limits = &visit.app().config.tickets;
    let can = offers(&reader.person, &page.ticket, &AwayNow::default());
    let closes_on = page.ticket.answered_at.map(|at| at + Duration::days(limits.close_after_days.into()));
    let (due_if_reopened, unreached) = (page.due_if_reopened, page.unreached.clone());
    let mut context = told(visit, reader, page);
    context.insert("unreached", &unreached);
    context.insert("just_sent", &just_sent);
    context.insert("follow_days", &limits.follow_days);
    context.insert("email", reader.person.address());
    context.insert("can", &can);
    context.insert("closes_on", &closes_on);
    context.insert("close_after_days", &limits.close_after_days);
    context.insert("due_if_reopened", &due_if_reopened);
    context.insert("typed", typed.body);
    context.insert("typed_word", typed.word);
    context.insert("typed_why", typed.why);
    context.insert("reasons", &reasons(visit));
    context.insert("accept", &ACCEPT);
    context.insert("max_files", &limits.max_attachments);
    context.insert("max_file_bytes", &limits.max_attachment_bytes);
    context.insert("max_body", &Body::MAX);
    if errors.is_empty() {
        visit.render("tickets/own.html", context)
    } else {
        visit.render_invalid("tickets/own.html", context, errors)
    }
}

/// Why an answer may not have helped.
fn reasons(visit: &Visit) -> Vec<view::Choice> {
    let choice = |reason: &RatingReason| view::Choice {
        value: reason.to_string(),
        label: visit.text(&format!("rating-reason-{reason}")),
        options: Vec::new(),
    };
    RatingReason::ALL.iter().map(choice).collect()
}

/// The same without anything to press, for paper: the laws that the desk names are written out.
pub(super) fn print(visit: &Visit, reader: &Reader, page: OwnPage) -> WebResult {
    let by_the_desk = |message: &&Message| message.kind != MessageKind::Question;
    let answers: Vec<&str> =
        page.messages.iter().filter(by_the_desk).map(|message| message.body.as_str()).collect();
    let laws = catalogue::cited_acts(&answers.join("\n"));
    let mut context = told(visit, reader, page);
    context.insert("laws", &laws);
    context.insert("noindex", &true);
    visit.render("tickets/own_print.html", context)
}

/// What both tell.
fn told(visit: &Visit, reader: &Reader, page: OwnPage) -> Context {
    let (ticket, now) = (page.ticket, visit.now());
    let waiting_since = page.cycle.as_ref().and_then(|cycle| cycle.paused_at);
    let progress = page.cycle.as_ref().and_then(|cycle| Progress::of(&ticket, cycle, &page.events, now));
    let own_path = format!("/domande/{}", ticket.id);
    context! {
        title => &view::text_with(visit, "tickets-own-page-title", "number", ticket.id),
        base => &reader.base,
        by_link => &reader.by_link,
        noindex => &reader.by_link,
        // What stands on paper lies about: no secret does.
        printed_path => &reader.by_link.then_some(&own_path),
        files => &if reader.by_link { format!("{}/allegati/", reader.base) } else { "/allegati/".to_owned() },
        number => &ticket.id,
        subject => &ticket.subject,
        asked_at => &ticket.created_at,
        answered_at => &ticket.answered_at,
        due_at => &ticket.due_at,
        rated => &page.rated,
        rated_answer => &page.answer,
        state => &view::own_state(ticket.state),
        state_label => &view::own_state_word(visit, ticket.state),
        split => &page.split,
        topic => &page.topic.as_ref().map(|topic| topic.name(visit.lang())),
        late => &ticket.due_at.is_some_and(|due| due < now),
        phase => &Phase::of(ticket.state),
        progress => &progress,
        answer => &standing::newest_answer(&ticket, &page.messages),
        moved => &page.clock.as_ref().and(page.moves.last()).map(|moved| ShownMove { from: moved.from, reason: &moved.reason }),
        left => &page.clock.as_ref().map(|clock| span(visit.lang(), clock.remaining)),
        wait_until => &waiting_since.map(|since| wait_until(visit, since)),
        ending => &story::ending(&ticket, &page.events),
        timeline => &story::timeline(visit, &page.events, &page.moves),
        messages => &view::conversation(visit, page.messages, &page.names, reader.person.id, &HashMap::new()),
    }
}
