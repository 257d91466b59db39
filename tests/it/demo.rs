//! `dialoga demo`: a desk in which every state can be seen, and nobody is written to.

use std::collections::HashMap;
use std::process::{Command, Output};

use dialoga::accounts;
use dialoga::kernel::clock::Clock;
use dialoga::kernel::event::Event;
use dialoga::kernel::ids::{AccountId, CycleId, MessageId, Position, TicketId};
use dialoga::kernel::least_count::LeastCount;
use dialoga::kernel::text::{Body, Subject};
use dialoga::platform::db::schema::{
    accounts as people, clock_events, cycles, deflections, entries, entry_relations, entry_votes, events,
    messages, outbox, tickets,
};
use dialoga::platform::db::{Conn, Db, DbError, DbResult};
use dialoga::platform::events as log;
use dialoga::statistics::{Period, Records, report_anew};
use dialoga::tickets::actions::{self as desk, Answering, NewQuestion};
use dialoga::tickets::{Channel, Router};
use dialoga::topics;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::support::databases::Place;
use crate::support::on_both_databases;

fn demo(place: &Place, tickets: &str) -> Output {
    demo_with(place, &["--tickets", tickets])
}

fn demo_with(place: &Place, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dialoga"))
        .arg("demo")
        .args(options)
        .env("DIALOGA__DATABASE__URL", &place.url)
        .env("DIALOGA__STORAGE__DIR", &place.folder)
        .current_dir(&place.folder)
        .output()
        .unwrap()
}

