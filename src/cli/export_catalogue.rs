//! `dialoga export catalogue`

use std::io::{self, BufWriter, Write};

use clap::{Args, ValueEnum};

use super::failure::{Explain, Failure};
use crate::catalogue::export::{Line, columns, lines_after};
use crate::kernel::ids::EntryId;
use crate::platform::config::Config;
use crate::platform::db::{Db, DbError};
use crate::statistics::csv::{self, Cell, Style};

/// What is exported.
#[derive(Debug, Args)]
pub(super) struct ExportCatalogue {
    /// One JSON object a line, as `dialoga import catalogue` reads them, or a table.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Also what is not public: drafts, what waits for a review, what was withdrawn.
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
}

pub(super) fn run(config: &Config, asked: &ExportCatalogue) -> Result<(), Failure> {
    let site = &config.server.public_url;
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let mut out = BufWriter::new(io::stdout().lock());
    let written = "The export could not be written to its end";
    if asked.format == Format::Csv {
        out.write_all(row(columns()).as_bytes()).explain(written)?;
    }
    let mut last = EntryId(0);
    loop {
        let read = db.read_blocking::<_, DbError, _>(|conn| lines_after(conn, last, asked.all, site));
        let (lines, reached) = read.explain("The database failed")?;
        if lines.is_empty() {
            return out.flush().explain(written);
        }
        last = reached;
        for line in &lines {
            let text = match asked.format {
                Format::Jsonl => object(line)?,
                Format::Csv => row(line.cells()),
            };
            out.write_all(text.as_bytes()).explain(written)?;
        }
    }
}

fn object(line: &Line) -> Result<String, Failure> {
    let text = serde_json::to_string(line).explain("An entry could not be written")?;
    Ok(format!("{text}\n"))
}

fn row(cells: Vec<String>) -> String {
    csv::write(&[cells.into_iter().map(Cell::Text).collect()], Style::Programs)
}
