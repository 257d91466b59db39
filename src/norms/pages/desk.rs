//! `/redazione/norme`: that an act changed, and what is to be looked at again because of it.

use actix_web::web;
use chrono::Months;
use serde::Serialize;
use tera::{Context, context};

use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, NormChangeId, NormReviewId, TicketId};
use crate::kernel::norm::Norm;
use crate::norms::actions;
use crate::norms::forms::{self, WHAT_MAX};
use crate::norms::model::{CitingAnswer, CitingEntry, NewChange, Review};
use crate::norms::store::{citing, reviews};
use crate::platform::db::DbError;
use crate::platform::web::{PostForm, Problem, WebResult};

const LIST: &str = "/redazione/norme";
/// Lines of the list on a page.
const PAGE: usize = 30;

#[derive(Serialize)]
struct Tab {
    href: &'static str,
    label: &'static str,
    count: i64,
    current: bool,
}

#[derive(Serialize)]
struct Line {
    id: NormReviewId,
    change: NormChangeId,
    norm: String,
    norm_address: String,
    changed_on: String,
    what: String,
    title: String,
    /// One of the two.
    entry: Option<EntryId>,
    ticket: Option<TicketId>,
    answered_at: Option<Instant>,
}

impl Line {
    fn of<T>(review: &Review<T>, title: &str) -> Self {
        Self {
            id: review.id,
            change: review.change,
            norm: review.norm.shown(),
            norm_address: review.norm.address(),
            changed_on: review.changed_on.to_string(),
            what: review.what.clone(),
            title: title.to_owned(),
            entry: None,
            ticket: None,
            answered_at: None,
        }
    }

    fn of_entry(review: &Review<CitingEntry>) -> Self {
        Self { entry: Some(review.of.id), ..Self::of(review, &review.of.title) }
    }

    fn of_answer(review: &Review<CitingAnswer>) -> Self {
        let answer = &review.of;
        Self {
            ticket: Some(answer.ticket),
            answered_at: Some(answer.at),
            ..Self::of(review, &answer.subject)
        }
    }
}

/// `GET /redazione/norme`: entries, or with `cosa=risposte` answers, that cite what changed, those that wait longest first.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let of_answers = visit.query("cosa") == "risposte";
    let after = NormReviewId(visit.query("dopo").parse().unwrap_or(0));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let ((entries, answers), mut lines) = visit
        .app()
        .db
        .read(move |conn| {
            let lines: Vec<Line> = if of_answers {
                reviews::answers(conn, after, limit)?.iter().map(Line::of_answer).collect()
            } else {
                reviews::entries(conn, after, limit)?.iter().map(Line::of_entry).collect()
            };
            Ok::<_, DbError>((reviews::count(conn)?, lines))
        })
        .await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let (entries_at, answers_at) = (LIST, "/redazione/norme?cosa=risposte");
    let here = if of_answers { "/redazione/norme?cosa=risposte&" } else { "/redazione/norme?" };
    let context = context! {
        title => &visit.text("norms-reviews-title"),
        tabs => &[
            Tab { href: entries_at, label: "norms-reviews-entries", count: entries, current: !of_answers },
            Tab { href: answers_at, label: "norms-reviews-answers", count: answers, current: of_answers },
        ],
        lines => &lines,
        of_answers => &of_answers,
        next => &lines.last().filter(|_| more).map(|line| format!("{here}dopo={}", line.id)),
    };
    visit.render("norms/reviews.html", context)
}

/// `POST /redazione/norme/{id}/conferma`: what waits is still right.
///
/// # Errors
/// 404; when the database fails.
pub async fn confirm(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, by, now) = (NormReviewId(*id), visit.signed_in()?.id, visit.now());
    visit.app().db.write(move |conn| actions::confirm(conn, id, by, now)).await?;
    let place = if form.get("cosa") == "risposte" { "/redazione/norme?cosa=risposte" } else { LIST };
    Ok(visit.redirect(place, "norms-flash-confirmed"))
}

/// `GET /redazione/norme/{norm}/cambiata`: the form, with how much cites the act.
///
/// # Errors
/// 404 for what is no act; when the database fails.
pub async fn form(visit: Visit, address: web::Path<String>) -> WebResult {
    let norm = Norm::of_address(&address).ok_or(Problem::NotFound)?;
    let context = form_page(&visit, norm, "", "").await?;
    visit.render("norms/change.html", context)
}

/// `POST /redazione/norme/{norm}/cambiata`: puts on the list what cites the act.
///
/// # Errors
/// 404 for what is no act; when the database fails.
pub async fn note(visit: Visit, address: web::Path<String>, form: PostForm) -> WebResult {
    let norm = Norm::of_address(&address).ok_or(Problem::NotFound)?;
    let (changed_on, what) = match forms::change(&form) {
        Ok(typed) => typed,
        Err(errors) => {
            let context = form_page(&visit, norm, form.get("changed_on"), form.get("what")).await?;
            return visit.render_invalid("norms/change.html", context, &errors);
        }
    };
    let (by, now) = (visit.signed_in()?.id, visit.now());
    let new = NewChange { norm, changed_on, what, answers_since: answers_since(&visit), by };
    visit.app().db.write(move |conn| actions::note_change(conn, &new, now)).await?;
    Ok(visit.redirect(&format!("/catalogo/norme/{}", norm.address()), "norms-flash-noted"))
}

/// The beginning of the day from which on answers are looked at again.
fn answers_since(visit: &Visit) -> Instant {
    let today = visit.now().rome().date_naive();
    let months = Months::new(visit.app().config.norms.review_months);
    Instant::midnight(today.checked_sub_months(months).unwrap_or(chrono::NaiveDate::MIN))
}

async fn form_page(visit: &Visit, norm: Norm, changed_on: &str, what: &str) -> Result<Context, Problem> {
    let since = answers_since(visit);
    let (entries, answers) = visit
        .app()
        .db
        .read(move |conn| {
            Ok::<_, DbError>((
                citing::count_entries(conn, &norm)?,
                citing::count_answers(conn, &norm, since)?,
            ))
        })
        .await?;
    Ok(context! {
        title => &visit.text("norms-change-title"),
        norm => &norm.shown(),
        address => &norm.address(),
        entries => &entries,
        answers => &answers,
        months => &visit.app().config.norms.review_months,
        changed_on => &changed_on,
        what => &what,
        what_max => &WHAT_MAX,
    })
}
