//! A report as one reader may see it: the same rows for the page, its charts and its exports.

use chrono::NaiveDate;
use serde::Serialize;

use super::chart::{self, Bars, Shares};
use super::csv::{self, Cell};
use super::disclosure::{Protection, THRESHOLD, Withheld};
use super::figures::{Counts, Figures, Report, Times};
use super::period::Period;
use super::shown::Shown;
use super::wilson::Rate;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TopicId;
use crate::platform::i18n::Lang;
use crate::topics::TopicTree;

/// What a row says.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Questions received.
    pub received: Shown<u64>,
    /// Answered.
    pub answered: Shown<u64>,
    /// Share answered within the deadline.
    pub rate: Shown<Rate>,
    /// Whether there are enough cases to speak of a rate.
    pub firm: bool,
    /// Open and past the deadline.
    pub overdue: Shown<u64>,
    /// Hours from the question to the answer.
    pub gross: Hours,
    /// The same without pauses.
    pub net: Hours,
}

/// Median and 90th percentile in hours.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Hours {
    /// Half were at most this long.
    pub median: Shown<f64>,
    /// Nine of ten were at most this long.
    pub p90: Shown<f64>,
}

/// A month and its row.
#[derive(Debug, Clone, Serialize)]
pub struct MonthRow {
    /// First day.
    pub month: NaiveDate,
    /// Its figures.
    #[serde(flatten)]
    pub row: Row,
}

/// A topic and its row.
#[derive(Debug, Clone, Serialize)]
pub struct TopicRow {
    /// Name of the first level; empty when the topic is of the first level itself, or unknown.
    pub area: String,
    /// Name; empty for questions without a topic.
    pub name: String,
    /// Length of its bar in the chart.
    pub length: f64,
    /// Its figures.
    #[serde(flatten)]
    pub row: Row,
}

/// Everything a page shows.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// The instant for which "open" and "overdue" are true.
    pub as_of: Instant,
    /// First and last day.
    pub period: Period,
    /// Of the whole period.
    pub total: Row,
    /// Closed without an answer.
    pub closed: Shown<u64>,
    /// By month.
    pub months: Vec<MonthRow>,
    /// By topic.
    pub topics: Vec<TopicRow>,
    /// Questions received by month.
    pub received_chart: Bars,
    /// Shares within the deadline by month.
    pub rate_chart: Shares,
    /// Whether anything is withheld.
    pub withheld: bool,
    /// The least count shown, where small ones are withheld.
    pub threshold: u64,
}

impl View {
    /// The report for a reader who sees small counts (`all`) or not.
    pub fn of(report: &Report, tree: &TopicTree, lang: Lang, all: bool) -> Self {
        let months: Vec<Counts> = report.months.iter().map(|(_, figures)| figures.counts).collect();
        let topics: Vec<Counts> = report.topics.iter().map(|(_, figures)| figures.counts).collect();
        let tables: [&[Counts]; 2] = [&months, &topics];
        let protection =
            if all { Protection::none(&tables) } else { Protection::of(&report.total.counts, &tables) };
        let rows_of = |table: usize| protection.rows.get(table).into_iter().flatten().copied();
        let months: Vec<MonthRow> = report
            .months
            .iter()
            .zip(rows_of(0))
            .map(|((month, figures), withheld)| MonthRow { month: *month, row: row(figures, withheld, all) })
            .collect();
        let mut topics: Vec<(usize, TopicRow)> = report
            .topics
            .iter()
            .zip(rows_of(1))
            .map(|((topic, figures), withheld)| topic_row(*topic, row(figures, withheld, all), tree, lang))
            .collect();
        topics.sort_by_key(|(place, _)| *place);
        let mut topics: Vec<TopicRow> = topics.into_iter().map(|(_, row)| row).collect();
        let lengths =
            chart::lengths(&topics.iter().map(|topic| seen(topic.row.received)).collect::<Vec<_>>());
        topics.iter_mut().zip(lengths).for_each(|(topic, length)| topic.length = length);
        let closed = report.total.counts.closed;
        let is_small = (1..THRESHOLD).contains(&closed);
        Self {
            as_of: report.as_of,
            period: report.period,
            total: row(&report.total, protection.total, all),
            closed: Shown::or_hidden(Some(closed), !all && (is_small || protection.total >= Withheld::Row)),
            received_chart: chart::bars(
                &months.iter().map(|month| seen(month.row.received)).collect::<Vec<_>>(),
            ),
            rate_chart: chart::shares(
                &months
                    .iter()
                    .map(|month| {
                        seen(month.row.rate).map(|rate| (rate.share, rate.low, rate.high, rate.is_firm()))
                    })
                    .collect::<Vec<_>>(),
            ),
            withheld: !all
                && (is_small
                    || protection.total > Withheld::Nothing
                    || protection.rows.iter().flatten().any(|withheld| *withheld > Withheld::Nothing)),
            months,
            topics,
            threshold: THRESHOLD,
        }
    }

