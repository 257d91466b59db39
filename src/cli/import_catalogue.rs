//! `dialoga import catalogue FILE`

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use clap::Args;

use super::failure::{Explain, Failure};
use super::say;
use crate::catalogue::CatalogueError;
use crate::catalogue::actions::{Counts, Import, import_all};
use crate::catalogue::import::read_lines;
use crate::kernel::clock::{Clock, Instant};
use crate::platform::config::Config;
use crate::platform::db::{Db, DbError};

/// Entries in one transaction: whoever writes at the desk waits for no more than these.
pub(super) const BATCH: usize = 50;

/// What is imported.
#[derive(Debug, Args)]
pub(super) struct ImportCatalogue {
    /// File of one JSON object a line; - is standard input.
    file: PathBuf,
    /// Says what would happen and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(config: &Config, import: &ImportCatalogue) -> Result<(), Failure> {
    let file: Box<dyn BufRead> = if import.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        let opened = File::open(&import.file);
        Box::new(BufReader::new(opened.explain(&format!("{} cannot be opened", import.file.display()))?))
    };
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let now = Clock::system().now();
    let mut counts = Counts::default();
    let (mut lines, mut bad) = (0, 0);
    let mut batch = Vec::with_capacity(BATCH);
    for line in read_lines(file) {
        let (number, entry) = line.explain("The file could not be read to its end")?;
        lines += 1;
        match entry {
            Ok(entry) => batch.push(entry),
            Err(why) => {
                bad += 1;
                // Nothing can be done when standard error is closed.
                let _ = writeln!(io::stderr(), "line {number}: {why}");
            }
        }
        if batch.len() == BATCH {
            counts += store(&db, std::mem::take(&mut batch), now, import.dry_run)?;
        }
    }
    counts += store(&db, batch, now, import.dry_run)?;
    let would = if import.dry_run { "Nothing was changed; an import would do this with" } else { "Of" };
    say(&format!(
        "{would} {lines} lines: {} added, {} changed, {} kept as they were, {bad} refused.",
        counts.added, counts.changed, counts.kept
    ));
    match bad {
        0 => Ok(()),
        1 => Err(Failure::new("One line was refused.")),
        _ => Err(Failure::new(format!("{bad} lines were refused."))),
    }
}

/// How a transaction of the import ends without being kept.
enum End {
    Failed(CatalogueError),
    /// A dry run takes back what it tried.
    DryRun(Counts),
}

impl From<DbError> for End {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

/// Stores entries in one transaction, or only tries to.
pub(super) fn store(db: &Db, batch: Vec<Import>, now: Instant, dry_run: bool) -> Result<Counts, Failure> {
    let stored = db.write_blocking(move |conn| match import_all(conn, batch, now) {
        Ok(counts) if dry_run => Err(End::DryRun(counts)),
        Ok(counts) => Ok(counts),
        Err(error) => Err(End::Failed(error)),
    });
    match stored {
        Ok(counts) | Err(End::DryRun(counts)) => Ok(counts),
        Err(End::Failed(error)) => Err(error)
            .explain("The database failed; the lines before are imported, and the import can be repeated"),
    }
}
