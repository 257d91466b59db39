//! Which database, and how a connection to it is made.

use diesel::{Connection, PgConnection, SqliteConnection};

use super::{DbError, DbResult, prepare_postgres, prepare_sqlite};
use crate::platform::config::DatabaseUrl;

/// A connection to either database; queries are written once.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// SQLite, the default.
    Sqlite(SqliteConnection),
    /// PostgreSQL, for several nodes.
    Postgres(PgConnection),
}

/// Which of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// SQLite, one machine.
    Sqlite,
    /// PostgreSQL, one or several nodes.
    Postgres,
}

/// Which database a URL names.
pub fn backend_of(url: &DatabaseUrl) -> Backend {
    match url {
        DatabaseUrl::Sqlite(_) => Backend::Sqlite,
        DatabaseUrl::Postgres(_) => Backend::Postgres,
    }
}

/// A new connection with the session's settings; a missing SQLite file and its folder are created.
///
/// # Errors
/// When the server does not answer or the file cannot be opened.
pub fn establish(url: &DatabaseUrl) -> DbResult<Conn> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let failed = |reason: String| DbError::Connection(format!("{}: {reason}", path.display()));
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
            }
            let mut conn = SqliteConnection::establish(&path.to_string_lossy())
                .map_err(|error| failed(error.to_string()))?;
            prepare_sqlite(&mut conn)?;
            Ok(Conn::Sqlite(conn))
        }
        DatabaseUrl::Postgres(url) => {
            let mut conn = PgConnection::establish(url.expose())
                .map_err(|error| DbError::Connection(error.to_string()))?;
            prepare_postgres(&mut conn)?;
            Ok(Conn::Postgres(conn))
        }
    }
}

/// Hands connections to the pool. Own type, since the derived `establish` hides the reason of a failure.
pub struct Manager {
    pub(super) url: DatabaseUrl,
}

impl Manager {
    pub(super) fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }
}
