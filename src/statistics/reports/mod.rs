//! The reports under `/statistiche/{report}`: each makes a sheet of the records that were asked about.

mod behind;
mod breakdown;
mod comparison;
pub mod pages;
mod trend;
mod waits;

use super::names::Names;
use crate::platform::i18n::{Arg, Lang, Texts, whole};

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

/// The words of a page.
#[derive(Clone, Copy)]
struct Words<'a> {
    names: &'a Names,
    texts: &'a Texts,
    lang: Lang,
}

impl Words<'_> {
    fn t(&self, key: &str) -> String {
        self.texts.get(self.lang, key, &[])
    }

    /// A number of questions.
    fn count(&self, count: u64) -> String {
        whole(self.lang, i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.get(self.lang, key, args)
    }
}
