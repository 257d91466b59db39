//! How long people wait for an answer, with those who still wait counted as what they are: longer than this so far.

use std::collections::BTreeMap;

use super::breakdown::narrowed;
use super::{Words, groups};
use crate::kernel::clock::Instant;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::{Fact, Standing};
use crate::statistics::figure::Figure;
use crate::statistics::methods::log_rank::{LogRank, log_rank};
use crate::statistics::methods::survival::{Curve, Reached, Step, Wait};
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Drawing, Heading, Hours, Label, Mark, Part, Row, Table, rounded};

/// Under so many waits a curve would be drawn from next to nothing.
pub(super) const ENOUGH: usize = 10;
/// More curves than these cannot be told apart.
const MOST_CURVES: usize = 4;
/// After so many hours it is told how many have an answer.
pub(super) const AFTER: [f64; 9] = [6.0, 12.0, 24.0, 36.0, 48.0, 72.0, 96.0, 168.0, 336.0];
/// Microseconds of an hour.
pub(super) const MICROS: f64 = 3_600_000_000.0;
/// How the curves are drawn, told apart by their dashes.
const LOOKS: [&str; MOST_CURVES] = ["dg-curve-1", "dg-curve-2", "dg-curve-3", "dg-curve-4"];

crate::text_enum! {
    /// By which clock waits are measured.
    pub enum Clock {
        /// Every hour counts.
        Gross = "lorde",
        /// Without the pauses.
        Net = "nette",
    }
}

/// How long a question waited, or has waited so far; none of one that was closed without an answer before anybody could wait.
fn wait(fact: &Fact, clock: Clock, as_of: Instant) -> Wait {
    let (until, ended) = match fact.standing {
        Standing::Answered(at) => (at, true),
        // Nobody waits for an answer that is not wanted any more: it was seen to wait until then.
        Standing::Closed(at) => (at, false),
        Standing::Paused(since) if clock == Clock::Net => (since, false),
        Standing::Running | Standing::Paused(_) | Standing::Spam => (as_of, false),
    };
    let paused = if clock == Clock::Net { fact.paused_seconds * 1_000_000 } else { 0 };
    Wait { time: hours((until.micros() - fact.started_at.micros() - paused).max(0)), ended }
}

/// Microseconds as hours.
#[expect(clippy::cast_precision_loss, reason = "microseconds of a century stay below 2^53")]
pub(super) fn hours(micros: i64) -> f64 {
    micros as f64 / MICROS
}

/// How long each of these waited.
pub(super) fn of(facts: &[&Fact], clock: Clock, as_of: Instant) -> Vec<Wait> {
    facts.iter().map(|fact| wait(fact, clock, as_of)).collect()
}

/// The parts of the report: the curve of all, or one for each group.
pub(super) fn parts(
    picked: &[&Fact],
    by: Option<Dimension>,
    clock: Clock,
    question: &Question,
    words: Words<'_>,
) -> Vec<Part> {
    let lookup = words.names.lookup();
    let mut waits: BTreeMap<Value, Vec<Wait>> = BTreeMap::new();
    for fact in picked.iter().filter(|fact| by.is_none_or(|by| by.is_asked(fact))) {
        let value = by.map_or(Value::NONE, |by| lookup.value(by, fact));
        waits.entry(value).or_default().push(wait(fact, clock, question.as_of));
    }
    let mut notes = vec![about(clock, words)];
    notes.extend(by.and_then(|by| groups::only_of(by, words)));
    notes.extend(by.and_then(|by| {
        let compared = waits.iter().filter(|(value, _)| groups::is_group(by, **value));
        verdict(compared.map(|(_, waits)| waits.clone()).collect(), words)
    }));
    let query = |value| match by {
        Some(by) => narrowed(question, by, value, words),
        None => question.query(words.names),
    };
    let queries: Vec<String> = waits.keys().map(|value| query(*value)).collect();
    let curves: Vec<(Label, Curve)> = waits
        .into_iter()
        .map(|(value, mut waits)| (group(by, value, words), Curve::of(&mut waits)))
        .collect();
    notes.extend(left_out(&curves, words));
    let heading = heading(by, words);
    let mut quantiles = quantiles(&curves, notes, heading.clone(), words);
    for (row, query) in quantiles.table.rows.iter_mut().zip(queries) {
        row.query = Some(query);
    }
    vec![quantiles, after(&curves, heading, words)]
}

/// By which clock waits are measured, in words.
pub(super) fn about(clock: Clock, words: Words<'_>) -> String {
    words.t(match clock {
        Clock::Gross => "reports-waits-gross",
        Clock::Net => "reports-waits-net",
    })
}

