//! How many questions each expert had in hand at the end of each week.

use std::collections::BTreeMap;

use chrono::Duration;

use super::Words;
use super::breakdown::{heading, label};
use super::trend::{week, week_heading, weeks};
use crate::kernel::clock::Instant;
use crate::platform::i18n::{date, decimal};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::holders::Holders;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Drawing, Label, Mark, Part, Row, Table, rounded};

/// More strips than these make no chart.
const MOST: usize = 12;

/// The part of the report.
pub(super) fn part(all: &[&Fact], holders: &Holders, question: &Question, words: Words<'_>) -> Part {
    let weeks = weeks(question);
    let ends: Vec<Instant> =
        weeks.iter().map(|monday| Instant::midnight(*monday + Duration::days(7))).collect();
    let mut counts: BTreeMap<Value, Vec<u64>> = BTreeMap::new();
    let mut cases = 0;
    for fact in all {
        let until = fact.ended_at().unwrap_or(question.as_of);
        let first = ends.partition_point(|end| *end < fact.started_at);
        let last = ends.partition_point(|end| *end < until);
        cases += u64::from(first < last);
        for place in first..last {
            let holder = holders.holder_at(fact.ticket, ends[place]);
            counts.entry(holder).or_insert_with(|| vec![0; ends.len()])[place] += 1;
        }
    }
    let mut experts: Vec<(Label, Vec<u64>)> = Vec::new();
    let mut queue = None;
    for (value, counts) in counts {
        if value == Value::NONE {
            let words = words.t("experts-in-queue");
            queue = Some((Label { code: String::new(), words }, counts));
        } else {
            experts.push((label(Dimension::Expert, value, words), counts));
        }
    }
    experts.sort_by_cached_key(|(name, _)| name.words.to_lowercase());
    experts.extend(queue);
    let rows = experts.iter().flat_map(|(name, counts)| {
        weeks.iter().zip(counts).map(move |(monday, count)| Row {
            labels: vec![name.clone(), week(*monday, words)],
            is_total: false,
            cells: vec![Cell::Count(*count)],
            query: None,
        })
    });
    Part {
        name: "carico",
        title: words.t("experts-load"),
        notes: vec![words.t("experts-load-about")],
        drawing: drawing(&experts, &weeks, cases, words),
        has_bars: false,
        table: Table {
            headings: vec![heading(Dimension::Expert, words), week_heading(words)],
            columns: vec![Figure::HeldThen],
            rows: rows.collect(),
        },
    }
}

const WIDTH: f64 = 640.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 630.0;
/// Height of a strip, of its name above it, and of the dates below all.
const STRIP: f64 = 44.0;
const NAME: f64 = 24.0;
const DATES: f64 = 30.0;

/// A strip for each expert, all of one scale, one below the other.
fn drawing(
    experts: &[(Label, Vec<u64>)],
    weeks: &[chrono::NaiveDate],
    cases: u64,
    words: Words<'_>,
) -> Option<Drawing> {
    let most = experts.iter().flat_map(|(_, counts)| counts).copied().max()?;
    if weeks.len() < 2 || experts.len() > MOST {
        return None;
    }
    let real = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let place = |place: usize| real(u64::try_from(place).unwrap_or(0));
    let x = |at: usize| rounded(LEFT + place(at) / place(weeks.len() - 1) * (RIGHT - LEFT));
    let mut marks = Vec::new();
    for (row, (name, counts)) in experts.iter().enumerate() {
        let top = place(row) * (STRIP + NAME) + NAME;
        let y = |count: u64| rounded(top + STRIP - real(count) / real(most.max(1)) * STRIP);
        let tick = |count: u64| Mark::Words {
            x: LEFT - 6.0,
            y: y(count) + 4.0,
            anchor: "end",
            look: "dg-tick",
            words: words.count(count),
        };
        marks.push(Mark::Words {
            x: LEFT,
            y: top - 7.0,
            anchor: "start",
            look: "dg-tick",
            words: name.words.clone(),
        });
        marks.push(Mark::Line { x1: LEFT, y1: y(most), x2: RIGHT, y2: y(most), look: "dg-grid" });
        marks.push(Mark::Line { x1: LEFT, y1: y(0), x2: RIGHT, y2: y(0), look: "dg-axis" });
        marks.extend([tick(0), tick(most)]);
        let points = counts.iter().enumerate().map(|(at, count)| format!("{} {}", x(at), y(*count)));
        let d = format!("M{}", points.collect::<Vec<_>>().join("L"));
        marks.push(Mark::Path { d, look: "dg-curve-1" });
    }
    let bottom = place(experts.len()) * (STRIP + NAME);
    for (at, anchor) in [(0, "start"), (weeks.len() - 1, "end")] {
        let day = date(words.lang, weeks[at]);
        marks.push(Mark::Words { x: x(at), y: bottom + 20.0, anchor, look: "dg-tick", words: day });
    }
    Some(Drawing {
        title: words.t("experts-load-chart"),
        about: words.with("experts-load-chart-about", &[("most", decimal(words.lang, real(most), 0).into())]),
        unit: words.t("reports-unit-open"),
        cases,
        width: WIDTH,
        height: bottom + DATES,
        marks,
        legend: Vec::new(),
    })
}
