//! The handlers: each reads little and shows a page.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::{Datelike, Duration};
use tera::{Context, context};

use crate::accounts::permissions::{TicketScope, ticket_scope};
use crate::accounts::{self, AccountState, PRIVACY_NOTICE_VERSION, Visit};
use crate::catalogue::{self, Digest};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::day_of_rome;
use crate::platform::mail::outbox;
use crate::platform::web::{Problem, WebResult};
use crate::sla;
use crate::tickets;
use crate::topics::{self, Topic};

/// `GET /`: anyone. A desk without accounts tells how to begin.
///
/// # Errors
/// When the database fails.
pub async fn home(visit: Visit) -> WebResult {
    let (digest, first_run) = digest(&visit).await?;
    if first_run {
        return visit.render("service/first_run.html", Context::new());
    }
    let mut context = promise(&visit).await?;
    context.insert("topics", &digest.topics);
    context.insert("latest", &digest.latest);
    context.insert("total", &digest.total);
    public(&visit, "service/home.html", "home-title", context)
}

/// `GET /argomenti`: anyone.
///
/// # Errors
/// When the database fails.
pub async fn topics(visit: Visit) -> WebResult {
    let (digest, _) = digest(&visit).await?;
    public(&visit, "service/topics.html", "home-topics", context! { topics => &digest.topics })
}

/// `GET /privacy`: anyone. The version is the one that people acknowledge when they register.
///
/// # Errors
/// A fault of the template.
pub async fn privacy(visit: Visit) -> WebResult {
    public(&visit, "service/privacy.html", "legal-privacy", context! { version => PRIVACY_NOTICE_VERSION })
}

/// `GET /note-legali`: anyone.
///
/// # Errors
/// A fault of the template.
pub async fn legal_notes(visit: Visit) -> WebResult {
    public(&visit, "service/legal_notes.html", "legal-notes", Context::new())
}

/// `GET /accessibilita`: anyone.
///
/// # Errors
/// A fault of the template.
pub async fn accessibility(visit: Visit) -> WebResult {
    public(&visit, "service/accessibility.html", "legal-accessibility", Context::new())
}

/// `GET /api/openapi.json`: what programs can ask for (OpenAPI 3.1). Anyone.
///
/// # Errors
/// None.
pub async fn openapi() -> WebResult {
    const DOCUMENT: &str = include_str!("openapi.json");
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"))
        .content_type("application/json")
        .body(DOCUMENT))
}

/// `GET /domande-frequenti`: anyone.
///
/// # Errors
/// When the database fails.
pub async fn faq(visit: Visit) -> WebResult {
    let context = promise(&visit).await?;
    public(&visit, "service/faq.html", "legal-faq", context)
}

/// `GET /segnalazione-disservizio`: anyone.
///
/// # Errors
/// A fault of the template.
pub async fn report(visit: Visit) -> WebResult {
    public(&visit, "service/report.html", "legal-report", Context::new())
}

/// `GET /mappa`: anyone; lists what the visitor may open.
///
/// # Errors
/// A fault of the template.
pub async fn map(visit: Visit) -> WebResult {
    public(&visit, "service/map.html", "legal-map", Context::new())
}

/// `GET /amministrazione`: coordinators and admins, with what waits for them.
///
/// # Errors
/// When the database fails.
pub async fn administration(visit: Visit) -> WebResult {
    let (person, now) = (visit.signed_in()?, visit.now());
    let today = day_of_rome(now);
    let next_monday = today + Duration::days(7 - i64::from(today.weekday().num_days_from_monday()));
    // An admin sees no question, not even how many.
    let sees_questions = ticket_scope(person) == TicketScope::Desk;
    let read = move |conn: &mut Conn| -> DbResult<_> {
        let staff = accounts::staff(conn)?;
        let tree = topics::tree(conn)?;
        let uncovered = |topic: &&Topic| topic.active && tree.group_for(topic.id).is_none();
        Ok(context! {
            invited => &staff.iter().filter(|member| member.person.state == AccountState::Pending).count(),
            uncovered => &tree.all().iter().filter(uncovered).count(),
            unsent => &outbox::counts(conn)?.failed,
            closed => &sla::keeping::is_closed_in_week(conn, next_monday)?,
            overdue => &if sees_questions { Some(tickets::overdue(conn, now)?) } else { None },
        })
    };
    let context = visit.app().db.read(read).await?;
    visit.render("service/administration.html", context)
}

/// What the catalogue holds, and whether this desk has no account yet (asked only while nothing is published).
async fn digest(visit: &Visit) -> Result<(Arc<Digest>, bool), Problem> {
    let (app, lang, now) = (visit.app().clone(), visit.lang(), visit.now());
    let read = move |conn: &mut Conn| -> DbResult<_> {
        let digest = catalogue::current(&app, conn, now)?.digest(lang);
        let first_run = digest.total == 0 && accounts::nobody_yet(conn)?;
        Ok((digest, first_run))
    };
    Ok(visit.app().db.read(read).await?)
}

/// Within how many hours the desk promises an answer to whoever asks, and whether that may be another time for some topics.
async fn promise(visit: &Visit) -> Result<Context, Problem> {
    let kind = visit.person().and_then(|person| person.kind);
    let told = visit.app().db.read_briefly(move |conn| sla::keeping::told(conn, None, kind)).await?;
    let working = if told.working { "yes" } else { "no" };
    Ok(context! { hours => &told.hours, working => working, varies => &told.varies })
}

/// A page, called by a text, that a visitor's browser may keep for a minute; whoever has signed in gets one of their own, never kept.
pub(super) fn public(visit: &Visit, template: &str, title: &str, mut context: Context) -> WebResult {
    context.insert("title", &visit.text(title));
    context.insert("translated", &visit.app().config.server.public_url.join(visit.path()));
    let mut page = visit.render(template, context)?;
    if visit.person().is_none() {
        let headers = page.headers_mut();
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, max-age=60"));
        headers.insert(header::VARY, header::HeaderValue::from_static("Accept-Language, Cookie"));
    }
    Ok(page)
}
