//! What a coordinator does with frozen reports: freezes one by hand, and adds a correction.

use actix_web::{http::StatusCode, web};
use chrono::NaiveDate;
use serde::Serialize;

use super::pages::{find, list_page, page, parts};
use super::{Span, job, store};
use crate::accounts::Visit;
use crate::kernel::clock::typed_day;
use crate::kernel::ids::FrozenReportId;
use crate::platform::db::{Conn, DbError};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::statistics::period::Period;
use crate::topics;

/// A correction has at most so many characters.
const MOST_WORDS: usize = 2000;
/// So many periods of a length are offered.
const OFFERED: usize = 24;

/// A period that can be frozen, or a part that can be corrected.
#[derive(Debug, Clone, Serialize)]
pub struct Offered {
    /// As it stands in the form.
    pub value: String,
    /// In words.
    pub label: String,
}

/// The periods that are over and not frozen, the newest first.
pub(super) async fn options(visit: &Visit, listed: &[store::Listed]) -> Result<Vec<Offered>, Problem> {
    let (app, now) = (visit.app().clone(), visit.now());
    let today = now.rome().date_naive();
    let first = move |conn: &mut Conn| -> Result<_, DbError> {
        let tree = topics::tree(conn)?;
        Ok(app.figures.report(conn, &tree, Period::this_year(today), now)?.first_month)
    };
    let Some(first) = visit.app().db.read(first).await? else { return Ok(Vec::new()) };
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let is_frozen = |span: Span, period: Period| {
        listed.iter().any(|report| (report.span, report.period) == (span, period))
    };
    let mut offered = Vec::new();
    for span in Span::ALL {
        let ended = span.ended(today, first).take(OFFERED);
        let free = ended.filter(|period| !is_frozen(*span, *period));
        offered.extend(free.map(|period| Offered {
            value: format!("{span}:{}", period.from),
            label: format!(
                "{}: {}",
                texts.get(lang, &format!("frozen-span-{span}"), &[]),
                span.words(period, lang, texts)
            ),
        }));
    }
    Ok(offered)
}

/// The period of an option that is over before `today`.
fn chosen(value: &str, today: NaiveDate) -> Option<(Span, Period)> {
    let (span, day) = value.split_once(':')?;
    let span = Span::parse(span)?;
    let period = span.beginning(typed_day(day)?)?;
    (period.to < today).then_some((span, period))
}

/// Where the figures never stood still another try helps, as where the database was away for a moment.
fn problem(error: job::FreezeError) -> Problem {
    match error {
        job::FreezeError::Unsteady => Problem::Unavailable,
        job::FreezeError::Db(error) => error.into(),
        job::FreezeError::Json(error) => Problem::fault(error),
    }
}

/// `POST /statistiche/rapporti/nuovo`: freezes the report of a period that is over.
///
/// # Errors
/// 503 when the figures changed each time that they were counted; when the database fails.
pub async fn freeze(visit: Visit, post: PostForm) -> WebResult {
    let (now, by) = (visit.now(), visit.signed_in()?.id);
    let mut errors = FieldErrors::new();
    let Some((span, period)) = chosen(post.get("period"), now.rome().date_naive()) else {
        errors.add("period", "frozen-problem-period");
        return list_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, "", &errors).await;
    };
    let by = job::By::Hand { coordinator: by, is_mailed: post.has("mailed") };
    match job::freeze(visit.app(), span, period, by, now).await.map_err(problem)? {
        Some(id) => Ok(visit.redirect(&format!("/statistiche/rapporti/{id}"), "frozen-flash-frozen")),
        None => {
            errors.add("period", "frozen-problem-already");
            list_page(&visit, StatusCode::CONFLICT, post.get("period"), &errors).await
        }
    }
}

/// `POST /statistiche/rapporti/avvisi`: of which reports whoever asks is told by mail.
///
/// # Errors
/// When the database fails.
pub async fn choose_mails(visit: Visit, post: PostForm) -> WebResult {
    let account = visit.signed_in()?.id;
    let spans: Vec<Span> = Span::ALL
        .iter()
        .copied()
        .filter(|span| post.all("spans[]").any(|one| one == span.as_str()))
        .collect();
    let write = move |conn: &mut Conn| store::readers::choose(conn, account, &spans);
    visit.app().db.write::<_, DbError, _>(write).await?;
    Ok(visit.redirect("/statistiche/rapporti", "frozen-flash-mails"))
}

/// `POST /statistiche/rapporti/{report}/correzioni`: adds a correction.
///
/// # Errors
/// 404 for a report that there is not; when the database fails.
pub async fn note_erratum(visit: Visit, id: web::Path<i64>, post: PostForm) -> WebResult {
    let id = FrozenReportId(*id);
    let found = find(&visit, id).await?;
    let (part, words) = (post.get("part"), post.get("words").trim());
    let mut errors = FieldErrors::new();
    if !part.is_empty() && !parts(&found, &visit).iter().any(|one| one.value == part) {
        errors.add("part", "frozen-problem-part");
    }
    match words.chars().count() {
        0 => errors.add("words", "frozen-problem-words"),
        count if count > MOST_WORDS => {
            errors.add_with("words", "frozen-problem-long", vec![("max", MOST_WORDS.to_string())]);
        }
        _ => {}
    }
    if !errors.is_empty() {
        return page(&visit, &found, StatusCode::UNPROCESSABLE_ENTITY, Some(&post), &errors);
    }
    let erratum = store::Erratum {
        report: id,
        part: (!part.is_empty()).then(|| part.to_owned()),
        words: words.to_owned(),
        by: visit.signed_in()?.id,
        at: visit.now(),
    };
    let write = move |conn: &mut Conn| store::add_erratum(conn, &erratum);
    visit.app().db.write::<_, DbError, _>(write).await?;
    Ok(visit.redirect(&format!("/statistiche/rapporti/{id}"), "frozen-flash-erratum"))
}
