//! `dialoga export statistics`

use chrono::Datelike;
use clap::Args;

use super::export::{self, Export, Format};
use super::failure::Failure;
use crate::kernel::clock::Clock;
use crate::platform::config::Config;
use crate::platform::i18n::Texts;
use crate::statistics::{LINE_COLUMNS, Line, Records, open};

/// How they are exported.
#[derive(Debug, Args)]
pub(super) struct ExportStatistics {
    /// One JSON object a line, or a table.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Also counts of a few questions, which could point at somebody: for use inside the desk alone.
    #[arg(long)]
    all: bool,
}

/// No year, before the first.
const BEFORE: i32 = 0;

pub(super) fn run(config: &Config, asked: &ExportStatistics) -> Result<(), Failure> {
    let (records, texts, now) =
        (Records::unbuilt(config.statistics.least_count), Texts::embedded(), Clock::system().now());
    let this_year = now.rome().year();
    let export = Export {
        columns: LINE_COLUMNS.iter().map(|name| (*name).to_owned()).collect(),
        cells: Line::cells,
        start: BEFORE,
        after: &|conn, last| {
            let year = match last {
                BEFORE => open::first_year(conn, &records, now)?,
                last => last + 1,
            };
            if year > this_year {
                return Ok((Vec::new(), last));
            }
            Ok((open::lines_of_year(conn, &records, &texts, year, asked.all, now)?, year))
        },
    };
    export::write(config, asked.format, export)
}
