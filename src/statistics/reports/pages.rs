//! `/statistiche/{report}`: a report as a page and as files, and the questions behind its figures.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, http::header, web};
use serde::Serialize;
use tera::Context;

use super::comparison::{self, Against};
use super::{Report, Words, behind, breakdown, trend, waits};
use crate::accounts::{Visit, permissions};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, TicketId};
use crate::platform::db::{Conn, DbError};
use crate::platform::web::{Problem, WebResult};
use crate::statistics::dimension::Dimension;
use crate::statistics::disclosure::THRESHOLD;
use crate::statistics::export::Source;
use crate::statistics::facts::Fact;
use crate::statistics::figure::Behind;
use crate::statistics::names::{Names, UNKNOWN};
use crate::statistics::period::{Period, PeriodProblem};
use crate::statistics::question::{Filter, Question};
use crate::statistics::sheet::{self, Sheet};
use crate::tickets;

/// The parameters of an address.
pub type Asked = BTreeMap<String, String>;

/// What was asked of a report.
struct Request {
    report: Report,
    question: Question,
    by: Option<Dimension>,
    clock: waits::Clock,
    against: Against,
}

/// Why it cannot be answered.
enum Refused {
    Period(PeriodProblem),
    /// The word of a field means nothing.
    Unknown(&'static str),
}

impl Request {
    fn parse(report: Report, asked: &Asked, names: &Names, now: Instant) -> Result<Self, Refused> {
        let word = |name: &str| asked.get(name).map_or("", |word| word.trim());
        let usual = Period::last_year(now.rome().date_naive());
        let period = Period::parse(word("dal"), word("al"), usual).map_err(Refused::Period)?;
        let filter = Filter::parse(asked, names).map_err(|dimension| Refused::Unknown(dimension.as_str()))?;
        let by = match (word("per"), report) {
            ("", Report::Breakdown) => Some(Dimension::Area),
            ("", _) | (_, Report::Trend | Report::Comparison) => None,
            (word, _) => Some(Dimension::parse(word).ok_or(Refused::Unknown("per"))?),
        };
        let clock = match word("ore") {
            "" => waits::Clock::Gross,
            word => waits::Clock::parse(word).ok_or(Refused::Unknown("ore"))?,
        };
        let against = match word("confronto") {
            "" => Against::YearBefore,
            word => Against::parse(word).ok_or(Refused::Unknown("confronto"))?,
        };
        Ok(Self { report, question: Question { period, filter, as_of: now }, by, clock, against })
    }

    /// As it stands in an address.
    fn query(&self, names: &Names) -> String {
        let by = self.by.map(|by| format!("&per={by}")).unwrap_or_default();
        let clock = if self.clock == waits::Clock::Net { "&ore=nette" } else { "" };
        let against = match self.report {
            Report::Comparison => format!("&confronto={}", self.against),
            _ => String::new(),
        };
        format!("{}{by}{clock}{against}", self.question.query(names))
    }
}

/// The report of a name, as a page or as a file. For coordinators: small counts are in it.
///
/// # Errors
/// 404 for whoever may not see small counts, and for a part that the report does not have; 400 for a file of what cannot be
/// answered; when the database fails.
pub async fn show(visit: Visit, report: Report, ending: Ending, asked: Asked) -> WebResult {
    if !permissions::may_see_small_counts(visit.signed_in()?) {
        return Err(Problem::NotFound);
    }
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let typed = asked.clone();
    let read = move |conn: &mut Conn| -> Result<Answer, DbError> {
        let names = Names::read(conn)?;
        let request = match Request::parse(report, &typed, &names, now) {
            Ok(request) => request,
            Err(refused) => return Ok(Answer { names, outcome: Err(refused) }),
        };
        let words = Words { names: &names, texts: &app.texts, lang };
        let sheet = app.figures.look(conn, |facts| sheet_of(&request, facts, words))?;
        Ok(Answer { names, outcome: Ok((request, sheet)) })
    };
    let Answer { names, outcome } = visit.app().db.read(read).await?;
    match (outcome, ending) {
        (Ok((request, sheet)), Ending::Page) => page(&visit, &request, &sheet, &names),
        (Ok((request, sheet)), ending) => file(&visit, &request, &sheet, &names, ending, &asked),
        (Err(refused), Ending::Page) => refused_page(&visit, report, &refused, &asked, &names),
        (Err(_), _) => Err(Problem::BadRequest("the period or a filter is none")),
    }
}

/// What an address of a report ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Nothing: the page.
    Page,
    /// `.csv`: a part for programs.
    Csv,
    /// `-excel.csv`: a part for an Italian spreadsheet.
    SpreadsheetCsv,
    /// `.xlsx`: all parts as a workbook.
    Xlsx,
}

