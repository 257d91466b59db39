//! The plans of the register's lists: ranges of an index, however much cites an act.

use super::store::{changes, citing, reviews};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, MessageId, NormReviewId};
use crate::kernel::norm::Norm;
use crate::platform::db::Conn;
use crate::platform::db::plans::{plan, statements, try_on_postgres, try_on_sqlite};

fn try_plans(conn: &mut Conn) {
    let since = Instant::parse_rfc3339("2026-05-27T10:00:00Z").expect("a time");
    let norm = Norm::of_address("legge-1992-104").expect("an act");
    let asked = statements(conn, |conn| {
        citing::count_entries(conn, &norm).expect("counted");
        citing::entries(conn, &norm, EntryId(i64::MAX), 30).expect("listed");
        citing::count_answers(conn, &norm, since).expect("counted");
        citing::answers(conn, &norm, MessageId(i64::MAX), 30).expect("listed");
        changes::of_norm(conn, &norm).expect("listed");
        reviews::entries(conn, NormReviewId(0), 30).expect("listed");
        reviews::answers(conn, NormReviewId(0), 30).expect("listed");
    });
    assert_eq!(asked.len(), 7, "{asked:?}");
    for sql in asked {
        let plan = plan(conn, &sql);
        for wrong in ["SCAN", "Seq Scan", "TEMP B-TREE", "Sort"] {
            assert!(!plan.contains(wrong) || on_open_list(&plan), "{wrong} for {sql}\n{plan}");
        }
    }
}

/// The list of what waits is read from its beginning: the index holds what waits and nothing else.
fn on_open_list(plan: &str) -> bool {
    plan.contains("norm_reviews_open_") && !plan.contains("Sort") && !plan.contains("TEMP B-TREE")
}

#[test]
fn no_list_of_the_register_reads_what_it_does_not_show() {
    try_on_sqlite(try_plans);
}

#[test]
fn no_list_of_the_register_reads_what_it_does_not_show_on_postgres() {
    try_on_postgres("norm_plans", try_plans);
}
