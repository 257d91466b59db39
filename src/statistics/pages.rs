//! `/statistiche`: figures for whoever answers for the desk.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tera::Context;

use super::export::{self, COLUMNS, Source, Table};
use super::period::{Period, PeriodProblem};
use super::reader::Reader;
use super::reports::{self, Asked, offered_reports, pages::Ending};
use super::spared;
use super::view::View;
use crate::accounts::{Visit, permissions};
use crate::kernel::clock::typed_day;
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::{Lang, month_and_year};
use crate::platform::web::{FieldErrors, Problem, WebResult, see_other};
use crate::topics;

/// The period as it stands in the address.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    dal: String,
    #[serde(default)]
    al: String,
}

impl Chosen {
    /// The period, for a reader who may choose any days (`all`) or whole months only.
    fn period(&self, today: NaiveDate, all: bool) -> Result<Period, PeriodProblem> {
        let period = Period::parse(&self.dal, &self.al, usual_period(today, all))?;
        if all { Ok(period) } else { period.of_whole_months() }
    }
}

/// What is shown when nothing was chosen: outside the desk a calendar year, of which topics may be seen.
fn usual_period(today: NaiveDate, all: bool) -> Period {
    if all { Period::last_year(today) } else { Period::this_year(today) }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn overview(visit: Visit, chosen: web::Query<Chosen>) -> WebResult {
    let today = visit.now().rome().date_naive();
    let all = permissions::may_see_small_counts(visit.signed_in()?);
    let parsed = chosen.period(today, all);
    let period = parsed.unwrap_or_else(|_| usual_period(today, all));
    let view = view(&visit, period, all).await?;
    let spared = visit.app().db.read(move |conn| spared::of(conn, period, today, all)).await?;
    let mut context = Context::new();
    context.insert("spared", &spared);
    context.insert("usual", &usual(today));
    context.insert("whole_months", &!all);
    context.insert("columns", &COLUMNS);
    context.insert("report", "");
    context.insert("reports", &offered_reports(&visit, Reader::of(visit.signed_in()?)));
    if !all {
        let first = view.first_month.unwrap_or(today).min(period.from);
        context.insert("month_choices", &month_choices(first, today.max(period.to), visit.lang()));
        context.insert("year_choices", &year_choices(first, today));
    }
    let problem = match parsed {
        Ok(_) => {
            context.insert("dal", &typed(&period.from.to_string(), all));
            context.insert("al", &typed(&period.to.to_string(), all));
            context.insert("query_of_period", &period.query());
            context.insert("view", &view);
            return visit.render("statistics/overview.html", context);
        }
        Err(problem) => problem,
    };
    context.insert("dal", &typed(&chosen.dal, all));
    context.insert("al", &typed(&chosen.al, all));
    visit.render_invalid("statistics/overview.html", context, &mistakes(problem, &chosen))
}

/// A table of the page: as a file when its name ends with `.csv` (`-excel.csv` for a spreadsheet), else its place on the page.
///
/// # Errors
/// 404 for any other name; 400 for a period that is none, or not for this reader; when the database fails.
pub async fn report(visit: Visit, name: web::Path<String>, asked: web::Query<Asked>) -> WebResult {
    if let Some((report, ending)) = Ending::of(&name) {
        return reports::pages::show(visit, report, ending, asked.into_inner()).await;
    }
    let word = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let chosen = Chosen { dal: word("dal"), al: word("al") };
    let today = visit.now().rome().date_naive();
    let all = permissions::may_see_small_counts(visit.signed_in()?);
    let file = name.strip_suffix(".csv");
    let of_file = file.map(|file| file.strip_suffix("-excel").unwrap_or(file));
    let table = Table::named(of_file.unwrap_or(&name)).ok_or(Problem::NotFound)?;
    let period = chosen
        .period(today, all)
        .map_err(|_| Problem::BadRequest("dal and al are no period that this reader may choose"))?;
    let Some(file) = file else {
        return Ok(see_other(&format!("/statistiche?{}#{name}", period.query())));
    };
    let view = view(&visit, period, all).await?;
    let lines = if file.ends_with("-excel") {
        let (app, config) = (visit.app(), &visit.app().config);
        let source = Source {
            name: format!("{}, {}", config.office.authority, config.office.name),
            address: config.server.public_url.join(&format!("/statistiche?{}", period.query())),
        };
        export::for_people(&view, table, &source, &app.texts, visit.lang())
    } else {
        export::for_programs(&view, table)
    };
    let disposition = format!("attachment; filename=\"{file}_{}_{}.csv\"", period.from, period.to);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(lines))
}

/// The figures as this person may see them.
async fn view(visit: &Visit, period: Period, all: bool) -> Result<View, Problem> {
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let read = move |conn: &mut Conn| -> Result<View, DbError> {
        let tree = topics::tree(conn)?;
        let report = app.figures.report(conn, &tree, period, now)?;
        Ok(View::of(&report, &tree, lang, all))
    };
    Ok(visit.app().db.read(read).await?)
}

/// Links to the periods that are asked for most: the key of their words, and their query.
fn usual(today: NaiveDate) -> Vec<(&'static str, String)> {
    [
        ("statistics-usual-last-year", Period::last_year(today)),
        ("statistics-usual-month-before", Period::month_before(today)),
        ("statistics-usual-this-year", Period::this_year(today)),
        ("statistics-usual-year-before", Period::year_before(today)),
    ]
    .map(|(key, period)| (key, period.query()))
    .to_vec()
}

/// Options of a field to choose a month, by year.
#[derive(Serialize)]
struct YearOfMonths {
    label: String,
    options: Vec<MonthChoice>,
}

#[derive(Serialize)]
struct MonthChoice {
    value: String,
    label: String,
}

/// The months that have figures, the newest year first.
fn month_choices(first: NaiveDate, last: NaiveDate, lang: Lang) -> Vec<YearOfMonths> {
    let months = Period { from: first, to: last }.months();
    (first.year()..=last.year())
        .rev()
        .map(|year| YearOfMonths {
            label: year.to_string(),
            options: months
                .iter()
                .filter(|month| month.year() == year)
                .map(|month| MonthChoice {
                    value: month.format("%Y-%m").to_string(),
                    label: month_and_year(lang, *month),
                })
                .collect(),
        })
        .collect()
}

/// The calendar years that have figures, the newest first, with their query.
fn year_choices(first: NaiveDate, today: NaiveDate) -> Vec<(i32, String)> {
    let query = |year| match year == today.year() {
        true => Period::this_year(today).query(),
        false => format!("dal={year}-01&al={year}-12"),
    };
    (first.year()..=today.year()).rev().map(|year| (year, query(year))).collect()
}

/// What a field of the form holds: the day, or where months are chosen its month; nothing when the text is neither, for
/// such fields hold no other text.
fn typed(text: &str, all: bool) -> String {
    let format = if all { "%Y-%m-%d" } else { "%Y-%m" };
    let day = typed_day(text).or_else(|| typed_day(&format!("{}-01", text.trim())));
    day.map(|day| day.format(format).to_string()).unwrap_or_default()
}

fn mistakes(problem: PeriodProblem, chosen: &Chosen) -> FieldErrors {
    let in_first = match problem {
        PeriodProblem::NoDate => Period::is_written_wrong(&chosen.dal),
        PeriodProblem::PartOfMonth => Period::begins_within_a_month(&chosen.dal),
        PeriodProblem::Reversed | PeriodProblem::TooLong => false,
    };
    let mut errors = FieldErrors::new();
    errors.add(if in_first { "dal" } else { "al" }, problem.key());
    errors
}
