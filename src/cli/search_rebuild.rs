//! `dialoga search rebuild`

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::failure::{Explain, Failure};
use super::say;
use crate::catalogue::index;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::keys;
use crate::platform::search::{SearchIndex, ask_for_rebuild};

/// How long a running desk may take.
const PATIENCE: Duration = Duration::from_secs(300);

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    let folder = config.storage.index();
    let mut requests = ask_for_rebuild(&folder).explain("The running desk could not be asked")?;
    if requests.is_empty() {
        let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
        let id = keys::database_id(&db).explain("The database could not be read")?;
        let search = SearchIndex::open(&folder, &id).explain("The search index could not be opened")?;
        let count = index::rebuild(&db, &search).explain("The search index could not be built")?;
        say(&format!("The search index was built: {count} entries can be found."));
        return Ok(());
    }
    // The folder belongs to the running desk, which builds the index itself and goes on answering meanwhile.
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        requests.retain(|request| request.exists());
        if requests.is_empty() {
            say("The running desk has built its search index anew.");
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    Err(Failure::new("The running desk did not build its search index; its log says why."))
}
