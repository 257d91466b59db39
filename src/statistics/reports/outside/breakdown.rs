//! Figures by one property of the questions: of groups of which it may be seen how many there are.

use std::collections::BTreeMap;

use super::super::Words;
use super::super::breakdown::{COLUMNS, differences, heading, in_order, label};
use super::super::groups::{self, all_asked};
use super::{seen_of_answers, value};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figures::{Figures, Tallied, tallied};
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Part, Row, Table};

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
    let asked = groups::asked(picked, by).into_iter();
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
            cells: seen_of_answers(figures, Some(&total.counts), published.value(by, value)),
            query: None,
        })
        .collect();
    rows.push(Row {
        labels: vec![all_asked(by, words)],
        is_total: true,
        cells: seen_of_answers(&total, None, published.all_asked(by)),
        query: None,
    });
    let mut notes: Vec<String> = groups::only_of(by, words).into_iter().collect();
    notes.extend(by.follows_answer().then(|| words.t("outside-organisation-about")));
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
    // What is open counts for no organisation: none could miss a promise by not answering.
    if published.all_asked(by) < Withheld::Outcome && !by.follows_answer() {
        let groups = shown(Withheld::Outcome);
        parts.push(differences(&in_order(&groups, by, words), &total.counts, by, words));
    }
    parts
}
