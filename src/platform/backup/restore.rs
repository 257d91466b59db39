//! Putting a copy back into an empty place.

use std::collections::HashSet;
use std::path::Path;

use super::manifest::Manifest;
use super::take::{FILES, POSTGRES_FILE, SQLITE_FILE};
use super::{BackupError, files, postgres, sqlite};
use crate::platform::db::{Backend, DatabaseUrl, migrations, unfinished};

/// Restores the copy in `from`: first everything is verified, then the attachments, and the database last, because
/// it is the database that makes the place a desk.
///
/// # Errors
/// [`BackupError`]. Attachments restored before the error stay, and do not hinder the next attempt; the place is marked as
/// unfinished until one succeeds.
pub fn restore(url: &DatabaseUrl, attachments: &Path, from: &Path) -> Result<Manifest, BackupError> {
    let manifest = Manifest::read_and_verify(from)?;
    refuse_unfit(&manifest, url)?;
    refuse_occupied(url)?;
    let keys = keys(&manifest);
    for present in files::below(attachments)? {
        if !keys.contains(present.as_str()) && !present.ends_with(files::PARTIAL) {
            return Err(BackupError::Occupied(format!(
                "there are already attachments in {}",
                attachments.display()
            )));
        }
    }
    let _restoring = unfinished::begin_restore(url)?;
    for key in &keys {
        files::copy(&from.join(FILES).join(key), &attachments.join(key))?;
    }
    if !keys.is_empty() {
        files::sync_folders(attachments, keys)?;
    }
    // The place becomes a database of its own: whatever was made from a former one there is not taken for made from it.
    match url {
        DatabaseUrl::Sqlite(path) => sqlite::put_back(&from.join(SQLITE_FILE), path)?,
        DatabaseUrl::Postgres(url) => postgres::put_back(&from.join(POSTGRES_FILE), url)?,
    }
    Ok(manifest)
}

fn refuse_unfit(manifest: &Manifest, url: &DatabaseUrl) -> Result<(), BackupError> {
    let configured = match url.backend() {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    };
    if manifest.database != configured {
        let text = format!("the copy is of {}, but database.url names {configured}", manifest.database);
        return Err(BackupError::Unfit(text));
    }
    let known = migrations::known();
    match manifest.migrations.iter().find(|version| !known.contains(version)) {
        Some(version) => Err(BackupError::Unfit(format!(
            "the copy was made by a newer dialoga ({}, migration {version}); install that version first",
            manifest.program
        ))),
        None => Ok(()),
    }
}

fn keys(manifest: &Manifest) -> HashSet<&str> {
    manifest.files.iter().filter_map(|file| file.path.strip_prefix(FILES)?.strip_prefix('/')).collect()
}

fn refuse_occupied(url: &DatabaseUrl) -> Result<(), BackupError> {
    let occupied = match url {
        DatabaseUrl::Sqlite(path) => path.exists(),
        DatabaseUrl::Postgres(url) => !postgres::is_empty(url)?,
    };
    if occupied && unfinished::is_being_restored(url)? {
        return Err(BackupError::Occupied(format!(
            "a restore into {url:?} that is not finished has put something there; if it was interrupted, make the database \
             anew with dropdb and createdb"
        )));
    }
    if occupied {
        return Err(BackupError::Occupied(format!("there is already a database at {url:?}")));
    }
    let left = url.sqlite_path().map(sqlite::left_beside).unwrap_or_default();
    match left.as_slice() {
        [] => Ok(()),
        left => Err(BackupError::Occupied(format!(
            "what a former database left there would be read into the restored one; move away {}",
            left.join(", ")
        ))),
    }
}
