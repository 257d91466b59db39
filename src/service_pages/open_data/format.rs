//! The shapes in which the published catalogue may be had.

use super::record::{self, Record};
use crate::statistics::csv::{self, Cell, Style};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table for spreadsheets and programs.
    Csv,
    /// One array.
    Json,
    /// One object a line.
    JsonLines,
}

impl Format {
    /// All of them, as the page lists them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::JsonLines];

    /// How the name of its file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// Its media type: RFC 4180, RFC 8259, and what lines of JSON are usually called.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::JsonLines => "application/x-ndjson",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::JsonLines => "JSONL",
        }
    }

    /// What the EU's list of file types calls it, which the catalogues of open data use; of lines it knows nothing.
    pub fn file_type(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json | Self::JsonLines => "JSON",
        }
    }

    /// Where it is.
    pub fn path(self) -> String {
        format!("/dati-aperti/catalogo.{}", self.ending())
    }

    /// The format of a file whose name ends so.
    pub fn parse(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// What stands before the first entry.
    pub fn head(self) -> String {
        match self {
            Self::Csv => row(record::columns()),
            Self::Json => "[".to_owned(),
            Self::JsonLines => String::new(),
        }
    }

    /// What stands behind the last.
    pub fn end(self) -> &'static str {
        match self {
            Self::Csv | Self::JsonLines => "",
            Self::Json => "\n]\n",
        }
    }

    /// Entries, `first` when none stands before them.
    pub fn entries(self, records: &[Record], first: bool) -> String {
        let mut text = String::new();
        for (place, record) in records.iter().enumerate() {
            match self {
                Self::Csv => text.push_str(&row(record.cells())),
                Self::Json => {
                    text.push_str(if first && place == 0 { "\n" } else { ",\n" });
                    text.push_str(&object(record));
                }
                Self::JsonLines => {
                    text.push_str(&object(record));
                    text.push('\n');
                }
            }
        }
        text
    }
}

fn object(record: &Record) -> String {
    serde_json::to_string(record).expect("a record is always JSON")
}

/// Every cell is quoted and none is a formula: see [`csv`].
fn row(cells: Vec<String>) -> String {
    csv::write(&[cells.into_iter().map(Cell::Text).collect()], Style::Programs)
}
