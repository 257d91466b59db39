//! `dialoga search rebuild`

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::failure::{Explain, Failure};
use super::say;
use crate::catalogue::index::PublicEntries;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::keys;
use crate::platform::search::{self, Reading, SearchIndex, Source, ask_for_rebuild};
use crate::tickets::index::Conversations;

/// How long a running desk may take.
const PATIENCE: Duration = Duration::from_secs(300);

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    let mut requests = Vec::new();
    for folder in [config.storage.index(), config.storage.ticket_index()] {
        requests.extend(ask_for_rebuild(&folder).explain("The running desk could not be asked")?);
    }
    if requests.is_empty() {
        let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
        let id = keys::database_id(&db).explain("The database could not be read")?;
        let build = |source: &dyn Source, folder: &Path, reading| -> Result<u64, Failure> {
            let index =
                SearchIndex::open(folder, &id, reading).explain("A search index could not be opened")?;
            search::rebuild(source, &db, &index).explain("A search index could not be built")
        };
        let entries = build(&PublicEntries, &config.storage.index(), Reading::Whole)?;
        let questions = build(&Conversations, &config.storage.ticket_index(), Reading::InParts)?;
        say(&format!(
            "The search indexes were built: {entries} entries and {questions} questions can be found."
        ));
        return Ok(());
    }
    // The folders belong to the running desk, which builds the indexes itself and goes on answering meanwhile.
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        requests.retain(|request| request.exists());
        if requests.is_empty() {
            say("The running desk has built its search indexes anew.");
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    Err(Failure::new("The running desk did not build its search indexes; its log says why."))
}
