//! `dialoga import services FILE.csv`

use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::Args;

use super::failure::{Explain, Failure};
use super::import_catalogue::{BATCH, store};
use super::say;
use crate::catalogue::actions::Counts;
use crate::catalogue::services;
use crate::kernel::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::Db;

/// What is imported.
#[derive(Debug, Args)]
pub(super) struct ImportServices {
    /// Table with the names of its columns in the first line; - is standard input.
    file: PathBuf,
    /// Slug or name of the topic of bodies whose rows name none; it is made when it is new.
    #[arg(long, default_value = "Servizi territoriali")]
    topic: String,
    /// Says what would happen and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(config: &Config, import: &ImportServices) -> Result<(), Failure> {
    let mut file = Vec::new();
    let read = match import.file.as_os_str() == "-" {
        true => io::stdin().lock().read_to_end(&mut file).map(drop),
        false => std::fs::read(&import.file).map(|read| file = read),
    };
    read.explain(&format!("{} cannot be read", import.file.display()))?;
    let table = services::read(&file, &import.topic)
        .map_err(|why| Failure::new(format!("{} cannot be imported: {why}.", import.file.display())))?;
    for name in &table.unknown {
        // Nothing can be done when standard error is closed.
        let _ = writeln!(io::stderr(), "The column {name} is not read.");
    }
    for (line, why) in &table.refused {
        let _ = writeln!(io::stderr(), "line {line}: {why}");
    }
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let now = Clock::system().now();
    let mut counts = Counts::default();
    for batch in table.bodies.chunks(BATCH) {
        counts += store(&db, batch.to_vec(), now, import.dry_run)?;
    }
    let would = if import.dry_run { "Nothing was changed; an import would do this with" } else { "Of" };
    say(&format!(
        "{would} {} rows of {} bodies: {} added, {} changed, {} kept as they were, {} left out for a row that was refused.",
        table.rows,
        table.bodies.len() + table.left,
        counts.added,
        counts.changed,
        counts.kept,
        table.left
    ));
    match table.refused.len() {
        0 => Ok(()),
        _ => Err(Failure::new("Some rows were refused; their bodies are as they were before.")),
    }
}
