//! A part as the page shows it: every cell written out.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Cell, Drawing, ENTRY, GROUP, MEMBER, Meanings, Part, Row, Table};
use crate::platform::i18n::{Lang, Texts};
use crate::statistics::chart;
use crate::statistics::figure::{Figure, Unit};

/// A part ready to be put on a page.
#[derive(Debug, Serialize)]
pub struct ShownPart {
    name: &'static str,
    title: String,
    notes: Vec<String>,
    drawing: Option<Drawing>,
    pub(super) bars: Vec<Bar>,
    /// How many cases the bars stand for together.
    pub(super) bar_cases: u64,
    /// Whether they count what is true now, whatever the days of the report.
    pub(super) bars_are_now: bool,
    pub(super) headings: Vec<String>,
    pub(super) columns: Vec<Definition>,
    /// The figures that its rows are.
    figures: Vec<Definition>,
    pub(super) rows: Vec<ShownRow>,
    /// Whether the rows are groups and their members.
    has_levels: bool,
    /// Whether something is withheld, so that it is said why.
    pub(super) withheld: bool,
    /// Whether a rate is of few cases.
    pub(super) few: bool,
}

/// A figure with what it means.
#[derive(Debug, Serialize)]
pub(super) struct Definition {
    pub(super) label: String,
    what: String,
    population: String,
    /// Whether there are words in its column.
    pub(super) is_words: bool,
}

/// The first figure of a row, drawn.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) length: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct ShownRow {
    pub(super) labels: Vec<String>,
    pub(super) is_total: bool,
    pub(super) is_group: bool,
    pub(super) is_member: bool,
    pub(super) cells: Vec<ShownCell>,
    query: Option<String>,
    /// The page of what it is about, where it has one for everybody. A frozen report leads to none: what it names may be withdrawn since.
    page: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct ShownCell {
    pub(super) words: String,
    pub(super) detail: Vec<String>,
    /// Whether there are words in its column.
    is_words: bool,
    /// Whether it stands for something withheld.
    hidden: bool,
    /// Whether there is no case to make it of.
    nothing: bool,
    /// Whether it is a rate of few cases.
    pub(super) few: bool,
    /// The questions behind it, as a word of an address.
    behind: Option<&'static str>,
}

/// Writes a part out.
pub fn shown(part: &Part, meanings: Meanings<'_>) -> ShownPart {
    let Meanings { lang, texts, .. } = meanings;
    let table = &part.table;
    let define = |figure: Figure| {
        let [label, what, population] = meanings.of(figure);
        Definition { label, what, population, is_words: figure.unit() == Unit::Words }
    };
    let cell = |(cell, figure): (&Cell, &Figure)| {
        let (words, detail) = cell.written(lang, texts);
        let counted = match cell {
            Cell::Count(count) => *count > 0,
            // Of a share those that make it.
            Cell::Rate(rate) => rate.hits > 0 && matches!(figure.unit(), Unit::Rate | Unit::Kept),
            _ => false,
        };
        let behind = figure.behind().filter(|_| counted).map(|behind| behind.as_str());
        ShownCell {
            words,
            detail,
            is_words: figure.unit() == Unit::Words,
            hidden: *cell == Cell::Hidden,
            nothing: *cell == Cell::Nothing,
            few: is_of_few(cell),
            behind,
        }
    };
    let labels = |row: &Row| match table.has_levels() {
        true => vec![row.last_words().to_owned()],
        false => row.labels_for_people(table).map(str::to_owned).collect(),
    };
    // The words of the last heading name what is in all of them.
    let skipped = if table.has_levels() { table.headings.len() - 1 } else { 0 };
    let headings = table.headings_for_people().skip(skipped).map(str::to_owned);
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let (bars, bar_cases) = if part.has_bars { bars(part, lang, texts) } else { (Vec::new(), 0) };
    ShownPart {
        name: part.name,
        title: part.title.clone(),
        notes: part.notes.clone(),
        drawing: part.drawing.clone(),
        bars,
        bar_cases,
        bars_are_now: table.columns.first().is_some_and(|figure| figure.is_of_now()),
        headings: headings.collect(),
        columns: table.columns.iter().copied().map(define).collect(),
        figures: meanings.figures_of_rows(part).into_iter().map(define).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| ShownRow {
                labels: labels(row),
                is_total: row.is_total,
                is_group: row.is_at(GROUP, table),
                is_member: row.is_at(MEMBER, table),
                cells: row.cells.iter().zip(&table.columns).map(cell).collect(),
                query: row.query.clone(),
                page: page(row, table),
            })
            .collect(),
        has_levels: table.has_levels(),
        withheld: cells().any(|cell| *cell == Cell::Hidden),
        few: cells().any(is_of_few),
    }
}

/// The page of the entry that a row is about.
fn page(row: &Row, table: &Table) -> Option<String> {
    let is_entry = table.headings.first().is_some_and(|heading| heading.name == ENTRY);
    let slug = row.labels.first().map(|label| label.code.as_str());
    slug.filter(|slug| is_entry && !slug.is_empty()).map(|slug| format!("/catalogo/{slug}"))
}

fn is_of_few(cell: &Cell) -> bool {
    matches!(cell, Cell::Rate(rate) if !rate.is_firm())
}

/// Bars of the first figure, those of a sum and those withheld left out; of a group only where it has no members, and then the
/// longest first. Besides, how many cases they stand for.
fn bars(part: &Part, lang: Lang, texts: &Texts) -> (Vec<Bar>, u64) {
    let table = &part.table;
    let has_members = |place: usize| {
        let next = table.rows.get(place + 1);
        table.rows[place].is_at(GROUP, table) && next.is_some_and(|next| next.is_at(MEMBER, table))
    };
    let rows = table.rows.iter().enumerate().filter(|(place, row)| !row.is_total && !has_members(*place));
    let counted = rows.filter_map(|(_, row)| match row.cells.first()? {
        cell @ Cell::Count(count) if *count > 0 => Some((row, cell, *count)),
        _ => None,
    });
    let mut counted: Vec<_> = counted.collect();
    if table.has_levels() {
        counted.sort_by_key(|(.., count)| Reverse(*count));
    }
    let lengths = chart::lengths(&counted.iter().map(|(.., count)| *count).collect::<Vec<u64>>());
    let bar = |((row, cell, _), length): (&(&Row, &Cell, u64), f64)| Bar {
        name: name(row, table),
        words: cell.written(lang, texts).0,
        length,
    };
    let cases = counted.iter().map(|(.., count)| *count).sum();
    (counted.iter().zip(lengths).map(bar).collect(), cases)
}

/// What a bar is called. A member that has no name of its own is called after its group too.
fn name(row: &Row, table: &Table) -> String {
    let is_named = row.labels.last().is_none_or(|label| !label.code.is_empty());
    match table.has_levels() {
        true if is_named || !row.is_at(MEMBER, table) => row.last_words().to_owned(),
        true => row.labels.iter().skip(1).map(|label| label.words.as_str()).collect::<Vec<_>>().join(", "),
        false => row.labels_for_people(table).collect::<Vec<_>>().join(", "),
    }
}
