//! The charts of a report beside the tables below them: what their marks say to whoever points at them, and what their lines run
//! through, read off their scales.

use dialoga::platform::i18n::{Lang, decimal, percent, whole};
use serde_json::Value;

use crate::support::browser::{Browser, Page};

/// How the curves of waits are drawn, in the order of their legend.
const CURVES: [&str; 4] = ["dg-curve-1", "dg-curve-2", "dg-curve-3", "dg-curve-4"];

/// Fails unless a page draws all these parts.
pub fn are_drawn(browser: &Browser, page: &str, parts: &[&str]) {
    let page = browser.get(page);
    for name in parts {
        assert!(!page.texts(&of(name, "svg desc")).is_empty(), "{}: {name} has no chart", page.path);
    }
}

/// Holds the charts of a part of a report, which has these parts, against its rows.
pub fn agree(page: &Page, parts: &[Value], part: &Value) {
    let chart = Chart { page, name: part["name"].as_str().unwrap(), rows: part["rows"].as_array().unwrap() };
    match chart.name {
        "settimane" | "mesi" => chart.control(),
        "ore-di-arrivo" | "parti-della-settimana" | "calendario" => chart.tones(),
        "sla-mensile" => chart.months(),
        "arretrato" => chart.backlog(),
        "carico" => chart.strips(),
        "attesa-mediana" => chart.curves(parts),
        _ => {}
    }
    if part["bars"] == true {
        chart.bars(part);
    }
}

