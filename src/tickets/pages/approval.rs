//! Four eyes on the page of a question: the answer that waits, and what may be done with it.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;

use super::deeds;
use super::history;
use super::history::HistoryLine;
use super::view::{self, ShownMessage};
use super::work::{self, DeskPage, Part, Typed};
use crate::accounts::permissions::{ProposedAction, ProposedFacts, may_with_proposed};
use crate::accounts::{Person, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AttachmentId, MessageId, ProposedAnswerId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::uploads;
use crate::platform::web::{FieldErrors, PostForm, UploadForm, WebResult};
use crate::tickets::actions::{self, Approving, ChangedAnswer, proposed_facts};
use crate::tickets::attachments;
use crate::tickets::forms;
use crate::tickets::model::{Message, ProposedOutcome};
use crate::tickets::store::proposed::{ProposedAnswer, Writers};
use crate::tickets::{TicketError, TicketResult};

/// The answer that waits for approval.
#[derive(Serialize)]
pub(super) struct Waiting {
    id: ProposedAnswerId,
    message: Option<ShownMessage>,
    /// The text, for whoever changes it.
    body: String,
    /// Whether the reader wrote it, or changed it last.
    mine: bool,
    /// Whose answer it will be.
    author: String,
    /// Who changed it last, if that is somebody else.
    edited_by: Option<String>,
    since: Instant,
    /// Whether its topic still asks for approval.
    is_needed: bool,
    approve: bool,
    give_back: bool,
    change: bool,
    withdraw: bool,
    /// What happened after it was written.
    news: Option<HistoryLine>,
}

/// What the page shows of four eyes.
#[derive(Serialize)]
pub(super) struct FourEyes {
    /// Whether an answer needs approval.
    is_needed: bool,
    /// By when an approved answer should be ready.
    due_at: Option<Instant>,
    /// Whether that has passed.
    is_past: bool,
    waiting: Option<Waiting>,
}

/// What the page shows; the note of the answer that waits is taken out of its conversation, and so is that of one that was sent,
/// which says the same.
pub(super) fn shown(visit: &Visit, page: &mut DeskPage, person: &Person) -> FourEyes {
    let ticket = &page.ticket;
    let of_topic = ticket.topic.is_some_and(|topic| page.tree.approval_for(topic) > 0);
    let is_needed = of_topic || Writers::alone(person.id).need_approval(ticket);
    let is_hidden =
        |answer: &&ProposedAnswer| matches!(answer.outcome, None | Some(ProposedOutcome::Approved));
    let hidden: Vec<MessageId> = page.proposed.iter().filter(is_hidden).map(|answer| answer.note).collect();
    let waits = page.proposed.iter().find(|answer| answer.outcome.is_none());
    let mut notes: Vec<Message> = page.messages.extract_if(.., |note| hidden.contains(&note.id)).collect();
    notes.retain(|note| Some(note.id) == waits.map(|answer| answer.note));
    let waiting = waits.map(|answer| {
        let needs_approval = of_topic || answer.writers().need_approval(ticket);
        let facts = ProposedFacts { needs_approval, ..proposed_facts(ticket, answer.writers()) };
        let may = |action| may_with_proposed(person, action, &facts);
        let name = |id| page.names.get(&id).map(|person| person.name.to_string());
        let since = page.events.partition_point(|recorded| recorded.at <= answer.proposed_at);
        let matters =
            |event: &Event| matches!(event, Event::RequesterReplied { .. } | Event::TicketReopened { .. });
        let later: Vec<_> =
            page.events[since..].iter().filter(|recorded| matters(&recorded.event)).cloned().collect();
        let body = notes.first().map(|note| note.body.clone()).unwrap_or_default();
        let message =
            view::conversation(visit, std::mem::take(&mut notes), &page.names, person.id, &page.sources)
                .into_iter()
                .next()
                .map(|mut message| {
                    message.call(view::text(visit, "desk-approval-message"));
                    message
                });
        Waiting {
            id: answer.id,
            message,
            body,
            mine: [answer.author, answer.edited_by].contains(&person.id),
            author: name(answer.author).unwrap_or_default(),
            edited_by: Some(answer.edited_by).filter(|by| *by != answer.author).and_then(name),
            since: answer.proposed_at,
            is_needed: needs_approval,
            approve: may(ProposedAction::Approve),
            give_back: may(ProposedAction::Return),
            change: may(ProposedAction::Change),
            withdraw: may(ProposedAction::Withdraw),
            news: history::meanwhile(visit, &later, &page.names, person.id),
        }
    });
    let due_at = page.clock.approval_at.filter(|_| is_needed);
    FourEyes { is_needed, due_at, is_past: due_at.is_some_and(|due| due <= visit.now()), waiting }
}

/// Says of the notes that were answers once what became of them.
pub(super) fn name_notes(visit: &Visit, messages: &mut [ShownMessage], proposed: &[ProposedAnswer]) {
    let outcomes: HashMap<MessageId, ProposedOutcome> =
        proposed.iter().filter_map(|answer| Some((answer.note, answer.outcome?))).collect();
    for message in messages {
        let key = match outcomes.get(&message.id()) {
            Some(ProposedOutcome::Returned) => "desk-approval-was-returned",
            Some(ProposedOutcome::Withdrawn) => "desk-approval-was-withdrawn",
            Some(ProposedOutcome::Replaced) => "desk-approval-was-replaced",
            Some(ProposedOutcome::Lapsed) => "desk-approval-has-lapsed",
            Some(ProposedOutcome::Approved) | None => continue,
        };
        message.call(view::text(visit, key));
    }
}

fn answer_of(form: &PostForm) -> ProposedAnswerId {
    ProposedAnswerId(form.get("answer").parse().unwrap_or_default())
}

/// `POST /coda/{number}/approvazione`: sends the `answer` that waits; `seen` is the version of the question on the page.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn approve(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let site = visit.app().config.server.public_url.as_str().to_owned();
    let seen_version = form.get("seen").parse().unwrap_or_default();
    let approving = Approving { answer: answer_of(&form), seen_version, site };
    let done = visit.app().db.write(move |conn| actions::approve(conn, id, &approving, &person, now)).await;
    settle(&visit, id, done, "desk-notice-approved", "").await
}

