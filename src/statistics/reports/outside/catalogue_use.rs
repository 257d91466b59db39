//! How much the catalogue is used, of whole years.
//!
//! Searches and readings are acts of the public of which nobody is recorded, and say nothing of who did them: they are shown as they are,
//! by month and by entry. Votes, links in answers and questions spared are each the word of one person, or about the question of one:
//! they are shown of all of the catalogue and of whole years alone, where no count is of too few. By entry or by month they would
//! be, and whoever subtracted the others from the total would have them.

use chrono::Datelike;

use super::super::Words;
use super::super::catalogue_use::{SHOWN, month, rate, total};
use super::years::{heading, label};
use crate::kernel::least_count::LeastCount;
use crate::platform::db::{Conn, DbResult};
use crate::statistics::figure::Figure;
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, ENTRY, Heading, Label, Part, Row, Table};
use crate::statistics::spared::{self, Spared};
use crate::statistics::used::store::Months;
use crate::statistics::used::store::catalogue::{self as store, Use};

/// The parts of the report.
///
/// # Errors
/// When the database fails.
pub(super) fn parts(conn: &mut Conn, question: &Question, words: Words<'_>) -> DbResult<Vec<Part>> {
    let months = Months::of(question.period);
    let used: Vec<(Period, Use)> = months.all().iter().copied().zip(store::of(conn, &months)?).collect();
    Ok(vec![
        by_month(&used, words),
        by_year(conn, &used, question, words)?,
        by_entry(conn, question.period, words)?,
    ])
}

fn row(label: Label, is_total: bool, cells: Vec<Cell>) -> Row {
    Row { labels: vec![label], is_total, cells, query: None }
}

/// What the public does, month by month.
fn by_month(used: &[(Period, Use)], words: Words<'_>) -> Part {
    let cells = |used: Use| {
        vec![Cell::Count(used.searches), rate(used.in_vain, used.searches), Cell::Count(used.readings)]
    };
    let mut rows: Vec<Row> =
        used.iter().map(|(of, used)| row(month(*of, words), false, cells(*used))).collect();
    rows.push(row(total(words), true, cells(sum(used))));
    Part {
        name: "per-mese",
        title: words.t("used-catalogue-months"),
        notes: vec![words.t("outside-catalogue-months-about"), words.t("outside-catalogue-words")],
        drawing: None,
        has_bars: true,
        table: Table {
            headings: vec![Heading { name: "mese", words: words.t("used-month") }],
            columns: vec![Figure::Searches, Figure::WithoutResult, Figure::Readings],
            rows,
        },
    }
}

fn sum<'a>(used: impl IntoIterator<Item = &'a (Period, Use)>) -> Use {
    used.into_iter().map(|(_, used)| *used).fold(Use::default(), Use::and)
}

/// What people say of entries, and what entries are good for, year by year.
fn by_year(conn: &mut Conn, used: &[(Period, Use)], question: &Question, words: Words<'_>) -> DbResult<Part> {
    let mut hides = Hidden::default();
    let mut rows = Vec::new();
    let (spared, all_spared) = spared::of_years(conn, question.period, question.as_of, Some(words.least))?;
    for (year, spared) in spared {
        let of_year = sum(used.iter().filter(|(month, _)| month.from.year() == year));
        let hidden = Hidden::of(of_year, words.least);
        hides = hides.or(hidden);
        rows.push(row(label(year), false, cells(of_year, spared, hidden)));
    }
    if rows.len() > 1 {
        rows.push(row(total(words), true, cells(sum(used), all_spared, hides)));
    }
    Ok(Part {
        name: "per-anno",
        title: words.t("outside-catalogue-years"),
        notes: vec![words.with_least("outside-catalogue-years-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(words)],
            columns: vec![
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

/// What of a year is withheld.
#[derive(Debug, Clone, Copy, Default)]
struct Hidden {
    votes: bool,
    reuses: bool,
}

impl Hidden {
    fn of(used: Use, least: LeastCount) -> Self {
        let is_small = |count| least.withholds(count);
        Self {
            votes: [used.useful, used.votes - used.useful].into_iter().any(is_small),
            reuses: is_small(used.reuses),
        }
    }

    fn or(self, other: Self) -> Self {
        Self { votes: self.votes || other.votes, reuses: self.reuses || other.reuses }
    }
}

fn cells(used: Use, spared: Spared, hidden: Hidden) -> Vec<Cell> {
    vec![
        if hidden.votes { Cell::Hidden } else { rate(used.useful, used.votes) },
        if hidden.reuses { Cell::Hidden } else { Cell::Count(used.reuses) },
        spared.total.into(),
        spared.open.into(),
        spared.asked.into(),
    ]
}

/// The entries that are read most.
fn by_entry(conn: &mut Conn, period: Period, words: Words<'_>) -> DbResult<Part> {
    let read = store::most_read(conn, period, SHOWN)?.into_iter();
    let rows = read.map(|used| {
        row(Label { code: used.slug, words: used.title }, false, vec![Cell::Count(used.of.readings)])
    });
    Ok(Part {
        name: "schede",
        title: words.t("used-entries"),
        notes: vec![
            words.with("used-entries-about", &[("most", SHOWN.into())]),
            words.t("outside-catalogue-entries-about"),
        ],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: ENTRY, words: words.t("used-entry") }],
            columns: vec![Figure::Readings],
            rows: rows.collect(),
        },
    })
}