/// What stands in the charts of a part.
fn of(name: &str, css: &str) -> String {
    format!("#{name} ~ .dg-chart {css}, #{name} ~ .dg-charts {css}")
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn label(row: &Value, place: usize) -> &str {
    row["labels"][place]["label"].as_str().unwrap()
}

/// The first figure of a row, where it is a count that is seen.
fn count(row: &Value) -> Option<u64> {
    row["cells"][0]["value"].as_u64().filter(|_| row["cells"][0]["is"] == "count")
}

fn told(count: u64) -> String {
    whole(Lang::It, i64::try_from(count).unwrap())
}

fn real(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// A number as a scale writes it.
fn number(words: &str) -> f64 {
    let plain = words.trim_end_matches('%').replace('.', "").replace(',', ".");
    plain.parse().unwrap_or_else(|_| panic!("{words:?} is no number"))
}

fn place(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no place"))
}

/// The points of a line: `M1 2L3 4`.
fn points(d: &str) -> Vec<(f64, f64)> {
    let pairs = d.trim_start_matches('M').split('L').map(|pair| pair.split_once(' ').unwrap());
    pairs.map(|(x, y)| (place(x), place(y))).collect()
}

/// The steps of a curve, each the place from which on it is so high: `M1 2H3V4H5`.
fn steps(d: &str) -> Vec<(f64, f64)> {
    let mut parts = d.trim_start_matches('M').split('H');
    let first = parts.next().and_then(|first| first.split_once(' ')).unwrap();
    let steps = parts.filter_map(|step| step.split_once('V'));
    std::iter::once(first).chain(steps).map(|(x, y)| (place(x), place(y))).collect()
}

/// Two values of a scale, each with where it stands.
type Scale = [(f64, f64); 2];

/// The value that stands somewhere.
fn read(at: f64, [first, second]: Scale) -> f64 {
    first.0 + (at - first.1) / (second.1 - first.1) * (second.0 - first.0)
}

struct Chart<'p> {
    page: &'p Page,
    name: &'p str,
    rows: &'p [Value],
}

impl Chart<'_> {
    fn at(&self) -> String {
        format!("{} {}", self.page.path, self.name)
    }

    /// What marks of a kind say.
    fn tips(&self, mark: &str) -> Vec<String> {
        self.page.texts(&of(self.name, &format!("{mark} title")))
    }

    fn say(&self, mark: &str, expected: impl Iterator<Item = String>) {
        let expected: Vec<String> = expected.map(|tip| squeezed(&tip)).collect();
        assert_eq!(self.tips(mark), expected, "{}", self.at());
    }

    /// Words of the chart, each with its place along an axis.
    fn words(&self, css: &str, axis: &str) -> Vec<(String, f64)> {
        let css = of(self.name, css);
        let places = self.page.attributes(&css, axis);
        self.page.texts(&css).into_iter().zip(places.iter().map(|text| place(text))).collect()
    }

    /// The words beside the lines across, each at the height of its line.
    fn heights(&self) -> Vec<(String, f64)> {
        let beside = self.words("text[text-anchor='end']", "y").into_iter();
        beside.map(|(words, y)| (words, y - 4.0)).collect()
    }

    fn paths(&self, look: &str) -> Vec<String> {
        self.page.attributes(&of(self.name, &format!("path.{look}")), "d")
    }

    /// Whether a line runs through the counts of some rows.
    fn runs_through(&self, d: &str, scale: Scale, rows: &[Value]) {
        let line = points(d);
        assert_eq!(line.len(), rows.len(), "{}", self.at());
        for ((_, y), row) in line.into_iter().zip(rows) {
            let (drawn, count) = (read(y, scale), count(row).unwrap());
            assert!((drawn - real(count)).abs() < 0.5, "{}: {drawn} is drawn of {row}", self.at());
        }
    }

    /// A dot for each stretch of time, with what it is.
    fn control(&self) {
        if self.tips("circle").is_empty() {
            let has_sign = |row: &Value| row["cells"][1]["is"] == "words";
            assert!(!self.rows.iter().any(has_sign), "{}: signs without a chart", self.at());
            return;
        }
        let dot = |row: &Value| {
            let sign = row["cells"][1]["words"].as_str().unwrap();
            format!("{}: {} ({sign})", label(row, 0), decimal(Lang::It, real(count(row).unwrap()), 0))
        };
        self.say("circle", self.rows.iter().map(dot));
    }

    /// A tone for each day, or for each stretch of the week that is not withheld.
    fn tones(&self) {
        let is_drawn = self.rows.iter().filter_map(count).any(|count| count > 0);
        let tone = |row: &Value| {
            let labels = row["labels"].as_array().unwrap().iter();
            let labels: Vec<&str> = labels.map(|label| label["label"].as_str().unwrap()).collect();
            count(row).map(|count| format!("{}: {}", labels.join(", "), told(count)))
        };
        self.say("rect", self.rows.iter().filter(|_| is_drawn).filter_map(tone));
    }

    /// A bar for the questions of each month, and a dot for the share in time.
    fn months(&self) {
        let months = || self.rows.iter().filter(|row| row["total"] == false);
        let is_drawn = months().filter_map(count).any(|count| count > 0);
        let bar = |row: &Value| count(row).map(|count| format!("{}: {}", label(row, 0), told(count)));
        self.say("rect", months().filter(|_| is_drawn).filter_map(bar));
        let dot = |row: &Value| {
            let cell = &row["cells"][1];
            let (hits, total) = (cell["hits"].as_u64()?, cell["total"].as_u64()?);
            let [share, low, high] =
                ["share", "low", "high"].map(|name| percent(Lang::It, cell[name].as_f64().unwrap(), 1));
            let few = if total < 10 { "*" } else { "" };
            Some(format!("{}: {share}{few} ({hits} su {total}; {low} – {high})", label(row, 0)))
        };
        self.say("circle", months().filter(|_| is_drawn).filter_map(dot));
    }

    /// A line through how many were open at the end of each week.
    fn backlog(&self) {
        let paths = self.paths("dg-curve-1");
        assert_eq!(paths.is_empty(), self.rows.len() < 2, "{}", self.at());
        let Some(line) = paths.first() else { return };
        let heights = self.heights();
        let [first, .., last] = &heights[..] else { panic!("{}: no scale", self.at()) };
        self.runs_through(line, [(number(&first.0), first.1), (number(&last.0), last.1)], self.rows);
    }

    /// A strip for each of those who have questions in hand, with their name, and a line through how many.
    fn strips(&self) {
        let of_one = |one: &Value, other: &Value| one["labels"][0] == other["labels"][0];
        let of_each: Vec<&[Value]> = self.rows.chunk_by(of_one).collect();
        let paths = self.paths("dg-curve-1");
        if paths.is_empty() {
            assert!(of_each.iter().all(|rows| rows.len() < 2), "{}: no chart", self.at());
            return;
        }
        assert_eq!(paths.len(), of_each.len(), "{}", self.at());
        let names = self.page.texts(&of(self.name, "text[text-anchor='start']"));
        let heights = self.heights();
        for (strip, (path, rows)) in paths.iter().zip(of_each).enumerate() {
            assert_eq!(names[strip], squeezed(label(&rows[0], 0)), "{}", self.at());
            let scale = [2 * strip, 2 * strip + 1].map(|line| (number(&heights[line].0), heights[line].1));
            self.runs_through(path, scale, rows);
        }
    }

    /// A curve for each group that is drawn; how many have an answer after so many hours is told by the table beside it.
    fn curves(&self, parts: &[Value]) {
        let legend = self.page.texts(&of(self.name, ".dg-legend li"));
        let Some(after) = parts.iter().find(|part| part["name"] == "risposta-dopo") else {
            assert!(legend.is_empty(), "{}: curves of which nothing is told", self.at());
            return;
        };
        let after = after["rows"].as_array().unwrap();
        let heights = self.heights();
        let below = self.words("text[text-anchor='middle']", "x").into_iter();
        let hours: Vec<(f64, f64)> = below.filter_map(|(words, x)| Some((x, words.parse().ok()?))).collect();
        for (name, look) in legend.iter().zip(CURVES) {
            let path = self.paths(look);
            let curve = steps(path.first().unwrap_or_else(|| panic!("{}: no curve of {name}", self.at())));
            let ([none, .., all], [first, .., last]) = (&heights[..], &hours[..]) else {
                panic!("{}: no scale", self.at())
            };
            let shares = [(number(&none.0) / 100.0, none.1), (number(&all.0) / 100.0, all.1)];
            let drawn = |x: f64| {
                let (_, y) = curve.iter().rfind(|(from, _)| *from <= x).unwrap();
                read(*y, shares)
            };
            for row in after.iter().filter(|row| squeezed(label(row, 0)) == *name) {
                let time: f64 = row["labels"][1]["code"].as_str().unwrap().parse().unwrap();
                let share = row["cells"][0]["share"].as_f64().filter(|_| time <= last.1);
                let Some(share) = share else { continue };
                // Places are rounded, and steps nearer than a pixel are drawn as one.
                let x = read(time, [*first, *last]);
                let near = drawn(x - 0.2) - 0.006..=drawn(x + 0.2) + 0.006;
                assert!(near.contains(&share), "{} {name}: {near:?} is drawn of {row}", self.at());
            }
        }
    }

    /// Lying bars of the first figure; of groups that have members those of the members, the longest first.
    fn bars(&self, part: &Value) {
        let shown = self.page.texts(&format!("#{} ~ .dg-lying .dg-bars li strong", self.name));
        let has_levels = part["headings"][0]["name"] == "livello";
        let is_at = |row: &Value, level: &str| has_levels && row["labels"][0]["code"] == level;
        let has_members = |at: usize| {
            let next = self.rows.get(at + 1);
            is_at(&self.rows[at], "area") && next.is_some_and(|next| is_at(next, "argomento"))
        };
        let rows = self.rows.iter().enumerate();
        let rows = rows.filter(|(at, row)| row["total"] == false && !has_members(*at));
        let counts = rows.filter_map(|(_, row)| count(row));
        let mut counts: Vec<u64> = counts.filter(|count| *count > 0).collect();
        if has_levels {
            counts.sort_unstable();
            counts.reverse();
        }
        assert_eq!(shown, counts.into_iter().map(told).collect::<Vec<_>>(), "{}", self.at());
    }
}
