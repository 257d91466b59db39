//! Which areas, topics, municipalities and kinds of people and firms grow or fade, the best supported first.

use std::collections::BTreeMap;

use super::super::Words;
use super::super::breakdown::{heading, label};
use super::{Both, about, real};
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::figure::Figure;
use crate::statistics::methods::difference::difference;
use crate::statistics::methods::several::holm;
use crate::statistics::needs::evidence::{Grown, Verdict, ranked};
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Part, Points, Row, Table};

/// By what needs are looked at, for every reader: each with the name of its part and the key of its title.
pub(in crate::statistics::reports) const THEMES: [(Dimension, &str, &str); 4] = [
    (Dimension::Area, "aree", "needs-areas"),
    (Dimension::Topic, "argomenti", "needs-topics"),
    (Dimension::Territory, "comuni", "needs-places"),
    (Dimension::Kind, "chi-chiede", "needs-kinds"),
];

/// One of [`THEMES`].
pub(super) fn part(
    both: &Both,
    (by, name, title): (Dimension, &'static str, &str),
    question: &Question,
    words: Words<'_>,
) -> Part {
    let mut counts: BTreeMap<Value, (u64, u64)> = BTreeMap::new();
    for asked in &both.before {
        counts.entry(asked.value(by)).or_default().0 += 1;
    }
    for asked in &both.now {
        counts.entry(asked.value(by)).or_default().1 += 1;
    }
    let days = |period: Period| period.days(both.began, both.periods.0.to);
    let of = (days(both.periods.1), days(both.periods.0));
    let counted = counts.into_iter().map(|(value, (before, now))| (value, before, now)).collect();
    let totals = (real(both.before.len()), real(both.now.len()));
    let row = |grown: &Grown<Value>| Row {
        labels: vec![label(by, grown.key, words)],
        is_total: false,
        cells: cells(grown, totals, words),
        query: Some(both.query(question, &[(by, grown.key)], words)),
    };
    Part {
        name,
        title: words.t(title),
        notes: vec![about("needs-themes-about", both, words)],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(by, words)],
            columns: vec![
                Figure::Before,
                Figure::Now,
                Figure::Growth,
                Figure::ShareMoved,
                Figure::Chance,
                Figure::Verdict,
            ],
            rows: ranked(counted, of, holm).iter().map(row).collect(),
        },
    }
}

/// The cells of something counted in both periods, of which there was so much in all before and now.
pub(in crate::statistics::reports) fn cells(
    grown: &Grown<Value>,
    totals: (u64, u64),
    words: Words<'_>,
) -> Vec<Cell> {
    let shares = Rate::of(grown.before, totals.0).zip(Rate::of(grown.now, totals.1));
    let moved = shares.and_then(|(before, now)| difference(before, now)).map_or(Cell::Nothing, |found| {
        Cell::Points(Points { difference: found.share, low: found.interval.0, high: found.interval.1 })
    });
    vec![
        Cell::Count(grown.before),
        Cell::Count(grown.now),
        growth(grown, words),
        moved,
        chance(grown),
        verdict(grown.verdict(), words),
    ]
}

/// What is said of it.
pub(super) fn verdict(verdict: Verdict, words: Words<'_>) -> Cell {
    match verdict {
        Verdict::Grows => Cell::Words(words.t("needs-grows")),
        Verdict::Fades => Cell::Words(words.t("needs-fades")),
        Verdict::Unclear => Cell::Words(words.t("reports-not-distinguishable")),
        Verdict::TooFew => Cell::TooFew,
    }
}

/// How many times as often; of what there was none of before no number says it.
pub(super) fn growth<K>(grown: &Grown<K>, words: Words<'_>) -> Cell {
    match grown.ratio {
        None => Cell::TooFew,
        Some(ratio) if !ratio.ratio.is_finite() => Cell::Words(words.t("needs-from-none")),
        Some(ratio) => Cell::Ratio(ratio.ratio, ratio.interval.0, ratio.interval.1),
    }
}

/// How likely chance alone does it.
pub(super) fn chance<K>(grown: &Grown<K>) -> Cell {
    grown.p.map_or(Cell::TooFew, Cell::Probability)
}
