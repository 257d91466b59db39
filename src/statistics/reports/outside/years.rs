//! The calendar years that a reader outside the desk asks about, each with what is published of it.

use chrono::{Datelike, NaiveDate};

use super::super::Words;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::period::Period;
use crate::statistics::published::Published;
use crate::statistics::released::Outside;
use crate::statistics::sheet::{Heading, Label};
use crate::statistics::year_counts::YearCounts;
use crate::topics::TopicTree;

/// A calendar year, of the running one the days up to the end of the month.
pub(super) struct Year {
    pub(super) period: Period,
    pub(super) counts: YearCounts,
    published: Published,
}

/// All of them, in order.
pub(super) struct Years(Vec<Year>);

impl Years {
    /// The years of a period.
    pub(super) fn of(outside: &Outside, period: Period, tree: &TopicTree) -> Self {
        let of_year = |year: i32| Year {
            period: Period::year(year).map_or(period, |whole| whole.within(period)),
            counts: outside.count(year),
            published: outside.published(year..=year, tree),
        };
        Self(period.years().map(of_year).collect())
    }

    pub(super) fn all(&self) -> &[Year] {
        &self.0
    }

    pub(super) fn find(&self, year: i32) -> Option<&Year> {
        self.0.iter().find(|one| one.counts.year == year)
    }

    /// What is withheld of all questions, of all years together.
    pub(super) fn total(&self) -> Withheld {
        self.0.iter().map(Year::total).max().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of a value, of all years together.
    pub(super) fn value(&self, by: Dimension, value: Value) -> Withheld {
        self.0.iter().map(|year| year.value(by, value)).max().unwrap_or(Withheld::Nothing)
    }

    /// Whether how many were received is shown of every value.
    pub(super) fn shows_every_value(&self, by: Dimension) -> bool {
        self.0.iter().all(|year| year.published.shows_every_value(by))
    }

    /// What is withheld of a month, given by its first day.
    pub(super) fn month(&self, month: NaiveDate) -> Withheld {
        self.find(month.year()).map_or(Withheld::Nothing, |year| year.published.month(month))
    }
}

impl Year {
    /// What is withheld of all its questions.
    pub(super) fn total(&self) -> Withheld {
        self.published.total(self.period)
    }

    /// What is withheld of a value.
    pub(super) fn value(&self, by: Dimension, value: Value) -> Withheld {
        self.published.value(by, value)
    }
}

/// The label of a year.
pub(super) fn label(year: i32) -> Label {
    Label { code: year.to_string(), words: year.to_string() }
}

/// The label of all years together.
pub(super) fn label_of_all(words: Words<'_>) -> Label {
    Label { code: "totale".to_owned(), words: words.t("statistics-whole-period") }
}

/// The heading over years.
pub(super) fn heading(words: Words<'_>) -> Heading {
    Heading { name: "anno", words: words.t("outside-year") }
}
