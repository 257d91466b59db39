//! The few things the two databases say differently. The only `match` on [`Conn`] outside this folder's plumbing is here.

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamp};

use super::{Conn, DbResult, in_transaction, is_in_transaction};
use crate::kernel::clock::Instant;

/// A number that a statement answers.
#[derive(diesel::QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// Claims a name for the rest of this transaction; answers false when another transaction has it. On SQLite there is
/// one writer, so it is always true.
///
/// # Errors
/// When the database fails.
pub fn try_exclusive(conn: &mut Conn, name: &str) -> DbResult<bool> {
    #[derive(diesel::QueryableByName)]
    struct Got {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        got: bool,
    }
    match conn {
        Conn::Sqlite(_) => Ok(true),
        Conn::Postgres(inner) => {
            let got: Got =
                diesel::sql_query("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got")
                    .bind::<Text, _>(name)
                    .get_result(inner)?;
            Ok(got.got)
        }
    }
}

/// Waits until this transaction alone holds a name, until it ends. On SQLite there is one writer, so it does already.
///
/// # Errors
/// When the database fails.
pub fn exclusive(conn: &mut Conn, name: &str) -> DbResult<()> {
    if let Conn::Postgres(inner) = conn {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<Text, _>(name)
            .execute(inner)?;
    }
    Ok(())
}

/// Reads and locks a follower's cursor until the transaction ends, creating it at 0 when new.
///
/// # Errors
/// When the database fails.
pub fn lock_cursor(conn: &mut Conn, follower: &str) -> DbResult<i64> {
    const CREATE: &str = "INSERT INTO follower_cursors (name, position) VALUES ";
    const READ: &str = "SELECT position AS value FROM follower_cursors WHERE name = ";
    let number: Number = match conn {
        Conn::Sqlite(inner) => {
            diesel::sql_query(format!("{CREATE} (?, 0) ON CONFLICT DO NOTHING"))
                .bind::<Text, _>(follower)
                .execute(inner)?;
            diesel::sql_query(format!("{READ}?")).bind::<Text, _>(follower).get_result(inner)?
        }
        Conn::Postgres(inner) => {
            diesel::sql_query(format!("{CREATE} ($1, 0) ON CONFLICT DO NOTHING"))
                .bind::<Text, _>(follower)
                .execute(inner)?;
            diesel::sql_query(format!("{READ}$1 FOR UPDATE")).bind::<Text, _>(follower).get_result(inner)?
        }
    };
    Ok(number.value)
}

/// Inserts the row of a periodic job's slot; answers false when another node already did.
///
/// # Errors
/// When the database fails.
pub fn claim_slot(conn: &mut Conn, job: &str, slot: Instant, now: Instant) -> DbResult<bool> {
    const SQL: &str = "INSERT INTO job_runs (job, slot, started_at) VALUES ";
    let inserted = match conn {
        Conn::Sqlite(inner) => diesel::sql_query(format!("{SQL} (?, ?, ?) ON CONFLICT DO NOTHING"))
            .bind::<Text, _>(job)
            .bind::<Timestamp, _>(slot)
            .bind::<Timestamp, _>(now)
            .execute(inner)?,
        Conn::Postgres(inner) => diesel::sql_query(format!("{SQL} ($1, $2, $3) ON CONFLICT DO NOTHING"))
            .bind::<Text, _>(job)
            .bind::<Timestamp, _>(slot)
            .bind::<Timestamp, _>(now)
            .execute(inner)?,
    };
    Ok(inserted == 1)
}

/// Reads what one moment knows, whatever is written between the statements. Within a transaction it is a part of that one, and reads as
/// that does.
///
/// # Errors
/// When the database fails.
pub fn at_one_moment<T>(conn: &mut Conn, read: impl FnOnce(&mut Conn) -> DbResult<T>) -> DbResult<T> {
    if is_in_transaction(conn)? {
        return read(conn);
    }
    in_transaction(conn, |conn| {
        // SQLite reads all of a transaction at the moment of its first statement by itself.
        if let Conn::Postgres(inner) = conn {
            inner.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
        }
        read(conn)
    })
}

/// Begins to write and leaves everything as it is. PostgreSQL tells who may write table by table, when it is done.
///
/// # Errors
/// When the file belongs to somebody else, lies on a disk that is read only, or is written by somebody else for long.
pub fn try_to_write(conn: &mut Conn) -> DbResult<()> {
    if let Conn::Sqlite(inner) = conn {
        inner.batch_execute("BEGIN IMMEDIATE; PRAGMA user_version = 0; ROLLBACK")?;
    }
    Ok(())
}

