//! `/statistiche`: figures for whoever answers for the desk.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use tera::Context;

use super::period::{Period, PeriodProblem};
use super::view::View;
use crate::accounts::{Visit, permissions};
use crate::platform::db::{Conn, DbError};
use crate::platform::web::{FieldErrors, Problem, WebResult, see_other};
use crate::topics;

/// The tables that can be taken along.
const REPORTS: [&str; 2] = ["sla-mensile", "sla-argomenti"];

/// The period as it stands in the address.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    dal: String,
    #[serde(default)]
    al: String,
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn overview(visit: Visit, chosen: web::Query<Chosen>) -> WebResult {
    let today = visit.now().rome().date_naive();
    let parsed = Period::parse(&chosen.dal, &chosen.al, today);
    let period = parsed.unwrap_or_else(|_| Period::last_year(today));
    let mut context = Context::new();
    context.insert("usual", &usual(today));
    let errors = match parsed {
        Ok(_) => FieldErrors::new(),
        Err(problem) => mistakes(problem, &chosen),
    };
    if errors.is_empty() {
        context.insert("dal", &period.from);
        context.insert("al", &period.to);
        context.insert("view", &view(&visit, period).await?);
        return visit.render("statistics/overview.html", context);
    }
    context.insert("dal", &chosen.dal);
    context.insert("al", &chosen.al);
    visit.render_invalid("statistics/overview.html", context, &errors)
}

/// A table of the page: as a file when its name ends with `.csv`, else its place on the page.
///
/// # Errors
/// 404 for any other name; 400 for a period that is none; when the database fails.
pub async fn report(visit: Visit, name: web::Path<String>, chosen: web::Query<Chosen>) -> WebResult {
    let today = visit.now().rome().date_naive();
    let period = Period::parse(&chosen.dal, &chosen.al, today)
        .map_err(|_| Problem::BadRequest("dal and al are no period"))?;
    let Some(table) = name.strip_suffix(".csv") else {
        let known = REPORTS.contains(&name.as_str());
        let place = format!("/statistiche?{}#{name}", period.query());
        return if known { Ok(see_other(&place)) } else { Err(Problem::NotFound) };
    };
    let lines = match table {
        "sla-mensile" => view(&visit, period).await?.months_csv(),
        "sla-argomenti" => view(&visit, period).await?.topics_csv(),
        _ => return Err(Problem::NotFound),
    };
    let file = format!("attachment; filename=\"{table}_{}_{}.csv\"", period.from, period.to);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, file))
        .body(lines))
}

/// The figures as this person may see them.
async fn view(visit: &Visit, period: Period) -> Result<View, Problem> {
    let person = visit.signed_in()?;
    let all = permissions::may_see_small_counts(person);
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let read = move |conn: &mut Conn| -> Result<View, DbError> {
        let report = app.figures.report(conn, period, now)?;
        Ok(View::of(&report, &topics::tree(conn)?, lang, all))
    };
    Ok(visit.app().db.read(read).await?)
}

/// Links to the periods that are asked for most: the key of their words, and their query.
fn usual(today: chrono::NaiveDate) -> Vec<(&'static str, String)> {
    [
        ("statistics-usual-last-year", Period::last_year(today)),
        ("statistics-usual-month-before", Period::month_before(today)),
        ("statistics-usual-this-year", Period::this_year(today)),
        ("statistics-usual-year-before", Period::year_before(today)),
    ]
    .map(|(key, period)| (key, period.query()))
    .to_vec()
}

fn mistakes(problem: PeriodProblem, chosen: &Chosen) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let in_first = problem == PeriodProblem::NoDate && Period::is_written_wrong(&chosen.dal);
    errors.add(if in_first { "dal" } else { "al" }, problem.key());
    errors
}
