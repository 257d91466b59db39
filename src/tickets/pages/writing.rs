//! What is written on the page of a question: the answer, a request for details, an internal note, and their drafts.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::deeds;
use super::work::{self, Part, Typed};
use super::{editor, preview, similar};
use crate::accounts::Visit;
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::i18n::{Lang, at_time, time_of_day};
use crate::platform::uploads;
use crate::platform::web::{FieldErrors, PostForm, Problem, UploadForm, WebResult};
use crate::tickets::actions::{self, Answering, Kept, Posted, Saving};
use crate::tickets::attachments;
use crate::tickets::model::MessageKind;
use crate::tickets::{TicketError, forms};

/// A draft may be longer than what can be sent, which is said when it is sent; but not without end.
const LONGEST_DRAFT: usize = 2 * Body::MAX;

/// `POST /coda/{number}/messaggi`: `visibility` is `public` or `note`; a public message is the answer or asks for
/// details, as `outcome` says. A note may call the colleagues `mentioned[]`, and be the `opinion` (`1`) that its writer owes. `seen` is the version of the ticket on the writer's page.
///
/// # Errors
/// 404 for what this person may not see; when the database or the file store fails.
pub async fn post_message(visit: Visit, number: web::Path<i64>, UploadForm(form): UploadForm) -> WebResult {
    let id = TicketId(number.into_inner());
    if let Some(what) = form.get("outcome").strip_prefix("insert-") {
        return similar::insert(&visit, id, &form, what).await;
    }
    let person = visit.signed_in()?.clone();
    let (part, field) = match form.get("visibility") {
        "note" => (Part::Note, "note"),
        _ => (Part::Answer, "body"),
    };
    let origin = editor::origin(&form);
    let sources = similar::sources(&form);
    let typed = Typed {
        part,
        body: form.get("body").to_owned(),
        sources: sources.clone(),
        origin: Some(origin.clone()),
        // Whatever comes of it, the page that comes next has an empty field for files.
        files_again: form.files("attachments").next().is_some(),
        ..Typed::default()
    };
    let mut errors = FieldErrors::new();
    let kind = match (form.get("visibility"), form.get("outcome")) {
        ("note", _) => Some(MessageKind::Note),
        ("public" | "", "ask") => Some(MessageKind::Clarification),
        ("public" | "", "answer" | "") => Some(MessageKind::Answer),
        _ => None,
    };
    let kind = errors.require("outcome", "tickets-problem-outcome", kind);
    let limits = &visit.app().config.tickets;
    let new_files = forms::checked_files(&form, "attachments", 0, limits, visit.lang(), &mut errors);
    let body = errors.keep(field, "tickets-problem-answer-", Body::parse(form.get("body")));
    let (kind, body) = match errors.into_result(kind.zip(body)) {
        Ok(valid) => valid,
        Err(errors) => {
            let page = work::read(&visit, id).await?;
            return work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors);
        }
    };
    let stored = uploads::put_all(&visit.app().storage, new_files).await?;
    let seen_version = form.get("seen").parse().ok().filter(|_| form.get("anyway") != "1");
    let site = visit.app().config.server.public_url.as_str().to_owned();
    let text = Answering { body, files: stored.clone(), seen_version, sources, site };
    // Whoever is not at the desk any more is passed over: the note is for the others all the same.
    let mentioned: Vec<AccountId> =
        form.all("mentioned[]").filter_map(|id| id.parse().ok()).map(AccountId).collect();
    let is_opinion = form.get("opinion") == "1";
    let now = visit.now();
    let done = visit
        .app()
        .db
        .write(move |conn| {
            let draft = if kind == MessageKind::Note { actions::Part::Note } else { actions::Part::Answer };
            actions::forget_sent(conn, id, draft, text.body.as_str(), &origin, &person, now)?;
            match kind {
                MessageKind::Note => {
                    let note = actions::Note { text, mentioned, is_opinion };
                    actions::note_to(conn, id, &note, &person, now)
                }
                MessageKind::Clarification => actions::ask_clarification(conn, id, &text, &person, now),
                _ => actions::answer(conn, id, &text, &person, now),
            }
        })
        .await;
    attachments::settle(&visit.app().storage, &stored, done.as_ref().copied()).await;
    let notice = match kind {
        _ if matches!(done, Ok(Posted::Proposed | Posted::ProposedBefore)) => "desk-notice-answer-proposed",
        MessageKind::Note => "tickets-notice-noted",
        MessageKind::Clarification => "tickets-notice-asked",
        _ => "tickets-notice-answered",
    };
    match done {
        // Nothing of what was typed is lost: the page shows what is new, with the text below it.
        Err(TicketError::Stale | TicketError::MovedOn) => {
            let page = work::read(&visit, id).await?;
            work::render(&visit, page, StatusCode::CONFLICT, &typed, true, &FieldErrors::new())
        }
        done => deeds::settle(&visit, id, done.map(drop), notice),
    }
}

