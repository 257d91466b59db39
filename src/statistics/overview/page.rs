//! `/statistiche`: the overview as a page and as files, for whoever answers for the desk.

use actix_web::web;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tera::Context;

use super::{MONTHS, NAME, Overview, PARTS, TOPICS, kept};
use crate::accounts::Visit;
use crate::kernel::clock::typed_day;
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::{Lang, month_and_year};
use crate::platform::web::{FieldErrors, Problem, WebResult, see_other};
use crate::statistics::export::Source;
use crate::statistics::figure::Figure;
use crate::statistics::files::{self, Ending};
use crate::statistics::names::Names;
use crate::statistics::period::{Period, PeriodProblem};
use crate::statistics::reader::Reader;
use crate::statistics::reports::{self, Asked, Report, Words, offered_reports};
use crate::statistics::sheet::{self, Cell, Hours, Meanings, Part};

/// Of more questions the curve of their waits takes longer than this page may: whoever wants it opens the report.
const MOST_WAITS: u64 = 50_000;

/// The period as it stands in the address.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    dal: String,
    #[serde(default)]
    al: String,
}

impl Chosen {
    /// The period in the parameters of an address.
    pub(in crate::statistics) fn of(asked: &Asked) -> Self {
        let word = |name: &str| asked.get(name).cloned().unwrap_or_default();
        Self { dal: word("dal"), al: word("al") }
    }

    /// The period: for a reader of the desk any days, for others whole months only.
    pub(in crate::statistics) fn period(
        &self,
        today: NaiveDate,
        reader: Reader,
    ) -> Result<Period, PeriodProblem> {
        let period = Period::parse(&self.dal, &self.al, usual_period(today, reader))?;
        if reader.is_inside() { Ok(period) } else { period.of_whole_months() }
    }
}

/// What is shown when nothing was chosen: outside the desk a calendar year, of which topics may be seen.
fn usual_period(today: NaiveDate, reader: Reader) -> Period {
    if reader.is_inside() { Period::last_year(today) } else { Period::this_year(today) }
}

/// `GET /statistiche`.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, chosen: web::Query<Chosen>) -> WebResult {
    let today = visit.now().rome().date_naive();
    let reader = Reader::of(visit.signed_in()?);
    let parsed = chosen.period(today, reader);
    let period = parsed.unwrap_or_else(|_| usual_period(today, reader));
    let (overview, wait) = read_with_wait(&visit, period, reader).await?;
    let inside = reader.is_inside();
    let mut context = Context::new();
    context.insert("usual", &usual(today));
    context.insert("whole_months", &!inside);
    context.insert("report", "");
    context.insert("reports", &offered_reports(&visit, reader));
    if !inside {
        let first = overview.first_month.unwrap_or(today).min(period.from);
        context.insert("month_choices", &month_choices(first, today.max(period.to), visit.lang()));
        context.insert("year_choices", &year_choices(first, today));
    }
    let problem = match parsed {
        Ok(_) => {
            context.insert("dal", &typed(&period.from.to_string(), inside));
            context.insert("al", &typed(&period.to.to_string(), inside));
            let is_chosen = !chosen.dal.trim().is_empty() || !chosen.al.trim().is_empty();
            let is_of_reports = inside || period.years().all(|year| period.holds_year(year, today));
            if is_chosen && is_of_reports {
                context.insert("query_of_period", &period.query());
            }
            context.insert("waits_query", &is_of_reports.then(|| period.query()));
            context.insert("waiting", &wait.as_ref().map(|wait| Waiting::of(wait, &visit)));
            fill(&mut context, &visit, &overview);
            return visit.render("statistics/overview.html", context);
        }
        Err(problem) => problem,
    };
    context.insert("dal", &typed(&chosen.dal, inside));
    context.insert("al", &typed(&chosen.al, inside));
    visit.render_invalid("statistics/overview.html", context, &mistakes(problem, &chosen))
}

/// What the page shows of the overview.
fn fill(context: &mut Context, visit: &Visit, overview: &Overview) {
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let meanings = Meanings::of_today(lang, texts);
    let shown = |part: &Part| sheet::shown(part, meanings);
    let of_months = overview.part(MONTHS);
    context.insert("period", &overview.sheet.period);
    context.insert("figures_query", &overview.sheet.period.query());
    context.insert("as_of", &overview.sheet.as_of);
    context.insert("whole", &overview.whole);
    context.insert("spared", &overview.spared);
    context.insert("has_topics", &overview.has_topics);
    context.insert("meanings", &meanings.by_word(overview.sheet.parts.iter()));
    context.insert("months", &of_months.map(shown));
    context.insert("beside", &of_months.and_then(|part| kept(&part.table.rows, lang, texts)));
    context.insert("topics", &overview.part(TOPICS).map(shown));
    context.insert("columns", &of_months.map(|part| sheet::columns(part, meanings)));
    context.insert("inner", &overview.sheet.is_inner);
    context.insert("threshold", &visit.app().config.statistics.least_count.get());
    context.insert("source", &source(visit, overview.sheet.period).name);
}

