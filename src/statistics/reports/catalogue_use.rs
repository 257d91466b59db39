//! How much the catalogue is used: searches, readings, votes, answers that lead to it, and questions that it spared.

use super::Words;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::month_and_year;
use crate::statistics::figure::Figure;
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, ENTRY, Heading, Label, Part, Row, Table};
use crate::statistics::used::store::Months;
use crate::statistics::used::store::catalogue::{self as store, Use};
use crate::tickets::deflections::{self, Deflections};

/// So many entries are shown.
pub(super) const SHOWN: i64 = 50;

/// The parts of the report.
pub(super) fn parts(conn: &mut Conn, question: &Question, words: Words<'_>) -> DbResult<Vec<Part>> {
    Ok(vec![by_month(conn, question, words)?, by_entry(conn, question.period, words)?])
}

/// The label of a month.
pub(super) fn month(period: Period, words: Words<'_>) -> Label {
    Label { code: period.from.format("%Y-%m").to_string(), words: month_and_year(words.lang, period.from) }
}

/// The label of the sum of all months.
pub(super) fn total(words: Words<'_>) -> Label {
    Label { code: "totale".to_owned(), words: words.t("statistics-whole-period") }
}

pub(super) fn rate(hits: u64, total: u64) -> Cell {
    Rate::of(hits, total).map_or(Cell::Nothing, Cell::Rate)
}

fn by_month(conn: &mut Conn, question: &Question, words: Words<'_>) -> DbResult<Part> {
    let row = |used: Use, spared: Deflections, label: Label, is_total: bool| {
        let cells = vec![
            Cell::Count(used.searches),
            rate(used.in_vain, used.searches),
            Cell::Count(used.readings),
            rate(used.useful, used.votes),
            Cell::Count(used.reuses),
            Cell::Count(spared.total()),
            Cell::Count(spared.open),
            rate(spared.asked, spared.asked + spared.spared),
        ];
        Row { labels: vec![label], is_total, cells, query: None }
    };
    let months = Months::of(question.period);
    let used = store::of(conn, &months)?;
    let spared = deflections::between_each(conn, &months.bounds(), question.as_of)?;
    let all_used = used.iter().copied().fold(Use::default(), Use::and);
    let all_spared = spared.iter().copied().fold(Deflections::default(), Deflections::and);
    let each = months.all().iter().zip(used).zip(spared);
    let mut rows: Vec<Row> =
        each.map(|((of, used), spared)| row(used, spared, month(*of, words), false)).collect();
    rows.push(row(all_used, all_spared, total(words), true));
    Ok(Part {
        name: "per-mese",
        title: words.t("used-catalogue-months"),
        notes: vec![words.t("used-catalogue-months-about"), words.t("used-catalogue-old-readings")],
        drawing: None,
        has_bars: true,
        table: Table {
            headings: vec![Heading { name: "mese", words: words.t("used-month") }],
            columns: vec![
                Figure::Searches,
                Figure::WithoutResult,
                Figure::Readings,
                Figure::Useful,
                Figure::Reuses,
                Figure::Spared,
                Figure::SparedOpen,
                Figure::AskedAnyway,
            ],
            rows,
        },
    })
}

fn by_entry(conn: &mut Conn, period: Period, words: Words<'_>) -> DbResult<Part> {
    let row = |used: store::Used| Row {
        labels: vec![Label { code: used.slug, words: used.title }],
        is_total: false,
        cells: vec![
            Cell::Count(used.of.readings),
            rate(used.of.useful, used.of.votes),
            Cell::Count(used.of.reuses),
            Cell::Count(used.spared),
        ],
        query: None,
    };
    Ok(Part {
        name: "schede",
        title: words.t("used-entries"),
        notes: vec![words.with("used-entries-about", &[("most", SHOWN.into())])],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: ENTRY, words: words.t("used-entry") }],
            columns: vec![Figure::Readings, Figure::Useful, Figure::Reuses, Figure::Avoided],
            rows: store::most_read(conn, period, SHOWN)?.into_iter().map(row).collect(),
        },
    })
}
