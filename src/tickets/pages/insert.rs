//! A canned answer is put into the answer that somebody writes.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::editor;
use super::similar;
use super::view::{self, Choice};
use super::work::{self, DeskPage, Part, Typed};
use super::writing::wants_json;
use crate::accounts::Visit;
use crate::kernel::ids::{CannedAnswerId, TicketId, TopicId};
use crate::kernel::placeholders;
use crate::platform::i18n::date_time;
use crate::platform::web::{FieldErrors, UploadForm, WebResult, markdown};
use crate::tickets::model::Ticket;
use crate::tickets::store::canned::CannedAnswer;
use crate::tickets::{TicketError, actions};
use crate::topics::TopicTree;

/// So many are offered.
pub(super) const MOST_OFFERED: i64 = 100;

/// The topics whose canned answers fit a ticket: its own and the one above.
pub(super) fn fitting(ticket: &Ticket, tree: &TopicTree) -> Vec<TopicId> {
    let own = ticket.topic.and_then(|id| tree.get(id));
    own.into_iter().flat_map(|topic| [Some(topic.id), topic.parent]).flatten().collect()
}

/// Those that are offered, under the name of what they are for: the nearest first.
pub(super) fn choices(visit: &Visit, page: &DeskPage) -> Vec<Choice> {
    let choice = |canned: &CannedAnswer| Choice {
        value: canned.id.to_string(),
        label: canned.title.to_string(),
        options: Vec::new(),
    };
    let of = |topic: Option<TopicId>| {
        page.canned.iter().filter(|canned| canned.topic == topic).map(choice).collect()
    };
    let fitting = fitting(&page.ticket, &page.tree);
    let named = |id: &TopicId| page.tree.get(*id).map(|topic| topic.name(visit.lang()).to_owned());
    fitting
        .iter()
        .map(|id| (named(id).unwrap_or_default(), of(Some(*id))))
        .chain([(view::text(visit, "desk-canned-general"), of(None))])
        .filter(|(_, options): &(String, Vec<Choice>)| !options.is_empty())
        .map(|(label, options)| Choice { value: String::new(), label, options })
        .collect()
}

/// `POST /coda/{number}/risposta-pronta`: adds the canned answer `canned`, filled in, to what is typed (`body`), on the page;
/// or, to the page's script, answers it in JSON (`text`).
///
/// # Errors
/// 404 for what this person may not see, and to the script when there is no such canned answer in use; when the database
/// fails.
pub async fn insert(
    visit: Visit,
    number: web::Path<i64>,
    request: HttpRequest,
    UploadForm(form): UploadForm,
) -> WebResult {
    let page = work::read(&visit, TicketId(number.into_inner())).await?;
    let mut errors = FieldErrors::new();
    let id = form.get("canned").parse().ok().map(CannedAnswerId);
    let text = match id {
        Some(id) => match visit.app().db.write(move |conn| actions::use_canned(conn, id)).await {
            Ok(canned) => Some(filled(&visit, &page, &canned)),
            Err(TicketError::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    if wants_json(&request) {
        let text = text.ok_or(TicketError::NotFound)?;
        return Ok(HttpResponse::Ok().json(json!({"text": text})));
    }
    let typed = form.get("body").trim_end();
    let (status, body) = match text {
        Some(text) if typed.is_empty() => (StatusCode::OK, text),
        Some(text) => (StatusCode::OK, format!("{typed}\n\n{text}")),
        None => {
            errors.add("canned", "desk-problem-canned-choice");
            (StatusCode::UNPROCESSABLE_ENTITY, typed.to_owned())
        }
    };
    let typed = Typed {
        part: Part::Answer,
        body,
        sources: similar::sources(&form),
        origin: Some(editor::origin(&form)),
        files_again: !form.get("attachments").is_empty(),
        ..Typed::default()
    };
    work::render(&visit, page, status, &typed, false, &errors)
}

/// The text, with everything that it leaves open; what is not known is a dash, which its writer sees.
fn filled(visit: &Visit, page: &DeskPage, canned: &CannedAnswer) -> String {
    let ticket = &page.ticket;
    let due = ticket.due_at.or(page.cycle.as_ref().map(|cycle| cycle.due_at));
    let topic = ticket.topic.and_then(|id| page.tree.get(id)).map(|topic| topic.name(canned.lang).to_owned());
    let writer = visit.person().map(|person| person.name.to_string()).unwrap_or_default();
    let known = |name: &str| match name {
        "nome" => Some(markdown::escaped(page.requester.name.as_str())),
        "numero" => Some(ticket.id.to_string()),
        "oggetto" => Some(markdown::escaped(ticket.subject.as_str())),
        "argomento" => topic.clone(),
        "scadenza" => due.map(|due| date_time(canned.lang, due)),
        "firma" => Some(format!("{writer}\n{}", visit.app().config.office.name)),
        _ => None,
    };
    placeholders::fill(&canned.body, |name| known(name).unwrap_or_else(|| "–".to_owned()))
}