on_both_databases! {
    fn the_demonstration_shows_every_state_and_mails_nobody(place: &Place) {
        let output = demo(place, "90");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let db = Db::open(&place.database_url(), 2).unwrap();
        db.read_blocking::<_, dialoga::platform::db::DbError, _>(|conn| {
            let of_state = tickets::table.group_by(tickets::state).select((tickets::state, count_star()));
            let states: Vec<(String, i64)> = of_state.load(conn)?;
            assert_eq!(states.iter().map(|(_, count)| count).sum::<i64>(), 90);
            assert_eq!(states.len(), 6, "{states:?}");
            let of_entry = entries::table.group_by(entries::state).select((entries::state, count_star()));
            let kept: Vec<(String, i64)> = of_entry.load(conn)?;
            assert_eq!(kept.len(), 4, "{kept:?}");

            let useful: Vec<bool> = entry_votes::table.select(entry_votes::useful).distinct().load(conn)?;
            assert_eq!(useful.len(), 2, "some were helped, some were not");
            let outcomes: Vec<String> = deflections::table.select(deflections::outcome).distinct().load(conn)?;
            assert!(outcomes.len() > 1, "{outcomes:?}");
            let related: i64 = entry_relations::table.count().get_result(conn)?;
            assert!(related > 0);

            let mails: i64 = outbox::table.count().get_result(conn)?;
            assert_eq!(mails, 0);
            assert_eq!(log::cursor(conn, "notifications")?, log::last_position(conn)?);

            let times: Vec<dialoga::kernel::clock::Instant> =
                events::table.order(events::position).select(events::at).load(conn)?;
            assert!(times.is_sorted(), "the history goes back in time");
            let unpaired: i64 = cycles::table
                .filter(diesel::dsl::not(diesel::dsl::exists(
                    clock_events::table.filter(clock_events::cycle_id.eq(cycles::id)),
                )))
                .count()
                .get_result(conn)?;
            assert_eq!(unpaired, 0);
            Ok(())
        })
        .unwrap();
    }

    fn the_printed_passwords_open_the_printed_accounts(place: &Place) {
        let output = demo(place, "5");
        let text = String::from_utf8(output.stdout).unwrap();
        let db = Db::open(&place.database_url(), 2).unwrap();
        let mut roles = Vec::new();
        for line in text.lines().filter(|line| line.contains("@")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [role, email, password] = words[..] else { panic!("{line}") };
            let (email, password) = (email.to_owned(), password.to_owned());
            let hash: Option<String> = db
                .read_blocking::<_, dialoga::platform::db::DbError, _>(|conn| {
                    let own = people::table.filter(people::email.eq(&email));
                    Ok(own.select(people::password_hash).first(conn)?)
                })
                .unwrap();
            let opens =
                tokio::runtime::Runtime::new().unwrap().block_on(accounts::password_matches(password, hash));
            assert_eq!(opens, Ok(true), "{email}");
            roles.push(role.to_owned());
        }
        assert_eq!(roles, ["coordinator", "expert", "analyst", "admin", "requester"]);
    }

    fn a_database_that_holds_data_is_refused_and_left_alone(place: &Place) {
        assert!(demo(place, "3").status.success());
        let db = Db::open(&place.database_url(), 2).unwrap();
        let newest = || {
            db.read_blocking::<Option<i64>, dialoga::platform::db::DbError, _>(|conn| {
                Ok(events::table.select(max(events::position)).first(conn)?)
            })
            .unwrap()
        };
        let before = newest();
        let again = demo(place, "3");
        assert_eq!(again.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&again.stderr).contains("holds data already"));
        assert_eq!(newest(), before);
    }

    fn more_questions_than_are_played_are_copies_that_hold_together(place: &Place) {
        let db = Db::open(&place.database_url(), 2).unwrap();
        let made_of = |db: &Db| {
            db.read_blocking::<_, DbError, _>(|conn| Ok(sql_query(structure(conn)).load::<Word>(conn)?)).unwrap()
        };
        let before = made_of(&db);
        drop(db);
        let output = demo_with(place, &["--tickets", "130", "--played", "50"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let db = Db::open(&place.database_url(), 2).unwrap();
        assert_eq!(made_of(&db), before, "no index or reference is lost");
        db.read_blocking::<_, DbError, _>(|conn| {
            let count = |conn: &mut Conn, sql: &str| -> i64 {
                sql_query(sql).get_result::<Number>(conn).unwrap().value
            };
            assert_eq!(count(conn, "SELECT COUNT(*) AS value FROM tickets"), 130);
            if let Conn::Sqlite(_) = conn {
                let broken = count(conn, "SELECT COUNT(*) AS value FROM pragma_foreign_key_check");
                assert_eq!(broken, 0, "rows refer to rows that are not there");
            }
            // Nothing of a question or of whoever asked it is left out: whatever is there is there three times for the first 30.
            for (table, of) in [
                ("tickets", "x.id"),
                ("messages", "x.ticket_id"),
                ("cycles", "x.ticket_id"),
                ("events", "x.ticket_id"),
                ("ratings", "x.ticket_id"),
                ("rating_requests", "x.ticket_id"),
                ("ticket_profiles", "x.ticket_id"),
                ("clock_events", "(SELECT c.ticket_id FROM cycles c WHERE c.id = x.cycle_id)"),
                ("deadline_steps", "(SELECT c.ticket_id FROM cycles c WHERE c.id = x.cycle_id)"),
            ] {
                // A draft of an entry names the question that it comes from.
                let kept = if table == "events" { "x.entry_id IS NULL AND" } else { "" };
                let between = |low: i64, high: i64| {
                    format!("SELECT COUNT(*) AS value FROM {table} x WHERE {kept} {of} BETWEEN {low} AND {high}")
                };
                let first = count(conn, &between(1, 30));
                assert!(first > 0, "{table}");
                assert_eq!(count(conn, &between(51, 80)), first, "{table}");
                assert_eq!(count(conn, &between(101, 130)), first, "{table}");
            }
            for wrong in [
                "tickets t JOIN cycles c ON c.id = t.cycle_id WHERE c.ticket_id <> t.id",
                "ratings r JOIN cycles c ON c.id = r.cycle_id WHERE c.ticket_id <> r.ticket_id",
                "rating_requests r JOIN tickets t ON t.id = r.ticket_id WHERE r.account_id <> t.requester_id",
                "messages m JOIN tickets t ON t.id = m.ticket_id \
                 WHERE m.author_role = 'requester' AND m.author_id <> t.requester_id",
                "tickets t JOIN accounts a ON a.id = t.requester_id WHERE a.created_at > t.created_at",
                "accounts a WHERE a.role = 'requester' AND NOT EXISTS \
                 (SELECT 1 FROM consents c WHERE c.account_id = a.id)",
            ] {
                assert_eq!(count(conn, &format!("SELECT COUNT(*) AS value FROM {wrong}")), 0, "{wrong}");
            }
            the_events_tell_what_happened(conn)
        })
        .unwrap();
        the_next_question_is_answered(&db);
    }

    /// What the play writes about a question, or about whoever asked it, is copied: when it comes to write more, so must the copies.
    fn whatever_hangs_on_a_question_is_copied(place: &Place) {
        const COPIED: [&str; 11] = [
            "accounts", "consents", "tickets", "ticket_profiles", "messages", "cycles", "clock_events",
            "deadline_steps", "rating_requests", "ratings", "events",
        ];
        // Of the staff and the catalogue; and what is used up.
        const LEFT: [&str; 12] = [
            "one_time_tokens", "group_members", "entries", "entry_versions", "entry_sources", "entry_remarks",
            "entry_passages", "canned_answers", "deflections", "synonym_lists", "promise_revisions", "absences",
        ];
        if !matches!(place.database_url().backend(), dialoga::platform::db::Backend::Sqlite) {
            return;
        }
        assert!(demo(place, "60").status.success());
        let mut conn = place.database_url().establish().unwrap();
        let tables: Vec<Word> = sql_query(
            "SELECT DISTINCT m.name AS value FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.\"table\" IN ('accounts', 'tickets', 'messages', 'cycles') ORDER BY 1",
        )
        .load(&mut conn)
        .unwrap();
        assert!(tables.len() > 20);
        for Word { value: table } in tables {
            let rows: Number =
                sql_query(format!("SELECT COUNT(*) AS value FROM {table}")).get_result(&mut conn).unwrap();
            let known = COPIED.contains(&table.as_str()) || LEFT.contains(&table.as_str());
            assert!(rows.value == 0 || known, "{table} has {} rows", rows.value);
        }
    }
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(Debug, PartialEq, QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    value: String,
}

/// Asks for every index and every reference.
fn structure(conn: &Conn) -> &'static str {
    match conn {
        Conn::Sqlite(_) => "SELECT sql AS value FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name",
        Conn::Postgres(_) => {
            "SELECT indexdef AS value FROM pg_indexes WHERE schemaname = 'public' UNION ALL \
             SELECT conrelid::regclass::text || conname || pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace ORDER BY 1"
        }
    }
}

/// Without a gap, in the order of time, each about rows that are there.
fn the_events_tell_what_happened(conn: &mut Conn) -> DbResult<()> {
    let all = log::after(conn, Position::START, 1_000_000)?;
    assert!(all.stop.is_none() && !all.more);
    let places: Vec<i64> = all.events.iter().map(|recorded| recorded.position.0).collect();
    assert!(places.iter().copied().eq(1..=i64::try_from(places.len()).unwrap()));
    assert!(all.events.is_sorted_by_key(|recorded| recorded.at), "the history goes back in time");
    assert_eq!(log::cursor(conn, "notifications")?, all.to);
    let stored: Vec<(i64, Option<TicketId>)> =
        events::table.order(events::position).select((events::position, events::ticket_id)).load(conn)?;
    assert!(all.events.iter().zip(stored).all(|(recorded, (_, ticket))| recorded.event.ticket() == ticket));
    let of_cycle: HashMap<CycleId, TicketId> =
        cycles::table.select((cycles::id, cycles::ticket_id)).load(conn)?.into_iter().collect();
    let of_message: HashMap<MessageId, TicketId> =
        messages::table.select((messages::id, messages::ticket_id)).load(conn)?.into_iter().collect();
    let people: Vec<AccountId> = people::table.select(people::id).load(conn)?;
    for recorded in all.events {
        assert!(recorded.actor.is_none_or(|actor| people.contains(&actor)));
        match recorded.event {
            Event::TicketSubmitted { ticket, message, cycle } => {
                assert_eq!((of_message.get(&message), of_cycle.get(&cycle)), (Some(&ticket), Some(&ticket)));
            }
            Event::TicketAnswered { ticket, message, .. } | Event::NoteAdded { ticket, message, .. } => {
                assert_eq!(of_message.get(&message), Some(&ticket));
            }
            Event::DeadlineStepReached { ticket, cycle, .. } => {
                assert_eq!(of_cycle.get(&cycle), Some(&ticket));
            }
            Event::AccountConfirmed { account } => assert!(people.contains(&account)),
            _ => {}
        }
    }
    Ok(())
}

/// The desk goes on: numbers follow the last, and what was copied can be worked on.
fn the_next_question_is_answered(db: &Db) {
    let now = Clock::system().now();
    let [asks, answers] = ["requester", "expert"].map(|role| {
        db.read_blocking::<_, DbError, _>(|conn| {
            let last = people::table.filter(people::role.eq(role)).order(people::id.desc());
            let id: AccountId = last.select(people::id).first(conn)?;
            Ok(accounts::person(conn, id)?.unwrap())
        })
        .unwrap()
    });
    let question = NewQuestion {
        channel: Channel::Web,
        topic: None,
        subject: Subject::parse("Congedo parentale").unwrap(),
        body: Body::parse("Quanti giorni mi restano?").unwrap(),
        files: Vec::new(),
        submission_key: None,
        reference: None,
    };
    let text = |words: &str| Answering {
        body: Body::parse(words).unwrap(),
        files: Vec::new(),
        seen_version: None,
        sources: Vec::new(),
        site: String::new(),
    };
    db.write_blocking(move |conn| {
        let ticket = desk::submit(conn, &Router::default(), &asks, &question, now)?.ticket();
        assert_eq!(ticket, TicketId(131));
        desk::claim(conn, ticket, &answers, now)?;
        desk::answer(conn, ticket, &text("Trenta giorni."), &answers, now).map(drop)
    })
    .unwrap();
    let (followed, anew) = db
        .read_blocking::<_, DbError, _>(|conn| {
            let (tree, period) = (topics::tree(conn)?, Period::last_year(now.rome().date_naive()));
            let records = Records::unbuilt(LeastCount::LOWEST);
            Ok((records.report(conn, &tree, period, now)?, report_anew(conn, &tree, period, now)?))
        })
        .unwrap();
    assert_eq!(followed, anew);
    assert!(followed.total.counts.received > 60);
}
