//! A report made again of the document that was made of it.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer};

use super::{
    Cell, Column, Document, Drawing, Figure, Hours, Label, Mark, Part, Points, Rate, Row, Sheet, VERSION,
    WrittenCell, WrittenDrawing, WrittenHeading, WrittenLabel, WrittenMark, WrittenPart, WrittenRow,
};
use crate::statistics::period::Period;
use crate::statistics::sheet::{Heading, Table};

impl Document {
    /// The report that it was made of.
    pub fn sheet(&self) -> Sheet {
        Sheet {
            name: known(&self.name),
            title: self.title.clone(),
            period: Period { from: self.from, to: self.to },
            narrowed: self.narrowed.clone(),
            as_of: self.as_of,
            is_inner: self.inner,
            parts: self.parts.iter().map(WrittenPart::part).collect(),
        }
    }

    /// What its figures meant when it was made: name, what is counted, over what.
    pub fn meanings(&self) -> Vec<(Figure, [String; 3])> {
        let columns = self.parts.iter().flat_map(|part| part.columns.iter().chain(&part.figures));
        let meaning = |column: &Column| {
            let words = [&column.label, &column.what, &column.population];
            (column.figure, words.map(String::clone))
        };
        columns.map(meaning).collect()
    }
}

impl WrittenPart {
    fn part(&self) -> Part {
        let heading =
            |heading: &WrittenHeading| Heading { name: known(&heading.name), words: heading.label.clone() };
        Part {
            name: known(&self.name),
            title: self.title.clone(),
            notes: self.notes.clone(),
            drawing: self.drawing.as_ref().map(WrittenDrawing::drawing),
            has_bars: self.bars,
            table: Table {
                headings: self.headings.iter().map(heading).collect(),
                columns: self.columns.iter().map(|column| column.figure).collect(),
                rows: self.rows.iter().map(WrittenRow::row).collect(),
            },
        }
    }
}

impl WrittenRow {
    fn row(&self) -> Row {
        let label = |label: &WrittenLabel| Label { code: label.code.clone(), words: label.label.clone() };
        Row {
            labels: self.labels.iter().map(label).collect(),
            is_total: self.total,
            cells: self.cells.iter().map(WrittenCell::cell).collect(),
            query: self.query.clone(),
        }
    }
}

impl WrittenCell {
    fn cell(&self) -> Cell {
        match self {
            Self::Count { value } => Cell::Count(*value),
            Self::Rate { share, low, high, hits, total } => {
                Cell::Rate(Rate { hits: *hits, total: *total, share: *share, low: *low, high: *high })
            }
            Self::Share { share, low, high } => Cell::Share(*share, low.zip(*high)),
            Self::Hours { hours, low, high } => Cell::Hours(Hours { hours: *hours, low: *low, high: *high }),
            Self::Points { difference, low, high } => {
                Cell::Points(Points { difference: *difference, low: *low, high: *high })
            }
            Self::Ratio { ratio, low, high } => Cell::Ratio(*ratio, *low, *high),
            Self::Probability { value } => Cell::Probability(*value),
            Self::Words { words } => Cell::Words(words.clone()),
            Self::Nothing => Cell::Nothing,
            Self::TooFew => Cell::TooFew,
            Self::Hidden => Cell::Hidden,
        }
    }
}

impl WrittenDrawing {
    fn drawing(&self) -> Drawing {
        Drawing {
            title: self.title.clone(),
            about: self.about.clone(),
            unit: self.unit.clone(),
            cases: self.cases,
            width: self.width,
            height: self.height,
            marks: self.marks.iter().map(WrittenMark::mark).collect(),
            legend: self.legend.iter().map(|look| (look.words.clone(), known(&look.look))).collect(),
        }
    }
}

impl WrittenMark {
    fn mark(&self) -> Mark {
        match self.clone() {
            Self::Line { x1, y1, x2, y2, look } => Mark::Line { x1, y1, x2, y2, look: known(&look) },
            Self::Rect { x, y, width, height, look, tip } => {
                Mark::Rect { x, y, width, height, look: known(&look), tip }
            }
            Self::Dot { x, y, look, tip } => Mark::Dot { x, y, look: known(&look), tip },
            Self::Path { d, look } => Mark::Path { d, look: known(&look) },
            Self::Words { x, y, anchor, look, words } => {
                Mark::Words { x, y, anchor: known(&anchor), look: known(&look), words }
            }
        }
    }
}

/// The version of a document, unless a later program wrote it: names may mean something else there.
pub(super) fn known_version<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(from)?;
    if version > VERSION {
        let why = format!("a document of version {version}, where {VERSION} is the last known");
        return Err(serde::de::Error::custom(why));
    }
    Ok(version)
}

/// A word of the program that came back from a document, or is put together of others. Each is kept once for as long as the program runs:
/// documents are written by the program alone, so they hold no more of them than it knew when it wrote them.
pub fn known(word: &str) -> &'static str {
    static WORDS: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    let words = words.get_or_insert_default();
    if let Some(kept) = words.get(word) {
        return kept;
    }
    let kept: &'static str = Box::leak(word.to_owned().into_boxed_str());
    words.insert(kept);
    kept
}