impl Ending {
    /// The report and the ending that a name in an address means.
    pub fn of(name: &str) -> Option<(Report, Self)> {
        let (name, ending) = if let Some(name) = name.strip_suffix("-excel.csv") {
            (name, Self::SpreadsheetCsv)
        } else if let Some(name) = name.strip_suffix(".csv") {
            (name, Self::Csv)
        } else if let Some(name) = name.strip_suffix(".xlsx") {
            (name, Self::Xlsx)
        } else {
            (name, Self::Page)
        };
        Report::parse(name).map(|report| (report, ending))
    }
}

struct Answer {
    names: Names,
    outcome: Result<(Request, Sheet), Refused>,
}

fn sheet_of(request: &Request, facts: &[Fact], words: Words<'_>) -> Sheet {
    let question = &request.question;
    let lookup = words.names.lookup();
    let picked = question.pick(facts, &lookup);
    let parts = match request.report {
        Report::Breakdown => {
            breakdown::parts(&picked, request.by.unwrap_or(Dimension::Area), question, words)
        }
        Report::Waits => waits::parts(&picked, request.by, request.clock, question, words),
        Report::Trend => trend::parts(&picked, &question.pick_always(facts, &lookup), question, words),
        Report::Comparison => request.against.period(question.period).map_or_else(Vec::new, |period| {
            let before = Question { period, ..question.clone() };
            let before = before.pick(facts, &lookup);
            comparison::parts(&picked, &before, (question.period, period), question, words)
        }),
    };
    let narrowed = question.filter.all().iter().map(|(dimension, value)| {
        let name = words.names.name(*dimension, *value, words.lang, words.texts);
        format!("{}: {name}", words.t(&dimension.label()))
    });
    Sheet {
        name: request.report.as_str(),
        title: words.t(&format!("reports-report-{}", request.report)),
        period: question.period,
        narrowed: narrowed.collect::<Vec<_>>().join("; "),
        as_of: question.as_of,
        is_inner: true,
        parts,
    }
}

/// A field of the form that narrows.
#[derive(Serialize)]
struct Choice {
    name: &'static str,
    label: String,
    value: String,
    options: Vec<Offered>,
}

/// One option of a field.
#[derive(Serialize)]
struct Offered {
    value: String,
    label: String,
}

fn offered(value: &str, label: String) -> Offered {
    Offered { value: value.to_owned(), label }
}

/// The reports that a reader may open, each with its title.
pub(in crate::statistics) fn offered_reports(visit: &Visit) -> Vec<(&'static str, String)> {
    let title = |report: &Report| {
        let key = format!("reports-report-{report}");
        (report.as_str(), visit.app().texts.get(visit.lang(), &key, &[]))
    };
    Report::ALL.iter().map(title).collect()
}

