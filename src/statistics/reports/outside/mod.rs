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

use super::breakdown::{COLUMNS, cells as breakdown_cells};
use super::reopenings::Reopened;
use super::request::{Refused, Request};
use super::{Report, Words};
use crate::app::App;
use crate::platform::db::{Conn, DbResult};
use crate::statistics::dimension::{Dimension, Lookup, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figure::{Figure, Unit};
use crate::statistics::figures::{Counts, Figures};
use crate::statistics::period::{Period, PeriodProblem};
use crate::statistics::question::Question;
use crate::statistics::released::Outside;
use crate::statistics::sheet::{Cell, Part};
use crate::statistics::told_times;
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
    // A year that is still to come is asked of no day, but what it is compared with would be cut at any.
    if let Err(problem) = question.period.of_whole_months() {
        return Some(Refused::Period(problem));
    }
    if !question.filter.all().is_empty() {
        return Some(Refused::Narrowed);
    }
    if request.by.is_some_and(Dimension::is_of_desk) {
        return Some(Refused::Unknown("per"));
    }
    let is_other = request.report.compares() && request.against != super::comparison::Against::YearBefore;
    is_other.then_some(Refused::Unknown("confronto"))
}

/// The parts of a report made of the records, and the days that are counted; none of what such a reader may not ask, wherever the
/// request comes from. What may be seen is decided by the same records.
///
/// # Errors
/// When the database fails.
pub(super) fn parts(
    conn: &mut Conn,
    app: &App,
    request: &Request,
    words: Words<'_>,
) -> DbResult<(Period, Vec<Part>)> {
    let asked = &request.question;
    if refusal(request).is_some() {
        return Ok((asked.period, Vec::new()));
    }
    // This is of the catalogue, which the running month says as much of.
    if request.report == Report::CatalogueUse {
        let mut parts = catalogue_use::parts(conn, asked, words)?;
        tell_whole_hours(&mut parts);
        return Ok((asked.period, parts));
    }
    let outside = app.figures.seen_from_outside(conn, asked.as_of)?;
    // Also this, of what is handed in.
    if request.report == Report::Approvals {
        let mut parts = approvals::parts(conn, &outside, asked, words)?;
        tell_whole_hours(&mut parts);
        return Ok((asked.period, parts));
    }
    let period = outside.released.counted(asked.period);
    let question = Question { period, ..asked.clone() };
    let mut parts = match request.report {
        Report::Needs => needs::parts(conn, &outside, &question, words)?,
        Report::MailUse => mail_use::parts(conn, &outside, &question, words)?,
        _ => of_records(&outside, &question, request, words),
    };
    tell_whole_hours(&mut parts);
    if let (Some(part), true) = (parts.first_mut(), outside.released.leaves_out(asked.period.to)) {
        part.notes.push(words.t("reports-outside-uncounted"));
    }
    Ok((period, parts))
}

/// Also where no row withholds anything: an exact time is that of one question.
fn tell_whole_hours(parts: &mut [Part]) {
    for row in parts.iter_mut().flat_map(|part| &mut part.table.rows) {
        let cells = std::mem::take(&mut row.cells);
        row.cells = cells.into_iter().map(|cell| told_times::cell(cell, Withheld::Nothing)).collect();
    }
}

fn of_records(outside: &Outside, question: &Question, request: &Request, words: Words<'_>) -> Vec<Part> {
    let (facts, tree, lookup) = (&outside.facts, &words.names.tree, words.names.lookup());
    let before = request.against.period(question.period).filter(|_| request.report == Report::Comparison);
    let first = before.map_or(question.period.from, |before| before.from).year();
    let published = outside.published(first..=question.period.to.year(), tree);
    let picked = question.pick(facts, &lookup);
    let by = request.by.unwrap_or(Dimension::Area);
    let years = || Years::of(outside, question.period, tree);
    match (request.report, before) {
        (Report::Satisfaction, _) => satisfaction::parts(&picked, by, &years(), question.as_of, words),
        (Report::Reopenings, _) => {
            let again = Reopened::of(facts, question.as_of);
            reopenings::parts(&picked, &again, by, (&years(), &published), question, words)
        }
        (Report::Waits, _) => waits::parts(&picked, request.by, request.clock, question, &published, words),
        (Report::Trend, _) => {
            trend::parts(&picked, facts.first_day(question.as_of), question, &published, words)
        }
        (Report::Comparison, Some(before)) => {
            let asked = Question { period: before, ..question.clone() };
            let before = (asked.pick(facts, &lookup), before);
            comparison::parts(&picked, before, facts.first_day(question.as_of), question, &published, words)
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
        if withheld >= hidden_from(*figure) { Cell::Hidden } else { told_times::cell(cell, withheld) }
    };
    cells.into_iter().zip(columns).map(cell).collect()
}

/// The same of a group of answers, whose times are told when there are enough.
fn seen_of_answers(figures: &Figures, total: Option<&Counts>, withheld: Withheld) -> Vec<Cell> {
    let counts = &figures.counts;
    let is_told = told_times::has_enough(counts.answered, counts.within, withheld);
    let cell = |cell: Cell| match cell {
        Cell::Hours(_) if !is_told => Cell::Hidden,
        // That nobody was answered is seen like other counts.
        Cell::Nothing if withheld >= Withheld::Standing => Cell::Hidden,
        other => other,
    };
    let cells = breakdown_cells(figures, total);
    let is_time = |figure: &Figure| figure.unit() == Unit::Hours;
    let cells = cells.into_iter().zip(&COLUMNS);
    let cells = cells.map(|(own, figure)| if is_time(figure) { cell(own) } else { own });
    seen(cells.collect(), &COLUMNS, withheld)
}