/// `POST /coda/{number}/bozza`: keeps what is typed. A form of the page sends its own text (`body`), by a button; its script
/// sends both (`answer`, `note`) while one types, and is answered in JSON: `draft` names what is kept now, `saved` is the time
/// of the day, `reading` how easily the answer reads.
///
/// # Errors
/// 404 for what this person may not see; 409 when another page of the same person saved other words, which come along, or
/// sent or deleted the draft (`gone`); 413 for what is longer than any answer; when the database fails.
pub async fn save_draft(
    visit: Visit,
    number: web::Path<i64>,
    request: HttpRequest,
    UploadForm(form): UploadForm,
) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let text = |name: &str| form.has(name).then(|| form.get(name).replace("\r\n", "\n"));
    let (part, answer, note) = match form.get("visibility") {
        "public" => (Part::Answer, text("body"), None),
        "note" => (Part::Note, None, text("body")),
        _ => (Part::Answer, text("answer"), text("note")),
    };
    if [&answer, &note].into_iter().flatten().any(|text| text.chars().count() > LONGEST_DRAFT) {
        return Err(Problem::TooLarge);
    }
    let ticket_version = form.get("seen").parse().unwrap_or_default();
    let origin = editor::origin(&form);
    let saving = Saving { answer, note, origin: origin.clone(), ticket_version };
    let kept =
        visit.app().db.write(move |conn| actions::save_answer_draft(conn, id, &saving, &person, now)).await?;
    if wants_json(&request) {
        let lang = Lang::parse(form.get("lang")).unwrap_or_default();
        return Ok(told(&visit, &kept, lang));
    }
    match kept {
        Kept::Saved(_) | Kept::Blank => Ok(visit.redirect(&format!("/coda/{id}"), "desk-notice-draft-saved")),
        Kept::Other(_) | Kept::Gone => {
            let page = work::read(&visit, id).await?;
            let typed =
                Typed { part, body: form.get("body").to_owned(), origin: Some(origin), ..Typed::default() };
            work::render(&visit, page, StatusCode::CONFLICT, &typed, false, &FieldErrors::new())
        }
    }
}

/// `POST /coda/{number}/bozza/elimina`: throws away what was typed and not sent, if it is what the page shows.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn discard_draft(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, origin, now) = (visit.signed_in()?.clone(), editor::origin(&form), visit.now());
    let discard = move |conn: &mut Conn| actions::discard_answer_draft(conn, id, &origin, &person, now);
    let done = visit.app().db.write(discard).await;
    let notice = match done {
        Ok(()) => "tickets-notice-draft-discarded",
        Err(TicketError::Stale) => "desk-notice-draft-other",
        Err(error) => return Err(error.into()),
    };
    Ok(visit.redirect(&format!("/coda/{id}"), notice))
}

/// Whether a page's script asks, and not a form.
pub(super) fn wants_json(request: &HttpRequest) -> bool {
    request.headers().get(header::ACCEPT).is_some_and(|accept| accept == "application/json")
}

fn told(visit: &Visit, kept: &Kept, lang: Lang) -> HttpResponse {
    match kept {
        Kept::Saved(draft) => HttpResponse::Ok().json(json!({
            "draft": draft.mark(),
            "saved": time_of_day(draft.updated_at),
            "reading": preview::reading(visit, &draft.answer, lang),
        })),
        Kept::Blank => HttpResponse::Ok().json(json!({"draft": ""})),
        Kept::Other(draft) => HttpResponse::Conflict().json(json!({
            "draft": draft.mark(),
            "answer": draft.answer,
            "note": draft.note,
            "saved": time_of_day(draft.updated_at),
            "at": at_time(visit.lang(), draft.updated_at),
        })),
        Kept::Gone => HttpResponse::Conflict().json(json!({"gone": true})),
    }
}
