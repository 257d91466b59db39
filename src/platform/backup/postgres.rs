//! PostgreSQL: `pg_dump` on an exported snapshot, so that the dump and the list of files are of the same moment.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, QueryableByName, RunQueryDsl, sql_query};

use super::{BackupError, files};
use crate::platform::db::unfinished::RESTORING_TABLE;
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
    let snapshot = format!("--snapshot={}", snapshot.id);
    let mut command = tool("pg_dump", url, &["--format=custom", "--no-owner", "--no-privileges", &snapshot]);
    let mut file = files::create(to)?;
    run(command.stdout(Stdio::piped()), |child| {
        child.stdout.take().map_or(Ok(0), |mut dump| io::copy(&mut dump, &mut file))?;
        file.sync_all()
    })?;
    Ok(seen)
}

/// True when the database holds no table.
pub(super) fn is_empty(url: &str) -> Result<bool, BackupError> {
    let mut conn = DatabaseUrl::Postgres(url.to_owned()).establish()?;
    // The list of migrations is made by whoever looks at it first, `dialoga check` for instance.
    let tables: Count = sql_query(format!(
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() \
         AND tablename NOT IN ('__diesel_schema_migrations', '{RESTORING_TABLE}')"
    ))
    .get_result(&mut conn)
    .map_err(DbError::from)?;
    Ok(tables.count == 0)
}

/// Restores a dump in one transaction, and takes the mark of the unfinished restore away.
pub(super) fn put_back(dump: &Path, url: &str) -> Result<(), BackupError> {
    let mut file = File::open(dump).map_err(BackupError::file(dump))?;
    let mut conn = DatabaseUrl::Postgres(url.to_owned()).establish()?;
    sql_query("DROP TABLE IF EXISTS __diesel_schema_migrations").execute(&mut conn).map_err(DbError::from)?;
    let arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"];
    run(tool("pg_restore", url, &arguments).stdin(Stdio::piped()), |child| {
        child.stdin.take().map_or(Ok(0), |mut dump| io::copy(&mut file, &mut dump)).map(drop)
    })?;
    conn.transaction(|conn| {
        keys::forget_database_id(conn)?;
        sql_query(format!("DROP TABLE {RESTORING_TABLE}")).execute(conn)?;
        Ok::<_, DbError>(())
    })?;
    Ok(())
}

/// A tool of PostgreSQL. The password goes through the environment, because arguments are seen by every user.
fn tool(name: &str, url: &str, arguments: &[&str]) -> Command {
    let (url, password) = without_password(url);
    let mut command = Command::new(name);
    command.arg(format!("--dbname={url}")).args(arguments).stderr(Stdio::piped());
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

/// Runs it. The dump goes through a pipe that `carry` serves, so that the tool does not outlive this program.
fn run(command: &mut Command, carry: impl FnOnce(&mut Child) -> io::Result<()>) -> Result<(), BackupError> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BackupError::Tool(format!(
            "{name} is not installed (it comes with postgresql-client), and PostgreSQL needs it"
        )),
        _ => BackupError::Tool(format!("{name} could not be started: {error}")),
    })?;
    let complaints = child.stderr.take();
    let (carried, said) = std::thread::scope(|scope| {
        let reading = scope.spawn(|| complaints.map(io::read_to_string));
        (carry(&mut child), reading.join())
    });
    let failed = |why: &str| BackupError::Tool(format!("{name} failed: {why}"));
    let status = child.wait().map_err(|error| failed(&error.to_string()))?;
    match carried {
        Ok(()) if status.success() => Ok(()),
        // A full disk for instance. Where the pipe broke, it was the tool that ended, and it knows why.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(&error.to_string())),
        _ => {
            let said = said.ok().flatten().and_then(Result::ok).unwrap_or_default();
            Err(failed(said.lines().next().unwrap_or("it did not say why")))
        }
    }
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
