//! What is asked of a report, as it stands in an address.

use std::collections::BTreeMap;

use super::comparison::Against;
use super::waits::Clock;
use super::{Reader, Report, outside};
use crate::kernel::clock::Instant;
use crate::statistics::dimension::Dimension;
use crate::statistics::names::Names;
use crate::statistics::period::{Period, PeriodProblem};
use crate::statistics::question::{Filter, Question};

/// The parameters of an address.
pub type Asked = BTreeMap<String, String>;

/// What was asked of a report.
pub(in crate::statistics) struct Request {
    pub(in crate::statistics) report: Report,
    pub(in crate::statistics) question: Question,
    pub(in crate::statistics) by: Option<Dimension>,
    pub(in crate::statistics) clock: Clock,
    pub(in crate::statistics) against: Against,
}

/// Why it cannot be answered.
pub(in crate::statistics) enum Refused {
    Period(PeriodProblem),
    /// The word of a field means nothing.
    Unknown(&'static str),
    /// This reader may see no figures of some of the questions.
    Narrowed,
}

impl Request {
    /// What an address asks; `now` is when the figures are to be true.
    pub(in crate::statistics) fn parse(
        report: Report,
        asked: &Asked,
        names: &Names,
        reader: Reader,
        now: Instant,
    ) -> Result<Self, Refused> {
        let word = |name: &str| asked.get(name).map_or("", |word| word.trim());
        let today = now.rome().date_naive();
        let usual = match reader {
            Reader::Inside => Period::last_year(today),
            Reader::Outside => outside::usual_period(report, today),
        };
        let period = Period::parse(word("dal"), word("al"), usual).map_err(Refused::Period)?;
        let filter = if report.has_filters() {
            Filter::parse(asked, names).map_err(|dimension| Refused::Unknown(dimension.field()))?
        } else {
            Filter::default()
        };
        let by = match (word("per"), report) {
            (_, report) if !report.has_groups(reader) => None,
            ("", report) => report.usual_groups(),
            (word, _) => Some(Dimension::parse(word).ok_or(Refused::Unknown("per"))?),
        };
        let clock = match word("ore") {
            "" => Clock::Gross,
            word => Clock::parse(word).ok_or(Refused::Unknown("ore"))?,
        };
        let against = match word("confronto") {
            "" => Against::YearBefore,
            word => Against::parse(word).ok_or(Refused::Unknown("confronto"))?,
        };
        let request = Self { report, question: Question { period, filter, as_of: now }, by, clock, against };
        match outside::refusal(&request).filter(|_| !reader.is_inside()) {
            Some(refused) => Err(refused),
            None => Ok(request),
        }
    }

    /// The same of another period.
    pub(super) fn with_period(&self, period: Period) -> Self {
        Self { question: Question { period, ..self.question.clone() }, ..*self }
    }

    /// As it stands in an address.
    pub(in crate::statistics) fn query(&self, names: &Names) -> String {
        let by = self.by.map(|by| format!("&per={by}")).unwrap_or_default();
        let clock = if self.clock == Clock::Net { "&ore=nette" } else { "" };
        let against = match self.report {
            report if report.compares() => format!("&confronto={}", self.against),
            _ => String::new(),
        };
        format!("{}{by}{clock}{against}", self.question.query(names))
    }
}
