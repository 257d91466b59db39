//! What the tests of plans share: which statements are sent, and how a database finds what they ask for.

use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Conn, DatabaseUrl, migrations};

/// The statements that `work` sends, as text with placeholders.
pub(crate) fn statements(conn: &mut Conn, work: impl FnOnce(&mut Conn)) -> Vec<String> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let sql = text.split(" -- binds:").next().unwrap_or_default().to_owned();
            noted.lock().expect("nobody panicked").push(sql);
        }
    });
    work(conn);
    conn.set_instrumentation(None::<Box<dyn diesel::connection::Instrumentation>>);
    seen.lock().expect("nobody panicked").drain(..).collect()
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PlanLine {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    detail: String,
}

pub(crate) fn plan(conn: &mut Conn, sql: &str) -> String {
    let steps: Vec<String> = match conn {
        Conn::Sqlite(inner) => diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}"))
            .load::<Step>(inner)
            .expect("a plan")
            .into_iter()
            .map(|step| step.detail)
            .collect(),
        Conn::Postgres(inner) => {
            // A statement with placeholders is explained once it is prepared, with any values.
            let values = match sql.matches('$').count() {
                0 => String::new(),
                count => format!("({})", vec!["NULL"; count].join(", ")),
            };
            inner.batch_execute(&format!("PREPARE list AS {sql}")).expect("prepared");
            let lines: Vec<PlanLine> =
                diesel::sql_query(format!("EXPLAIN EXECUTE list{values}")).load(inner).expect("a plan");
            inner.batch_execute("DEALLOCATE list").expect("forgotten");
            lines.into_iter().map(|line| line.detail).collect()
        }
    };
    steps.join("\n")
}

/// Tries it on an empty database of SQLite.
pub(crate) fn try_on_sqlite(work: impl FnOnce(&mut Conn)) {
    let mut conn = DatabaseUrl::parse("sqlite::memory:").expect("a URL").establish().expect("SQLite");
    migrations::run(&mut conn).expect("a schema");
    work(&mut conn);
}

/// Tries it on an empty schema of PostgreSQL, where there is a server.
pub(crate) fn try_on_postgres(name: &str, work: impl FnOnce(&mut Conn)) {
    let Ok(server) = std::env::var("DIALOGA_TEST_POSTGRES_URL") else {
        // Past the capture of the test harness, which would keep it from who should read it.
        std::io::stderr()
            .write_all(b"\nNot tried here: the plans of the lists on PostgreSQL.\n")
            .expect("said");
        return;
    };
    let mut conn = DatabaseUrl::parse(&server).expect("a URL").establish().expect("PostgreSQL");
    let schema = format!("{name}_{}", std::process::id());
    // With a few rows every plan reads the whole table: what matters is that the index can serve.
    conn.batch_execute(&format!(
        "CREATE SCHEMA {schema}; SET search_path TO {schema}; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; \
         SET plan_cache_mode = force_generic_plan;"
    ))
    .expect("a schema of its own");
    migrations::run(&mut conn).expect("tables");
    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut conn)));
    conn.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).expect("cleaned up");
    if let Err(panic) = tried {
        std::panic::resume_unwind(panic);
    }
}

/// Nothing is read from end to end.
pub(crate) fn is_searched(plan: &str) {
    for wrong in ["SCAN tickets", "Seq Scan", "SCAN events", "SCAN outbox"] {
        assert!(!plan.contains(wrong), "{wrong} in {plan}");
    }
}

/// That none of these tables is read row by row.
///
/// # Panics
/// When one is.
pub(crate) fn is_no_table_read_whole(plan: &str, tables: &[&str]) {
    for table in tables {
        let whole = plan.lines().any(|line| line.trim() == format!("SCAN {table}"));
        assert!(!whole && !plan.contains(&format!("Seq Scan on {table}")), "{table} in {plan}");
    }
}