/// What a group is called; by nothing it is all questions.
pub(super) fn group(by: Option<Dimension>, value: Value, words: Words<'_>) -> Label {
    match by {
        Some(by) => Label {
            code: words.names.word(by, value),
            words: words.names.name(by, value, words.lang, words.texts),
        },
        None => Label { code: "totale".to_owned(), words: words.t("reports-all-questions") },
    }
}

/// The heading over the groups.
pub(super) fn heading(by: Option<Dimension>, words: Words<'_>) -> Heading {
    Heading {
        name: by.map_or("gruppo", Dimension::as_str),
        words: by.map_or_else(|| words.t("reports-group"), |by| words.t(&by.label())),
    }
}

/// Whether groups of enough questions wait differently long; nothing where it cannot be told.
pub(super) fn verdict(mut groups: Vec<Vec<Wait>>, words: Words<'_>) -> Option<String> {
    groups.retain(|waits| waits.len() >= ENOUGH);
    let test = log_rank(&groups)?;
    Some(told(&test, groups.len(), ["reports-waits-differ", "reports-waits-alike"], words))
}

/// What a test of so many groups says, by the key of those that differ and of those that do not.
pub(super) fn told(test: &LogRank, groups: usize, keys: [&str; 2], words: Words<'_>) -> String {
    let [differ, alike] = keys;
    let p = words.probability(test.p);
    let chi = crate::platform::i18n::decimal(words.lang, test.chi_squared, 2);
    let args =
        [("p", p.into()), ("chi", chi.into()), ("degrees", test.degrees.into()), ("groups", groups.into())];
    words.with(if test.p < 0.05 { differ } else { alike }, &args)
}

/// Median and ninth decile of each curve, and the drawing of them.
pub(super) fn quantiles(
    curves: &[(Label, Curve)],
    notes: Vec<String>,
    heading: Heading,
    words: Words<'_>,
) -> Part {
    let reached = |reached: Reached| {
        Cell::Hours(Hours { hours: reached.time, low: reached.interval.0, high: reached.interval.1 })
    };
    let row = |(label, curve): &(Label, Curve)| {
        let waits = u64::try_from(curve.waits).unwrap_or(u64::MAX);
        let answered: usize = curve.steps.iter().map(|step| step.ended).sum();
        let cells = if curve.waits < ENOUGH {
            vec![
                Cell::Count(waits),
                Cell::Count(u64::try_from(answered).unwrap_or(u64::MAX)),
                Cell::TooFew,
                Cell::TooFew,
            ]
        } else {
            vec![
                Cell::Count(waits),
                Cell::Count(u64::try_from(answered).unwrap_or(u64::MAX)),
                reached(curve.reached(0.5)),
                reached(curve.reached(0.9)),
            ]
        };
        Row { labels: vec![label.clone()], is_total: false, cells, query: None }
    };
    Part {
        name: "attesa-mediana",
        title: words.t("reports-waits-quantiles"),
        notes,
        drawing: drawing(curves, words),
        has_bars: false,
        table: Table {
            headings: vec![heading],
            columns: vec![Figure::Waits, Figure::Answered, Figure::CensoredMedian, Figure::CensoredP90],
            rows: curves.iter().map(row).collect(),
        },
    }
}

/// How many have an answer after so many hours.
pub(super) fn after(curves: &[(Label, Curve)], heading: Heading, words: Words<'_>) -> Part {
    let mut rows = Vec::new();
    for (label, curve) in curves.iter().filter(|(_, curve)| curve.waits >= ENOUGH) {
        for hours in AFTER {
            let last = curve.step_at(hours);
            let share = ended(last);
            let at_risk = curve.at_risk_after(hours);
            let hours = Label {
                code: format!("{hours}"),
                words: words.with("reports-waits-hours", &[("hours", hours.into())]),
            };
            rows.push(Row {
                labels: vec![label.clone(), hours],
                is_total: false,
                cells: vec![
                    if at_risk == 0 && last.is_none_or(|step| step.share > 0.0) {
                        Cell::Nothing
                    } else {
                        share
                    },
                    Cell::Count(u64::try_from(at_risk).unwrap_or(u64::MAX)),
                ],
                query: None,
            });
        }
    }
    Part {
        name: "risposta-dopo",
        title: words.t("reports-waits-after"),
        notes: vec![words.t("reports-waits-after-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![
                heading,
                Heading { name: "dopo_ore", words: words.t("reports-waits-after-column") },
            ],
            columns: vec![Figure::AnsweredAfter, Figure::AtRisk],
            rows,
        },
    }
}