/// The first thing that SQLite finds wrong with its file, when it looks at every page. PostgreSQL tells such things
/// when it reads them.
///
/// # Errors
/// When the file cannot be read at all.
pub fn damage(conn: &mut Conn) -> DbResult<Option<String>> {
    #[derive(diesel::QueryableByName)]
    struct Verdict {
        #[diesel(sql_type = Text)]
        quick_check: String,
    }
    let Conn::Sqlite(inner) = conn else { return Ok(None) };
    let verdict: Verdict = diesel::sql_query("PRAGMA quick_check(1)").get_result(inner)?;
    Ok((verdict.quick_check != "ok").then_some(verdict.quick_check))
}

/// Which mails of the outbox are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueMails {
    /// All.
    All,
    /// Those that somebody asked for.
    AskedFor,
    /// The others.
    Others,
}

/// Ids of up to `limit` mails of the outbox that are due, longest due first, locked until the transaction ends. Rows that
/// another node is about to take are passed over.
///
/// # Errors
/// When the database fails.
pub fn due_mails(conn: &mut Conn, which: DueMails, now: Instant, limit: i64) -> DbResult<Vec<i64>> {
    const ORDER: &str = "ORDER BY next_attempt_at, id LIMIT";
    let (which, index) = match which {
        DueMails::All => ("", "outbox_due"),
        DueMails::AskedFor => ("is_asked_for AND ", "outbox_due_first"),
        DueMails::Others => ("NOT is_asked_for AND ", "outbox_due"),
    };
    // Left to itself SQLite goes by the state, and sorts all that wait to find the first.
    let hint = if matches!(conn, Conn::Sqlite(_)) { format!("INDEXED BY {index} ") } else { String::new() };
    let sql = format!(
        "SELECT id AS value FROM outbox {hint}WHERE {which}state IN ('queued', 'sending') AND next_attempt_at <= "
    );
    let rows: Vec<Number> = match conn {
        Conn::Sqlite(inner) => diesel::sql_query(format!("{sql}? {ORDER} ?"))
            .bind::<Timestamp, _>(now)
            .bind::<BigInt, _>(limit)
            .load(inner)?,
        Conn::Postgres(inner) => diesel::sql_query(format!("{sql}$1 {ORDER} $2 FOR UPDATE SKIP LOCKED"))
            .bind::<Timestamp, _>(now)
            .bind::<BigInt, _>(limit)
            .load(inner)?,
    };
    Ok(rows.into_iter().map(|row| row.value).collect())
}

/// A value of a row that [`with_rows`] writes.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A number that may be missing.
    Big(Option<i64>),
    /// A small number.
    Small(i32),
    /// A text.
    Text(String),
    /// An instant that may be missing.
    Time(Option<Instant>),
    /// True or false.
    Flag(bool),
}

/// Runs one statement over many rows, all of the same length: `before`, the rows as `VALUES (…), (…)`, `after`. Does nothing
/// without rows. A statement may hold about thirty thousand values.
///
/// # Errors
/// When the database fails.
pub fn with_rows(conn: &mut Conn, before: &str, rows: &[Vec<Cell>], after: &str) -> DbResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let numbered = matches!(conn, Conn::Postgres(_));
    let mut number = 0;
    let mut mark = |_: &Cell| {
        number += 1;
        if numbered { format!("${number}") } else { "?".to_owned() }
    };
    let marks: Vec<String> = rows
        .iter()
        .map(|row| format!("({})", row.iter().map(&mut mark).collect::<Vec<_>>().join(", ")))
        .collect();
    let sql = format!("{before} VALUES {} {after}", marks.join(", "));
    /// Binds every value; the same words for both, whose types differ.
    macro_rules! run {
        ($inner:expr, $backend:ty) => {{
            let mut query = diesel::sql_query(sql).into_boxed::<$backend>();
            for cell in rows.iter().flatten() {
                query = match cell {
                    Cell::Big(value) => query.bind::<Nullable<BigInt>, _>(*value),
                    Cell::Small(value) => query.bind::<Integer, _>(*value),
                    Cell::Text(value) => query.bind::<Text, _>(value.as_str()),
                    Cell::Time(value) => query.bind::<Nullable<Timestamp>, _>(*value),
                    Cell::Flag(value) => query.bind::<Bool, _>(*value),
                };
            }
            query.execute($inner)?
        }};
    }
    match conn {
        Conn::Sqlite(inner) => run!(inner, diesel::sqlite::Sqlite),
        Conn::Postgres(inner) => run!(inner, diesel::pg::Pg),
    };
    Ok(())
}
