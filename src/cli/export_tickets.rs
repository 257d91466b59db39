//! `dialoga export tickets`

use clap::Args;

use super::export::{self, Export, Format};
use super::failure::Failure;
use crate::kernel::ids::TicketId;
use crate::platform::config::Config;
use crate::tickets::export::{COLUMNS, Line, lines_after};

/// How it is exported.
#[derive(Debug, Args)]
pub(super) struct ExportTickets {
    /// One JSON object a line with the whole conversation, or a table.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
}

pub(super) fn run(config: &Config, asked: &ExportTickets) -> Result<(), Failure> {
    let export = Export {
        columns: COLUMNS.iter().map(|name| (*name).to_owned()).collect(),
        cells: Line::cells,
        start: TicketId(0),
        after: &lines_after,
    };
    export::write(config, asked.format, export)
}
