//! `/statistiche/indicatori`: the indicators of the plan, their targets, and where the year stands.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tera::context;

use super::pace::{self, Pace};
use super::{Actual, Indicator, actuals, days_of, store, years};
use crate::accounts::{Visit, permissions};
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{Problem, WebResult};
use crate::statistics::csv::{self, Cell, Style};
use crate::statistics::period::Period;
use crate::statistics::shown::Shown;

/// The year as it stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    anno: Option<i32>,
}

/// An indicator as the page shows it.
#[derive(Serialize)]
struct Line {
    indicator: Indicator,
    label: String,
    about: String,
    /// What it stands at, when it is a count.
    count: Option<Shown<u64>>,
    /// The same, when it is a share; and whether it is of enough cases.
    rate: Option<Shown<Rate>>,
    firm: bool,
    target: Option<i32>,
    /// Of the target, from 0 on.
    reached: Option<f64>,
    pace: Option<Pace>,
}

struct Page {
    year: i32,
    years: Vec<i32>,
    period: Period,
    lines: Vec<Line>,
}

/// `GET /statistiche/indicatori`.
///
/// # Errors
/// 404 for a year without figures; when the database fails.
pub async fn show(visit: Visit, wanted: web::Query<Wanted>) -> WebResult {
    let today = visit.now().rome().date_naive();
    let all = permissions::may_see_small_counts(visit.signed_in()?);
    let page = read(&visit, wanted.anno.unwrap_or(today.year()), all).await?;
    let withheld = |line: &Line| line.count == Some(Shown::Hidden) || line.rate == Some(Shown::Hidden);
    let context = context! {
        year => &page.year,
        years => &page.years,
        begun => &(page.year <= today.year()),
        gone => &(page.year == today.year()).then(|| pace::gone(page.year, today)),
        withheld => &page.lines.iter().any(withheld),
        threshold => &crate::statistics::disclosure::THRESHOLD,
        may_set => &all,
        lines => &page.lines,
    };
    visit.render("statistics/indicators.html", context)
}

/// `GET /statistiche/indicatori.csv`: the same as a file.
///
/// # Errors
/// 404 for a year without figures; when the database fails.
pub async fn file(visit: Visit, wanted: web::Query<Wanted>) -> WebResult {
    let now = visit.now();
    let all = permissions::may_see_small_counts(visit.signed_in()?);
    let page = read(&visit, wanted.anno.unwrap_or(now.rome().year()), all).await?;
    let heading = [
        "anno",
        "indicatore",
        "nome",
        "valore",
        "quota",
        "casi",
        "quota_minima_95",
        "quota_massima_95",
        "obiettivo",
        "quota_obiettivo",
        "dal",
        "al",
        "situazione_al",
        "definizione",
    ];
    let mut rows = vec![heading.map(text).to_vec()];
    for line in &page.lines {
        let rate = line.rate.unwrap_or(Shown::Nothing);
        rows.push(vec![
            Cell::Count(u64::try_from(page.year).unwrap_or_default()),
            text(line.indicator.as_str()),
            text(&line.label),
            line.count.unwrap_or(rate.map(|rate| rate.hits)).into(),
            Cell::share(rate.map(|rate| rate.share)),
            rate.map(|rate| rate.total).into(),
            Cell::share(rate.map(|rate| rate.low)),
            Cell::share(rate.map(|rate| rate.high)),
            line.target.and_then(|target| u64::try_from(target).ok()).map_or(Cell::Empty, Cell::Count),
            line.reached.map_or(Cell::Empty, Cell::Share),
            text(&page.period.from.to_string()),
            text(&page.period.to.to_string()),
            text(&now.rfc3339()),
            text(&line.about),
        ]);
    }
    let disposition = format!("attachment; filename=\"indicatori_{}.csv\"", page.year);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(csv::write(&rows, Style::Programs)))
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

async fn read(visit: &Visit, year: i32, all: bool) -> Result<Page, Problem> {
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let today = now.rome().date_naive();
    let period = days_of(year).ok_or(Problem::NotFound)?;
    let look = move |conn: &mut Conn| -> DbResult<_> {
        let years = years(&app, conn, today)?;
        if !years.contains(&year) {
            return Ok(None);
        }
        let actuals = actuals(&app, conn, period, lang, all, now)?;
        Ok(Some((years, actuals, store::in_force(&store::history(conn, year)?))))
    };
    let (years, actuals, targets) = visit.app().db.read(look).await?.ok_or(Problem::NotFound)?;
    let lines = actuals
        .into_iter()
        .map(|(indicator, actual)| {
            line(visit, indicator, actual, targets.get(&indicator).copied(), year, today)
        })
        .collect();
    Ok(Page { year, years, period, lines })
}

fn line(
    visit: &Visit,
    indicator: Indicator,
    actual: Actual,
    target: Option<i32>,
    year: i32,
    today: NaiveDate,
) -> Line {
    let (count, rate) = match actual {
        Actual::Count(count) => (Some(count), None),
        Actual::Share(rate) => (None, Some(rate)),
    };
    let wanted = target.and_then(|target| u64::try_from(target).ok());
    let seen_count = count.and_then(Shown::seen).zip(wanted);
    let seen_rate = rate.and_then(Shown::seen).zip(wanted);
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^53")]
    let of_target = |(actual, target): (u64, u64)| actual as f64 / target as f64;
    Line {
        indicator,
        label: visit.text(&indicator.label()),
        about: visit.text(&indicator.about()),
        count,
        rate,
        firm: rate.and_then(Shown::seen).is_some_and(|rate| rate.is_firm()),
        target,
        reached: seen_count.map(of_target),
        pace: seen_count
            .map(|(actual, target)| pace::of_count(actual, target, year, today))
            .or(seen_rate.map(|(actual, target)| pace::of_share(&actual, target))),
    }
}
