//! `/avvisi`: what people of the desk are told on the page; `/profilo/avvisi`: of what, and how.

use std::sync::Arc;

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, http::header};
use serde::{Deserialize, Serialize};
use tera::context;

use super::letters;
use super::mail::Mail;
use super::matter::Matter;
use super::store::choices::{self, Channels, Choices};
use super::store::notices::{self, Notice};
use super::texts::Wordings;
use super::{daily as day, store::daily};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::NoticeId;
use crate::platform::db::DbError;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const PATH: &str = "/avvisi";
const CHOICES: &str = "/profilo/avvisi";
const PER_PAGE: usize = 50;

/// The query of the list.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    prima: Option<i64>,
}

#[derive(Serialize)]
struct Row {
    id: NoticeId,
    text: String,
    at: Instant,
    read: bool,
}

/// `GET /avvisi`: the notices of whoever reads, newest first. The desk.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit, wanted: Query<Wanted>) -> WebResult {
    let (person, before) = (visit.signed_in()?.id, wanted.prima.map(NoticeId));
    let limit = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let texts = Arc::clone(&visit.app().texts);
    let read =
        move |conn: &mut _| Ok((notices::list(conn, person, before, limit)?, Wordings::read(conn, &texts)?));
    let (mut found, wordings) = visit.app().db.read::<_, DbError, _>(read).await?;
    let lang = visit.lang();
    let subject = |notice: &Notice| {
        let wording = wordings.of(notice.mail, lang);
        letters::subject(wording, &visit.app().texts, lang, notice.mail, notice.ticket, 0)
    };
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    let rows: Vec<Row> = found
        .iter()
        .map(|notice| Row {
            id: notice.id,
            text: subject(notice),
            at: notice.at,
            read: notice.read_at.is_some(),
        })
        .collect();
    let older = found.last().filter(|_| more).map(|last| format!("{PATH}?prima={}", last.id));
    let context = context! {
        title => &visit.text("mail-notices-title"),
        rows => &rows,
        newest => &rows.first().map(|row| row.id),
        unread => &rows.iter().any(|row| !row.read),
        older => &older,
        newer => &before.map(|_| PATH),
    };
    visit.render("notifications/notices.html", context)
}

/// `POST /avvisi/{id}`: opens what a notice is about, which is read from now on. Its reader.
///
/// # Errors
/// 404 for somebody else's; when the database fails.
pub async fn open(visit: Visit, id: Path<i64>, _: PostForm) -> WebResult {
    let (person, id, now) = (visit.signed_in()?.id, NoticeId(id.into_inner()), visit.now());
    let open = move |conn: &mut _| {
        let notice = notices::find(conn, person, id)?;
        if notice.is_some() {
            notices::mark_read(conn, person, id, now)?;
        }
        Ok(notice)
    };
    let notice = visit.app().db.write::<_, DbError, _>(open).await?.ok_or(Problem::NotFound)?;
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, target(&notice))).finish())
}

/// Where a notice leads.
fn target(notice: &Notice) -> String {
    match (notice.ticket, notice.entry) {
        (Some(ticket), _) => format!("/coda/{ticket}"),
        (None, Some(entry)) => format!("/redazione/{entry}"),
        (None, None) if matches!(notice.mail, Mail::StandIn | Mail::StandInEnded) => {
            "/profilo/assenze".to_owned()
        }
        (None, None) if notice.mail == Mail::ChecksDue => "/redazione/verifiche".to_owned(),
        (None, None) => PATH.to_owned(),
    }
}

/// `POST /avvisi/letti`: everything up to the notice `up_to` is read. Its reader.
///
/// # Errors
/// When the database fails.
pub async fn read_all(visit: Visit, form: PostForm) -> WebResult {
    let (person, now) = (visit.signed_in()?.id, visit.now());
    let last = NoticeId(form.get("up_to").parse().unwrap_or(0));
    let mark = move |conn: &mut _| notices::mark_read_up_to(conn, person, last, now);
    visit.app().db.write::<_, DbError, _>(mark).await?;
    Ok(visit.redirect(PATH, "mail-notices-flash-read"))
}

/// A line of the grid.
#[derive(Serialize)]
struct Line {
    matter: Matter,
    label: String,
    hint: String,
    channels: Channels,
    must_be_told: bool,
}

/// `GET /profilo/avvisi`: the grid of matters by channels. The desk.
///
/// # Errors
/// When the database fails.
pub async fn choices(visit: Visit) -> WebResult {
    let person = visit.signed_in()?.id;
    let read = move |conn: &mut _| Ok((Choices::of(conn, &[person])?, daily::hour_of(conn, person)?));
    let (chosen, hour) = visit.app().db.read::<_, DbError, _>(read).await?;
    let of = |matter| (matter, chosen.channels(person, matter));
    render(&visit, Matter::ALL.iter().copied().map(of).collect(), hour, &FieldErrors::new())
}

/// `POST /profilo/avvisi`: keeps the grid: `mail-{matter}` and `notice-{matter}` are boxes; `hour` is that of the
/// daily mail, blank for none.
///
/// # Errors
/// When the database fails.
pub async fn save_choices(visit: Visit, form: PostForm) -> WebResult {
    let person = visit.signed_in()?.id;
    let chosen: Vec<(Matter, Channels)> = Matter::ALL
        .iter()
        .map(|matter| {
            let ticked = |channel: &str| !form.get(&format!("{channel}-{matter}")).is_empty();
            (*matter, Channels { mail: ticked("mail"), notice: ticked("notice") })
        })
        .collect();
    let hour = form.get("hour").parse().ok().filter(|hour| day::HOURS.contains(hour));
    let mut errors = FieldErrors::new();
    for (matter, channels) in &chosen {
        if matter.must_be_told() && !channels.mail && !channels.notice {
            errors.add(&format!("mail-{matter}"), "mail-choices-problem-silent");
        }
    }
    if !errors.is_empty() {
        return render(&visit, chosen, hour, &errors);
    }
    let now = visit.now();
    let keep = move |conn: &mut _| {
        choices::save(conn, person, &chosen)?;
        daily::choose(conn, person, hour, now)
    };
    visit.app().db.write::<_, DbError, _>(keep).await?;
    Ok(visit.redirect(CHOICES, "mail-choices-flash-saved"))
}

/// An hour that can be chosen.
#[derive(Serialize)]
struct Hour {
    value: String,
    label: String,
}

fn render(
    visit: &Visit,
    chosen: Vec<(Matter, Channels)>,
    hour: Option<u32>,
    errors: &FieldErrors,
) -> WebResult {
    let line = |(matter, channels): (Matter, Channels)| Line {
        matter,
        label: visit.text(&format!("mail-matter-{matter}")),
        hint: visit.text(&format!("mail-matter-{matter}-hint")),
        channels,
        must_be_told: matter.must_be_told(),
    };
    let lines: Vec<Line> = chosen.into_iter().map(line).collect();
    let hours: Vec<Hour> =
        day::HOURS.map(|hour| Hour { value: hour.to_string(), label: format!("{hour}:00") }).collect();
    let context = context! {
        title => &visit.text("mail-choices-title"),
        lines => &lines,
        hours => &hours,
        hour => &hour.map(|hour| hour.to_string()),
    };
    match errors.is_empty() {
        true => visit.render("notifications/choices.html", context),
        false => visit.render_invalid("notifications/choices.html", context, errors),
    }
}
