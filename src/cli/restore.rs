//! `dialoga restore DIR`

use std::path::Path;

use super::failure::{Explain, Failure};
use super::say;
use crate::platform::backup;
use crate::platform::config::Config;

pub(super) fn run(config: &Config, dir: &Path) -> Result<(), Failure> {
    let manifest = backup::restore(&config.database.url, &config.storage.attachments(), dir)
        .explain("The copy could not be restored")?;
    say(&format!(
        "Restored the copy of {} made by dialoga {}: the database and {} attachments. The search index is rebuilt when \
         the desk starts.",
        manifest.taken_at,
        manifest.program,
        manifest.files.len() - 1
    ));
    Ok(())
}