/// The share that has ended at a step of a curve; none before the first.
pub(super) fn ended(step: Option<&Step>) -> Cell {
    step.map_or(Cell::Share(0.0, None), |step| {
        Cell::Share(1.0 - step.share, step.interval.map(|(low, high)| (1.0 - high, 1.0 - low)))
    })
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 618.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 290.0;

/// At most a few curves, those of the most questions.
fn drawn(curves: &[(Label, Curve)]) -> Vec<&(Label, Curve)> {
    let mut drawn: Vec<&(Label, Curve)> = curves.iter().filter(|(_, curve)| curve.waits >= ENOUGH).collect();
    drawn.sort_by_key(|(_, curve)| std::cmp::Reverse(curve.waits));
    drawn.truncate(MOST_CURVES);
    drawn
}

/// That the drawing does not show all groups, where it does not.
fn left_out(curves: &[(Label, Curve)], words: Words<'_>) -> Option<String> {
    let (shown, all) = (drawn(curves).len(), curves.len());
    let args = [("shown", shown.into()), ("all", all.into())];
    (0 < shown && shown < all).then(|| words.with("statistics-chart-some-groups", &args))
}

/// The share answered over time, of some groups; the band of one alone.
pub(super) fn drawing(curves: &[(Label, Curve)], words: Words<'_>) -> Option<Drawing> {
    let drawn = drawn(curves);
    drawn.first()?;
    // A little farther than nine in ten, and at least two days: the last ones would press all others together.
    let far = drawn.iter().filter_map(|(_, curve)| curve.reached(0.9).time).fold(48.0_f64, f64::max) * 1.1;
    let last = AFTER.into_iter().find(|hours| *hours >= far).unwrap_or(336.0);
    let x = |hours: f64| rounded(LEFT + hours.min(last) / last * (RIGHT - LEFT));
    let y = |share: f64| rounded(BOTTOM - share * (BOTTOM - TOP));
    let percent = |share: f64| crate::platform::i18n::percent(words.lang, share, 0);
    let mut marks = Vec::new();
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let look = if share == 0.0 { "dg-axis" } else { "dg-grid" };
        marks.push(Mark::Line { x1: LEFT, y1: y(share), x2: RIGHT, y2: y(share), look });
        marks.push(Mark::Words {
            x: LEFT - 6.0,
            y: y(share) + 4.0,
            anchor: "end",
            look: "dg-tick",
            words: percent(share),
        });
    }
    for hours in AFTER.into_iter().filter(|hours| *hours <= last && (*hours >= last / 12.0)) {
        marks.push(Mark::Line { x1: x(hours), y1: BOTTOM, x2: x(hours), y2: BOTTOM + 5.0, look: "dg-axis" });
        let words = format!("{hours}");
        marks.push(Mark::Words { x: x(hours), y: BOTTOM + 20.0, anchor: "middle", look: "dg-tick", words });
    }
    marks.push(Mark::Words {
        x: (LEFT + RIGHT) / 2.0,
        y: BOTTOM + 40.0,
        anchor: "middle",
        look: "dg-tick",
        words: words.t("reports-waits-axis"),
    });
    if let [(_, curve)] = drawn.as_slice() {
        let low = path(curve, |step| step.interval.map(|(_, high)| 1.0 - high), last, x, y);
        let high = path(curve, |step| step.interval.map(|(low, _)| 1.0 - low), last, x, y);
        marks.push(Mark::Path { d: low, look: "dg-bound" });
        marks.push(Mark::Path { d: high, look: "dg-bound" });
    }
    for ((_, curve), look) in drawn.iter().zip(LOOKS) {
        marks.push(Mark::Path { d: path(curve, |step| Some(1.0 - step.share), last, x, y), look });
    }
    let legend: Vec<(String, &'static str)> =
        drawn.iter().zip(LOOKS).map(|((label, _), look)| (label.words.clone(), look)).collect();
    let count: usize = drawn.iter().map(|(_, curve)| curve.waits).sum();
    Some(Drawing {
        title: words.t("reports-waits-chart"),
        about: words.t("reports-waits-chart-about"),
        unit: words.t("reports-waits-chart-unit"),
        cases: u64::try_from(count).unwrap_or(u64::MAX),
        width: WIDTH,
        height: HEIGHT,
        marks,
        legend,
    })
}

/// The steps of a curve as far as there is a share. Steps nearer than a pixel are one.
fn path(
    curve: &Curve,
    share: impl Fn(&Step) -> Option<f64>,
    last: f64,
    x: impl Fn(f64) -> f64,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut d = format!("M{} {}", x(0.0), y(0.0));
    let (mut drawn, mut end) = ((x(0.0), y(0.0)), last.min(curve.longest));
    for step in curve.steps.iter().take_while(|step| step.time <= last) {
        let Some(share) = share(step) else {
            end = step.time;
            break;
        };
        let to = (x(step.time), y(share));
        if (to.0 - drawn.0).abs() >= 1.0 || (to.1 - drawn.1).abs() >= 1.0 {
            d.push_str(&format!("H{}V{}", to.0, to.1));
            drawn = to;
        }
    }
    d.push_str(&format!("H{}", x(end)));
    d
}
