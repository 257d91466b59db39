//! How many questions each expert had in hand at the end of each week.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Duration, NaiveDate};

use super::Words;
use super::breakdown::{heading, label};
use super::experts::Seen;
use super::trend::{week, week_heading, weeks};
use crate::kernel::clock::Instant;
use crate::platform::i18n::{date, decimal};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Drawing, Label, Mark, Part, Row, Table, rounded};

/// So many experts are drawn at most: more strips make no chart.
const MOST: usize = 12;

/// What somebody had in hand at the end of each week, or what was in the queue.
struct Load {
    of: Value,
    name: Label,
    counts: Vec<u64>,
}

/// The part of the report.
pub(super) fn part(seen: Seen<'_>, question: &Question, words: Words<'_>) -> Part {
    let mut weeks = weeks(question);
    // Before the first question came nobody had one; at the end of the week in which it did somebody may.
    weeks.retain(|monday| seen.began.is_some_and(|began| began < *monday + Duration::days(7)));
    let ends: Vec<Instant> =
        weeks.iter().map(|monday| Instant::midnight(*monday + Duration::days(7))).collect();
    // The weeks at the end of which a question was open.
    let open = |fact: &Fact| -> Range<usize> {
        let until = fact.ended_at().unwrap_or(question.as_of);
        ends.partition_point(|end| *end < fact.started_at)..ends.partition_point(|end| *end < until)
    };
    let holder = |fact: &Fact, place: usize| seen.holders.holder_at(fact.ticket, ends[place]);
    let mut counts: BTreeMap<Value, Vec<u64>> = BTreeMap::new();
    for fact in seen.all.iter().copied() {
        for place in open(fact) {
            counts.entry(holder(fact, place)).or_insert_with(|| vec![0; ends.len()])[place] += 1;
        }
    }
    let mut experts: Vec<Load> = Vec::new();
    let mut queue = None;
    for (of, counts) in counts {
        if of == Value::NONE {
            let name = Label { code: String::new(), words: words.t("experts-in-queue") };
            queue = Some(Load { of, name, counts });
        } else {
            experts.push(Load { of, name: label(Dimension::Expert, of, words), counts });
        }
    }
    experts.sort_by_cached_key(|load| load.name.words.to_lowercase());
    let mut drawn = busiest(&experts);
    drawn.extend(&queue);
    let is_drawn = |of: Value| drawn.iter().any(|load| load.of == of);
    let has_strip = |fact: &Fact| open(fact).any(|place| is_drawn(holder(fact, place)));
    let cases = seen.all.iter().copied().filter(|fact| has_strip(fact)).count();
    let chart = drawing(&drawn, &weeks, u64::try_from(cases).unwrap_or(u64::MAX), words);
    let mut notes = vec![words.t("experts-load-about")];
    if chart.is_some() && experts.len() > MOST {
        let args = [("shown", MOST.into()), ("all", experts.len().into())];
        notes.push(words.with("experts-load-some", &args));
    }
    let rows = experts.iter().chain(&queue).flat_map(|load| {
        weeks.iter().zip(&load.counts).map(move |(monday, count)| Row {
            labels: vec![load.name.clone(), week(*monday, words)],
            is_total: false,
            cells: vec![Cell::Count(*count)],
            query: None,
        })
    });
    Part {
        name: "carico",
        title: words.t("experts-load"),
        notes,
        drawing: chart,
        has_bars: false,
        table: Table {
            headings: vec![heading(Dimension::Expert, words), week_heading(words)],
            columns: vec![Figure::HeldThen],
            rows: rows.collect(),
        },
    }
}

/// The experts with the most questions over all weeks, of those with as many the first; in the order given.
fn busiest(experts: &[Load]) -> Vec<&Load> {
    let mut places: Vec<usize> = (0..experts.len()).collect();
    places.sort_by_key(|place| Reverse(experts[*place].counts.iter().sum::<u64>()));
    places.truncate(MOST);
    places.sort_unstable();
    places.into_iter().map(|place| &experts[place]).collect()
}

const WIDTH: f64 = 640.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 630.0;
/// Height of a strip, of its name above it, and of the dates below all.
const STRIP: f64 = 44.0;
const NAME: f64 = 24.0;
const DATES: f64 = 30.0;

/// A strip for each of them, all of one scale, one below the other.
fn drawing(loads: &[&Load], weeks: &[NaiveDate], cases: u64, words: Words<'_>) -> Option<Drawing> {
    let most = loads.iter().flat_map(|load| &load.counts).copied().max()?;
    if weeks.len() < 2 {
        return None;
    }
    let real = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let place = |place: usize| real(u64::try_from(place).unwrap_or(0));
    let x = |at: usize| rounded(LEFT + place(at) / place(weeks.len() - 1) * (RIGHT - LEFT));
    let mut marks = Vec::new();
    for (row, load) in loads.iter().enumerate() {
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
            words: load.name.words.clone(),
        });
        marks.push(Mark::Line { x1: LEFT, y1: y(most), x2: RIGHT, y2: y(most), look: "dg-grid" });
        marks.push(Mark::Line { x1: LEFT, y1: y(0), x2: RIGHT, y2: y(0), look: "dg-axis" });
        marks.extend([tick(0), tick(most)]);
        let points = load.counts.iter().enumerate().map(|(at, count)| format!("{} {}", x(at), y(*count)));
        let d = format!("M{}", points.collect::<Vec<_>>().join("L"));
        marks.push(Mark::Path { d, look: "dg-curve-1" });
    }
    let bottom = place(loads.len()) * (STRIP + NAME);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_are_drawn_in_the_order_of_their_names() {
        let load = |of: i64, counts: &[u64]| Load {
            of: Value::of_id(Some(of)),
            name: Label { code: of.to_string(), words: format!("Esperta {of:02}") },
            counts: counts.to_vec(),
        };
        let ids = |loads: Vec<&Load>| loads.into_iter().filter_map(|load| load.of.id()).collect::<Vec<_>>();
        // The second has the least, the fourth as little as the last: of these the first by name is drawn.
        let mut experts: Vec<Load> = (1..=14).map(|of| load(of, &[2, 3])).collect();
        experts[1].counts = vec![0, 1];
        experts[3].counts = vec![2, 0];
        experts[13].counts = vec![0, 2];
        assert_eq!(ids(busiest(&experts)), [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        assert_eq!(ids(busiest(&experts[..3])), [1, 2, 3]);
    }
}