fn source(visit: &Visit, period: Period) -> Source {
    Source::of(&visit.app().config, &format!("/statistiche?{}", period.query()))
}

/// `GET /statistiche/{report}`: a report, the overview or a part of it, as its page or as a file by how the name ends.
///
/// # Errors
/// 404 for any other name; 400 for a period that is none, or not for this reader; when the database fails.
pub async fn named(visit: Visit, name: web::Path<String>, asked: web::Query<Asked>) -> WebResult {
    let (of, ending) = Ending::split(&name);
    if let Some(report) = Report::parse(of) {
        return reports::pages::show(visit, report, ending, asked.into_inner()).await;
    }
    let part = PARTS.into_iter().find(|part| *part == of);
    if part.is_none() && of != NAME
        || part.is_some() && matches!(ending, Ending::Xlsx | Ending::Json | Ending::Pdf)
    {
        return Err(Problem::NotFound);
    }
    let reader = Reader::of(visit.signed_in()?);
    let period = Chosen::of(&asked)
        .period(visit.now().rome().date_naive(), reader)
        .map_err(|_| Problem::BadRequest("dal and al are no period that this reader may choose"))?;
    if ending == Ending::Page {
        let place = part.map(|part| format!("#{part}")).unwrap_or_default();
        return Ok(see_other(&format!("/statistiche?{}{place}", period.query())));
    }
    let overview = read(&visit, period, reader).await?;
    let chosen = part.or(asked.get("parte").map(String::as_str));
    files::answer(&visit, overview.sheet, chosen, ending, source(&visit, period)).await
}

/// The overview as this person may see it.
async fn read(visit: &Visit, period: Period, reader: Reader) -> Result<Overview, Problem> {
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let read = move |conn: &mut Conn| -> Result<Overview, DbError> {
        let names = Names::read(conn)?;
        let words = Words::of(&app, &names, lang);
        Overview::read(conn, &app.figures, period, reader, words, now)
    };
    Ok(visit.app().db.read(read).await?)
}

/// The same with the median wait, where the report of the waits tells it to this person and it is quickly counted.
async fn read_with_wait(
    visit: &Visit,
    period: Period,
    reader: Reader,
) -> Result<(Overview, Option<Cell>), Problem> {
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let read = move |conn: &mut Conn| -> Result<(Overview, Option<Cell>), DbError> {
        let names = Names::read(conn)?;
        let words = Words::of(&app, &names, lang);
        let overview = Overview::read(conn, &app.figures, period, reader, words, now)?;
        let wait = match overview.whole.received.seen() {
            Some(received) if received <= MOST_WAITS => {
                reports::median_wait(conn, &app, period, reader, words, now)?
            }
            _ => None,
        };
        Ok((overview, wait))
    };
    Ok(visit.app().db.read(read).await?)
}

/// The median wait, those who still wait counted, as it stands under the median of the answers.
#[derive(Serialize)]
struct Waiting {
    /// The figure, or why there is none.
    words: String,
    /// Whether the words are a number of hours.
    is_hours: bool,
    /// Whether they stand for something withheld.
    hidden: bool,
    interval: Option<String>,
    /// What it means.
    about: String,
}

impl Waiting {
    fn of(wait: &Cell, visit: &Visit) -> Self {
        let (lang, texts) = (visit.lang(), &visit.app().texts);
        let (words, detail) = wait.written(lang, texts);
        let [name, what, population] = Meanings::of_today(lang, texts).of(Figure::CensoredMedian);
        Self {
            words,
            is_hours: matches!(wait, Cell::Hours(Hours { hours: Some(_), .. })),
            hidden: *wait == Cell::Hidden,
            interval: detail.into_iter().next(),
            about: format!("{name}. {what} {population}"),
        }
    }
}

/// Links to the periods that are asked for most: the key of their words, and their query.
fn usual(today: NaiveDate) -> Vec<(&'static str, String)> {
    [
        ("statistics-usual-last-year", Period::last_year(today)),
        ("statistics-usual-month-before", Period::month_before(today)),
        ("statistics-usual-this-quarter", Period::this_quarter(today)),
        ("statistics-usual-quarter-before", Period::quarter_before(today)),
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
        PeriodProblem::PartOfYear | PeriodProblem::Reversed | PeriodProblem::TooLong => false,
    };
    let mut errors = FieldErrors::new();
    errors.add(if in_first { "dal" } else { "al" }, problem.key());
    errors
}
