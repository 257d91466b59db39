//! `dialoga backup DIR`

use std::path::Path;

use super::failure::{Explain, Failure};
use super::say;
use crate::kernel::clock::Clock;
use crate::platform::backup;
use crate::platform::config::Config;
use crate::platform::i18n::{Lang, file_size};

pub(super) fn run(config: &Config, dir: &Path) -> Result<(), Failure> {
    let now = Clock::system().now();
    let taken = backup::take(&config.database.url, &config.storage.attachments(), dir, now)
        .explain("The copy could not be made")?;
    say(&format!(
        "The copy is in {}: the database and {} attachments, {} in all.",
        dir.display(),
        taken.attachments,
        file_size(Lang::En, taken.bytes)
    ));
    if taken.missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "The copy was made, but {} attachments that the database names are not in {}: {}",
        taken.missing.len(),
        config.storage.attachments().display(),
        taken.missing.join(", ")
    )))
}
