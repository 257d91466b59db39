//! The charts of the months, drawn from the cells of their table.

use chrono::NaiveDate;

use crate::kernel::wilson::Rate;
use crate::platform::i18n::{Lang, Texts, month_short, percent, whole};
use crate::statistics::chart::{self, Gridline, HEIGHT, WIDTH};
use crate::statistics::reports::Words;
use crate::statistics::sheet::{Cell, Drawing, Mark, Row};

/// Where the words under the columns stand.
const NAMES: f64 = 198.0;
const RUNNING: f64 = 214.0;
/// Where the mark of a withheld figure stands.
const HIDDEN: f64 = 176.0;

/// A month of the table.
struct Month<'r> {
    day: NaiveDate,
    name: &'r str,
    running: bool,
    cells: &'r [Cell],
}

fn months(rows: &[Row]) -> Vec<Month<'_>> {
    let month = |row: &'_ Row| -> Option<(NaiveDate, bool)> {
        let [month, running, ..] = row.labels.as_slice() else { return None };
        Some((format!("{}-01", month.code).parse().ok()?, running.code == "1"))
    };
    rows.iter()
        .filter_map(|row| {
            let (day, running) = month(row)?;
            Some(Month { day, name: &row.labels[0].words, running, cells: &row.cells })
        })
        .collect()
}

/// A bar for the questions of each month; none without a question.
pub(super) fn received(rows: &[Row], words: Words<'_>) -> Option<Drawing> {
    let months = months(rows);
    let count = |month: &Month<'_>| match month.cells.first() {
        Some(Cell::Count(count)) => Some(*count),
        _ => None,
    };
    let counts: Vec<Option<u64>> = months.iter().map(count).collect();
    let cases: u64 = counts.iter().flatten().sum();
    let bars = chart::bars(&counts);
    let number = |value: f64| whole(words.lang, rounded(value));
    let mut marks = grid(&bars.grid, number);
    for (month, bar) in months.iter().zip(&bars.bars) {
        match bar.count {
            Some(count) => marks.push(Mark::Rect {
                x: bar.x,
                y: bar.y,
                width: bar.width,
                height: bar.height,
                look: if month.running { "dg-bar-running" } else { "dg-bar-whole" },
                tip: format!("{}: {}", month.name, words.count(count)),
            }),
            None => marks.push(text(bar.middle, HIDDEN, "dg-tick", "–".to_owned())),
        }
        marks.extend(below(month, bar.middle, bar.named, words.lang, words.texts));
    }
    let running = months.iter().any(|month| month.running);
    let legend = [("statistics-chart-whole", "dg-bar-whole"), ("statistics-chart-running", "dg-bar-running")];
    (cases > 0).then(|| Drawing {
        title: words.t("statistics-chart-received"),
        about: words.t("statistics-chart-received-about"),
        unit: words.t("statistics-unit-questions"),
        cases,
        width: WIDTH,
        height: HEIGHT,
        marks,
        legend: if running { legend.map(|(key, look)| (words.t(key), look)).to_vec() } else { Vec::new() },
    })
}

/// A dot for the share of each month answered in time, with its interval; none without a share.
pub(in crate::statistics) fn kept(rows: &[Row], lang: Lang, texts: &Texts) -> Option<Drawing> {
    let t = |key: &str| texts.get(lang, key, &[]);
    let months = months(rows);
    let rate = |month: &Month<'_>| match month.cells.get(1) {
        Some(Cell::Rate(rate)) => Some(*rate),
        _ => None,
    };
    let rates: Vec<Option<Rate>> = months.iter().map(rate).collect();
    let cases: u64 = rates.iter().flatten().map(|rate| rate.total).sum();
    let shares = chart::shares(&rates);
    // The places of the columns are those of the bars.
    let places = chart::bars(&vec![None; months.len()]);
    let mut marks = grid(&shares.grid, |value| percent(lang, value, 0));
    for (((month, place), rate), whisker) in months.iter().zip(&places.bars).zip(&rates).zip(&shares.marks) {
        if let Some((whisker, rate)) = whisker.as_ref().zip(rate.as_ref()) {
            let (x, look) = (whisker.middle, "dg-whisker");
            marks.push(Mark::Line { x1: x, y1: whisker.low, x2: x, y2: whisker.high, look });
            let (share, detail) = Cell::Rate(*rate).written(lang, texts);
            let tip = format!("{}: {share} ({})", month.name, detail.join("; "));
            let look = if whisker.firm { "dg-dot" } else { "dg-dot-few" };
            marks.push(Mark::Dot { x, y: whisker.y, look, tip });
        } else if month.cells.get(1) == Some(&Cell::Hidden) {
            marks.push(text(place.middle, HIDDEN, "dg-tick", "–".to_owned()));
        }
        marks.extend(below(month, place.middle, place.named, lang, texts));
    }
    let legend = [
        ("statistics-chart-firm", "dg-dot"),
        ("statistics-chart-few", "dg-dot-few"),
        ("statistics-chart-interval", "dg-whisker"),
    ];
    (cases > 0).then(|| Drawing {
        title: t("statistics-chart-rate"),
        about: t("statistics-chart-rate-about"),
        unit: t("statistics-unit-share"),
        cases,
        width: WIDTH,
        height: HEIGHT,
        marks,
        legend: legend.map(|(key, look)| (t(key), look)).to_vec(),
    })
}

fn grid(lines: &[Gridline], words: impl Fn(f64) -> String) -> Vec<Mark> {
    let line = |(place, line): (usize, &Gridline)| {
        let look = if place == 0 { "dg-axis" } else { "dg-grid" };
        [
            Mark::Line { x1: 40.0, y1: line.y, x2: 354.0, y2: line.y, look },
            Mark::Words {
                x: 34.0,
                y: line.y + 4.0,
                anchor: "end",
                look: "dg-tick",
                words: words(line.value),
            },
        ]
    };
    lines.iter().enumerate().flat_map(line).collect()
}

fn below(month: &Month<'_>, middle: f64, named: bool, lang: Lang, texts: &Texts) -> Vec<Mark> {
    let mut marks = Vec::new();
    if named {
        marks.push(text(middle, NAMES, "dg-name", month_short(lang, month.day)));
    }
    if month.running {
        let running = texts.get(lang, "statistics-running", &[]);
        marks.push(Mark::Words {
            x: middle + 19.0,
            y: RUNNING,
            anchor: "end",
            look: "dg-name",
            words: running,
        });
    }
    marks
}

fn text(x: f64, y: f64, look: &'static str, words: String) -> Mark {
    Mark::Words { x, y, anchor: "middle", look, words }
}

#[expect(clippy::cast_possible_truncation, reason = "lines stand at whole counts")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}