fn page(visit: &Visit, request: &Request, sheet: &Sheet, names: &Names) -> WebResult {
    let app = visit.app();
    let parts: Vec<sheet::ShownPart> =
        sheet.parts.iter().map(|part| sheet::shown(part, visit.lang(), &app.texts)).collect();
    let value = |dimension: Dimension| {
        let value = request.question.filter.of(dimension);
        value.map(|value| word_or_unknown(names, dimension, value)).unwrap_or_default()
    };
    let mut context = form(visit, request.report, names, value);
    context.insert("dal", &request.question.period.from.to_string());
    context.insert("al", &request.question.period.to.to_string());
    context.insert("per", &request.by.map(Dimension::as_str).unwrap_or_default());
    context.insert("ore", request.clock.as_str());
    context.insert("confronto", request.against.as_str());
    context.insert("period", &sheet.period);
    context.insert("as_of", &sheet.as_of);
    context.insert("narrowed", &sheet.narrowed);
    context.insert("parts", &parts);
    context.insert("query", &request.query(names));
    context.insert("source", &source(visit, request, names).name);
    visit.render("statistics/report.html", context)
}

fn refused_page(visit: &Visit, report: Report, refused: &Refused, asked: &Asked, names: &Names) -> WebResult {
    let word = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let mut context = form(visit, report, names, |dimension: Dimension| word(dimension.as_str()));
    for name in ["per", "ore", "confronto"] {
        context.insert(name, &word(name));
    }
    let mut errors = crate::platform::web::FieldErrors::new();
    match refused {
        Refused::Period(problem) => errors.add("al", problem.key()),
        Refused::Unknown(field) => errors.add(field, "reports-unknown-filter"),
    }
    context.insert("dal", &word("dal"));
    context.insert("al", &word("al"));
    visit.render_invalid("statistics/report.html", context, &errors)
}

/// What the form of a report needs, with the value of each filter as it is chosen.
fn form(visit: &Visit, report: Report, names: &Names, value: impl Fn(Dimension) -> String) -> Context {
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let t = |key: &str| texts.get(lang, key, &[]);
    let option = |dimension: Dimension, value| {
        offered(&word_or_unknown(names, dimension, value), names.name(dimension, value, lang, texts))
    };
    let choice = |dimension: &Dimension| Choice {
        name: dimension.as_str(),
        label: t(&dimension.label()),
        value: value(*dimension),
        options: std::iter::once(offered("", t("reports-any")))
            .chain(names.all(*dimension).into_iter().map(|value| option(*dimension, value)))
            .collect(),
    };
    let choices: Vec<Choice> = Dimension::ALL.iter().map(choice).collect();
    let all = (report == Report::Waits).then(|| offered("", t("reports-all-questions")));
    let dimensions =
        Dimension::ALL.iter().map(|dimension| offered(dimension.as_str(), t(&dimension.label())));
    let by: Vec<Offered> = all.into_iter().chain(dimensions).collect();
    let clocks: Vec<Offered> = waits::Clock::ALL
        .iter()
        .map(|clock| offered(clock.as_str(), t(&format!("reports-clock-{clock}"))))
        .collect();
    let against: Vec<Offered> = match report {
        Report::Comparison => Against::ALL
            .iter()
            .map(|against| offered(against.as_str(), t(&format!("reports-against-{against}"))))
            .collect(),
        _ => Vec::new(),
    };
    let mut context = Context::new();
    context.insert("reports", &offered_reports(visit));
    context.insert("report", report.as_str());
    context.insert("has_clock", &(report == Report::Waits));
    context.insert("has_by", &matches!(report, Report::Breakdown | Report::Waits));
    context.insert("against", &against);
    context.insert("threshold", &THRESHOLD);
    context.insert("narrowing", &choices.iter().any(|choice| !choice.value.is_empty()));
    context.insert("choices", &choices);
    context.insert("by_options", &by);
    context.insert("clocks", &clocks);
    context
}

fn word_or_unknown(
    names: &Names,
    dimension: Dimension,
    value: crate::statistics::dimension::Value,
) -> String {
    match names.word(dimension, value) {
        word if word.is_empty() => UNKNOWN.to_owned(),
        word => word,
    }
}

fn source(visit: &Visit, request: &Request, names: &Names) -> Source {
    let config = &visit.app().config;
    let address = format!("/statistiche/{}?{}", request.report, request.query(names));
    Source {
        name: format!("{}, {}", config.office.authority, config.office.name),
        address: config.server.public_url.join(&address),
    }
}

