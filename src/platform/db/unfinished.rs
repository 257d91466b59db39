//! Work that fills a database in several steps and may be interrupted. Until it is finished the database is no desk: it
//! carries a mark, and whoever opens it is told what to do.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Bool;

use super::schema::instance_keys;
use super::{Conn, DatabaseUrl, DbError, DbResult};
use crate::platform::make_private_folder;

/// Marks a PostgreSQL database while a copy is put back into it: a table, since it has no other of ours then.
pub const RESTORING_TABLE: &str = "dialoga_restoring";

/// Marks a database while the demonstration fills it.
const DEMONSTRATION: &str = "unfinished_demonstration";

#[derive(diesel::QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

/// The file that marks the place of an SQLite database while a copy is put back there; in the end it becomes the database.
pub fn restoring_file(database: &Path) -> PathBuf {
    database.with_extension("restoring")
}

/// As long as it exists, nobody else puts a copy back into the same place. On PostgreSQL the second restore fails at what the
/// first has made.
pub struct Restoring(Option<(File, PathBuf)>);

impl Drop for Restoring {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.0 {
            // What is left of it hinders nobody.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Marks the place as one where a copy is being put back.
///
/// # Errors
/// [`DbError::Unfinished`] when somebody else is at it, or that nothing can be written there.
pub fn begin_restore(url: &DatabaseUrl) -> DbResult<Restoring> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let mark = restoring_file(path);
            let lock = path.with_extension("restoring.lock");
            let failed = |error: io::Error| DbError::Connection(format!("{}: {error}", mark.display()));
            mark.parent().map_or(Ok(()), make_private_folder).map_err(failed)?;
            let file = File::create(&lock).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let words = format!("another restore into {url:?} is running; wait for it");
                    return Err(DbError::Unfinished(words));
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            std::fs::write(&mark, "A restore was begun here.\n").map_err(failed)?;
            Ok(Restoring(Some((file, lock))))
        }
        DatabaseUrl::Postgres(_) => {
            url.establish()?.batch_execute(&format!("CREATE TABLE IF NOT EXISTS {RESTORING_TABLE} ()"))?;
            Ok(Restoring(None))
        }
    }
}

/// Whether a copy is being put back there, or the attempt was interrupted.
///
/// # Errors
/// When the database cannot be reached.
pub fn is_being_restored(url: &DatabaseUrl) -> DbResult<bool> {
    match url {
        DatabaseUrl::Sqlite(path) => Ok(!path.exists() && restoring_file(path).exists()),
        DatabaseUrl::Postgres(_) => {
            let found: Answer =
                sql_query(format!("SELECT to_regclass('{RESTORING_TABLE}') IS NOT NULL AS yes"))
                    .get_result(&mut url.establish()?)?;
            Ok(found.yes)
        }
    }
}

/// Refuses a place where a copy is being put back. An SQLite database is not made by looking.
///
/// # Errors
/// [`DbError::Unfinished`], or that the database cannot be reached.
pub fn refuse_restoring(url: &DatabaseUrl) -> DbResult<()> {
    if !is_being_restored(url)? {
        return Ok(());
    }
    let otherwise = match url {
        DatabaseUrl::Sqlite(path) => format!("delete {}", restoring_file(path).display()),
        DatabaseUrl::Postgres(_) => "make it anew with dropdb and createdb".to_owned(),
    };
    Err(DbError::Unfinished(format!(
        "a restore into {url:?} is not finished; wait for it, or if it was interrupted give `dialoga restore DIR` again; to \
         do without it, {otherwise}"
    )))
}

/// Marks the database as one that the demonstration is filling.
///
/// # Errors
/// When the database fails.
pub fn begin_demonstration(conn: &mut Conn) -> DbResult<()> {
    let row = (instance_keys::name.eq(DEMONSTRATION), instance_keys::value.eq("begun"));
    diesel::insert_into(instance_keys::table).values(row).execute(conn)?;
    Ok(())
}

/// Takes that mark away.
///
/// # Errors
/// When the database fails.
pub fn end_demonstration(conn: &mut Conn) -> DbResult<()> {
    diesel::delete(instance_keys::table.find(DEMONSTRATION)).execute(conn)?;
    Ok(())
}

/// Refuses a database, with the newest schema, that holds half a demonstration.
///
/// # Errors
/// [`DbError::Unfinished`], or that the database fails.
pub fn refuse_half_a_demonstration(conn: &mut Conn, url: &DatabaseUrl) -> DbResult<()> {
    let marks: i64 = instance_keys::table.find(DEMONSTRATION).count().get_result(conn)?;
    if marks == 0 {
        return Ok(());
    }
    let empty = match url {
        DatabaseUrl::Sqlite(path) => format!("delete the files {}*", path.display()),
        DatabaseUrl::Postgres(_) => "make it anew with dropdb and createdb".to_owned(),
    };
    Err(DbError::Unfinished(format!(
        "the demonstration in {url:?} is not finished; wait for it, or if it was interrupted {empty} and give `dialoga demo` \
         again"
    )))
}
