//! Making a copy while the desk runs.

use std::path::Path;

use diesel::sql_types::Text;
use diesel::{ExpressionMethods, QueryDsl, QueryableByName, RunQueryDsl, sql_query};

use super::manifest::{self, Manifest};
use super::{BackupError, files, postgres, sqlite};
use crate::kernel::clock::Instant;
use crate::platform::db::schema::{attachments, entry_files, incoming_mails};
use crate::platform::db::{Conn, DatabaseUrl, DbError, unfinished};

/// Where files lie within a copy.
pub(super) const FILES: &str = "attachments";
pub(super) const SQLITE_FILE: &str = "database.sqlite";
pub(super) const POSTGRES_FILE: &str = "database.pgdump";

/// What a copy holds.
#[derive(Debug)]
pub struct Taken {
    /// Files copied besides the database.
    pub attachments: usize,
    /// Bytes in all.
    pub bytes: u64,
    /// Keys that messages name and the store does not have: the copy is as incomplete as the original. The files of a
    /// draft are not counted: their owner may have thrown them away while the copy was made.
    pub missing: Vec<String>,
}

/// Copies the database and the attachments that it refers to into an empty folder.
///
/// The database comes first: a file is stored before the row that names it, and is never changed afterwards, so every
/// file that the copied rows name is there to be copied.
///
/// # Errors
/// [`BackupError`]; the folder then has the mark of an unfinished copy, and no manifest.
pub fn take(url: &DatabaseUrl, attachments: &Path, to: &Path, now: Instant) -> Result<Taken, BackupError> {
    unfinished::refuse_restoring(url)?;
    manifest::begin(to)?;
    let (kind, database, contents) = match url {
        DatabaseUrl::Sqlite(path) => {
            let mut copy = sqlite::copy(path, &to.join(SQLITE_FILE))?;
            ("sqlite", SQLITE_FILE, see(&mut copy)?)
        }
        DatabaseUrl::Postgres(url) => {
            ("postgres", POSTGRES_FILE, postgres::dump(url, &to.join(POSTGRES_FILE), see)?)
        }
    };
    let mut copied = vec![files::describe(to, database)?];
    let mut missing = Vec::new();
    for (key, is_sent) in contents.keys {
        let path = format!("{FILES}/{key}");
        if files::copy(&attachments.join(&key), &to.join(&path))? {
            copied.push(files::describe(to, &path)?);
        } else if is_sent {
            missing.push(key);
        }
    }
    let taken =
        Taken { attachments: copied.len() - 1, bytes: copied.iter().map(|file| file.bytes).sum(), missing };
    let manifest = Manifest::new(now, kind, contents.migrations, copied);
    files::sync_folders(to, manifest.files.iter().map(|file| file.path.as_str()))?;
    manifest.finish(to)?;
    Ok(taken)
}

#[derive(QueryableByName)]
struct Migration {
    #[diesel(sql_type = Text)]
    version: String,
}

/// What the copied database says of itself.
struct Contents {
    migrations: Vec<String>,
    /// Keys of files, and whether each must be there: of a message, not of a draft; of an entry; of a mail that was not settled.
    keys: Vec<(String, bool)>,
}

fn see(conn: &mut Conn) -> Result<Contents, BackupError> {
    let migrations: Vec<Migration> =
        sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version")
            .load(conn)
            .map_err(DbError::from)?;
    let mut keys: Vec<(String, bool)> = attachments::table
        .select((attachments::storage_key, attachments::message_id.is_not_null()))
        .distinct()
        .order(attachments::storage_key)
        .load(conn)
        .map_err(DbError::from)?;
    let of_entries: Vec<String> = entry_files::table
        .select(entry_files::storage_key)
        .order(entry_files::storage_key)
        .load(conn)
        .map_err(DbError::from)?;
    keys.extend(of_entries.into_iter().map(|key| (key, true)));
    // What waits to be read, or for a person, is nowhere else; what was settled may be thrown away while the copy is made.
    let waits = incoming_mails::state.eq_any(["waiting", "held", "failed"]);
    let mails: Vec<(Option<String>, bool)> = incoming_mails::table
        .filter(incoming_mails::raw_key.is_not_null())
        .select((incoming_mails::raw_key, waits))
        .order(incoming_mails::raw_key)
        .load(conn)
        .map_err(DbError::from)?;
    keys.extend(mails.into_iter().filter_map(|(key, waits)| Some((key?, waits))));
    let migrations = migrations.into_iter().map(|migration| migration.version).collect();
    Ok(Contents { migrations, keys })
}
