//! A sheet for other programs in long form, one line for each figure of each row.
//!
//! Numbers are as they are, never rounded: shares from 0 to 1, times in hours. Days are those of Milan, instants in UTC.

use serde::Serialize;

use super::overview;
use super::sheet::{Cell, Hours, LEVEL, Part, Points, Row, Sheet};
use crate::kernel::clock::Instant;

/// One figure of one row.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
    as_of: Instant,
    /// What the row is one of: `totale`, `mese`, `area`, `argomento`, `territorio`…
    dimension: String,
    /// Which one.
    value: String,
    /// The name of the figure, as in the files under `/statistiche`.
    figure: &'static str,
    #[serde(flatten)]
    written: Written,
}

/// A cell, taken apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Written {
    /// `value`, `nothing` (no case), `too_few` (it would mislead) or `withheld` (for confidentiality).
    state: &'static str,
    number: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    hits: Option<u64>,
    total: Option<u64>,
}

/// The columns of a table of lines.
pub const COLUMNS: [&str; 12] = [
    "from",
    "to",
    "as_of",
    "dimension",
    "value",
    "figure",
    "state",
    "number",
    "low",
    "high",
    "hits",
    "total",
];

impl Line {
    /// What stands under [`COLUMNS`].
    pub fn cells(&self) -> Vec<String> {
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        let of = self.written;
        vec![
            self.from.to_string(),
            self.to.to_string(),
            self.as_of.rfc3339(),
            self.dimension.clone(),
            self.value.clone(),
            self.figure.to_owned(),
            of.state.to_owned(),
            number(of.number),
            number(of.low),
            number(of.high),
            count(of.hits),
            count(of.total),
        ]
    }
}

impl From<&Cell> for Written {
    fn from(cell: &Cell) -> Self {
        let value = Self { state: "value", ..Self::default() };
        let between = |number: f64, low: f64, high: Option<f64>| Self {
            number: Some(number),
            low: Some(low),
            high,
            ..value
        };
        match cell {
            #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
            Cell::Count(count) => Self { number: Some(*count as f64), ..value },
            Cell::Rate(rate) => Self {
                hits: Some(rate.hits),
                total: Some(rate.total),
                ..between(rate.share, rate.low, Some(rate.high))
            },
            Cell::Share(share, interval) => {
                let (low, high) = interval.unzip();
                Self { number: Some(*share), low, high, ..value }
            }
            Cell::Hours(Hours { hours, low, high }) => {
                Self { number: *hours, low: *low, high: *high, ..value }
            }
            Cell::Points(Points { difference, low, high }) => between(*difference, *low, Some(*high)),
            Cell::Ratio(ratio, low, high) => between(*ratio, *low, *high),
            Cell::Probability(p) => Self { number: Some(*p), ..value },
            Cell::Words(_) => value,
            Cell::Nothing => Self { state: "nothing", ..value },
            Cell::TooFew => Self { state: "too_few", ..value },
            Cell::Hidden => Self { state: "withheld", ..value },
        }
    }
}

/// The lines of some parts. Sums stand in the part of the whole period alone.
pub fn lines<'p>(sheet: &Sheet, parts: impl IntoIterator<Item = &'p Part>) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in parts {
        let is_sum = [overview::TOTAL, overview::SPARED].contains(&part.name);
        for row in part.table.rows.iter().filter(|row| is_sum || !row.is_total) {
            let (dimension, value) = about(part, row);
            lines.extend(row.cells.iter().zip(&part.table.columns).map(|(cell, figure)| Line {
                from: sheet.period.from,
                to: sheet.period.to,
                as_of: sheet.as_of,
                dimension: dimension.clone(),
                value: value.clone(),
                figure: figure.as_str(),
                written: cell.into(),
            }));
        }
    }
    lines
}

/// What a row is one of, and which.
fn about(part: &Part, row: &Row) -> (String, String) {
    let code = |place: usize| row.labels.get(place).map(|label| label.code.clone()).unwrap_or_default();
    if row.is_total {
        return ("totale".to_owned(), String::new());
    }
    match part.table.headings.first().map(|heading| heading.name) {
        Some(LEVEL) => {
            let codes = row.labels.iter().skip(1).map(|label| label.code.as_str());
            (code(0), codes.filter(|code| !code.is_empty()).collect::<Vec<_>>().join(" / "))
        }
        name => (name.unwrap_or_default().to_owned(), code(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::wilson::Rate;

    #[test]
    fn a_cell_taken_apart_says_what_it_is() {
        let rate = Rate::of(3, 4).expect("cases");
        let written = Written::from(&Cell::Rate(rate));
        assert_eq!((written.number, written.hits, written.total), (Some(0.75), Some(3), Some(4)));
        assert_eq!(Written::from(&Cell::Hidden).state, "withheld");
        assert_eq!(Written::from(&Cell::Hidden).number, None);
        assert_eq!(Written::from(&Cell::Count(7)).number, Some(7.0));
    }
}
