//! Figures by one property of the questions: of groups of which it may be seen how many there are.

use std::collections::BTreeMap;

use super::super::Words;
use super::super::breakdown::{COLUMNS, cells, differences, heading, in_order, label};
use super::{seen, value};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figures::{Figures, Tallied, tallied};
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Label, Part, Row, Table};

/// The parts of the report.
pub(super) fn parts(
    picked: &[&Fact],
    by: Dimension,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Vec<Part> {
    let lookup = words.names.lookup();
    let as_of = question.as_of;
    let asked = picked.iter().copied().filter(|fact| by.is_asked(fact));
    let Tallied { groups: all, total } = tallied(asked, as_of, |fact| value(&lookup, by, fact));
    let shown = |least: Withheld| -> BTreeMap<Value, Figures> {
        let groups = all.iter().filter(|(value, _)| published.value(by, **value) < least);
        groups.map(|(value, figures)| (*value, *figures)).collect()
    };
    let groups = shown(Withheld::Row);
    let mut rows: Vec<Row> = in_order(&groups, by, words)
        .into_iter()
        .map(|(value, figures)| Row {
            labels: vec![label(by, value, words)],
            is_total: false,
            cells: seen(cells(figures, Some(&total.counts)), &COLUMNS, published.value(by, value)),
            query: None,
        })
        .collect();
    rows.push(Row {
        labels: vec![Label { code: "totale".to_owned(), words: all_asked(by, words) }],
        is_total: true,
        cells: seen(cells(&total, None), &COLUMNS, published.all_asked(by)),
        query: None,
    });
    let mut notes = Vec::new();
    if let Some(kind) = by.only_of() {
        notes.push(words.t(&format!("reports-only-of-{kind}")));
    }
    if groups.len() < all.len() {
        notes.push(words.t("reports-outside-rest"));
    }
    let mut parts = vec![Part {
        name: "per-gruppo",
        title: words.t("reports-breakdown-figures"),
        notes,
        drawing: None,
        has_bars: true,
        table: Table { headings: vec![heading(by, words)], columns: COLUMNS.to_vec(), rows },
    }];
    if published.all_asked(by) < Withheld::Outcome {
        let groups = shown(Withheld::Outcome);
        parts.push(differences(&in_order(&groups, by, words), &total.counts, by, words));
    }
    parts
}

/// What all are called together.
fn all_asked(by: Dimension, words: Words<'_>) -> String {
    match by.only_of() {
        Some(kind) => words.t(&format!("reports-all-of-{kind}")),
        None => words.t("statistics-whole-period"),
    }
}
