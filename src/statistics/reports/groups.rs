//! Which groups' shares differ from those of all others together.

use super::Words;
use super::breakdown::{heading, label};
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::figure::Figure;
use crate::statistics::methods::difference::difference;
use crate::statistics::methods::several::holm;
use crate::statistics::sheet::{Cell, Part, Points, Row, Table};

/// The share of a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    /// The group.
    pub(super) value: Value,
    /// Those of it that count.
    pub(super) hits: u64,
    /// All of it.
    pub(super) total: u64,
}

/// Groups by name, those that have an order in that; what is not known last.
pub(super) fn order(by: Dimension, value: Value, words: Words<'_>) -> (bool, Option<Value>, String) {
    let has_order = matches!(by, Dimension::Size | Dimension::Age | Dimension::Children | Dimension::Turn);
    let name = words.names.name(by, value, words.lang, words.texts);
    (value == Value::NONE, has_order.then_some(value), name)
}

/// Each group that has enough cases, and leaves enough to the others, against all others together.
pub(super) fn part(
    name: &'static str,
    title: String,
    mut notes: Vec<String>,
    share: Figure,
    (by, groups): (Dimension, &[Compared]),
    words: Words<'_>,
) -> Part {
    let (hits, total) = groups.iter().fold((0, 0), |sum, group| (sum.0 + group.hits, sum.1 + group.total));
    let mut compared: Vec<_> = groups
        .iter()
        .filter_map(|group| {
            let own = Rate::of(group.hits, group.total)?;
            let others = Rate::of(hits - group.hits, total - group.total)?;
            let enough = own.is_firm() && others.is_firm();
            enough.then(|| difference(others, own)).flatten().map(|found| (group.value, own, found))
        })
        .collect();
    compared.sort_by_cached_key(|(value, ..)| order(by, *value, words));
    let corrected = holm(&compared.iter().map(|(.., found)| found.p).collect::<Vec<f64>>());
    let left_out = groups.len() - compared.len();
    if left_out > 0 {
        let args = [("count", left_out.into()), ("least", Rate::ENOUGH.into())];
        notes.push(words.with("satisfaction-left-out", &args));
    }
    let rows = compared.into_iter().zip(corrected).map(|((value, own, found), p)| {
        let verdict = match (p < 0.05, found.share > 0.0) {
            (false, _) => "reports-not-distinguishable",
            (true, true) => "reports-higher",
            (true, false) => "reports-lower",
        };
        let (low, high) = found.interval;
        Row {
            labels: vec![label(by, value, words)],
            is_total: false,
            cells: vec![
                Cell::Rate(own),
                Cell::Points(Points { difference: found.share, low, high }),
                Cell::Probability(p),
                Cell::Words(words.t(verdict)),
            ],
            query: None,
        }
    });
    Part {
        name,
        title,
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(by, words)],
            columns: vec![share, Figure::ShareDifference, Figure::Chance, Figure::Verdict],
            rows: rows.collect(),
        },
    }
}
