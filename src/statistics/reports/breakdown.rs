//! Figures by one property of the questions, and which groups differ from the others.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Words;
use super::groups::{self, is_group};
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::figures::{Counts, Figures, Tallied, tallied};
use crate::statistics::methods::difference::difference;
use crate::statistics::methods::several::holm_of_groups;
use crate::statistics::quantile::Quantile;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Hours, Label, Part, Points, Row, Table};

/// The figures of a group.
pub(super) const COLUMNS: [Figure; 11] = [
    Figure::Received,
    Figure::Share,
    Figure::Within,
    Figure::Answered,
    Figure::Open,
    Figure::Overdue,
    Figure::Closed,
    Figure::Median,
    Figure::P90,
    Figure::NetMedian,
    Figure::NetP90,
];

/// Two groups or more with fewer decided questions than this are not compared.
const ENOUGH: u64 = Rate::ENOUGH;

/// The parts of the report.
pub(super) fn parts(picked: &[&Fact], by: Dimension, question: &Question, words: Words<'_>) -> Vec<Part> {
    let lookup = words.names.lookup();
    let as_of = question.as_of;
    let asked = groups::asked(picked, by).into_iter();
    let Tallied { groups, total } = tallied(asked, as_of, |fact| lookup.value(by, fact));
    let ordered = in_order(&groups, by, words);
    vec![figures(&ordered, &total, by, question, words), differences(&ordered, &total.counts, by, words)]
}

pub(super) type Groups<'g> = Vec<(Value, &'g Figures)>;

/// Ages, sizes and what else has an order in it; of the others those with the most questions first. What is not known comes last.
pub(super) fn in_order<'g>(
    groups: &'g BTreeMap<Value, Figures>,
    by: Dimension,
    words: Words<'_>,
) -> Groups<'g> {
    let mut ordered: Groups<'g> = groups.iter().map(|(value, figures)| (*value, figures)).collect();
    let has_order = matches!(by, Dimension::Size | Dimension::Age | Dimension::Children | Dimension::Turn);
    if !has_order {
        let name = |value| words.names.name(by, value, words.lang, words.texts);
        ordered.sort_by_cached_key(|(value, figures)| (Reverse(figures.counts.received), name(*value)));
    }
    ordered.sort_by_key(|(value, _)| *value == Value::NONE);
    ordered
}

fn figures(
    ordered: &Groups<'_>,
    total: &Figures,
    by: Dimension,
    question: &Question,
    words: Words<'_>,
) -> Part {
    let row = |value: Value, figures: &Figures| Row {
        labels: vec![label(by, value, words)],
        is_total: false,
        cells: cells(figures, Some(&total.counts)),
        query: Some(narrowed(question, by, value, words)),
    };
    let mut rows: Vec<Row> = ordered.iter().map(|(value, figures)| row(*value, figures)).collect();
    rows.push(groups::total_row(cells(total, None), by, question, words));
    Part {
        name: "per-gruppo",
        title: words.t("reports-breakdown-figures"),
        notes: groups::only_of(by, words).into_iter().collect(),
        drawing: None,
        has_bars: true,
        table: Table { headings: vec![heading(by, words)], columns: COLUMNS.to_vec(), rows },
    }
}

/// The address of a group's questions.
pub(super) fn narrowed(question: &Question, by: Dimension, value: Value, words: Words<'_>) -> String {
    let filter = question.filter.with(by, value);
    Question { filter, ..question.clone() }.query(words.names)
}

/// The cells under [`COLUMNS`]; of the sum itself no share in it.
pub(super) fn cells(figures: &Figures, total: Option<&Counts>) -> Vec<Cell> {
    let counts = &figures.counts;
    let rate = |rate: Option<Rate>| rate.map_or(Cell::Nothing, Cell::Rate);
    vec![
        Cell::Count(counts.received),
        rate(total.and_then(|total| Rate::of(counts.received, total.received))),
        rate(counts.rate()),
        Cell::Count(counts.answered),
        Cell::Count(counts.open),
        Cell::Count(counts.overdue),
        Cell::Count(counts.closed),
        hours(figures.gross.median),
        hours(figures.gross.p90),
        hours(figures.net.median),
        hours(figures.net.p90),
    ]
}

/// A quantile with its interval.
pub(super) fn hours(quantile: Option<Quantile>) -> Cell {
    quantile.map_or(Cell::Nothing, |quantile| {
        let (low, high) = quantile.interval.unzip();
        Cell::Hours(Hours { hours: Some(quantile.value), low, high })
    })
}

/// Each group that has enough cases against all others together.
pub(super) fn differences(groups: &Groups<'_>, total: &Counts, by: Dimension, words: Words<'_>) -> Part {
    let (groups, none): (Groups<'_>, Groups<'_>) = groups.iter().partition(|(value, _)| is_group(by, *value));
    let left = none.iter().fold((total.within, total.decided()), |(within, decided), (_, figures)| {
        (within - figures.counts.within, decided - figures.counts.decided())
    });
    let rest = |counts: &Counts| Rate::of(left.0 - counts.within, left.1 - counts.decided());
    let compared: Vec<_> = groups
        .iter()
        .filter_map(|(value, figures)| {
            let (own, others) = (figures.counts.rate()?, rest(&figures.counts)?);
            (own.total >= ENOUGH && others.total >= ENOUGH).then_some((*value, own, others))
        })
        .filter_map(|(value, own, others)| Some((value, own, difference(others, own)?)))
        .collect();
    let ps: Vec<f64> = compared.iter().map(|(.., difference)| difference.p).collect();
    let totals: Vec<u64> = compared.iter().map(|(_, own, _)| own.total).collect();
    let corrected = holm_of_groups(&ps, &totals, left.1);
    let row = |(place, (value, own, difference)): (usize, &(Value, Rate, _))| {
        let difference: &crate::statistics::methods::difference::Difference = difference;
        let p = corrected.get(place).copied().unwrap_or(1.0);
        let verdict = match (p < 0.05, difference.share > 0.0) {
            (false, _) => "reports-not-distinguishable",
            (true, true) => "reports-higher",
            (true, false) => "reports-lower",
        };
        let (low, high) = difference.interval;
        Row {
            labels: vec![label(by, *value, words)],
            is_total: false,
            cells: vec![
                Cell::Rate(*own),
                Cell::Points(Points { difference: difference.share, low, high }),
                Cell::Probability(p),
                Cell::Words(words.t(verdict)),
            ],
            query: None,
        }
    };
    let rows: Vec<Row> = compared.iter().enumerate().map(row).collect();
    let left_out = groups.len() - rows.len();
    let mut notes = vec![words.t("reports-breakdown-differences-about")];
    if left_out > 0 {
        notes.push(
            words.with("reports-breakdown-left-out", &[("count", left_out.into()), ("least", ENOUGH.into())]),
        );
    }
    Part {
        name: "differenze",
        title: words.t("reports-breakdown-differences"),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(by, words)],
            columns: vec![Figure::Within, Figure::DifferenceFromOthers, Figure::Chance, Figure::Verdict],
            rows,
        },
    }
}

/// The heading over the groups.
pub(super) fn heading(by: Dimension, words: Words<'_>) -> Heading {
    Heading { name: by.as_str(), words: words.t(&by.label()) }
}

/// What a group is called.
pub(super) fn label(by: Dimension, value: Value, words: Words<'_>) -> Label {
    let name = words.names.name(by, value, words.lang, words.texts);
    Label { code: words.names.word(by, value), words: name }
}
