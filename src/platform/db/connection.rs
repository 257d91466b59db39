//! Which database, and how a connection to it is made.

use std::fmt;
use std::path::{Path, PathBuf};

use diesel::{Connection, PgConnection, SqliteConnection};

use super::{DbError, DbResult, prepare_postgres, prepare_sqlite};
use crate::platform::make_private_folder;

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

/// Where the database is, checked: an unknown scheme would silently create an empty SQLite file.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// Path of the SQLite file.
    Sqlite(PathBuf),
    /// A `postgres://` URL.
    Postgres(String),
}

/// The URL is neither `sqlite:PATH` nor `postgres://…`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a database URL is sqlite:PATH or postgres://USER@HOST/NAME")]
pub struct UrlProblem;

impl DatabaseUrl {
    /// Parses `sqlite:PATH`, `sqlite://PATH` or `postgres://…`.
    ///
    /// # Errors
    /// `UrlProblem` for everything else.
    pub fn parse(url: &str) -> Result<Self, UrlProblem> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).ok_or(UrlProblem)?;
        if path.is_empty() || path.contains(['?', '\0']) {
            return Err(UrlProblem);
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }

    /// Which database it names.
    pub fn backend(&self) -> Backend {
        match self {
            Self::Sqlite(_) => Backend::Sqlite,
            Self::Postgres(_) => Backend::Postgres,
        }
    }

    /// A new connection with the session's settings.
    ///
    /// # Errors
    /// When the server does not answer or the file cannot be opened.
    pub fn establish(&self) -> DbResult<Conn> {
        match self {
            Self::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    make_private_folder(folder)
                        .map_err(|error| DbError::Connection(format!("{}: {error}", folder.display())))?;
                }
                let mut conn = SqliteConnection::establish(&path.to_string_lossy())
                    .map_err(|error| DbError::Connection(format!("{}: {error}", path.display())))?;
                prepare_sqlite(&mut conn)?;
                Ok(Conn::Sqlite(conn))
            }
            Self::Postgres(url) => {
                let mut conn = PgConnection::establish(url)
                    .map_err(|error| DbError::Connection(in_a_sentence(&error.to_string())))?;
                prepare_postgres(&mut conn)?;
                Ok(Conn::Postgres(conn))
            }
        }
    }

    /// The SQLite file, if it is one.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                let place = url.rsplit_once('@').map_or("…", |(_, place)| place);
                write!(f, "postgres://{}", place.split('?').next().unwrap_or("…"))
            }
        }
    }
}

/// What the several lines of PostgreSQL's library come to, with the line that says it. Only the last cause is left to the
/// server, whose words may be in another language.
fn in_a_sentence(said: &str) -> String {
    const CAUSES: [(&str, &[&str]); 6] = [
        (
            "the server does not accept the user and password in database.url",
            &["authentication failed", "no password supplied", "role \"", "pg_hba.conf"],
        ),
        ("the server has no database of that name", &["\" does not exist"]),
        ("the server has no connection left", &["too many", "connection slots"]),
        ("TLS to the server does not work", &["SSL", "certificate", "sslmode"]),
        ("the server's name is not known", &["could not translate host name"]),
        (
            "nothing answers at that address and port",
            &[
                "refused",
                "No such file",
                "timeout",
                "timed out",
                "unreachable",
                "No route",
                "closed the connection",
            ],
        ),
    ];
    // Of several addresses the last that was tried counts; hints follow on lines of their own.
    let line =
        said.lines().rfind(|line| line.contains(" failed: ")).or(said.lines().next()).unwrap_or_default();
    let found = CAUSES.iter().find(|(_, signs)| signs.iter().any(|sign| line.contains(sign)));
    let cause = found.map_or("the server does not let us in", |(cause, _)| cause);
    format!("{cause} ({line})")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_schemes_are_known() {
        assert_eq!(DatabaseUrl::parse("sqlite:var/a.db"), Ok(DatabaseUrl::Sqlite("var/a.db".into())));
        assert!(matches!(DatabaseUrl::parse("postgres://u:p@h/d"), Ok(DatabaseUrl::Postgres(_))));
        for url in ["mysql://h/d", "var/a.db", "sqlite:", ""] {
            assert_eq!(DatabaseUrl::parse(url), Err(UrlProblem), "{url}");
        }
    }

    #[test]
    fn each_refusal_of_a_server_has_its_cause() {
        for (said, cause) in [
            (
                "FATAL:  no pg_hba.conf entry for host \"::1\", user \"desk\", database \"desk\", no encryption",
                "user and password",
            ),
            ("FATAL:  password authentication failed for user \"desk\"", "user and password"),
            ("FATAL:  role \"desk\" does not exist", "user and password"),
            ("FATAL:  database \"desk\" does not exist", "no database of that name"),
            ("FATAL:  database \"desk\" is not currently accepting connections", "does not let us in"),
            ("FATAL:  sorry, too many clients already", "no connection left"),
            ("Connection refused\n\tIs the server running on that host?", "nothing answers"),
        ] {
            let said = format!("connection to server at \"db\", port 5432 failed: {said}");
            let sentence = in_a_sentence(&said);
            assert!(sentence.contains(cause) && !sentence.contains('\n'), "{sentence}");
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        let url = DatabaseUrl::parse("postgres://desk:secret@db.example/desk?sslmode=require")
            .expect("a known scheme");
        assert_eq!(format!("{url:?}"), "postgres://db.example/desk");
    }
}
