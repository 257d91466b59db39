//! `/statistiche/indicatori`: the indicators of the plan, their targets, and where the year stands.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::Datelike;
use tera::context;

use super::pace;
use super::table::{Line, YearTable};
use crate::accounts::Visit;
use crate::platform::db::Conn;
use crate::platform::web::{Problem, WebResult};
use crate::statistics::asked_year::asked_year;
use crate::statistics::csv::{self, Cell, Style};
use crate::statistics::export::Source;
use crate::statistics::files::{self, Ending, described_by};
use crate::statistics::reader::Reader;
use crate::statistics::sheet::view;
use crate::statistics::shown::Shown;

/// `GET /statistiche/indicatori?anno=`.
///
/// # Errors
/// 404 for a year without figures, 400 for what is none; when the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let today = visit.now().rome().date_naive();
    let reader = Reader::of(visit.signed_in()?);
    let page = read(&visit, asked_year(&visit)?.unwrap_or(today.year()), reader).await?;
    let withheld = |line: &Line| line.count == Some(Shown::Hidden) || line.rate == Some(Shown::Hidden);
    let list = match page.is_inner {
        true => format!("/statistiche/domande?{}&insieme=", page.period.query()),
        false => String::new(),
    };
    let context = context! {
        year => &page.year,
        years => &page.years,
        begun => &(page.year <= today.year()),
        gone => &(page.year == today.year()).then(|| pace::gone(page.year, today)),
        uncounted => &page.uncounted(visit.lang(), &visit.app().texts),
        withheld => &page.lines.iter().any(withheld),
        inner => &page.is_inner,
        threshold => &visit.app().config.statistics.least_count.get(),
        may_set => &reader.is_inside(),
        list => &list,
        lines => &page.lines,
    };
    visit.render("statistics/indicators.html", context)
}

/// `GET /statistiche/indicatori.csv`: the same as a file.
///
/// # Errors
/// 404 for a year without figures, 400 for what is none; when the database fails.
pub async fn file(visit: Visit) -> WebResult {
    let now = visit.now();
    let reader = Reader::of(visit.signed_in()?);
    let page = read(&visit, asked_year(&visit)?.unwrap_or(now.rome().year()), reader).await?;
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
        "vista",
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
            text(view(page.is_inner)),
        ]);
    }
    let inner = if page.is_inner { "_vista-interna" } else { "" };
    let disposition = format!("attachment; filename=\"indicatori_{}{inner}.csv\"", page.year);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header(described_by(&format!("/statistiche/indicatori.json?anno={}", page.year)))
        .body(csv::write(&rows, Style::Programs)))
}

/// `GET /statistiche/indicatori.xlsx`: the same as a workbook.
///
/// # Errors
/// 404 for a year without figures, 400 for what is none; when the database fails.
pub async fn workbook(visit: Visit) -> WebResult {
    whole(&visit, Ending::Xlsx).await
}

/// `GET /statistiche/indicatori.pdf`: the same on paper.
///
/// # Errors
/// 404 for a year without figures, 400 for what is none; when the database fails.
pub async fn paper(visit: Visit) -> WebResult {
    whole(&visit, Ending::Pdf).await
}

/// `GET /statistiche/indicatori.json`: the same with what it means, for programs.
///
/// # Errors
/// 404 for a year without figures, 400 for what is none; when the database fails.
pub async fn document(visit: Visit) -> WebResult {
    whole(&visit, Ending::Json).await
}

async fn whole(visit: &Visit, ending: Ending) -> WebResult {
    let reader = Reader::of(visit.signed_in()?);
    let page = read(visit, asked_year(visit)?.unwrap_or(visit.now().rome().year()), reader).await?;
    let source = Source::of(&visit.app().config, &format!("/statistiche/indicatori?anno={}", page.year));
    files::answer(visit, page.sheet(visit.lang(), &visit.app().texts), None, ending, source).await
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

async fn read(visit: &Visit, year: i32, reader: Reader) -> Result<YearTable, Problem> {
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let read = move |conn: &mut Conn| YearTable::read(conn, &app, year, reader, lang, now);
    visit.app().db.read(read).await?.ok_or(Problem::NotFound)
}
