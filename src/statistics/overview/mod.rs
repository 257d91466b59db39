//! The overview as a sheet: all of a period, its months, its topics, and the questions that the catalogue spared.

mod drawings;
pub mod page;

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};

use super::dimension::{Dimension, Value};
use super::figure::Figure;
use super::figures::{AreaFigures, Figures, Report};
use super::period::{Period, first_of_month};
use super::published::Published;
use super::question::Filter;
use super::reader::Reader;
use super::records::Records;
use super::reports::Words;
use super::row::{COLUMNS, Row};
use super::sheet::{self, Cell, Heading, LEVEL, Label, Part, Sheet, Table};
use super::spared::{self, Spared};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TopicId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::month_and_year;

pub(super) use drawings::kept;

/// Its name in addresses.
pub const NAME: &str = "panoramica";
/// The part of the whole period.
pub const TOTAL: &str = "totale";
/// The part of the months.
pub const MONTHS: &str = "sla-mensile";
/// The part of the areas and topics.
pub const TOPICS: &str = "sla-argomenti";
/// The part of the questions that the catalogue spared.
pub const SPARED: &str = "domande-risparmiate";
/// All of them; each has an address of its own.
pub const PARTS: [&str; 4] = [TOTAL, MONTHS, TOPICS, SPARED];

/// The overview of a period as one reader may see it.
pub struct Overview {
    /// All its tables.
    pub sheet: Sheet,
    /// What the part of the whole period is made of.
    pub whole: Row,
    /// What the part of spared questions is made of.
    pub spared: Spared,
    /// Whether the period is one of which this reader may see the topics.
    pub has_topics: bool,
    /// The month of the first question ever.
    pub first_month: Option<NaiveDate>,
}

impl Overview {
    /// The figures of the questions that came in a period, true at `now`. Blocks: call it inside a reading closure of the database.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn read(
        conn: &mut Conn,
        records: &Records,
        period: Period,
        reader: Reader,
        words: Words<'_>,
        now: Instant,
    ) -> DbResult<Self> {
        let (report, published) = records.seen(conn, reader, &words.names.tree, period, now)?;
        let least = (!reader.is_inside()).then_some(words.least);
        let spared = spared::of(conn, period, now, least)?;
        let mut overview = Self::of(&report, &published, spared, reader, words);
        if published.is_cut(period) {
            let months = overview.sheet.parts.iter_mut().find(|part| part.name == MONTHS);
            months.into_iter().for_each(|part| part.notes.push(words.t("reports-outside-uncounted")));
        }
        Ok(overview)
    }

    fn of(report: &Report, published: &Published, spared: Spared, reader: Reader, words: Words<'_>) -> Self {
        let maker = Maker { report, published, reader, words };
        let whole = Row::of(&report.total, published.total(report.period), published.grain());
        let has_topics = published.has_topics(report.period);
        let parts = vec![
            maker.total(&whole),
            maker.months(&whole),
            maker.topics(&whole, has_topics),
            maker.spared(&spared),
        ];
        let sheet = Sheet {
            name: NAME,
            title: words.t("statistics-file-title"),
            period: report.period,
            narrowed: String::new(),
            as_of: report.as_of,
            is_inner: reader.is_inside(),
            parts,
        };
        Self { sheet, whole, spared, has_topics, first_month: report.first_month }
    }

    /// One of its parts.
    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.sheet.parts.iter().find(|part| part.name == name)
    }
}

/// What the parts are made of.
struct Maker<'a> {
    report: &'a Report,
    published: &'a Published,
    reader: Reader,
    words: Words<'a>,
}

