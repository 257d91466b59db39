//! The reports for readers outside the desk. Each figure is one of those that [`Published`] lets them see, a sum of such, one that
//! splits such a figure as [`splits`] says, or one that tells no count of questions: so no report, file or pair of them gives a
//! withheld count away. What says nothing of a question has its rule where it is counted.

mod approvals;
mod breakdown;
mod catalogue_use;
mod comparison;
mod mail_use;
mod needs;
mod reopenings;
mod satisfaction;
mod splits;
mod trend;
mod waits;
mod years;

use chrono::{Datelike, NaiveDate};

use super::reopenings::Reopened;
use super::request::{Refused, Request};
use super::{Report, Words};
use crate::app::App;
use crate::platform::db::{Conn, DbResult};
use crate::statistics::dimension::{Dimension, Lookup, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::{Fact, Facts};
use crate::statistics::figure::Figure;
use crate::statistics::period::{Period, PeriodProblem};
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Part};
use crate::statistics::year_counts;
use years::Years;

/// What is shown when no period was chosen.
pub(super) fn usual_period(report: Report, today: NaiveDate) -> Period {
    let this_year = Period::this_year(today);
    match report {
        // Limits want more months than a year has.
        Report::Trend => {
            let from = NaiveDate::from_ymd_opt(today.year() - 2, 1, 1).unwrap_or(this_year.from);
            Period { from, ..this_year }
        }
        // Two whole years are compared best.
        Report::Needs => Period::year_before(today),
        _ => this_year,
    }
}

/// Why such a reader may not ask this: for parts of years, narrowed to some of the questions, by person, or against other days than
/// those of the year before.
pub(super) fn refusal(request: &Request) -> Option<Refused> {
    let (question, today) = (&request.question, request.question.as_of.rome().date_naive());
    if !question.period.years().all(|year| question.period.holds_year(year, today)) {
        return Some(Refused::Period(PeriodProblem::PartOfYear));
    }
    if !question.filter.all().is_empty() {
        return Some(Refused::Narrowed);
    }
    if request.by.is_some_and(Dimension::is_of_desk) {
        return Some(Refused::Unknown("per"));
    }
    (request.against != super::comparison::Against::YearBefore).then_some(Refused::Unknown("confronto"))
}

/// The parts of a report made of the records; none of what such a reader may not ask, wherever the request comes from. What may be
/// seen is decided by the same records.
///
/// # Errors
/// When the database fails.
pub(super) fn parts(conn: &mut Conn, app: &App, request: &Request, words: Words<'_>) -> DbResult<Vec<Part>> {
    if refusal(request).is_some() {
        return Ok(Vec::new());
    }
    let question = &request.question;
    match request.report {
        Report::Needs => needs::parts(conn, app, question, words),
        Report::CatalogueUse => catalogue_use::parts(conn, question, words),
        Report::MailUse => mail_use::parts(conn, app, question, words),
        Report::Approvals => approvals::parts(conn, question, words),
        _ => app.figures.look(conn, |facts| of_records(facts, request, words)),
    }
}

fn of_records(facts: &Facts, request: &Request, words: Words<'_>) -> Vec<Part> {
    let question = &request.question;
    let lookup = words.names.lookup();
    let before = request.against.period(question.period).filter(|_| request.report == Report::Comparison);
    let first = before.map_or(question.period.from, |before| before.from).year();
    let years = year_counts::count(facts, first..=question.period.to.year(), question.as_of);
    let published = Published::protected(&years, &words.names.tree, question.as_of.rome().date_naive());
    let picked = question.pick(facts, &lookup);
    let by = request.by.unwrap_or(Dimension::Area);
    let years = || Years::of(facts, question.period, question, &words.names.tree);
    match (request.report, before) {
        (Report::Satisfaction, _) => satisfaction::parts(&picked, by, &years(), question.as_of, words),
        (Report::Reopenings, _) => {
            let again = Reopened::of(facts, question.as_of);
            reopenings::parts(&picked, &again, by, (&years(), &published), question, words)
        }
        (Report::Waits, _) => waits::parts(&picked, request.by, request.clock, question, &published, words),
        (Report::Trend, _) => {
            let first = facts.iter().filter(|fact| fact.counts(question.as_of)).map(|fact| fact.day).min();
            trend::parts(&picked, first, question, &published, words)
        }
        (Report::Comparison, Some(before)) => {
            let asked = Question { period: before, ..question.clone() };
            let before = (asked.pick(facts, &lookup), before);
            comparison::parts(&picked, before, question, &published, words)
        }
        _ => breakdown::parts(&picked, by, question, &published, words),
    }
}

/// The value of a record, of what the record itself holds: an organisation is known of answers alone.
fn value(lookup: &Lookup<'_>, by: Dimension, fact: &Fact) -> Value {
    match by {
        Dimension::Organisation => fact.values[Dimension::Organisation as usize],
        _ => lookup.value(by, fact),
    }
}

/// From which level on a figure of a row is withheld.
fn hidden_from(figure: Figure) -> Withheld {
    match figure {
        Figure::Answered | Figure::Open | Figure::Overdue => Withheld::Standing,
        Figure::Within
        | Figure::Closed
        | Figure::Median
        | Figure::P90
        | Figure::NetMedian
        | Figure::NetP90
        | Figure::CensoredMedian
        | Figure::CensoredP90
        | Figure::NetCensoredMedian => Withheld::Outcome,
        _ => Withheld::Row,
    }
}

/// The cells of a row as far as they may be seen.
fn seen(cells: Vec<Cell>, columns: &[Figure], withheld: Withheld) -> Vec<Cell> {
    let cell = |(cell, figure): (Cell, &Figure)| {
        if withheld >= hidden_from(*figure) { Cell::Hidden } else { cell }
    };
    cells.into_iter().zip(columns).map(cell).collect()
}
