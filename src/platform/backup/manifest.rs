//! What a copy consists of, so that it can be checked before it is trusted.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{BackupError, files};
use crate::kernel::clock::Instant;

/// Name of the manifest within a copy.
const NAME: &str = "manifest.json";

/// What a copy has in place of its manifest until it is finished, with a text for whoever finds it.
const UNFINISHED: &str = "UNFINISHED.txt";

/// Layout of a copy that this program writes and reads.
const FORMAT: u32 = 1;

/// `manifest.json` of a copy.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Layout of the copy.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// When it was begun.
    pub taken_at: Instant,
    /// `sqlite` or `postgres`: a copy goes back into the database it came from.
    pub database: String,
    /// Migrations the copied database had.
    pub migrations: Vec<String>,
    /// Every file of the copy but this one.
    pub files: Vec<CopiedFile>,
}

/// One file of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedFile {
    /// Path within the copy.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Marks an empty folder, or one that it makes, as a copy without end.
pub(super) fn begin(copy: &Path) -> Result<(), BackupError> {
    if copy.join(UNFINISHED).exists() && !copy.join(NAME).exists() {
        return Err(BackupError::Unfinished(copy.to_owned()));
    }
    files::make_empty_folder(copy)?;
    let text = "This copy is not finished. While `dialoga backup` is at work here this is as it should be; when it was \
                interrupted, this folder is of no use: delete it and make a new copy.\n";
    files::write_durably(&copy.join(UNFINISHED), text.as_bytes())?;
    files::sync_folders(copy, [])
}

impl Manifest {
    pub(super) fn new(
        taken_at: Instant,
        database: &str,
        migrations: Vec<String>,
        files: Vec<CopiedFile>,
    ) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: FORMAT, program, taken_at, database: database.to_owned(), migrations, files }
    }

    /// Makes the copy a whole one.
    pub(super) fn finish(&self, copy: &Path) -> Result<(), BackupError> {
        let path = copy.join(NAME);
        let text =
            serde_json::to_vec_pretty(self).map_err(|error| BackupError::File(path.clone(), error.into()))?;
        files::write_durably(&path, &text)?;
        let mark = copy.join(UNFINISHED);
        std::fs::remove_file(&mark).map_err(BackupError::file(mark))?;
        files::sync_folders(copy, [])
    }

    /// Reads the manifest of a copy and compares every file with it.
    pub(super) fn read_and_verify(copy: &Path) -> Result<Self, BackupError> {
        let path = copy.join(NAME);
        let text = std::fs::read(&path).map_err(|_| {
            BackupError::NotACopy(copy.to_owned(), format!("{NAME} is missing, the copy was interrupted"))
        })?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|error| {
            BackupError::NotACopy(copy.to_owned(), format!("{NAME} cannot be read: {error}"))
        })?;
        if manifest.format != FORMAT {
            return Err(BackupError::Unfit(format!(
                "the copy has format {}, this program reads {FORMAT}",
                manifest.format
            )));
        }
        for file in &manifest.files {
            // The manifest may have been written by somebody else: it never leads out of the copy.
            let safe = Path::new(&file.path)
                .components()
                .all(|part| matches!(part, std::path::Component::Normal(_)));
            let found = if safe { files::describe(copy, &file.path).ok() } else { None };
            if found.as_ref() != Some(file) {
                return Err(BackupError::Damaged(file.path.clone()));
            }
        }
        Ok(manifest)
    }
}
