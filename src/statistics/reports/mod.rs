//! The reports under `/statistiche/{report}`: each makes a sheet of the records that were asked about.

pub mod api;
mod approvals;
mod behind;
pub mod behind_page;
mod breakdown;
mod catalogue_use;
mod comparison;
mod cut;
mod experts;
mod form;
mod groups;
mod load;
mod mail_use;
mod needs;
mod outside;
pub mod pages;
mod reopenings;
mod request;
mod satisfaction;
mod trend;
mod waits;
mod week;

use tokio::sync::OwnedMutexGuard;

use super::approvals as handed_in;
use super::dimension::Dimension;
use super::disclosure::Withheld;
use super::figure::Figure;
use super::names::Names;
use super::period::Period;
use super::question::Question;
use super::reader::Reader;
use super::sheet::{Cell, Sheet};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Arg, Lang, Texts, whole};

pub(super) use form::offered_reports;
pub(super) use request::{Asked, Request};

crate::text_enum! {
    /// A report. The word is its name in addresses; texts `reports-report-…`.
    pub enum Report {
        /// By a property of the question or of who asked.
        Breakdown = "ripartizioni",
        /// How long people wait, open questions counted.
        Waits = "attese",
        /// Arrivals and backlog over time.
        Trend = "andamento",
        /// A period against another.
        Comparison = "confronto",
        /// What each expert has in hand, and how long her answers take.
        Experts = "esperte",
        /// How long texts wait for the approval of a colleague.
        Approvals = "approvazioni",
        /// What people say of the answers.
        Satisfaction = "soddisfazione",
        /// Which questions were asked again.
        Reopenings = "riaperture",
        /// What is needed more or less than before.
        Needs = "bisogni",
        /// How much the catalogue is used.
        CatalogueUse = "catalogo",
        /// What becomes of mails.
        MailUse = "posta",
    }
}

impl Report {
    /// Whether a reader may open it.
    pub fn is_for(self, reader: Reader) -> bool {
        // What a person of the desk does is nobody's but the coordinators', in any form.
        reader.is_inside() || self != Self::Experts
    }

    /// Whether it is narrowed to a part of the questions.
    fn has_filters(self) -> bool {
        !matches!(self, Self::CatalogueUse | Self::MailUse)
    }

    /// Whether a period is compared with another.
    fn compares(self) -> bool {
        matches!(self, Self::Comparison | Self::Needs)
    }

    /// Whether it is asked by which property questions are grouped. Of texts that colleagues approve only the desk sees groups.
    fn has_groups(self, reader: Reader) -> bool {
        let always = self.usual_groups().is_some() || self == Self::Waits;
        always && (reader.is_inside() || self != Self::Approvals)
    }

    /// By what they are grouped when nobody says; nothing where all together are shown then.
    fn usual_groups(self) -> Option<Dimension> {
        match self {
            Self::Breakdown | Self::Approvals | Self::Satisfaction | Self::Reopenings => {
                Some(Dimension::Area)
            }
            Self::Waits
            | Self::Trend
            | Self::Comparison
            | Self::Experts
            | Self::Needs
            | Self::CatalogueUse
            | Self::MailUse => None,
        }
    }
}

/// The turn of whoever asks for a report of which one is made at a time, taken before a connection to the database and held until it is
/// made: that in which the words of thousands of questions are read, which no reader outside the desk sees. No other waits.
async fn turn(app: &App, report: Report, reader: Reader) -> Option<OwnedMutexGuard<()>> {
    match report {
        Report::Needs if reader.is_inside() => Some(app.heard.turn().await),
        _ => None,
    }
}