    /// The table by month, with a line for the whole period.
    pub fn months_csv(&self) -> String {
        let mut lines = vec![header(&["mese"])];
        lines.extend(
            self.months
                .iter()
                .map(|month| line([text(&month.month.format("%Y-%m").to_string())], &month.row)),
        );
        lines.push(line([text("totale")], &self.total));
        csv::write(&lines)
    }

    /// The table by topic, with a line for the whole period.
    pub fn topics_csv(&self) -> String {
        let mut lines = vec![header(&["area", "argomento"])];
        lines
            .extend(self.topics.iter().map(|topic| line([text(&topic.area), text(&topic.name)], &topic.row)));
        lines.push(line([text(""), text("totale")], &self.total));
        csv::write(&lines)
    }
}

fn row(figures: &Figures, withheld: Withheld, all: bool) -> Row {
    let counts = &figures.counts;
    let hide = |level| withheld >= level;
    let few_answers = !all && (1..THRESHOLD).contains(&counts.answered);
    let hours = |times: &Times| {
        let hidden = hide(Withheld::Outcome) || few_answers;
        Hours { median: Shown::or_hidden(times.median, hidden), p90: Shown::or_hidden(times.p90, hidden) }
    };
    Row {
        received: Shown::or_hidden(Some(counts.received), hide(Withheld::Row)),
        answered: Shown::or_hidden(Some(counts.answered), hide(Withheld::Split)),
        rate: Shown::or_hidden(counts.rate(), hide(Withheld::Outcome)),
        firm: counts.rate().is_some_and(|rate| rate.is_firm()),
        overdue: Shown::or_hidden(Some(counts.overdue), hide(Withheld::Split)),
        gross: hours(&figures.gross),
        net: hours(&figures.net),
    }
}

/// The row of a topic and its place in the tree; questions without a topic come last.
fn topic_row(topic: Option<TopicId>, row: Row, tree: &TopicTree, lang: Lang) -> (usize, TopicRow) {
    let found = topic.and_then(|id| tree.get(id));
    let name = found.map(|topic| topic.name(lang).to_owned()).unwrap_or_default();
    let parent = found.and_then(|topic| tree.get(topic.parent?));
    let area = parent.map(|parent| parent.name(lang).to_owned()).unwrap_or_default();
    let order = tree.roots().flat_map(|root| tree.with_children(root.id));
    let place = order.zip(0..).find(|(id, _)| Some(*id) == topic).map_or(usize::MAX, |(_, place)| place);
    (place, TopicRow { area, name, length: 0.0, row })
}

fn seen<T>(shown: Shown<T>) -> Option<T> {
    match shown {
        Shown::Value(value) => Some(value),
        Shown::Nothing | Shown::Hidden => None,
    }
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// Names of the columns. They are for programs, so they are the same in both languages.
fn header(labels: &[&str]) -> Vec<Cell> {
    const FIGURES: [&str; 13] = [
        "ricevute",
        "risposte",
        "in_ritardo_ora",
        "decise",
        "entro_scadenza",
        "quota_entro_scadenza",
        "quota_minima_95",
        "quota_massima_95",
        "ore_mediana",
        "ore_90_percentile",
        "ore_nette_mediana",
        "ore_nette_90_percentile",
        "meno_di_10_casi",
    ];
    labels.iter().chain(&FIGURES).map(|label| text(label)).collect()
}

fn line<const N: usize>(labels: [Cell; N], row: &Row) -> Vec<Cell> {
    let few = row.rate.map(|rate| u64::from(!rate.is_firm()));
    let figures = [
        row.received.into(),
        row.answered.into(),
        row.overdue.into(),
        row.rate.map(|rate| rate.total).into(),
        row.rate.map(|rate| rate.hits).into(),
        Cell::figure(row.rate.map(|rate| rate.share), 4),
        Cell::figure(row.rate.map(|rate| rate.low), 4),
        Cell::figure(row.rate.map(|rate| rate.high), 4),
        Cell::figure(row.gross.median, 2),
        Cell::figure(row.gross.p90, 2),
        Cell::figure(row.net.median, 2),
        Cell::figure(row.net.p90, 2),
        few.into(),
    ];
    labels.into_iter().chain(figures).collect()
}
