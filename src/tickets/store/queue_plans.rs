//! The plans of what the desk reads again and again: its lists, and what stands on the page of a question. What the tests of plans
//! share.

use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::queue::{in_hand, of_numbers};
use super::tickets::of_requester_before;
use super::{answer_drafts, canned, claims, links, merges, opinions, presence, proposed, ratings};
use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, Position, TicketId, TopicId};
use crate::platform::db::{Conn, DatabaseUrl, migrations};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::tickets::listing::{Place, Times};

/// The statements that `work` sends, as text with placeholders.
pub(super) fn statements(conn: &mut Conn, work: impl FnOnce(&mut Conn)) -> Vec<String> {
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

pub(super) fn plan(conn: &mut Conn, sql: &str) -> String {
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
pub(super) fn try_on_sqlite(work: impl FnOnce(&mut Conn)) {
    let mut conn = DatabaseUrl::parse("sqlite::memory:").expect("a URL").establish().expect("SQLite");
    migrations::run(&mut conn).expect("a schema");
    work(&mut conn);
}

/// Tries it on an empty schema of PostgreSQL, where there is a server.
pub(super) fn try_on_postgres(name: &str, work: impl FnOnce(&mut Conn)) {
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
pub(super) fn is_searched(plan: &str) {
    for wrong in ["SCAN tickets", "Seq Scan", "SCAN events"] {
        assert!(!plan.contains(wrong), "{wrong} in {plan}");
    }
}

/// What the lists of what is in hand ask.
fn try_plans_of_the_lists(conn: &mut Conn) {
    let times = Times::at(Instant::from_micros(1));
    let asked = statements(conn, |conn| {
        in_hand(conn, times.monday).expect("what is in hand");
        of_numbers(conn, &[TicketId(1)]).expect("lines");
        events::last_position(conn).expect("a place");
        events::tickets_between(conn, Position::START, Position(9)).expect("numbers");
    });
    assert_eq!(asked.len(), 7, "{asked:?}");
    for sql in asked {
        is_searched(&plan(conn, &sql));
    }
}

/// What the page of a question asks beside its own row, and what time asks of those that somebody holds.
fn try_plans_of_the_desk(conn: &mut Conn) {
    let (id, me, now) = (TicketId(1), AccountId(1), Instant::from_micros(1));
    let place = Place { at: now, id };
    let asked = statements(conn, |conn| {
        claims::idle(conn, now, None, Some(place), 200).expect("claims");
        claims::idle(conn, now, Some(id), None, 1).expect("a claim");
        presence::of_ticket(conn, id, now).expect("who is there");
        answer_drafts::of(conn, id, me).expect("a draft");
        answer_drafts::of_author(conn, me).expect("drafts");
        opinions::of_ticket(conn, id).expect("opinions");
        opinions::owed(conn, me, 200).expect("opinions");
        proposed::of_ticket(conn, id).expect("answers to approve");
        proposed::waiting(conn, id).expect("an answer to approve");
        merges::into(conn, id).expect("what it became part of");
        merges::of(conn, id).expect("what became part of it");
        links::of_ticket(conn, id).expect("links");
        canned::offered(conn, Lang::It, &[TopicId(1)], 100).expect("canned answers");
        of_requester_before(conn, me, Some(id), 51).expect("questions");
        accounts::staff(conn).expect("staff");
        let after = ratings::After { at: now, cycle: CycleId(1) };
        ratings::unhappy(conn, None, Some(after), 31).expect("ratings");
        ratings::unhappy(conn, Some(me), None, 31).expect("ratings");
        ratings::of_ticket(conn, id).expect("ratings");
        ratings::last_asked(conn, me).expect("a request");
        ratings::asked_at(conn, id, now).expect("a request");
        ratings::unreminded(conn, now, now, Some(place), 200).expect("requests");
        accounts::staff_by_partner(conn).expect("staff");
    });
    assert_eq!(asked.len(), 22, "{asked:?}");
    for sql in asked {
        let plan = plan(conn, &sql);
        for wrong in ["SCAN", "Seq Scan"] {
            assert!(!plan.contains(wrong), "{wrong} in {plan}\n{sql}");
        }
    }
}

#[test]
fn what_the_desk_reads_is_found_by_an_index_on_sqlite() {
    try_on_sqlite(|conn| {
        try_plans_of_the_lists(conn);
        try_plans_of_the_desk(conn);
    });
}

#[test]
fn what_the_desk_reads_is_found_by_an_index_on_postgres() {
    try_on_postgres("desk_plans", |conn| {
        try_plans_of_the_lists(conn);
        try_plans_of_the_desk(conn);
    });
}
