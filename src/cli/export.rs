//! What every export has in common: piece by piece from the database to standard output.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use serde::Serialize;

use super::failure::{Explain, Failure};
use crate::platform::config::Config;
use crate::platform::db::{Conn, Db, DbError, DbResult};
use crate::statistics::csv::{self, Cell, Style};

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line.
    Jsonl,
    /// A table (RFC 4180).
    Csv,
}

/// Some lines, and the key of the last.
type Piece<Line, Key> = DbResult<(Vec<Line>, Key)>;

/// What is exported.
pub(super) struct Export<'a, Line, Key> {
    /// The names of the columns of the table.
    pub columns: Vec<String>,
    /// A line as these columns say it.
    pub cells: fn(&Line) -> Vec<String>,
    /// Before the first line.
    pub start: Key,
    /// The lines after a key, and the key of the last of them; no lines when there are no more.
    pub after: &'a dyn Fn(&mut Conn, Key) -> Piece<Line, Key>,
}

/// Writes all of it to standard output.
pub(super) fn write<Line: Serialize, Key: Copy>(
    config: &Config,
    format: Format,
    export: Export<'_, Line, Key>,
) -> Result<(), Failure> {
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let mut out = BufWriter::new(io::stdout().lock());
    let written = "The export could not be written to its end";
    if format == Format::Csv {
        out.write_all(row(export.columns).as_bytes()).explain(written)?;
    }
    let mut last = export.start;
    loop {
        let read = db.read_blocking::<_, DbError, _>(|conn| (export.after)(conn, last));
        let (lines, reached) = read.explain("The database failed")?;
        if lines.is_empty() {
            return out.flush().explain(written);
        }
        last = reached;
        for line in &lines {
            let text = match format {
                Format::Jsonl => object(line)?,
                Format::Csv => row((export.cells)(line)),
            };
            out.write_all(text.as_bytes()).explain(written)?;
        }
    }
}

fn object(line: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string(line).explain("A line could not be written")?;
    Ok(format!("{text}\n"))
}

fn row(cells: Vec<String>) -> String {
    csv::write(&[cells.into_iter().map(Cell::Text).collect()], Style::Programs)
}
