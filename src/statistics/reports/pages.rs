//! `/statistiche/{report}`: a report as a page and as files.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use tera::Context;

use super::form::{fields, word_or_unknown};
use super::request::{Asked, Refused, Request};
use super::{Report, Words, sheet, turn};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbError};
use crate::platform::web::{FieldErrors, Problem, WebResult};
use crate::statistics::dimension::Dimension;
use crate::statistics::export::Source;
use crate::statistics::files::{self, Ending};
use crate::statistics::names::Names;
use crate::statistics::period::Period;
use crate::statistics::reader::Reader;
use crate::statistics::sheet::{self as written, Meanings, Sheet};

/// The report of a name, as a page or as a file.
///
/// # Errors
/// 404 for whoever may not open it, and for a part that it does not have; 400 for a file of what cannot be answered; when the
/// database fails.
pub async fn show(visit: Visit, report: Report, ending: Ending, asked: Asked) -> WebResult {
    let reader = Reader::of(visit.signed_in()?);
    if !report.is_for(reader) {
        return Err(Problem::NotFound);
    }
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let typed = asked.clone();
    let turn = turn(&app, report, reader).await;
    let read = move |conn: &mut Conn| -> Result<Answer, DbError> {
        let _turn = turn;
        let names = Names::read(conn)?;
        let began = if reader.is_inside() { None } else { app.figures.began(conn)? };
        let request = match Request::parse(report, &typed, &names, reader, now) {
            Ok(request) => request,
            Err(refused) => return Ok(Answer { names, began, outcome: Err(refused) }),
        };
        let words = Words::of(&app, &names, lang);
        let sheet = sheet(conn, &app, &request, words, reader)?;
        Ok(Answer { names, began, outcome: Ok((request, sheet)) })
    };
    let Answer { names, began, outcome } = visit.app().db.read(read).await?;
    match (outcome, ending) {
        (Ok((request, sheet)), Ending::Page) => {
            let mut context = page(&visit, &request, &sheet, reader, &names);
            // What was chosen goes with whoever opens another report; what is usual differs from one to the next.
            let chosen = |name: &str| asked.get(name).is_some_and(|word| !word.trim().is_empty());
            if Dimension::ALL.iter().map(|by| by.field()).chain(["dal", "al"]).any(chosen) {
                context.insert("query_of_period", &request.question.query(&names));
                context.insert("query_of_overview", &request.question.period.query());
            }
            context.insert("years", &years(&visit, began, Some(&request), &names));
            visit.render("statistics/report.html", context)
        }
        (Ok((request, sheet)), ending) => {
            let part = asked.get("parte").map(String::as_str);
            let source = source(&visit, &request, &names);
            files::answer(&visit, sheet, part, ending, source).await
        }
        (Err(refused), Ending::Page) => {
            let (mut context, errors) = refused_page(&visit, report, reader, &refused, &asked, &names);
            context.insert("years", &years(&visit, began, None, &names));
            visit.render_invalid("statistics/report.html", context, &errors)
        }
        (Err(_), _) => Err(Problem::BadRequest("the period or a filter is none")),
    }
}

struct Answer {
    names: Names,
    /// When the first question came, where years are chosen.
    began: Option<Instant>,
    outcome: Result<(Request, Sheet), Refused>,
}

fn page(visit: &Visit, request: &Request, sheet: &Sheet, reader: Reader, names: &Names) -> Context {
    let app = visit.app();
    let meanings = Meanings::of_today(visit.lang(), &app.texts);
    let parts: Vec<written::ShownPart> =
        sheet.parts.iter().map(|part| written::shown(part, meanings)).collect();
    let value = |dimension: Dimension| {
        let value = request.question.filter.of(dimension);
        value.map(|value| word_or_unknown(names, dimension, value)).unwrap_or_default()
    };
    let mut context = fields(visit, request.report, reader, names, value);
    context.insert("dal", &request.question.period.from.to_string());
    context.insert("al", &request.question.period.to.to_string());
    context.insert("per", &request.by.map(Dimension::as_str).unwrap_or_default());
    context.insert("ore", request.clock.as_str());
    context.insert("confronto", request.against.as_str());
    context.insert("period", &sheet.period);
    context.insert("as_of", &sheet.as_of);
    context.insert("narrowed", &sheet.narrowed);
    context.insert("parts", &parts);
    context.insert("figures_query", &request.query(names));
    context.insert("source", &source(visit, request, names).name);
    context
}

fn refused_page(
    visit: &Visit,
    report: Report,
    reader: Reader,
    refused: &Refused,
    asked: &Asked,
    names: &Names,
) -> (Context, FieldErrors) {
    let word = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let mut context = fields(visit, report, reader, names, |dimension: Dimension| word(dimension.field()));
    for name in ["ore", "confronto"] {
        context.insert(name, &word(name));
    }
    // What was asked, or what is shown when nothing was: else the field would show its first choice as if it had been chosen.
    let by = Dimension::parse(&word("per")).filter(|by| reader.is_inside() || !by.is_of_desk());
    let by = by.or_else(|| report.usual_groups());
    context.insert("per", &by.map(Dimension::as_str).unwrap_or_default());
    let mut errors = FieldErrors::new();
    match refused {
        Refused::Period(problem) => errors.add(if reader.is_inside() { "al" } else { "" }, problem.key()),
        Refused::Unknown(field) if reader.is_inside() || *field == "per" => {
            errors.add(field, "reports-unknown-filter");
        }
        Refused::Unknown(_) => errors.add("", "reports-unknown-filter"),
        Refused::Narrowed => errors.add("", "reports-outside-narrowed"),
    }
    context.insert("dal", &word("dal"));
    context.insert("al", &word("al"));
    (context, errors)
}

/// Links to the calendar years that have figures, the newest first, and to all of them; with whatever else was asked.
fn years(visit: &Visit, began: Option<Instant>, request: Option<&Request>, names: &Names) -> Vec<YearLink> {
    let Some(began) = began else { return Vec::new() };
    let (first, today) = (began.rome().year(), visit.now().rome().date_naive());
    let this_year = Period::this_year(today);
    let jan = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    let of_year = |year: i32| match year == today.year() {
        true => Some(this_year),
        false => Some(Period { from: jan(year)?, to: NaiveDate::from_ymd_opt(year, 12, 31)? }),
    };
    let link = |period: Period, words: String| YearLink {
        words,
        query: match request {
            Some(request) => request.with_period(period).query(names),
            None => period.query(),
        },
        is_chosen: request.is_some_and(|request| request.question.period == period),
    };
    let single = (first..=today.year()).rev().filter_map(|year| Some(link(of_year(year)?, year.to_string())));
    let all = jan(first)
        .filter(|from| first < today.year() && (this_year.to - *from).num_days() <= Period::MAX_DAYS);
    let all = all.map(|from| link(Period { from, ..this_year }, visit.text("reports-all-years")));
    single.chain(all).collect()
}

/// A link to a period of whole years.
#[derive(Serialize)]
struct YearLink {
    words: String,
    query: String,
    is_chosen: bool,
}

fn source(visit: &Visit, request: &Request, names: &Names) -> Source {
    Source::of(&visit.app().config, &format!("/statistiche/{}?{}", request.report, request.query(names)))
}