fn file(
    visit: &Visit,
    request: &Request,
    sheet: &Sheet,
    names: &Names,
    ending: Ending,
    asked: &Asked,
) -> WebResult {
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let source = source(visit, request, names);
    let chosen = asked.get("parte").map(String::as_str);
    let part = sheet.parts.iter().find(|part| chosen.is_none_or(|name| part.name == name));
    let part = part.ok_or(Problem::NotFound)?;
    let (name, content_type, body) = match ending {
        Ending::Xlsx => {
            let book = sheet::workbook(sheet, &source, texts, lang).map_err(Problem::fault)?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            (format!("{}.xlsx", dated(sheet.name, sheet)), kind, book)
        }
        Ending::SpreadsheetCsv => {
            let lines = sheet::for_people(sheet, part, &source, texts, lang).into_bytes();
            (format!("{}.csv", dated(&format!("{}-{}-excel", sheet.name, part.name), sheet)), CSV, lines)
        }
        Ending::Csv | Ending::Page => {
            let lines = sheet::for_programs(sheet, part, texts).into_bytes();
            (format!("{}.csv", dated(&format!("{}-{}", sheet.name, part.name), sheet)), CSV, lines)
        }
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(body))
}

const CSV: &str = "text/csv; charset=utf-8; header=present";

fn dated(name: &str, sheet: &Sheet) -> String {
    format!("{name}_{}_{}", sheet.period.from, sheet.period.to)
}

/// A question of the list.
#[derive(Serialize)]
struct Listed {
    number: TicketId,
    subject: String,
    at: Instant,
}

type Found = (Names, Request, behind::Page, Vec<Listed>);

/// `GET /statistiche/domande`: the questions that a figure counts. For coordinators.
///
/// # Errors
/// 400 for a period or a filter that is none; when the database fails.
pub async fn behind(visit: Visit, asked: web::Query<Asked>) -> WebResult {
    let asked = asked.into_inner();
    let word = |name: &str| asked.get(name).map_or("", String::as_str);
    let which = match word("insieme") {
        "" => Behind::Received,
        word => Behind::parse(word).ok_or(Problem::BadRequest("insieme is no set of questions"))?,
    };
    let before = match word("prima") {
        "" => None,
        word => Some(CycleId(word.parse().map_err(|_| Problem::BadRequest("prima is no number"))?)),
    };
    let (app, now) = (visit.app().clone(), visit.now());
    let typed = asked.clone();
    let read = move |conn: &mut Conn| -> Result<Option<Found>, DbError> {
        let names = Names::read(conn)?;
        let Ok(request) = Request::parse(Report::Breakdown, &typed, &names, now) else { return Ok(None) };
        let page = app.figures.look(conn, |facts| {
            let picked = request.question.pick(facts, &names.lookup());
            behind::page(&picked, which, before, now)
        })?;
        let numbers: Vec<TicketId> = page.questions.iter().map(|(number, _)| *number).collect();
        let subjects = tickets::subjects(conn, &numbers)?;
        let listed = page.questions.iter().map(|(number, at)| Listed {
            number: *number,
            subject: subjects.get(number).cloned().unwrap_or_default(),
            at: *at,
        });
        let listed = listed.collect();
        Ok(Some((names, request, page, listed)))
    };
    let found = visit.app().db.read(read).await?;
    let (names, request, page, listed) =
        found.ok_or(Problem::BadRequest("the period or a filter is none"))?;
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let words = Words { names: &names, texts, lang };
    let sheet = sheet_of(&request, &[], words);
    let query = format!("{}&insieme={which}", request.question.query(&names));
    let mut context = Context::new();
    context.insert("which", which.as_str());
    context.insert("period", &sheet.period);
    context.insert("narrowed", &sheet.narrowed);
    context.insert("total", &page.total);
    context.insert("questions", &listed);
    context.insert("older", &page.next.map(|next| format!("/statistiche/domande?{query}&prima={}", next.0)));
    context.insert("back", &format!("/statistiche/ripartizioni?{}", request.question.query(&names)));
    visit.render("statistics/behind.html", context)
}
