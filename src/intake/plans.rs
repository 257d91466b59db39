//! The plans of what is asked for each mail that comes in: a range of an index each, however many mails came before.

use chrono::Duration;

use super::store;
use crate::kernel::clock::Instant;
use crate::kernel::ids::IncomingId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::Conn;
use crate::platform::db::plans::{plan, statements, try_on_postgres, try_on_sqlite};

fn try_plans(conn: &mut Conn) {
    let now = Instant::parse_rfc3339("2026-11-27T10:00:00Z").expect("a time");
    let (then, until) = (now - Duration::hours(1), now + Duration::minutes(1));
    let anna = EmailAddress::parse("anna@esempio.it").expect("an address");
    let told = ["<a@esempio.it>".to_owned()];
    let asked = statements(conn, |conn| {
        store::asked_between(conn, None, then, now).expect("counted");
        store::asked_between(conn, Some(&anna), then, now).expect("counted");
        store::replied_between(conn, &anna, then, now).expect("counted");
        store::is_storm_known(conn, then).expect("looked");
        store::of_content(conn, "00").expect("looked");
        store::is_any_due(conn, now).expect("looked");
        store::lease(conn, now, until, 5, 64).expect("leased");
        store::hold(conn, IncomingId(1)).expect("held");
        store::is_known(conn, IncomingId(1), &told[0], Some(&anna)).expect("looked");
        store::tickets_of(conn, &told, &anna).expect("looked");
    });
    let of_mails: Vec<&String> = asked.iter().filter(|sql| sql.contains("FROM")).collect();
    assert!(of_mails.len() >= 9, "{of_mails:?}");
    for sql in of_mails {
        let plan = plan(conn, sql);
        for wrong in ["SCAN incoming_mails", "Seq Scan on incoming_mails", "incoming_mails_by_state"] {
            assert!(!plan.contains(wrong), "{sql}\n{plan}");
        }
    }
}

#[test]
fn nothing_is_asked_that_grows_with_the_mails_that_came() {
    try_on_sqlite(try_plans);
}

#[test]
fn nothing_is_asked_that_grows_with_the_mails_that_came_on_postgres() {
    try_on_postgres("intake_plans", try_plans);
}
