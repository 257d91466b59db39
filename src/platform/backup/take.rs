//! Making a copy while the desk runs.

use std::path::Path;

use diesel::sql_types::Text;
use diesel::{QueryDsl, QueryableByName, RunQueryDsl, sql_query};

use super::manifest::Manifest;
use super::{BackupError, files, postgres, sqlite};
use crate::kernel::clock::Instant;
use crate::platform::db::schema::attachments;
use crate::platform::db::{Conn, DatabaseUrl, DbError};

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
    /// Keys the database names and the store does not have: the copy is as incomplete as the original.
    pub missing: Vec<String>,
}

/// Copies the database and the attachments that it refers to into an empty folder.
///
/// The database comes first: a file is stored before the row that names it, and is never changed afterwards, so every
/// file that the copied rows name is there to be copied.
///
/// # Errors
/// [`BackupError`]; the folder then lacks its manifest.
pub fn take(url: &DatabaseUrl, attachments: &Path, to: &Path, now: Instant) -> Result<Taken, BackupError> {
    files::make_empty_folder(to)?;
    let (kind, database, (migrations, keys)) = match url {
        DatabaseUrl::Sqlite(path) => {
            let mut copy = sqlite::copy(path, &to.join(SQLITE_FILE))?;
            ("sqlite", SQLITE_FILE, contents(&mut copy)?)
        }
        DatabaseUrl::Postgres(url) => {
            ("postgres", POSTGRES_FILE, postgres::dump(url, &to.join(POSTGRES_FILE), contents)?)
        }
    };
    let mut copied = vec![files::describe(to, database)?];
    let mut missing = Vec::new();
    for key in keys {
        let path = format!("{FILES}/{key}");
        if files::copy(&attachments.join(&key), &to.join(&path))? {
            copied.push(files::describe(to, &path)?);
        } else {
            missing.push(key);
        }
    }
    let taken =
        Taken { attachments: copied.len() - 1, bytes: copied.iter().map(|file| file.bytes).sum(), missing };
    Manifest::new(now, kind, migrations, copied).write(to)?;
    files::sync_folder(to)?;
    Ok(taken)
}

#[derive(QueryableByName)]
struct Migration {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Migrations and file keys, as the copied database has them.
fn contents(conn: &mut Conn) -> Result<(Vec<String>, Vec<String>), BackupError> {
    let migrations: Vec<Migration> =
        sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version")
            .load(conn)
            .map_err(DbError::from)?;
    let keys = attachments::table
        .select(attachments::storage_key)
        .distinct()
        .order(attachments::storage_key)
        .load(conn)
        .map_err(DbError::from)?;
    Ok((migrations.into_iter().map(|migration| migration.version).collect(), keys))
}
