//! PostgreSQL: `pg_dump` on an exported snapshot, so that the dump and the list of files are of the same moment.

use std::path::Path;
use std::process::Command;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::{BackupError, files};
use crate::platform::db::{Conn, DatabaseUrl, DbError};
use crate::platform::keys;

#[derive(QueryableByName)]
struct Snapshot {
    #[diesel(sql_type = Text)]
    id: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Dumps the database and answers what `see` reads in the same snapshot.
pub(super) fn dump<T>(
    url: &str,
    to: &Path,
    see: impl FnOnce(&mut Conn) -> Result<T, BackupError>,
) -> Result<T, BackupError> {
    let mut conn = DatabaseUrl::Postgres(url.to_owned()).establish()?;
    // The snapshot lives as long as this transaction; a dump may take longer than idle transactions are allowed.
    conn.batch_execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0;",
    )
    .map_err(DbError::from)?;
    let snapshot: Snapshot =
        sql_query("SELECT pg_export_snapshot() AS id").get_result(&mut conn).map_err(DbError::from)?;
    let seen = see(&mut conn)?;
    let file = format!("--file={}", to.display());
    let snapshot = format!("--snapshot={}", snapshot.id);
    run("pg_dump", url, &["--format=custom", "--no-owner", "--no-privileges", &snapshot, &file])?;
    files::make_private_and_durable(to)?;
    Ok(seen)
}

/// True when the database holds no table.
pub(super) fn is_empty(url: &str) -> Result<bool, BackupError> {
    let mut conn = DatabaseUrl::Postgres(url.to_owned()).establish()?;
    // The list of migrations is made by whoever looks at it first, `dialoga check` for instance.
    let tables: Count = sql_query(
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() \
         AND tablename <> '__diesel_schema_migrations'",
    )
    .get_result(&mut conn)
    .map_err(DbError::from)?;
    Ok(tables.count == 0)
}

/// Restores a dump in one transaction.
pub(super) fn put_back(dump: &Path, url: &str) -> Result<(), BackupError> {
    let dump = dump.display().to_string();
    let mut conn = DatabaseUrl::Postgres(url.to_owned()).establish()?;
    sql_query("DROP TABLE IF EXISTS __diesel_schema_migrations").execute(&mut conn).map_err(DbError::from)?;
    run(
        "pg_restore",
        url,
        &["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", &dump],
    )?;
    Ok(keys::forget_database_id(&mut DatabaseUrl::Postgres(url.to_owned()).establish()?)?)
}

/// Runs a tool of PostgreSQL. The password goes through the environment, because arguments are seen by every user.
fn run(tool: &str, url: &str, arguments: &[&str]) -> Result<(), BackupError> {
    let (url, password) = without_password(url);
    let mut command = Command::new(tool);
    command.arg(format!("--dbname={url}")).args(arguments);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => BackupError::Tool(format!(
            "{tool} is not installed (it comes with postgresql-client), and PostgreSQL needs it"
        )),
        _ => BackupError::Tool(format!("{tool} could not be started: {error}")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(BackupError::Tool(format!("{tool} failed: {}", said.lines().next().unwrap_or("it did not say why"))))
}

/// Splits `postgres://user:password@host/name` into the same URL without the password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let at = rest[..end].rfind('@')?;
        let (user, password) = rest[..at].split_once(':')?;
        Some((format!("{scheme}://{user}{}", &rest[at..]), percent_decoded(password)))
    });
    match parts {
        Some((url, password)) => (url, Some(password)),
        None => (url.to_owned(), None),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let decoded = match (first, after) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok()),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_leaves_the_url() {
        for (url, bare, password) in [
            ("postgres://desk:p%40ss%3A@db:5432/desk", "postgres://desk@db:5432/desk", Some("p@ss:")),
            ("postgres://desk@db/desk", "postgres://desk@db/desk", None),
            ("postgres://db/desk?user=a:b@c", "postgres://db/desk?user=a:b@c", None),
            ("postgres://u:100%@h/d", "postgres://u@h/d", Some("100%")),
        ] {
            assert_eq!(without_password(url), (bare.to_owned(), password.map(str::to_owned)), "{url}");
        }
    }
}
