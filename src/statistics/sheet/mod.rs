//! A report as one reader may see it: parts with a table each, some with a drawing. The page, the files and the programs' answer
//! are made of the same cells, so that they cannot differ.

mod cell;
mod csv_file;
mod drawing;
mod plane;
mod written;
mod xlsx_file;

pub use cell::{Cell, Hours, Points};
pub use csv_file::{for_people, for_programs};
pub use drawing::{Drawing, Mark, rounded};
pub use plane::Plane;
pub use written::{ShownPart, shown};
pub use xlsx_file::workbook;

use super::figure::Figure;
use super::period::Period;
use crate::kernel::clock::Instant;

/// A report.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Table {
    /// What the rows are, for programs and for people: one or more columns.
    pub headings: Vec<Heading>,
    /// The figures.
    pub columns: Vec<Figure>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What a column of labels holds.
#[derive(Debug, Clone)]
pub struct Heading {
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub words: String,
}

/// One row: a label under each heading, a cell under each figure.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Label {
    /// For programs.
    pub code: String,
    /// For people.
    pub words: String,
}
