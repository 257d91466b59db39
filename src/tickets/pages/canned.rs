//! `/amministrazione/risposte-pronte`: the coordinators' canned answers.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::view::{self, Choice};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::CannedAnswerId;
use crate::kernel::placeholders;
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets::store::canned::{CannedAnswer, CannedText};
use crate::tickets::{TicketError, actions, store};
use crate::topics::{self, TopicTree};

const LIST: &str = "/amministrazione/risposte-pronte";

/// What a canned answer may leave open.
const NAMES: [&str; 6] = ["nome", "numero", "oggetto", "argomento", "scadenza", "firma"];

#[derive(Serialize)]
struct Line {
    id: CannedAnswerId,
    title: String,
    topic: Option<String>,
    lang: Lang,
    used: i64,
    updated_at: Instant,
    withdrawn: bool,
}

/// What was typed into the form.
#[derive(Default, Serialize)]
struct Typed {
    title: String,
    topic: String,
    lang: String,
    body: String,
    version: i32,
}

/// `GET /amministrazione/risposte-pronte`: all of them, those in use first.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let read = |conn: &mut Conn| Ok::<_, DbError>((store::canned::all(conn)?, topics::tree(conn)?));
    let (all, tree) = visit.app().db.read(read).await?;
    let line = |canned: CannedAnswer| Line {
        id: canned.id,
        title: canned.title.to_string(),
        topic: canned.topic.and_then(|id| tree.get(id)).map(|topic| topic.name(visit.lang()).to_owned()),
        lang: canned.lang,
        used: canned.used,
        updated_at: canned.updated_at,
        withdrawn: canned.withdrawn_at.is_some(),
    };
    let mut lines: Vec<Line> = all.into_iter().map(line).collect();
    lines.sort_by_key(|line| line.withdrawn);
    visit.render("tickets/canned_list.html", context! { lines => &lines })
}

/// `GET /amministrazione/risposte-pronte/nuova`.
///
/// # Errors
/// When the database fails.
pub async fn new_form(visit: Visit) -> WebResult {
    let typed = Typed { lang: Lang::It.as_str().to_owned(), ..Typed::default() };
    show_form(&visit, None, &typed, false, StatusCode::OK, &FieldErrors::new()).await
}

/// `POST /amministrazione/risposte-pronte/nuova`: writes a new one, or with `action` = `preview` shows how it will look.
///
/// # Errors
/// When the database fails.
pub async fn create(visit: Visit, form: PostForm) -> WebResult {
    write(&visit, None, &form).await
}

/// `GET /amministrazione/risposte-pronte/{id}`.
///
/// # Errors
/// 404 when there is none; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let canned = find(&visit, CannedAnswerId(*id)).await?;
    let tree = visit.app().db.read(topics::tree).await?;
    let slug = canned.topic.and_then(|id| tree.get(id)).map(|topic| topic.slug.clone());
    let typed = Typed {
        title: canned.title.to_string(),
        topic: slug.unwrap_or_default(),
        lang: canned.lang.as_str().to_owned(),
        body: canned.body.clone(),
        version: canned.version,
    };
    show_form(&visit, Some(&canned), &typed, false, StatusCode::OK, &FieldErrors::new()).await
}

/// `POST /amministrazione/risposte-pronte/{id}`: changes it, if it is still of the `version` that was shown.
///
/// # Errors
/// 404 when there is none; when the database fails.
pub async fn save(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let canned = find(&visit, CannedAnswerId(*id)).await?;
    write(&visit, Some(&canned), &form).await
}

/// `POST /amministrazione/risposte-pronte/{id}/ritiro`: no longer offered; with `undo` = `1` it is again.
///
/// # Errors
/// 404 when there is none; when the database fails.
pub async fn withdraw(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, now, back) = (CannedAnswerId(*id), visit.now(), form.get("undo") == "1");
    visit.app().db.write(move |conn| actions::withdraw_canned(conn, id, back, now)).await?;
    Ok(visit.redirect(LIST, if back { "desk-notice-canned-back" } else { "desk-notice-canned-withdrawn" }))
}

