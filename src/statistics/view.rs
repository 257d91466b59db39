//! A report as one reader may see it: the same rows for the page, its charts and its exports.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::chart::{self, Bars, Shares};
use super::disclosure::{THRESHOLD, Withheld};
use super::figures::{AreaFigures, Figures, Report, Times};
use super::period::{Period, first_of_month};
use super::published::Published;
use super::quantile::Quantile;
use super::shown::Shown;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TopicId;
use crate::kernel::wilson::Rate;
use crate::platform::i18n::Lang;
use crate::topics::TopicTree;

/// What a row says.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Questions received: answered, open and closed together.
    pub received: Shown<u64>,
    /// Answered.
    pub answered: Shown<u64>,
    /// Open.
    pub open: Shown<u64>,
    /// Of these, past the deadline.
    pub overdue: Shown<u64>,
    /// Of the open, not past the deadline.
    pub open_in_time: Shown<u64>,
    /// Closed without an answer.
    pub closed: Shown<u64>,
    /// Share answered within the deadline.
    pub rate: Shown<Rate>,
    /// Whether there are enough cases to speak of a rate.
    pub firm: bool,
    /// Hours from the question to the answer.
    pub gross: Hours,
    /// The same without pauses.
    pub net: Hours,
    /// Whether anything of it is withheld.
    #[serde(skip)]
    pub withheld: bool,
}

impl Row {
    /// Whether this reader may not see how many are decided.
    pub fn decided_is_hidden(&self) -> bool {
        self.rate == Shown::Hidden
    }
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
    /// Whether it is not over yet.
    pub running: bool,
    /// Its figures.
    #[serde(flatten)]
    pub row: Row,
}

/// An area with its topics.
#[derive(Debug, Clone, Serialize)]
pub struct AreaRow {
    /// Name; empty for questions without a topic.
    pub name: String,
    /// Its topics, those with the most questions first; empty when the area is not broken down.
    pub topics: Vec<TopicRow>,
    /// Its figures.
    #[serde(flatten)]
    pub row: Row,
}

/// A topic and its row.
#[derive(Debug, Clone, Serialize)]
pub struct TopicRow {
    /// Name; empty for questions of the area that say no more.
    pub name: String,
    /// Its figures.
    #[serde(flatten)]
    pub row: Row,
}

/// A bar of the chart of topics.
#[derive(Debug, Clone, Serialize)]
pub struct TopicBar {
    /// Name of the area that the topic is in; empty for an area that is not broken down.
    pub area: String,
    /// Name of the topic, or of an area that is not broken down; empty for questions of the area that say no more, and
    /// without an area for those without a topic.
    pub name: String,
    /// Questions received.
    pub received: u64,
    /// Length of the bar in units of the drawing.
    pub length: f64,
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
    /// By month.
    pub months: Vec<MonthRow>,
    /// Whether one of them is not over yet.
    pub running: bool,
    /// Whether the period is one of which this reader may see the topics.
    pub has_topics: bool,
    /// By area and topic.
    pub areas: Vec<AreaRow>,
    /// Questions received by topic, the most first; without those that are withheld.
    pub topic_bars: Vec<TopicBar>,
    /// Questions received by month.
    pub received_chart: Bars,
    /// Shares within the deadline by month.
    pub rate_chart: Shares,
    /// Whether a rate is one of few cases.
    pub few: bool,
    /// Whether anything is withheld.
    pub withheld: bool,
    /// The least count shown, where small ones are withheld.
    pub threshold: u64,
    /// The month of the first question ever.
    pub first_month: Option<NaiveDate>,
}

impl View {
    /// The report for a reader who sees small counts (`all`) or not.
    pub fn of(report: &Report, tree: &TopicTree, lang: Lang, all: bool) -> Self {
        let today = report.as_of.rome().date_naive();
        let published =
            if all { Published::everything(today) } else { Published::protected(&report.years, tree, today) };
        let this_month = first_of_month(today);
        let months: Vec<MonthRow> = report
            .months
            .iter()
            .map(|(month, figures)| MonthRow {
                month: *month,
                running: *month == this_month,
                row: row(figures, published.month(*month)),
            })
            .collect();
        let has_topics = published.has_topics(report.period);
        let shown_areas = if has_topics { report.areas.as_slice() } else { &[] };
        let areas = area_rows(shown_areas, tree, lang, &published);
        let total = row(&report.total, published.total(report.period));
        let of_areas = areas
            .iter()
            .flat_map(|area| std::iter::once(&area.row).chain(area.topics.iter().map(|topic| &topic.row)));
        let rows: Vec<&Row> = months.iter().map(|month| &month.row).chain(of_areas).chain([&total]).collect();
        let few = rows.iter().any(|row| row.rate.seen().is_some_and(|rate| !rate.is_firm()));
        let withheld = rows.iter().any(|row| row.withheld);
        let received: Vec<Option<u64>> = months.iter().map(|month| month.row.received.seen()).collect();
        let rates: Vec<Option<Rate>> = months.iter().map(|month| month.row.rate.seen()).collect();
        Self {
            as_of: report.as_of,
            period: report.period,
            total,
            has_topics,
            topic_bars: topic_bars(&areas),
            areas,
            received_chart: chart::bars(&received),
            rate_chart: chart::shares(&rates),
            few,
            withheld,
            running: months.iter().any(|month| month.running),
            months,
            threshold: THRESHOLD,
            first_month: report.first_month,
        }
    }
}

