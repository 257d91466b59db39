//! The plans of the lists' queries: each page is one range of an index, in its order, without sorting.

use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::queue::{Filter, Place, Whose, open, page};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::platform::db::{Conn, DatabaseUrl, migrations};
use crate::tickets::model::Stage;

/// The statements that `work` sends, as text with placeholders.
fn statements(conn: &mut Conn, work: impl FnOnce(&mut Conn)) -> Vec<String> {
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
struct Line {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    detail: String,
}

fn plan(conn: &mut Conn, sql: &str) -> String {
    let steps: Vec<String> = match conn {
        Conn::Sqlite(inner) => diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}"))
            .load::<Step>(inner)
            .expect("a plan")
            .into_iter()
            .map(|step| step.detail)
            .collect(),
        Conn::Postgres(inner) => {
            // A statement with placeholders is explained once it is prepared, with any values.
            let values = vec!["NULL"; sql.matches('$').count()].join(", ");
            inner.batch_execute(&format!("PREPARE list AS {sql}")).expect("prepared");
            let lines: Vec<Line> =
                diesel::sql_query(format!("EXPLAIN EXECUTE list ({values})")).load(inner).expect("a plan");
            inner.batch_execute("DEALLOCATE list").expect("forgotten");
            lines.into_iter().map(|line| line.detail).collect()
        }
    };
    steps.join("\n")
}

/// What bounds the rows that are read: the conditions on the index, in either database's words. One step, nothing sorted,
/// nothing read from end to end.
fn bounds(plan: &str) -> &str {
    for wrong in ["SCAN", "Seq Scan", "Bitmap", "TEMP B-TREE", "Sort"] {
        assert!(!plan.contains(wrong), "{wrong} in {plan}");
    }
    if let Some((_, bounds)) = plan.split_once("Index Cond: ") {
        return bounds.lines().next().unwrap_or_default();
    }
    assert_eq!(plan.lines().count(), 1, "{plan}");
    let (_, bounds) = plan.split_once("SEARCH tickets USING INDEX ").expect("a search of an index");
    bounds
}

/// Every list, from its start and from a place in it. Stage, holder and place are bounds of the index. Groups and topics are
/// looked at row by row within them: a list of which few rows are left reads its whole stage, a tenth of a second in
/// 100,000, which is less than two more indexes would cost each question.
fn try_all(conn: &mut Conn) {
    let groups = Whose::Groups(vec![GroupId(1), GroupId(2)]);
    let places = [None, Some(Place { queue_at: Instant::from_micros(1), id: TicketId(1) })];
    for stage in Stage::ALL.iter().copied() {
        for whose in [
            Whose::All,
            Whose::Unheld,
            groups.clone(),
            Whose::WorkOf(AccountId(1), vec![GroupId(1), GroupId(2)]),
            Whose::HeldBy(AccountId(1)),
        ] {
            for topics in [Vec::new(), vec![TopicId(1), TopicId(2)]] {
                // Of what is owed also what is due within some time, which bounds it better than its holder.
                let windows = [None, (stage == Stage::Todo).then(|| Instant::from_micros(1))];
                for (after, window) in places.into_iter().flat_map(|after| windows.map(|due| (after, due))) {
                    let due = (window, window);
                    let filter = Filter { stage, due, whose: whose.clone(), topics: topics.clone() };
                    let sent = statements(conn, |conn| {
                        page(conn, &filter, after, 51).expect("a page");
                    });
                    let [sql] = sent.as_slice() else { panic!("a page is one query: {sent:?}") };
                    let plan = plan(conn, sql);
                    let bounds = bounds(&plan);
                    let mut owed = vec!["stage"];
                    owed.extend((after.is_some() || window.is_some()).then_some("queue_at"));
                    owed.extend(
                        (matches!(whose, Whose::HeldBy(_)) && window.is_none()).then_some("assignee_id"),
                    );
                    for column in owed {
                        assert!(bounds.contains(column), "{column}: {filter:?} {after:?}\n{sql}\n{plan}");
                    }
                }
            }
        }
    }
    for topics in [Vec::new(), vec![TopicId(1)]] {
        let sent = statements(conn, |conn| {
            open(conn, &topics, Instant::from_micros(1)).expect("counts");
        });
        let [sql] = sent.as_slice() else { panic!("all counts are one query: {sent:?}") };
        let plan = plan(conn, sql);
        assert!(plan.contains("tickets_queue") || plan.contains("tickets_open"), "{sql}\n{plan}");
        assert!(!plan.contains("Seq Scan") && !plan.contains("SCAN tickets"), "{sql}\n{plan}");
    }
}

#[test]
fn every_page_of_every_list_is_a_range_of_an_index_on_sqlite() {
    let mut conn = DatabaseUrl::parse("sqlite::memory:").expect("a URL").establish().expect("SQLite");
    migrations::run(&mut conn).expect("a schema");
    try_all(&mut conn);
}

#[test]
fn every_page_of_every_list_is_a_range_of_an_index_on_postgres() {
    let Ok(server) = std::env::var("DIALOGA_TEST_POSTGRES_URL") else {
        // Past the capture of the test harness, which would keep it from who should read it.
        std::io::stderr()
            .write_all(b"\nNot tried here: the plans of the lists on PostgreSQL.\n")
            .expect("said");
        return;
    };
    let mut conn = DatabaseUrl::parse(&server).expect("a URL").establish().expect("PostgreSQL");
    let schema = format!("plans_{}", std::process::id());
    // With a few rows every plan reads the whole table: what matters is that the index can serve.
    conn.batch_execute(&format!(
        "CREATE SCHEMA {schema}; SET search_path TO {schema}; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; \
         SET plan_cache_mode = force_generic_plan;"
    ))
    .expect("a schema of its own");
    migrations::run(&mut conn).expect("tables");
    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| try_all(&mut conn)));
    conn.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).expect("cleaned up");
    if let Err(panic) = tried {
        std::panic::resume_unwind(panic);
    }
}
