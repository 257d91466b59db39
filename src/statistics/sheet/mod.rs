//! A report as one reader may see it: parts with a table each, some with a drawing. The page, the files and the programs' answer
//! are made of the same cells, so that they cannot differ.

mod cell;
mod csv_file;
mod drawing;
mod json_file;
mod meanings;
mod pdf_file;
mod plane;
mod written;
mod xlsx_file;

pub use cell::{Cell, Hours, Points};
pub use csv_file::{columns, for_people, for_programs, view};
pub use drawing::{Drawing, Mark, rounded};
pub use json_file::{Document, document, known};
pub use meanings::Meanings;
pub use pdf_file::{Paper, PdfError, pdf};
pub use plane::Plane;
pub use written::{ShownPart, shown};
pub use xlsx_file::workbook;

use super::figure::Figure;
use super::period::Period;
use crate::kernel::clock::Instant;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// The days that it is about.
    pub period: Period,
    /// What it was narrowed to, in words; empty when to nothing.
    pub narrowed: String,
    /// When it is true.
    pub as_of: Instant,
    /// Whether small counts are in it, which nobody outside the desk may see.
    pub is_inner: bool,
    /// What it says, in order.
    pub parts: Vec<Part>,
}

/// A table with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name in addresses and as a file.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// What must be known to read it: a paragraph each.
    pub notes: Vec<String>,
    /// The chart, if there is enough to draw.
    pub drawing: Option<Drawing>,
    /// Whether the first figure of each row is drawn as a bar.
    pub has_bars: bool,
    /// The table.
    pub table: Table,
}

/// Rows under columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the rows are, for programs and for people: one or more columns.
    pub headings: Vec<Heading>,
    /// The figures.
    pub columns: Vec<Figure>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What a column of labels holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// For programs.
    pub name: &'static str,
    /// For people; empty where the column is for programs alone.
    pub words: String,
}

/// A first heading of this name says that the rows are groups and their members: the page puts one under the other.
pub const LEVEL: &str = "livello";
/// What stands under [`LEVEL`] for a group.
pub const GROUP: &str = "area";
/// What stands under it for a member.
pub const MEMBER: &str = "argomento";
/// A first heading of this name says that the rows are figures, each by its word: what they mean is told beside what the columns mean.
pub const FIGURES: &str = "cifra";

/// A first heading of this name says that the rows are public entries of the catalogue, by their names in addresses.
pub const ENTRY: &str = "scheda";

/// One row: a label under each heading, a cell under each figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is about.
    pub labels: Vec<Label>,
    /// Whether it is the sum of the others.
    pub is_total: bool,
    /// Its figures.
    pub cells: Vec<Cell>,
    /// What narrows the list of questions to it, as it stands in an address; none where no list is behind it.
    pub query: Option<String>,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// For programs.
    pub code: String,
    /// For people.
    pub words: String,
}

impl Sheet {
    /// The same without drawings, for programs that draw themselves.
    pub fn without_drawings(mut self) -> Self {
        self.parts.iter_mut().for_each(|part| part.drawing = None);
        self
    }
}

impl Table {
    /// The headings of labels that people read.
    fn headings_for_people(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|heading| heading.words.as_str()).filter(|words| !words.is_empty())
    }

    /// Whether the rows are groups and their members.
    fn has_levels(&self) -> bool {
        self.headings.first().is_some_and(|heading| heading.name == LEVEL)
    }

    /// The figures that the rows are, where they are such.
    fn figures_of_rows(&self) -> impl Iterator<Item = Figure> {
        let are_figures = self.headings.first().is_some_and(|heading| heading.name == FIGURES);
        let labels = self.rows.iter().filter(move |_| are_figures).filter_map(|row| row.labels.first());
        labels.filter_map(|label| Figure::parse(&label.code))
    }
}

impl Row {
    /// The labels that people read.
    fn shown_labels<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Label> {
        let shown = self.labels.iter().zip(&table.headings).filter(|(_, heading)| !heading.words.is_empty());
        shown.map(|(label, _)| label)
    }

    /// Their words.
    fn labels_for_people<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a str> {
        self.shown_labels(table).map(|label| label.words.as_str())
    }

    /// Whether it stands at a level of a table that has levels.
    fn is_at(&self, level: &str, table: &Table) -> bool {
        table.has_levels() && self.labels.first().is_some_and(|label| label.code == level)
    }

    /// What it is called where all of it stands in one place: the last of its words.
    fn last_words(&self) -> &str {
        let words = self.labels.iter().rev().map(|label| label.words.as_str());
        words.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
    }
}
