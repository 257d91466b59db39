//! What reports that are kept for ever say of a year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::{Told, Withheld};
use crate::statistics::names::kept_word;

/// What the tables of a year withheld when a report told them, by the words of their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearWithheld {
    pub(super) total: Withheld,
    pub(super) months: Vec<Withheld>,
    pub(super) week_parts: Vec<Withheld>,
    pub(super) rows: BTreeMap<Dimension, BTreeMap<String, Withheld>>,
    /// Of what it told, what may still change by more than few.
    #[serde(default)]
    pub(super) unsettled: BTreeMap<Dimension, BTreeMap<String, Told>>,
}

impl YearWithheld {
    /// Of which nothing may be told.
    pub fn everything() -> Self {
        Self { total: Withheld::Row, ..Self::default() }
    }

    fn month(&self, place: usize) -> Withheld {
        self.months.get(place).copied().unwrap_or_default()
    }

    fn week_part(&self, place: usize) -> Withheld {
        self.week_parts.get(place).copied().unwrap_or_default()
    }

    fn value(&self, dimension: Dimension, word: &str) -> Withheld {
        self.rows.get(&dimension).and_then(|rows| rows.get(word)).copied().unwrap_or_default()
    }

    fn settled(&self, dimension: Dimension, word: &str) -> Told {
        let rows = self.unsettled.get(&dimension);
        rows.and_then(|rows| rows.get(word)).copied().unwrap_or(Told::Standing)
    }
}

/// The same of all reports that told of a year; none when none did. What one withheld stays withheld, what one showed is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearBefore(pub Vec<YearWithheld>);

/// What is withheld of a row at least, and what is known of it.
pub type Before = (Withheld, Told);

impl YearBefore {
    /// Whether any report told of it.
    pub fn is_some(&self) -> bool {
        !self.0.is_empty()
    }

    /// Of all of it.
    pub fn total(&self) -> Withheld {
        self.0.iter().map(|year| year.total).max().unwrap_or_default()
    }

    /// Of a month, by its place in the year. What is known of it is kept by month.
    pub fn month(&self, place: usize) -> Withheld {
        self.0.iter().map(|year| year.month(place).max(year.total)).max().unwrap_or_default()
    }

    /// Of a part of the week, of which nothing is ever shown but how many were received.
    pub fn week_part(&self, place: usize) -> Before {
        self.of(|year| (year.week_part(place), Told::Received))
    }

    /// Of a value.
    pub fn value(&self, dimension: Dimension, value: Value) -> Before {
        let word = kept_word(dimension, value);
        self.of(|year| (year.value(dimension, &word), year.settled(dimension, &word)))
    }

    fn of(&self, row: impl Fn(&YearWithheld) -> Before) -> Before {
        let each = self.0.iter().map(|year| {
            let (withheld, settled) = row(year);
            let withheld = withheld.max(year.total);
            let told = match withheld {
                Withheld::Nothing => Told::Standing,
                Withheld::Standing => Told::Outcome,
                Withheld::Outcome => Told::Received,
                Withheld::Row => Told::Nothing,
            };
            (withheld, told.min(settled))
        });
        each.fold(Before::default(), |all, one| (all.0.max(one.0), all.1.max(one.1)))
    }
}