/// A report as a reader may see it: what its page and its files are made of. Blocks: call it inside a reading closure of the
/// database.
///
/// # Errors
/// When the database fails.
pub(super) fn sheet(
    conn: &mut Conn,
    app: &App,
    request: &Request,
    words: Words<'_>,
    reader: Reader,
) -> DbResult<Sheet> {
    let question = &request.question;
    let lookup = words.names.lookup();
    let by = request.by.unwrap_or(Dimension::Area);
    let mut period = question.period;
    let parts = match request.report {
        // Pages and programs answer that there is no such report; whoever else asks is told nothing.
        report if !report.is_for(reader) => Vec::new(),
        _ if !reader.is_inside() => {
            let (counted, parts) = outside::parts(conn, app, request, words)?;
            period = counted;
            parts
        }
        Report::Breakdown => app
            .figures
            .look(conn, |facts| breakdown::parts(&question.pick(facts, &lookup), by, question, words))?,
        Report::Waits => app.figures.look(conn, |facts| {
            waits::parts(&question.pick(facts, &lookup), request.by, request.clock, question, words)
        })?,
        Report::Trend => app.figures.look(conn, |facts| {
            let all = question.pick_always(facts, &lookup);
            let began = facts.first_day(question.as_of);
            trend::parts(&question.pick(facts, &lookup), &all, began, question, words)
        })?,
        Report::Comparison => match with_other(request) {
            Some(periods) => app.figures.look(conn, |facts| {
                let of = |period| Question { period, ..question.clone() }.pick(facts, &lookup);
                let (now, before) = (of(periods.0), of(periods.1));
                let began = facts.first_day(question.as_of);
                let own = Question { period: periods.0, ..question.clone() };
                let query = format!("{}&confronto={}", own.query(words.names), request.against);
                let made = (question.as_of, Some(query));
                comparison::parts(&now, &before, (periods, began), Withheld::Nothing, made, words)
            })?,
            None => Vec::new(),
        },
        Report::Experts => app.figures.look_at_work(conn, |facts, holders| {
            let picked = question.pick(facts, &lookup);
            let all = question.pick_always(facts, &lookup);
            let began = facts.first_day(question.as_of);
            experts::parts(experts::Seen { picked: &picked, all: &all, holders, began }, question, words)
        })?,
        Report::Approvals => {
            let (from, end) = question.period.instants();
            let proposed = handed_in::proposed_between(conn, from, end)?;
            let reviews = handed_in::reviews(conn)?;
            app.figures.look(conn, |facts| {
                let all = question.pick_always(facts, &lookup);
                approvals::parts(&proposed, &reviews, &all, by, question, words)
            })?
        }
        Report::Satisfaction => app
            .figures
            .look(conn, |facts| satisfaction::parts(&question.pick(facts, &lookup), by, question, words))?,
        Report::Reopenings => app.figures.look(conn, |facts| {
            let again = reopenings::Reopened::of(facts, question.as_of);
            reopenings::parts(&question.pick(facts, &lookup), &again, by, question, words)
        })?,
        Report::Needs => needs::parts(conn, app, question, request.against, words)?,
        Report::CatalogueUse => catalogue_use::parts(conn, question, words)?,
        Report::MailUse => mail_use::parts(conn, question.period, words)?,
    };
    Ok(Sheet {
        name: request.report.as_str(),
        title: words.t(&format!("reports-report-{}", request.report)),
        period,
        narrowed: narrowed(question, words),
        as_of: question.as_of,
        is_inner: reader.is_inside(),
        parts,
    })
}

/// The median wait of all questions of a period, those that still wait counted, as the report of the waits tells it to the same
/// reader; none where that is not told of this period. Blocks.
///
/// # Errors
/// When the database fails.
pub(super) fn median_wait(
    conn: &mut Conn,
    app: &App,
    period: Period,
    reader: Reader,
    words: Words<'_>,
    now: Instant,
) -> DbResult<Option<Cell>> {
    let days = [("dal", period.from.to_string()), ("al", period.to.to_string())];
    let asked: Asked = days.map(|(name, day)| (name.to_owned(), day)).into();
    let request = Request::parse(Report::Waits, &asked, words.names, reader, now);
    let Ok(request) = request else { return Ok(None) };
    let told = sheet(conn, app, &request, words, reader)?;
    let table = told.parts.into_iter().next().map(|part| part.table);
    Ok(table.and_then(|table| {
        let place = table.columns.iter().position(|figure| *figure == Figure::CensoredMedian)?;
        table.rows.into_iter().next()?.cells.into_iter().nth(place)
    }))
}

/// The days of a period that are over, and those that they are compared with: today, taken for a whole day,
/// would look like a fall. None when none is over.
fn with_other(request: &Request) -> Option<(Period, Period)> {
    let yesterday = request.question.as_of.rome().date_naive().pred_opt()?;
    let over = request.question.period.passed(yesterday)?;
    Some((over, request.against.period(over)?))
}

/// What figures are narrowed to, in words; empty when to nothing.
fn narrowed(question: &Question, words: Words<'_>) -> String {
    let narrowed = question.filter.all().iter().map(|(dimension, value)| {
        let name = words.names.name(*dimension, *value, words.lang, words.texts);
        format!("{}: {name}", words.t(&dimension.label()))
    });
    narrowed.collect::<Vec<_>>().join("; ")
}

/// The words of a page.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) names: &'a Names,
    pub(super) texts: &'a Texts,
    pub(super) lang: Lang,
    /// From how many on a count may be seen outside the desk.
    pub(super) least: LeastCount,
}

impl<'a> Words<'a> {
    /// Those of a desk.
    pub(super) fn of(app: &'a App, names: &'a Names, lang: Lang) -> Self {
        Self { names, texts: &app.texts, lang, least: app.config.statistics.least_count }
    }

    /// A text without arguments.
    pub(super) fn t(&self, key: &str) -> String {
        self.texts.get(self.lang, key, &[])
    }

    /// A text that tells from how many on a count is seen.
    pub(super) fn with_least(&self, key: &str) -> String {
        self.with(key, &[("threshold", self.least.get().into())])
    }

    /// A number of questions.
    pub(super) fn count(&self, count: u64) -> String {
        whole(self.lang, i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A probability with its sign, as a sentence has it after the letter p: `= 0,012`, or `< 0,001`.
    pub(super) fn probability(&self, p: f64) -> String {
        let (told, _) = Cell::Probability(p).written(self.lang, self.texts);
        if told.starts_with('<') { told } else { format!("= {told}") }
    }

    /// A text with arguments.
    pub(super) fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.get(self.lang, key, args)
    }
}