pub(super) fn row(figures: &Figures, withheld: Withheld) -> Row {
    let counts = &figures.counts;
    let shown = |count, level| Shown::or_hidden(Some(count), withheld >= level);
    let hours = |times: &Times| {
        let hidden = withheld >= Withheld::Outcome;
        let own =
            |quantile: Option<Quantile>| Shown::or_hidden(quantile.map(|quantile| quantile.value), hidden);
        Hours { median: own(times.median), p90: own(times.p90) }
    };
    Row {
        received: shown(counts.received, Withheld::Row),
        answered: shown(counts.answered, Withheld::Standing),
        open: shown(counts.open, Withheld::Standing),
        overdue: shown(counts.overdue, Withheld::Standing),
        open_in_time: shown(counts.open_in_time(), Withheld::Outcome),
        closed: shown(counts.closed, Withheld::Outcome),
        rate: Shown::or_hidden(counts.rate(), withheld >= Withheld::Outcome),
        firm: counts.rate().is_some_and(|rate| rate.is_firm()),
        gross: hours(&figures.gross),
        net: hours(&figures.net),
        withheld: withheld > Withheld::Nothing,
    }
}

/// The areas in the order of the tree, questions without a topic last.
fn area_rows(areas: &[AreaFigures], tree: &TopicTree, lang: Lang, published: &Published) -> Vec<AreaRow> {
    let name = |topic: Option<TopicId>| {
        topic.and_then(|id| tree.get(id)).map(|topic| topic.name(lang).to_owned()).unwrap_or_default()
    };
    let place = |topic: Option<TopicId>| {
        tree.all().iter().position(|known| Some(known.id) == topic).unwrap_or(usize::MAX)
    };
    let mut areas: Vec<&AreaFigures> = areas.iter().collect();
    areas.sort_by_key(|area| place(area.area));
    areas
        .into_iter()
        .map(|area| {
            let mut topics: Vec<_> = area
                .topics
                .iter()
                .map(|(topic, figures)| (*topic, row(figures, published.topic(*topic))))
                .collect();
            // By what is seen: the place of a withheld count would tell which others it lies between.
            topics.sort_by_key(|(topic, row)| (Reverse(row.received.seen()), place(*topic)));
            if topics.iter().all(|(topic, _)| *topic == area.area) {
                topics.clear();
            }
            let topic_row = |(topic, row)| TopicRow {
                name: if topic == area.area { String::new() } else { name(topic) },
                row,
            };
            AreaRow {
                name: name(area.area),
                row: row(&area.figures, published.area(area.area)),
                topics: topics.into_iter().map(topic_row).collect(),
            }
        })
        .collect()
}

/// The bars of all topics whose number is seen; an area that is not broken down has one of its own.
fn topic_bars(areas: &[AreaRow]) -> Vec<TopicBar> {
    let mut bars: Vec<TopicBar> = Vec::new();
    for area in areas {
        let mut bar = |area: &str, name: &str, row: &Row| {
            bars.extend(row.received.seen().filter(|received| *received > 0).map(|received| TopicBar {
                area: area.to_owned(),
                name: name.to_owned(),
                received,
                length: 0.0,
            }));
        };
        if area.topics.is_empty() {
            bar("", &area.name, &area.row);
        }
        area.topics.iter().for_each(|topic| bar(&area.name, &topic.name, &topic.row));
    }
    bars.sort_by_key(|bar| Reverse(bar.received));
    let lengths = chart::lengths(&bars.iter().map(|bar| bar.received).collect::<Vec<_>>());
    bars.iter_mut().zip(lengths).for_each(|(bar, length)| bar.length = length);
    bars
}
