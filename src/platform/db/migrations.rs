//! The schema's history, embedded: run at every start, safe to interrupt and to repeat.

use diesel::SqliteConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, DbError, DbResult};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Key of the PostgreSQL advisory lock that lets one node migrate at a time.
const MIGRATION_LOCK: i64 = 0x0064_6961_6c6f_6761;

/// Brings the schema to the newest version; answers the versions of the migrations it ran. Programs that start at the
/// same time migrate one after the other, and the later ones find nothing to do.
///
/// # Errors
/// When a migration fails: it is rolled back whole, on SQLite with those before it. When the database has one that this
/// program does not know: it belongs to a newer version.
pub fn run(conn: &mut Conn) -> DbResult<Vec<String>> {
    let ran = match conn {
        Conn::Sqlite(inner) => one_at_a_time(inner),
        Conn::Postgres(inner) => {
            advisory(inner, "pg_advisory_lock")?;
            let ran = names(inner.run_pending_migrations(POSTGRES));
            advisory(inner, "pg_advisory_unlock")?;
            ran
        }
    };
    let ran = ran.map_err(failed)?;
    match unknown(conn)? {
        None => Ok(ran),
        Some(version) => Err(DbError::Connection(format!(
            "it was last used by a newer version of this program (migration {version}): start that one"
        ))),
    }
}

/// Names of the migrations this program has and the database has not.
///
/// # Errors
/// When the database cannot be read.
pub fn pending(conn: &mut Conn) -> DbResult<Vec<String>> {
    use diesel::migration::Migration;
    let names = match conn {
        Conn::Sqlite(inner) => inner
            .pending_migrations(SQLITE)
            .map(|list| list.iter().map(|migration| migration.name().to_string()).collect()),
        Conn::Postgres(inner) => inner
            .pending_migrations(POSTGRES)
            .map(|list| list.iter().map(|migration| migration.name().to_string()).collect()),
    };
    names.map_err(failed)
}

/// A migration that the database has and this program does not know.
///
/// # Errors
/// When the database cannot be read.
pub fn unknown(conn: &mut Conn) -> DbResult<Option<String>> {
    let applied = match conn {
        Conn::Sqlite(inner) => inner.applied_migrations(),
        Conn::Postgres(inner) => inner.applied_migrations(),
    };
    let known = known();
    let applied = applied.map_err(failed)?;
    Ok(applied.iter().map(ToString::to_string).find(|version| !known.contains(version)))
}

/// Versions of all migrations in this program; both databases have the same.
pub fn known() -> Vec<String> {
    use diesel::migration::{Migration, MigrationSource};
    let all = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).unwrap_or_default();
    all.iter().map(|migration| migration.name().version().to_string()).collect()
}

/// What is pending is asked again once the writer's lock is held. Without anything pending nobody is waited for.
fn one_at_a_time(conn: &mut SqliteConnection) -> diesel::migration::Result<Vec<String>> {
    if !conn.has_pending_migration(SQLITE)? {
        return Ok(Vec::new());
    }
    conn.immediate_transaction(|conn| names(conn.run_pending_migrations(SQLITE)))
}

type Ran<'a> = diesel::migration::Result<Vec<diesel::migration::MigrationVersion<'a>>>;

fn names(ran: Ran<'_>) -> diesel::migration::Result<Vec<String>> {
    Ok(ran?.iter().map(ToString::to_string).collect())
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> DbError {
    DbError::Connection(format!("a migration failed: {error}"))
}

fn advisory(conn: &mut diesel::PgConnection, function: &str) -> DbResult<()> {
    use diesel::RunQueryDsl;
    diesel::sql_query(format!("SELECT {function}({MIGRATION_LOCK})")).execute(conn)?;
    Ok(())
}
