//! A part as the page shows it: every cell written out.

use serde::Serialize;

use super::{Cell, Drawing, Part, Row};
use crate::platform::i18n::{Lang, Texts};
use crate::statistics::chart;
use crate::statistics::figure::Figure;

/// A part ready to be put on a page.
#[derive(Debug, Serialize)]
pub struct ShownPart {
    name: &'static str,
    title: String,
    notes: Vec<String>,
    drawing: Option<Drawing>,
    bars: Vec<Bar>,
    headings: Vec<String>,
    columns: Vec<Definition>,
    rows: Vec<ShownRow>,
    /// Whether something is withheld, so that it is said why.
    withheld: bool,
    /// Whether a rate is of few cases.
    few: bool,
}

/// A figure with what it means.
#[derive(Debug, Serialize)]
struct Definition {
    label: String,
    what: String,
    population: String,
}

/// The first figure of a row, drawn.
#[derive(Debug, Serialize)]
struct Bar {
    name: String,
    words: String,
    length: f64,
}

#[derive(Debug, Serialize)]
struct ShownRow {
    labels: Vec<String>,
    is_total: bool,
    cells: Vec<ShownCell>,
    query: Option<String>,
}

#[derive(Debug, Serialize)]
struct ShownCell {
    words: String,
    detail: Vec<String>,
    /// Whether it stands for something withheld.
    hidden: bool,
    /// The questions behind it, as a word of an address.
    behind: Option<&'static str>,
}

/// Writes a part out.
pub fn shown(part: &Part, lang: Lang, texts: &Texts) -> ShownPart {
    let table = &part.table;
    let t = |key: &str| texts.get(lang, key, &[]);
    let columns = table.columns.iter().map(|figure| Definition {
        label: t(&figure.label()),
        what: t(&figure.what()),
        population: t(&figure.population().key()),
    });
    let cell = |(cell, figure): (&Cell, &Figure)| {
        let (words, detail) = cell.written(lang, texts);
        let counted = matches!(cell, Cell::Count(count) if *count > 0);
        let behind = figure.behind().filter(|_| counted).map(|behind| behind.as_str());
        ShownCell { words, detail, hidden: *cell == Cell::Hidden, behind }
    };
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    ShownPart {
        name: part.name,
        title: part.title.clone(),
        notes: part.notes.clone(),
        drawing: part.drawing.clone(),
        bars: if part.has_bars { bars(part, lang, texts) } else { Vec::new() },
        headings: table.headings.iter().map(|heading| heading.words.clone()).collect(),
        columns: columns.collect(),
        rows: table
            .rows
            .iter()
            .map(|row| ShownRow {
                labels: row.labels.iter().map(|label| label.words.clone()).collect(),
                is_total: row.is_total,
                cells: row.cells.iter().zip(&table.columns).map(cell).collect(),
                query: row.query.clone(),
            })
            .collect(),
        withheld: cells().any(|cell| *cell == Cell::Hidden),
        few: cells().any(|cell| matches!(cell, Cell::Rate(rate) if !rate.is_firm())),
    }
}

/// Bars of the first figure, those of a sum and those withheld left out.
fn bars(part: &Part, lang: Lang, texts: &Texts) -> Vec<Bar> {
    let counted =
        part.table.rows.iter().filter(|row| !row.is_total).filter_map(|row| match row.cells.first()? {
            cell @ Cell::Count(count) if *count > 0 => Some((row, cell, *count)),
            _ => None,
        });
    let counted: Vec<_> = counted.collect();
    let lengths = chart::lengths(&counted.iter().map(|(.., count)| *count).collect::<Vec<u64>>());
    let name = |row: &Row| row.labels.iter().map(|label| label.words.as_str()).collect::<Vec<_>>().join(", ");
    let bar = |((row, cell, _), length): (&(&Row, &Cell, u64), f64)| Bar {
        name: name(row),
        words: cell.written(lang, texts).0,
        length,
    };
    counted.iter().zip(lengths).map(bar).collect()
}
