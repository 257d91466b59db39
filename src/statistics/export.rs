//! The tables of the page as files: one for programs, and one for whoever opens it in an Italian spreadsheet.
//!
//! Both hold the same rows. That for programs has nothing but a heading and rows, with the same names of columns in both
//! languages, and says in every row which period and which instant it is about. That for people has its source, period
//! and instant above the table and the meaning of each column below it.

use serde::Serialize;

use super::csv::{self, Cell, Style};
use super::view::{MonthRow, Row, View};
use crate::platform::i18n::{Lang, Texts, date_time, month_and_year, period};

/// A column of figures.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Column {
    /// Its name for programs.
    pub name: &'static str,
    /// Key of its heading.
    pub label: &'static str,
    /// Key of its meaning.
    pub about: &'static str,
}

const fn column(name: &'static str, label: &'static str, about: &'static str) -> Column {
    Column { name, label, about }
}

/// The columns of figures, in their order.
pub const COLUMNS: [Column; 15] = [
    column("ricevute", "statistics-received", "statistics-received-about"),
    column("decise", "statistics-decided", "statistics-decided-about"),
    column("entro_scadenza", "statistics-within-count", "statistics-within-count-about"),
    column("quota_entro_scadenza", "statistics-within-share", "statistics-within-share-about"),
    column("quota_minima_95", "statistics-share-low", "statistics-share-low-about"),
    column("quota_massima_95", "statistics-share-high", "statistics-share-high-about"),
    column("meno_di_10_casi", "statistics-few-column", "statistics-few-column-about"),
    column("risposte", "statistics-answered", "statistics-answered-about"),
    column("aperte", "statistics-open", "statistics-open-about"),
    column("in_ritardo_ora", "statistics-overdue-column", "statistics-overdue-column-about"),
    column("chiuse_senza_risposta", "statistics-closed", "statistics-closed-about"),
    column("ore_mediana", "statistics-median-column", "statistics-median-about"),
    column("ore_90_percentile", "statistics-p90-column", "statistics-p90-about"),
    column("ore_nette_mediana", "statistics-net-median-column", "statistics-net-about"),
    column("ore_nette_90_percentile", "statistics-net-p90-column", "statistics-net-about"),
];

fn figures(row: &Row) -> [Cell; 15] {
    [
        row.received.into(),
        row.rate.map(|rate| rate.total).into(),
        row.rate.map(|rate| rate.hits).into(),
        Cell::share(row.rate.map(|rate| rate.share)),
        Cell::share(row.rate.map(|rate| rate.low)),
        Cell::share(row.rate.map(|rate| rate.high)),
        row.rate.map(|rate| u64::from(!rate.is_firm())).into(),
        row.answered.into(),
        row.open.into(),
        row.overdue.into(),
        row.closed.into(),
        Cell::hours(row.gross.median),
        Cell::hours(row.gross.p90),
        Cell::hours(row.net.median),
        Cell::hours(row.net.p90),
    ]
}

/// A table of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// By month.
    Months,
    /// By area and topic.
    Topics,
}

impl Table {
    /// The table of a name in an address.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "sla-mensile" => Some(Self::Months),
            "sla-argomenti" => Some(Self::Topics),
            _ => None,
        }
    }
}

/// The table for programs.
pub fn for_programs(view: &View, table: Table) -> String {
    let labels: &[&str] = match table {
        Table::Months => &["mese", "in_corso"],
        Table::Topics => &["livello", "area", "argomento"],
    };
    let heading = labels.iter().copied().chain(COLUMNS.map(|column| column.name));
    let heading = heading.chain(["dal", "al", "situazione_al"]).map(text).collect();
    let month = |month: &MonthRow| {
        vec![text(&month.month.format("%Y-%m").to_string()), Cell::Count(u64::from(month.running))]
    };
    let rows = match table {
        Table::Months => {
            let months = view.months.iter().map(|of_month| (month(of_month), &of_month.row));
            months.chain([(vec![text("totale"), Cell::Empty], &view.total)]).collect()
        }
        Table::Topics => topic_rows(view, ["argomento", "area", "totale"], "", ""),
    };
    let about =
        [text(&view.period.from.to_string()), text(&view.period.to.to_string()), text(&view.as_of.rfc3339())];
    let lines = rows.into_iter().map(|(labels, row): (Vec<Cell>, &Row)| {
        labels.into_iter().chain(figures(row)).chain(about.clone()).collect()
    });
    csv::write(&std::iter::once(heading).chain(lines).collect::<Vec<Vec<Cell>>>(), Style::Programs)
}

