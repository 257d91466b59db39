//! `dialoga export catalogue`

use clap::Args;

use super::export::{self, Export, Format};
use super::failure::Failure;
use crate::catalogue::export::{Line, columns, lines_after};
use crate::kernel::ids::EntryId;
use crate::platform::config::Config;

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

pub(super) fn run(config: &Config, asked: &ExportCatalogue) -> Result<(), Failure> {
    let export = Export {
        columns: columns(),
        cells: Line::cells,
        start: EntryId(0),
        after: &|conn, last| lines_after(conn, last, asked.all, &config.server.public_url),
    };
    export::write(config, asked.format, export)
}