async fn find(visit: &Visit, id: CannedAnswerId) -> Result<CannedAnswer, Problem> {
    let found = visit.app().db.read(move |conn| store::canned::find(conn, id)).await?;
    found.ok_or(Problem::NotFound)
}

async fn write(visit: &Visit, canned: Option<&CannedAnswer>, form: &PostForm) -> WebResult {
    let text = |name: &str| form.get(name).to_owned();
    let version = form.get("version").parse().unwrap_or_default();
    let mut typed =
        Typed { title: text("title"), topic: text("topic"), lang: text("lang"), body: text("body"), version };
    let tree = visit.app().db.read(topics::tree).await?;
    let mut errors = FieldErrors::new();
    let valid = validate(&typed, &tree, &mut errors);
    let is_preview = form.get("action") == "preview";
    let text = match errors.clone().into_result(valid) {
        Ok(text) if !is_preview => text,
        Ok(_) => return show_form(visit, canned, &typed, true, StatusCode::OK, &errors).await,
        Err(errors) => {
            return show_form(visit, canned, &typed, false, StatusCode::UNPROCESSABLE_ENTITY, &errors).await;
        }
    };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let id = canned.map(|canned| canned.id);
    let write = move |conn: &mut Conn| match id {
        Some(id) => actions::change_canned(conn, id, version, &text, &person, now),
        None => actions::create_canned(conn, &text, &person, now).map(|_| ()),
    };
    match visit.app().db.write(write).await {
        Ok(()) => Ok(visit.redirect(LIST, "desk-notice-canned-saved")),
        Err(TicketError::Stale) => {
            errors.add("body", "desk-problem-canned-stale");
            // Whoever saves again has been told.
            typed.version = canned.map_or(version, |canned| canned.version);
            show_form(visit, canned, &typed, false, StatusCode::CONFLICT, &errors).await
        }
        Err(error) => Err(error.into()),
    }
}

fn validate(typed: &Typed, tree: &TopicTree, errors: &mut FieldErrors) -> Option<CannedText> {
    let title = errors.keep("title", "desk-problem-canned-title-", Subject::parse(&typed.title));
    let topic = match typed.topic.as_str() {
        "" => Some(None),
        slug => {
            errors.require("topic", "tickets-problem-topic", tree.by_slug(slug)).map(|topic| Some(topic.id))
        }
    };
    let lang = errors.require("lang", "desk-problem-canned-lang", Lang::parse(&typed.lang));
    let body = errors.keep("body", "tickets-problem-answer-", Body::parse(&typed.body));
    let unknown = placeholders::unknown(&typed.body, &NAMES);
    if !unknown.is_empty() {
        let braces =
            |names: &[String]| names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
        let known: Vec<String> = NAMES.map(str::to_owned).into();
        let args = vec![("unknown", braces(&unknown)), ("known", braces(&known))];
        errors.add_with("body", "desk-problem-canned-placeholder", args);
    }
    Some(CannedText { title: title?, topic: topic?, lang: lang?, body: body? })
}

async fn show_form(
    visit: &Visit,
    canned: Option<&CannedAnswer>,
    typed: &Typed,
    preview: bool,
    status: StatusCode,
    errors: &FieldErrors,
) -> WebResult {
    let tree = visit.app().db.read(topics::tree).await?;
    let langs: Vec<Choice> = Lang::ALL
        .iter()
        .map(|lang| Choice {
            value: lang.as_str().to_owned(),
            label: view::text(visit, &format!("accounts-lang-{lang}")),
            options: Vec::new(),
        })
        .collect();
    // An example of each.
    let example = |name: &str| view::text(visit, &format!("desk-canned-example-{name}"));
    let filled = preview.then(|| placeholders::fill(&typed.body, example));
    let title = match canned {
        Some(canned) => canned.title.to_string(),
        None => view::text(visit, "desk-canned-new"),
    };
    let context = context! {
        title => &title,
        id => &canned.map(|canned| canned.id),
        withdrawn => &canned.is_some_and(|canned| canned.withdrawn_at.is_some()),
        typed => typed,
        topics => &view::topic_options(visit, &tree),
        langs => &langs,
        names => &NAMES,
        preview => &filled,
        max_body => &Body::MAX,
    };
    visit.render_with(status, "tickets/canned.html", context, errors)
}
