//! The reports under `/statistiche/{report}`: each makes a sheet of the records that were asked about.

mod behind;
pub mod behind_page;
mod breakdown;
mod comparison;
mod form;
pub mod pages;
mod request;
mod trend;
mod waits;

use super::dimension::Dimension;
use super::names::Names;
use super::question::Question;
use super::reader::Reader;
use super::sheet::Sheet;
use crate::app::App;
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
    }
}

impl Report {
    /// Whether a reader may open it.
    pub fn is_for(self, reader: Reader) -> bool {
        match self {
            Self::Breakdown | Self::Waits | Self::Trend | Self::Comparison => reader.is_inside(),
        }
    }

    /// Whether it is asked by which property questions are grouped.
    fn has_groups(self) -> bool {
        matches!(self, Self::Breakdown | Self::Waits)
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
    let parts = match request.report {
        Report::Breakdown => app.figures.look(conn, |facts| {
            let by = request.by.unwrap_or(Dimension::Area);
            breakdown::parts(&question.pick(facts, &lookup), by, question, words)
        })?,
        Report::Waits => app.figures.look(conn, |facts| {
            waits::parts(&question.pick(facts, &lookup), request.by, request.clock, question, words)
        })?,
        Report::Trend => app.figures.look(conn, |facts| {
            let all = question.pick_always(facts, &lookup);
            trend::parts(&question.pick(facts, &lookup), &all, question, words)
        })?,
        Report::Comparison => match request.against.period(question.period) {
            Some(period) => app.figures.look(conn, |facts| {
                let before = Question { period, ..question.clone() };
                let before = before.pick(facts, &lookup);
                let periods = (question.period, period);
                comparison::parts(&question.pick(facts, &lookup), &before, periods, question, words)
            })?,
            None => Vec::new(),
        },
    };
    Ok(Sheet {
        name: request.report.as_str(),
        title: words.t(&format!("reports-report-{}", request.report)),
        period: question.period,
        narrowed: narrowed(question, words),
        as_of: question.as_of,
        is_inner: reader.is_inside(),
        parts,
    })
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
}

impl Words<'_> {
    /// A text without arguments.
    pub(super) fn t(&self, key: &str) -> String {
        self.texts.get(self.lang, key, &[])
    }

    /// A number of questions.
    pub(super) fn count(&self, count: u64) -> String {
        whole(self.lang, i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A text with arguments.
    pub(super) fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.get(self.lang, key, args)
    }
}
