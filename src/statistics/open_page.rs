//! `/statistiche-aperte`: the open part of the figures, for anybody, as a page and as files.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use tera::Context;

use super::asked_year::asked_year;
use super::csv::{self, Cell, Style};
use super::export::Source;
use super::files::{apart, described_by};
use super::lines::{COLUMNS, lines};
use super::open::{Kept, OpenFigures, OpenFile, is_table};
use super::overview::{MONTHS, kept};
use super::sheet::{self, Meanings, Sheet};
use crate::accounts::Visit;
use crate::app::App;
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, Validators, WebResult};
use crate::sla;

/// The licence of what is published.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// `GET /statistiche-aperte?anno=`: a calendar year that is over, the last unless another is asked for. Anyone.
///
/// # Errors
/// 404 for a year that is not shown, 400 for what is none; when the database fails.
pub async fn page(visit: Visit, request: HttpRequest) -> WebResult {
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let figures = read(&visit, lang).await?;
    let asked = asked_year(&visit)?;
    let shown = match asked {
        Some(year) => Some(figures.years.iter().find(|one| one.year == year).ok_or(Problem::NotFound)?),
        None => figures.years.first(),
    };
    let mut context = Context::new();
    // Each year is a page of its own; without one the address shows another year every January.
    let path = asked.map_or(visit.path().to_owned(), |year| format!("{}?anno={year}", visit.path()));
    let title = visit.text("open-title");
    context.insert("title", &shown.map_or(title.clone(), |one| format!("{title}, {}", one.year)));
    context.insert("translated", &visit.app().config.server.public_url.join(&path));
    context.insert("years", &figures.years.iter().map(|one| one.year).collect::<Vec<_>>());
    context.insert("as_of", &figures.as_of);
    context.insert("threshold", &visit.app().config.statistics.least_count.get());
    context.insert("is_open", &true);
    if let Some(year) = shown {
        let meanings = Meanings::of_today(lang, texts);
        let tables = year.sheet.parts.iter().filter(|part| is_table(part));
        let months = year.sheet.parts.iter().find(|part| part.name == MONTHS);
        let promise = visit.app().db.read_briefly(|conn| sla::keeping::told(conn, None, None)).await?;
        context.insert("hours", &promise.hours);
        context.insert("working", if promise.working { "yes" } else { "no" });
        context.insert("year", &year.year);
        context.insert("whole", &year.whole);
        context.insert("spared", &year.spared);
        context.insert("meanings", &meanings.by_word(year.sheet.parts.iter()));
        context.insert("period", &year.sheet.period);
        context.insert("parts", &tables.map(|part| sheet::shown(part, meanings)).collect::<Vec<_>>());
        context.insert("rates", &months.and_then(|part| kept(&part.table.rows, lang, texts)));
        context.insert("source", &Source::of(&visit.app().config, "/statistiche-aperte").name);
    }
    let mut page = visit.render("statistics/open.html", context)?;
    // What is for one visitor alone, a notice or a cookie, is kept by nobody.
    if visit.person().is_none() && page.cookies().next().is_none() {
        let year = shown.map_or(0, |year| year.year);
        let state = format!("{}-{year}-{lang}", figures.as_of.micros());
        let validators = Validators::new(state, figures.as_of);
        page = validators.unchanged(&request).unwrap_or(page);
        validators.say_with(&mut page);
        let headers = page.headers_mut();
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, max-age=300"));
        headers.insert(header::VARY, header::HeaderValue::from_static("Accept-Language, Cookie"));
    }
    Ok(page)
}

/// `GET /dati-aperti/statistiche.{ending}`: all years that are over, as a table in long form (`csv`) or as a tree (`json`). Anyone.
///
/// # Errors
/// 404 for another format; when the database fails.
pub async fn file(visit: Visit, request: HttpRequest, ending: web::Path<String>) -> WebResult {
    let figures = read(&visit, Lang::It).await?;
    let content_type = match ending.as_str() {
        "csv" => "text/csv; charset=utf-8; header=present",
        "json" => "application/json",
        _ => return Err(Problem::NotFound),
    };
    let (app, is_table, as_of) = (visit.app().clone(), ending.as_str() == "csv", figures.as_of);
    let made = move || match is_table {
        true => figures.files.csv.get_or_init(|| OpenFile::of(table(&figures))).clone(),
        false => {
            figures.files.json.get_or_init(|| OpenFile::of(document(&app, &figures).to_string())).clone()
        }
    };
    let OpenFile { body, state } = apart(move || Ok(made())).await?;
    let validators = Validators::new(state, as_of);
    if let Some(unchanged) = validators.unchanged(&request) {
        return Ok(unchanged);
    }
    let mut answer = HttpResponse::Ok();
    validators.say(&mut answer);
    answer
        .insert_header((header::CACHE_CONTROL, "public, max-age=600"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"statistiche.{ending}\""),
        ));
    if is_table {
        answer.insert_header(described_by("/dati-aperti/statistiche.json"));
    }
    Ok(answer.content_type(content_type).body(body))
}

async fn read(visit: &Visit, lang: Lang) -> Result<Arc<OpenFigures>, Problem> {
    Ok(Kept::read(visit.app(), lang, visit.now()).await?)
}

fn table(figures: &OpenFigures) -> String {
    let heading = COLUMNS.map(|name| Cell::Text(name.to_owned())).to_vec();
    let rows = figures.years.iter().flat_map(|year| lines(&year.sheet, &year.sheet.parts));
    let rows = rows.map(|line| line.cells().into_iter().map(Cell::Text).collect());
    csv::write(&std::iter::once(heading).chain(rows).collect::<Vec<Vec<Cell>>>(), Style::Programs)
}

fn document(app: &App, figures: &OpenFigures) -> Value {
    let source = Source::of(&app.config, "/statistiche-aperte");
    let meanings = Meanings::of_today(Lang::It, &app.texts);
    let year = |sheet: Sheet| sheet::document(&sheet.without_drawings(), &source.name, meanings);
    let years = figures.years.iter().map(|one| year(one.sheet.clone()));
    json!({
        "title": app.texts.get(Lang::It, "open-title", &[]),
        "publisher": source.name,
        "page": source.address,
        "licence": LICENCE,
        "years": years.collect::<Vec<_>>(),
    })
}
