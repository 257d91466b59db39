//! SQLite: `VACUUM INTO` copies one moment of the database while the desk goes on writing.

use std::path::Path;

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::{BackupError, files};
use crate::platform::db::{Conn, DatabaseUrl, DbError, unfinished};
use crate::platform::keys;

#[derive(QueryableByName)]
struct Verdict {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Copies the database to a new file and answers a connection to the copy, which is checked.
pub(super) fn copy(database: &Path, to: &Path) -> Result<Conn, BackupError> {
    if !database.exists() {
        return Err(BackupError::Tool(format!("there is no database at {}", database.display())));
    }
    let mut source = DatabaseUrl::Sqlite(database.to_owned()).establish()?;
    let Conn::Sqlite(inner) = &mut source else {
        return Err(BackupError::Unfit("not an SQLite database".to_owned()));
    };
    sql_query("VACUUM INTO ?")
        .bind::<Text, _>(to.to_string_lossy().into_owned())
        .execute(inner)
        .map_err(DbError::from)?;
    files::make_private_and_durable(to)?;
    open_checked(to)
}

/// Files that SQLite reads together with a database of this path, whoever left them there.
pub(super) fn left_beside(database: &Path) -> Vec<String> {
    let beside = ["-wal", "-shm", "-journal"].map(|ending| format!("{}{ending}", database.display()));
    beside.into_iter().filter(|path| Path::new(path).exists()).collect()
}

/// Puts a copied file where the database will be, whole or not at all.
pub(super) fn put_back(copied: &Path, database: &Path) -> Result<(), BackupError> {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let partial = unfinished::restoring_file(database);
    // Of an attempt that was interrupted: SQLite would read it into this copy.
    for left in left_beside(&partial) {
        std::fs::remove_file(&left).map_err(BackupError::file(Path::new(&left)))?;
    }
    if !files::copy(copied, &partial)? {
        return Err(BackupError::Damaged(copied.display().to_string()));
    }
    keys::forget_database_id(&mut open_checked(&partial)?)?;
    std::fs::rename(&partial, database).map_err(BackupError::file(database))?;
    files::sync_folders(folder, [])?;
    // Once more at its place: what lies beside it counts.
    open_checked(database).map(drop)
}

/// Opens the file as it is (without write-ahead log, which would leave files beside it) and checks it.
fn open_checked(path: &Path) -> Result<Conn, BackupError> {
    let mut conn = SqliteConnection::establish(&path.to_string_lossy())
        .map_err(|error| DbError::Connection(error.to_string()))?;
    let verdicts: Vec<Verdict> =
        sql_query("PRAGMA integrity_check(1)").load(&mut conn).map_err(DbError::from)?;
    match verdicts.first() {
        Some(verdict) if verdict.integrity_check == "ok" => Ok(Conn::Sqlite(conn)),
        other => {
            let reason = other.map_or("no answer", |verdict| verdict.integrity_check.as_str());
            Err(BackupError::Damaged(format!("{} ({reason})", path.display())))
        }
    }
}
