//! Which groups' shares differ from those of all others together.

use super::breakdown::{heading, label};
use super::{Words, breakdown};
use crate::accounts::RequesterKind;
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::difference::difference;
use crate::statistics::methods::several::holm_of_groups;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Label, Part, Points, Row, Table};

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

/// Those of some questions whose askers are asked about a property.
pub(super) fn asked<'f>(picked: &[&'f Fact], by: Dimension) -> Vec<&'f Fact> {
    picked.iter().copied().filter(|fact| by.is_asked(fact)).collect()
}

/// That only workers or only firms are asked about a property.
pub(super) fn only_of(by: Dimension, words: Words<'_>) -> Option<String> {
    by.only_of().map(|kind| words.t(&format!("reports-only-of-{kind}")))
}

/// What all who are asked about a property are called together.
pub(super) fn all_asked(by: Dimension, words: Words<'_>) -> Label {
    let own = match by.only_of() {
        Some(kind) => words.t(&format!("reports-all-of-{kind}")),
        None => words.t("statistics-whole-period"),
    };
    Label { code: "totale".to_owned(), words: own }
}

/// The row of all who are asked about a property.
pub(super) fn total_row(cells: Vec<Cell>, by: Dimension, question: &Question, words: Words<'_>) -> Row {
    let query = match by.only_of() {
        Some(kind) if question.filter.of(Dimension::Kind).is_none() => {
            let kind = Value::of_list(RequesterKind::ALL, Some(kind));
            breakdown::narrowed(question, Dimension::Kind, kind, words)
        }
        _ => question.query(words.names),
    };
    Row { labels: vec![all_asked(by, words)], is_total: true, cells, query: Some(query) }
}

/// Whether records of a value are a group of their own beside others.
pub(super) fn is_group(by: Dimension, value: Value) -> bool {
    value != Value::NONE || !by.follows_answer()
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
    let groups: Vec<&Compared> = groups.iter().filter(|group| is_group(by, group.value)).collect();
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
    let ps: Vec<f64> = compared.iter().map(|(.., found)| found.p).collect();
    let totals: Vec<u64> = compared.iter().map(|(_, own, _)| own.total).collect();
    let corrected = holm_of_groups(&ps, &totals, total);
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