impl Maker<'_> {
    /// What narrows the list of questions, for whoever may open it.
    fn query(&self, period: Period, dimension: Option<(Dimension, Option<TopicId>)>) -> Option<String> {
        let filter = match dimension {
            Some((dimension, topic)) => {
                Filter::default().with(dimension, Value::of_id(topic.map(|topic| topic.0)))
            }
            None => Filter::default(),
        };
        self.reader.is_inside().then(|| format!("{}{}", period.query(), filter.query(self.words.names)))
    }

    /// The row of the whole period under so many columns of labels.
    fn whole_row(&self, labels: usize, cells: Vec<Cell>) -> sheet::Row {
        let own = Label { code: "totale".to_owned(), words: self.words.t("statistics-whole-period") };
        let none = std::iter::repeat_with(|| label("", String::new()));
        sheet::Row {
            labels: std::iter::once(own).chain(none).take(labels).collect(),
            is_total: true,
            cells,
            query: self.query(self.report.period, None),
        }
    }

    fn total(&self, whole: &Row) -> Part {
        let cells = whole.cells().into_iter().chain([whole.open_in_time.into()]).collect();
        Part {
            name: TOTAL,
            title: self.words.t("statistics-period-title"),
            notes: Vec::new(),
            drawing: None,
            has_bars: false,
            table: Table {
                headings: vec![Heading { name: "periodo", words: self.words.t("statistics-period") }],
                columns: COLUMNS.into_iter().chain([Figure::OpenInTime]).collect(),
                rows: vec![self.whole_row(1, cells)],
            },
        }
    }

    fn months(&self, whole: &Row) -> Part {
        let words = self.words;
        let today = self.report.as_of.rome().date_naive();
        let row = |(month, figures): &(NaiveDate, Figures)| {
            let whole = Period::month_of(*month);
            let days = whole.within(self.report.period);
            // Days of this month that are over are a part of it like those of any other.
            let running = *month == first_of_month(today) && days.from == whole.from && today <= days.to;
            let about = match days == whole {
                _ if running => Some(words.t("statistics-running")),
                true => None,
                false => {
                    let days = [("from", days.from.day().into()), ("to", days.to.day().into())];
                    Some(words.with("statistics-part-of-month", &days))
                }
            };
            let name = month_and_year(words.lang, *month);
            let name = about.map_or(name.clone(), |about| format!("{name} ({about})"));
            sheet::Row {
                labels: vec![
                    label(&month.format("%Y-%m").to_string(), name),
                    label(if running { "1" } else { "0" }, String::new()),
                ],
                is_total: false,
                cells: Row::of(figures, self.published.month(*month), self.published.grain()).cells(),
                query: self.query(days, None),
            }
        };
        let rows: Vec<sheet::Row> = self.report.months.iter().map(row).collect();
        Part {
            name: MONTHS,
            title: words.t("statistics-by-month"),
            notes: Vec::new(),
            drawing: drawings::received(&rows, words),
            has_bars: false,
            table: Table {
                headings: vec![
                    Heading { name: "mese", words: words.t("statistics-month") },
                    // The words for people say it beside the name of the month.
                    Heading { name: "in_corso", words: String::new() },
                ],
                columns: COLUMNS.to_vec(),
                rows: rows.into_iter().chain([self.whole_row(2, whole.cells())]).collect(),
            },
        }
    }

    /// The areas in the order of the tree, each with its topics; questions without a topic last. Without any where this reader may
    /// not see the topics of the period.
    fn topics(&self, whole: &Row, shown: bool) -> Part {
        let words = self.words;
        let mut areas: Vec<&AreaFigures> = self.report.areas.iter().filter(|_| shown).collect();
        areas.sort_by_key(|area| self.place(area.area));
        let rows = areas.into_iter().flat_map(|area| self.area(area));
        let headings =
            [(LEVEL, "statistics-level"), ("area", "statistics-area"), ("argomento", "statistics-topic")];
        let heading = |(name, key)| Heading { name, words: words.t(key) };
        Part {
            name: TOPICS,
            title: words.t("statistics-by-topic"),
            notes: if shown { Vec::new() } else { vec![words.t("statistics-topics-by-year")] },
            drawing: None,
            has_bars: true,
            table: Table {
                headings: headings.map(heading).to_vec(),
                columns: COLUMNS.to_vec(),
                rows: rows.chain([self.whole_row(3, whole.cells())]).collect(),
            },
        }
    }

    /// Where a topic stands in the tree; what is none comes last.
    fn place(&self, topic: Option<TopicId>) -> usize {
        self.words.names.tree.all().iter().position(|known| Some(known.id) == topic).unwrap_or(usize::MAX)
    }

    /// A row of an area, and one of each topic in it, those with the most questions first.
    fn area(&self, area: &AreaFigures) -> Vec<sheet::Row> {
        let words = self.words;
        let name = |topic: Option<TopicId>| {
            let topic = topic.and_then(|id| words.names.tree.get(id));
            topic.map(|topic| topic.name(words.lang).to_owned()).unwrap_or_default()
        };
        let or = |name: &str, key: &str| if name.is_empty() { words.t(key) } else { name.to_owned() };
        let area_name = name(area.area);
        let of_area = || label(&area_name, or(&area_name, "statistics-no-topic"));
        let mut topics: Vec<(Option<TopicId>, Row)> = area
            .topics
            .iter()
            .map(|(topic, figures)| {
                (*topic, Row::of(figures, self.published.topic(*topic), self.published.grain()))
            })
            .collect();
        // By what is seen: the place of a withheld count would tell which others it lies between.
        topics.sort_by_key(|(topic, row)| (Reverse(row.received.seen()), self.place(*topic)));
        if topics.iter().all(|(topic, _)| *topic == area.area) {
            topics.clear();
        }
        let own = sheet::Row {
            labels: vec![
                label(sheet::GROUP, words.t("statistics-area")),
                of_area(),
                label("", String::new()),
            ],
            is_total: false,
            cells: Row::of(&area.figures, self.published.area(area.area), self.published.grain()).cells(),
            query: self.query(self.report.period, Some((Dimension::Area, area.area))),
        };
        let of_topic = |(topic, row): (Option<TopicId>, Row)| {
            let name = if topic == area.area { String::new() } else { name(topic) };
            sheet::Row {
                labels: vec![
                    label(sheet::MEMBER, words.t("statistics-topic")),
                    of_area(),
                    label(&name, or(&name, "statistics-area-alone")),
                ],
                is_total: false,
                cells: row.cells(),
                query: self.query(self.report.period, Some((Dimension::Topic, topic))),
            }
        };
        std::iter::once(own).chain(topics.into_iter().map(of_topic)).collect()
    }

    fn spared(&self, spared: &Spared) -> Part {
        let words = self.words;
        let mut row = self.whole_row(1, vec![spared.total.into(), spared.open.into(), spared.asked.into()]);
        row.query = None;
        Part {
            name: SPARED,
            title: words.t("statistics-spared-title"),
            notes: Vec::new(),
            drawing: None,
            has_bars: false,
            table: Table {
                headings: vec![Heading { name: "periodo", words: words.t("statistics-period") }],
                columns: vec![Figure::Spared, Figure::SparedOpen, Figure::AskedAnyway],
                rows: vec![row],
            },
        }
    }
}

fn label(code: &str, words: String) -> Label {
    Label { code: code.to_owned(), words }
}
