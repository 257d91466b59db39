//! `/statistiche/indicatori`: the indicators of the plan, their targets, and where the year stands.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tera::context;

use super::pace::{self, Pace};
use super::{Actual, Indicator, actuals, store, years};
use crate::accounts::Visit;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{Problem, WebResult};
use crate::statistics::csv::{self, Cell, Style};
use crate::statistics::export::Source;
use crate::statistics::figure::Figure;
use crate::statistics::files::{self, Ending};
use crate::statistics::period::Period;
use crate::statistics::reader::Reader;
use crate::statistics::sheet::{self, Heading, Label, Part, Row, Sheet, Table};
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
    let reader = Reader::of(visit.signed_in()?);
    let page = read(&visit, wanted.anno.unwrap_or(today.year()), reader).await?;
    let withheld = |line: &Line| line.count == Some(Shown::Hidden) || line.rate == Some(Shown::Hidden);
    let context = context! {
        year => &page.year,
        years => &page.years,
        begun => &(page.year <= today.year()),
        gone => &(page.year == today.year()).then(|| pace::gone(page.year, today)),
        withheld => &page.lines.iter().any(withheld),
        threshold => &crate::statistics::disclosure::THRESHOLD,
        may_set => &reader.is_inside(),
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
    let reader = Reader::of(visit.signed_in()?);
    let page = read(&visit, wanted.anno.unwrap_or(now.rome().year()), reader).await?;
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

/// `GET /statistiche/indicatori.xlsx`: the same as a workbook.
///
/// # Errors
/// 404 for a year without figures; when the database fails.
pub async fn workbook(visit: Visit, wanted: web::Query<Wanted>) -> WebResult {
    whole(&visit, &wanted, Ending::Xlsx).await
}

/// `GET /statistiche/indicatori.pdf`: the same on paper.
///
/// # Errors
/// 404 for a year without figures; when the database fails.
pub async fn paper(visit: Visit, wanted: web::Query<Wanted>) -> WebResult {
    whole(&visit, &wanted, Ending::Pdf).await
}

async fn whole(visit: &Visit, wanted: &Wanted, ending: Ending) -> WebResult {
    let reader = Reader::of(visit.signed_in()?);
    let page = read(visit, wanted.anno.unwrap_or(visit.now().rome().year()), reader).await?;
    let source = Source::of(&visit.app().config, &format!("/statistiche/indicatori?anno={}", page.year));
    files::answer(visit, sheet(visit, &page, reader), None, ending, source).await
}

fn sheet(visit: &Visit, page: &Page, reader: Reader) -> Sheet {
    let row = |line: &Line| {
        let actual = match (line.count, line.rate) {
            (Some(count), _) => count.into(),
            (_, rate) => rate.unwrap_or(Shown::Nothing).into(),
        };
        let target = line.target.and_then(|target| u64::try_from(target).ok());
        Row {
            labels: vec![Label { code: line.indicator.to_string(), words: line.label.clone() }],
            is_total: false,
            cells: vec![
                actual,
                target.map_or(sheet::Cell::Nothing, sheet::Cell::Count),
                sheet::Cell::Words(line.about.clone()),
            ],
            query: None,
        }
    };
    let part = Part {
        name: "indicatori",
        title: visit.text("indicators-link"),
        notes: vec![visit.text("indicators-how-once"), visit.text("indicators-how-large")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "indicatore", words: visit.text("indicators-indicator") }],
            columns: vec![Figure::Actual, Figure::Target, Figure::Definition],
            rows: page.lines.iter().map(row).collect(),
        },
    };
    Sheet {
        name: "indicatori",
        title: visit.text("indicators-link"),
        period: page.period,
        narrowed: String::new(),
        as_of: visit.now(),
        is_inner: reader.is_inside(),
        parts: vec![part],
    }
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

async fn read(visit: &Visit, year: i32, reader: Reader) -> Result<Page, Problem> {
    let (app, now) = (visit.app().clone(), visit.now());
    let today = now.rome().date_naive();
    let period = Period::year(year).ok_or(Problem::NotFound)?;
    let look = move |conn: &mut Conn| -> DbResult<_> {
        let years = years(&app, conn, today)?;
        if !years.contains(&year) {
            return Ok(None);
        }
        let actuals = actuals(&app, conn, period, reader, now)?;
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