/// Who publishes a table, and where.
#[derive(Debug, Clone)]
pub struct Source {
    /// Authority and office.
    pub name: String,
    /// Address of the page.
    pub address: String,
}

/// The table for people.
pub fn for_people(view: &View, table: Table, source: &Source, texts: &Texts, lang: Lang) -> String {
    let t = |key: &str| texts.get(lang, key, &[]);
    let labels: &[&str] = match table {
        Table::Months => &["statistics-month"],
        Table::Topics => &["statistics-level", "statistics-area", "statistics-topic"],
    };
    let mut lines: Vec<Vec<Cell>> = [
        (t("statistics-file-title"), period(lang, view.period.from, view.period.to)),
        (t("statistics-file-as-of"), date_time(lang, view.as_of)),
        (t("statistics-file-source"), source.name.clone()),
        (t("statistics-file-address"), source.address.clone()),
    ]
    .map(|(label, value)| vec![text(&label), text(&value)])
    .to_vec();
    if view.withheld {
        let note = texts.get(lang, "statistics-withheld-note", &[("threshold", view.threshold.into())]);
        lines.push(vec![text(&t("statistics-method-secrecy")), text(&note)]);
    }
    lines.push(Vec::new());
    let heading = labels.iter().copied().chain(COLUMNS.map(|column| column.label));
    lines.push(heading.map(|key| text(&t(key))).collect());
    let month = |month: &MonthRow| {
        let name = month_and_year(lang, month.month);
        vec![text(&if month.running { format!("{name} ({})", t("statistics-running")) } else { name })]
    };
    let rows: Vec<(Vec<Cell>, &Row)> = match table {
        Table::Months => {
            let months = view.months.iter().map(|of_month| (month(of_month), &of_month.row));
            months.chain([(vec![text(&t("statistics-whole-period"))], &view.total)]).collect()
        }
        Table::Topics => {
            let levels = ["statistics-topic", "statistics-area", "statistics-whole-period"].map(t);
            let levels = levels.each_ref().map(String::as_str);
            topic_rows(view, levels, &t("statistics-no-topic"), &t("statistics-area-alone"))
        }
    };
    lines.extend(rows.into_iter().map(|(labels, row)| labels.into_iter().chain(figures(row)).collect()));
    lines.push(Vec::new());
    lines.push(vec![text(&t("statistics-file-columns"))]);
    lines.extend(COLUMNS.map(|column| vec![text(&t(column.label)), text(&t(column.about))]));
    csv::write(&lines, Style::ItalianSpreadsheet)
}

/// The rows of the table by topic with their labels: level, area, topic. Each area's own row follows its topics.
fn topic_rows<'a>(
    view: &'a View,
    [topic_level, area_level, total_level]: [&str; 3],
    no_topic: &str,
    area_alone: &str,
) -> Vec<(Vec<Cell>, &'a Row)> {
    let or = |name: &str, instead: &str| text(if name.is_empty() { instead } else { name });
    let mut rows = Vec::new();
    for area in &view.areas {
        for topic in &area.topics {
            let labels = vec![text(topic_level), or(&area.name, no_topic), or(&topic.name, area_alone)];
            rows.push((labels, &topic.row));
        }
        rows.push((vec![text(area_level), or(&area.name, no_topic), text("")], &area.row));
    }
    rows.push((vec![text(total_level), text(""), text("")], &view.total));
    rows
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}