/// `POST /coda/{number}/approvazione/rinvio`: gives the `answer` back with a `word`.
///
/// # Errors
/// As [`approve`].
pub async fn give_back(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, answer) = (TicketId(number.into_inner()), answer_of(&form));
    let mut errors = FieldErrors::new();
    let word = errors.keep("remark", "desk-problem-remark-", Body::parse(form.get("word")));
    if let Some(word) = word {
        let (person, now) = (visit.signed_in()?.clone(), visit.now());
        let back = move |conn: &mut Conn| actions::return_answer(conn, id, answer, &word, &person, now);
        let done = visit.app().db.write(back).await;
        return settle(&visit, id, done, "desk-notice-given-back", form.get("word")).await;
    }
    let page = work::read(&visit, id).await?;
    let typed = Typed { part: Part::Remark, body: form.get("word").to_owned(), ..Typed::default() };
    work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors)
}

/// `POST /coda/{number}/approvazione/modifica`: the `answer` says `body` from now on, with the `files[]` that stay and the
/// `added` ones.
///
/// # Errors
/// As [`approve`]; when the file store fails.
pub async fn change(visit: Visit, number: web::Path<i64>, UploadForm(form): UploadForm) -> WebResult {
    let (id, answer) = (TicketId(number.into_inner()), answer_of(&form));
    let mut errors = FieldErrors::new();
    let body = errors.keep("changed", "tickets-problem-answer-", Body::parse(form.get("body")));
    let files: Vec<AttachmentId> =
        form.all("files[]").filter_map(|id| id.parse().ok()).map(AttachmentId).collect();
    let limits = &visit.app().config.tickets;
    let added = forms::checked_files(&form, "added", files.len(), limits, visit.lang(), &mut errors);
    if let Some(body) = body.filter(|_| errors.is_empty()) {
        let stored = uploads::put_all(&visit.app().storage, added).await?;
        let changed = ChangedAnswer { answer, body, files, new_files: stored.clone() };
        let (person, now) = (visit.signed_in()?.clone(), visit.now());
        let change = move |conn: &mut Conn| actions::change_proposed(conn, id, &changed, &person, now);
        let done = visit.app().db.write(change).await;
        attachments::settle(&visit.app().storage, &stored, done.as_ref().copied()).await;
        return settle(&visit, id, done.map(drop), "desk-notice-answer-changed", form.get("body")).await;
    }
    let page = work::read(&visit, id).await?;
    let typed = Typed { part: Part::Changed, body: form.get("body").to_owned(), ..Typed::default() };
    work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors)
}

/// `POST /coda/{number}/approvazione/ritiro`: takes the `answer` back.
///
/// # Errors
/// As [`approve`].
pub async fn withdraw(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, answer) = (TicketId(number.into_inner()), answer_of(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let back = move |conn: &mut Conn| actions::withdraw_proposed(conn, id, answer, &person, now);
    let done = visit.app().db.write(back).await;
    settle(&visit, id, done, "desk-notice-answer-withdrawn", "").await
}

/// The way back to the page. Whoever was overtaken sees by what, and finds there what she typed.
async fn settle(visit: &Visit, id: TicketId, done: TicketResult<()>, notice: &str, typed: &str) -> WebResult {
    match done {
        Err(TicketError::Stale | TicketError::MovedOn) => {
            let page = work::read(visit, id).await?;
            let typed = Typed { part: Part::Overtaken, body: typed.to_owned(), ..Typed::default() };
            work::render(visit, page, StatusCode::CONFLICT, &typed, false, &FieldErrors::new())
        }
        done => deeds::settle(visit, id, done, notice),
    }
}
