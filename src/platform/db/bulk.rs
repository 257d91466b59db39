//! Filling tables with millions of rows, as far as the two databases say it differently. For the demonstration alone: what it fills
//! is no desk until it is finished, so that nothing has to be durable, or whole, before.

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;

use super::{Conn, DbResult};

/// What was taken away from some tables while they are filled.
#[derive(Debug)]
pub struct SetAside {
    tables: Vec<String>,
    restore: Vec<String>,
}

#[derive(diesel::QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    value: String,
}

#[derive(diesel::QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    removal: String,
    #[diesel(sql_type = Text)]
    restoral: String,
}

/// Prepares a connection of its own, which is used for nothing else afterwards.
///
/// # Errors
/// When the database fails.
pub fn prepare(conn: &mut Conn) -> DbResult<()> {
    let settings = match conn {
        Conn::Sqlite(_) => {
            "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF; \
             PRAGMA temp_store = FILE; PRAGMA cache_size = -262144"
        }
        Conn::Postgres(_) => {
            "SET synchronous_commit = off; SET maintenance_work_mem = '256MB'; SET work_mem = '64MB'"
        }
    };
    Ok(conn.batch_execute(settings)?)
}

/// The columns of a table, in their order.
///
/// # Errors
/// When the database fails.
pub fn columns(conn: &mut Conn, table: &str) -> DbResult<Vec<String>> {
    let words: Vec<Word> = match conn {
        Conn::Sqlite(inner) => {
            diesel::sql_query("SELECT name AS value FROM pragma_table_info(?) ORDER BY cid")
                .bind::<Text, _>(table)
                .load(inner)?
        }
        Conn::Postgres(inner) => diesel::sql_query(
            "SELECT column_name::text AS value FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
        )
        .bind::<Text, _>(table)
        .load(inner)?,
    };
    Ok(words.into_iter().map(|word| word.value).collect())
}

/// Takes away what would be looked at with every row: indexes but those of keys, and on PostgreSQL references to other tables.
/// Made anew for all rows at once it takes a fraction of the time.
///
/// # Errors
/// When the database fails.
pub fn set_aside(conn: &mut Conn, tables: &[&str]) -> DbResult<SetAside> {
    let names: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
    let names = names.join(", ");
    let found: Vec<Pair> = match conn {
        Conn::Sqlite(inner) => diesel::sql_query(format!(
            "SELECT 'DROP INDEX ' || name AS removal, sql AS restoral FROM sqlite_master \
             WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})"
        ))
        .load(inner)?,
        Conn::Postgres(inner) => {
            let mut indexes: Vec<Pair> = diesel::sql_query(format!(
                "SELECT format('DROP INDEX %I', i.indexname) AS removal, i.indexdef AS restoral FROM pg_indexes i \
                 WHERE i.schemaname = current_schema() AND i.tablename IN ({names}) AND NOT EXISTS \
                   (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
            ))
            .load(&mut *inner)?;
            let references: Vec<Pair> = diesel::sql_query(format!(
                "SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname) AS removal, \
                        format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) \
                          AS restoral \
                 FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
                 WHERE c.contype = 'f' AND n.nspname = current_schema() AND t.relname IN ({names})"
            ))
            .load(inner)?;
            indexes.extend(references);
            indexes
        }
    };
    for pair in &found {
        conn.batch_execute(&pair.removal)?;
    }
    let restore = found.into_iter().map(|pair| pair.restoral).collect();
    Ok(SetAside { tables: tables.iter().map(|table| (*table).to_owned()).collect(), restore })
}

/// Puts it back, and lets the database know that the tables are large now: its next numbers come after those that were filled in.
///
/// # Errors
/// When the database fails, or what was filled in does not hold together.
pub fn put_back(conn: &mut Conn, aside: &SetAside) -> DbResult<()> {
    for statement in &aside.restore {
        conn.batch_execute(statement)?;
    }
    let Conn::Postgres(_) = conn else { return Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?) };
    for table in &aside.tables {
        if columns(conn, table)?.iter().any(|column| column == "id") {
            conn.batch_execute(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"
            ))?;
        }
    }
    Ok(conn.batch_execute(&format!("ANALYZE {}", aside.tables.join(", ")))?)
}
