//! Policies and calendars on screen: which holds, what it moves and what it leaves alone, and two who write at once.

use chrono::{Duration, NaiveDate};
use dialoga::accounts::RequesterKind;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::ids::{AccountId, TicketId, TopicId};
use dialoga::platform::db::schema::{policy_versions, topics};
use dialoga::platform::db::{Conn, DbResult};
use dialoga::sla::{self, Asked, Closure, Configured, KeepError, Origin, Scope, Terms, Writing, keeping};
use diesel::prelude::*;

use crate::support::databases::TestDb;
use crate::support::on_both_databases;
use crate::support::rows::a_ticket;

/// A Tuesday at ten.
fn tuesday() -> Instant {
    Instant::parse_rfc3339("2026-11-24T10:00:00+01:00").unwrap()
}

pub fn configured(hours: u32) -> Configured {
    let mut sla = dialoga::platform::config::Config::defaults().sla;
    sla.hours = hours;
    Configured::of(&sla).unwrap()
}

/// A node is started with so many hours in its configuration.
fn start(test: &TestDb, hours: u32) {
    test.db.write_blocking(move |conn| keeping::adopt(conn, &configured(hours), tuesday())).unwrap();
}

/// An area, a topic in it, and somebody who writes.
fn cast(test: &TestDb) -> (TopicId, TopicId, Writing) {
    let make = |conn: &mut Conn| -> DbResult<_> {
        a_ticket(conn, tuesday())?;
        let mut topic = |parent: Option<TopicId>, slug: &str| -> DbResult<TopicId> {
            let values = (
                topics::parent_id.eq(parent),
                topics::slug.eq(slug),
                topics::name_it.eq(slug),
                topics::name_en.eq(slug),
                topics::summary_it.eq(""),
                topics::summary_en.eq(""),
                topics::place.eq(1),
                topics::active.eq(true),
            );
            Ok(diesel::insert_into(topics::table).values(values).returning(topics::id).get_result(conn)?)
        };
        let area = topic(None, "leggi")?;
        let leaf = topic(Some(area), "congedi")?;
        Ok((area, leaf, Writing { by: AccountId(1), now: tuesday() }))
    };
    test.db.write_blocking(make).unwrap()
}

fn general(test: &TestDb) -> sla::KeptPolicy {
    let all = test.db.read_blocking(keeping::policies).unwrap();
    all.into_iter().find(|policy| policy.scope == Scope::GENERAL).unwrap()
}

/// Writes the general policy with so many hours.
fn write_general(test: &TestDb, writing: Writing, hours: u32) {
    let policy = general(test);
    let terms = Terms { hours, ..policy.terms };
    let write =
        move |conn: &mut Conn| keeping::change_policy(conn, policy.id, policy.revision, &terms, writing);
    test.db.write_blocking(write).unwrap();
}

/// Promises an answer to a new question and tells within how many hours.
fn promised(test: &TestDb, topic: Option<TopicId>, kind: RequesterKind) -> i64 {
    let ask = move |conn: &mut Conn| -> DbResult<_> {
        let ticket = a_ticket(conn, tuesday())?;
        let asked = Asked { topic, kind, policy: None };
        sla::actions::start_cycle(conn, ticket, asked, dialoga::kernel::event::Actor::System, tuesday())
    };
    let cycle = test.db.write_blocking(ask).unwrap();
    (cycle.due_at - cycle.started_at).num_hours()
}

on_both_databases! {
    fn the_most_specific_policy_holds(test: &TestDb) {
        use RequesterKind::{Enterprise, Worker};
        start(test, 48);
        let (area, leaf, writing) = cast(test);
        let terms = general(test).terms;
        let scopes = [
            (None, Some(Enterprise), 40),
            (Some(area), None, 30),
            (Some(area), Some(Worker), 28),
            (Some(leaf), None, 20),
            (Some(leaf), Some(Enterprise), 16),
        ];
        let all = move |conn: &mut Conn| -> Result<(), KeepError> {
            for (topic, kind, hours) in scopes {
                keeping::new_policy(conn, Scope { topic, kind }, &Terms { hours, ..terms.clone() }, writing)?;
            }
            Ok(())
        };
        test.db.write_blocking(all).unwrap();
        for (topic, kind, hours) in [
            (None, Worker, 48),
            (None, Enterprise, 40),
            (Some(area), Worker, 28),
            (Some(area), Enterprise, 30),
            // Its own topic before its area, whoever asks.
            (Some(leaf), Worker, 20),
            (Some(leaf), Enterprise, 16),
        ] {
            assert_eq!(promised(test, topic, kind), hours, "{topic:?} {kind:?}");
        }
        // What pages say before and after a topic is chosen.
        let told = |topic, kind| {
            let told = test.db.read_blocking(move |conn| keeping::told(conn, topic, kind)).unwrap();
            (told.hours, told.varies)
        };
        assert_eq!(told(None, None), (48, true));
        assert_eq!(told(None, Some(Enterprise)), (40, true));
        assert_eq!(told(Some(leaf), Some(Worker)), (20, false));
    }

    fn a_promise_once_made_stays_and_a_reopening_takes_what_holds_then(test: &TestDb) {
        start(test, 48);
        let (_, leaf, writing) = cast(test);
        let begin = move |conn: &mut Conn| -> DbResult<_> {
            let ticket = a_ticket(conn, tuesday())?;
            let asked = Asked { topic: Some(leaf), ..Asked::default() };
            sla::actions::start_cycle(conn, ticket, asked, dialoga::kernel::event::Actor::System, tuesday())
        };
        let cycle = test.db.write_blocking(begin).unwrap();
        write_general(test, writing, 36);
        let again = move |conn: &mut Conn| -> DbResult<_> {
            let system = dialoga::kernel::event::Actor::System;
            let now = tuesday() + Duration::hours(10);
            let first = sla::actions::evaluation_of(conn, cycle.id, now)?;
            sla::actions::stop(conn, cycle.id, sla::Outcome::Answered, system, now)?;
            Ok((first, sla::actions::start_cycle(conn, cycle.ticket, Asked::default(), system, now)?))
        };
        let (first, second) = test.db.write_blocking(again).unwrap();
        assert_eq!(first.due_at, tuesday() + Duration::hours(48));
        assert_eq!(second.due_at, tuesday() + Duration::hours(46));
    }

    fn what_a_person_wrote_wins_over_the_configuration_until_she_gives_it_back(test: &TestDb) {
        start(test, 48);
        let (.., writing) = cast(test);
        // The configuration changes: the policy follows it, on whatever node.
        start(test, 40);
        assert_eq!((general(test).terms.hours, general(test).by_hand, general(test).revision), (40, false, 2));
        start(test, 40);
        assert_eq!(general(test).revision, 2);

        write_general(test, writing, 36);
        assert!(general(test).by_hand);
        // Two nodes start with values of their own, and hers holds.
        start(test, 72);
        start(test, 24);
        assert_eq!((general(test).terms.hours, promised(test, None, RequesterKind::Worker)), (36, 36));
        assert_eq!(general(test).configured.unwrap().hours, 24);

        let policy = general(test);
        let give_back =
            move |conn: &mut Conn| keeping::give_back_policy(conn, policy.id, policy.revision, writing);
        test.db.write_blocking(give_back).unwrap();
        assert_eq!((general(test).by_hand, promised(test, None, RequesterKind::Worker)), (false, 24));
        start(test, 48);
        assert_eq!(promised(test, None, RequesterKind::Worker), 48);

        let history = test.db.read_blocking(move |conn| keeping::policy_history(conn, policy.id)).unwrap();
        let told: Vec<_> =
            history.iter().map(|one| (one.what.hours, one.origin, one.by.is_some())).collect();
        use Origin::{Configured, GivenBack, Written};
        assert_eq!(
            told,
            [
                (48, Configured, false),
                (40, Configured, false),
                (36, Written, true),
                (24, GivenBack, true),
                (48, Configured, false)
            ]
        );
        // Whoever looks at the versions finds each once, and none changed.
        let versions: Vec<String> = test
            .db
            .read_blocking(|conn| -> DbResult<_> {
                Ok(policy_versions::table.select(policy_versions::definition).load(conn)?)
            })
            .unwrap();
        assert_eq!(versions.len(), 4);
    }

    fn a_policy_given_up_leaves_the_place_to_a_more_general_one(test: &TestDb) {
        start(test, 48);
        let (_, leaf, writing) = cast(test);
        let scope = Scope { topic: Some(leaf), kind: None };
        let terms = Terms { hours: 20, ..general(test).terms };
        let make = {
            let terms = terms.clone();
            move |conn: &mut Conn| keeping::new_policy(conn, scope, &terms, writing)
        };
        let id = test.db.write_blocking(make.clone()).unwrap();
        assert!(matches!(test.db.write_blocking(make.clone()), Err(KeepError::Taken)));
        test.db.write_blocking(move |conn| keeping::give_back_policy(conn, id, 1, writing)).unwrap();
        assert_eq!(promised(test, Some(leaf), RequesterKind::Worker), 48);
        // Written again it goes on with its history.
        assert_eq!(test.db.write_blocking(make).unwrap(), id);
        assert_eq!(promised(test, Some(leaf), RequesterKind::Worker), 20);
        let history = test.db.read_blocking(move |conn| keeping::policy_history(conn, id)).unwrap();
        assert_eq!(history.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2, 3]);
    }

    fn of_two_who_write_at_once_one_is_told_to_look_again(test: &TestDb) {
        start(test, 48);
        let (.., writing) = cast(test);
        let policy = general(test);
        let (id, revision) = (policy.id, policy.revision);
        let done: Vec<Result<(), KeepError>> = std::thread::scope(|scope| {
            let write = |hours: u32| {
                let terms = Terms { hours, ..policy.terms.clone() };
                let db = &test.db;
                scope.spawn(move || {
                    db.write_blocking(move |conn| keeping::change_policy(conn, id, revision, &terms, writing))
                })
            };
            let writers: Vec<_> = (20..28).map(write).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(done.iter().all(|one| matches!(one, Ok(()) | Err(KeepError::Stale))), "{done:?}");
        let history = test.db.read_blocking(move |conn| keeping::policy_history(conn, id)).unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(i64::from(history[1].what.hours), promised(test, None, RequesterKind::Worker));
    }

    fn a_calendar_changes_the_promises_to_come_and_none_that_was_made(test: &TestDb) {
        start(test, 48);
        let (.., writing) = cast(test);
        let policy = general(test);
        let terms = Terms { hours: 8, working: true, ..policy.terms };
        let write = move |conn: &mut Conn| keeping::change_policy(conn, policy.id, 1, &terms, writing);
        test.db.write_blocking(write).unwrap();
        // Eight hours of work from Tuesday at ten: until Wednesday at ten.
        assert_eq!(promised(test, None, RequesterKind::Worker), 24);
        let calendar = test.db.read_blocking(keeping::calendars).unwrap().remove(0);
        assert!(!calendar.by_hand);
        let day: NaiveDate = "2026-11-25".parse().unwrap();
        let close = move |conn: &mut Conn| {
            let closure = Closure { from: day, to: day, name: "Trasloco".to_owned() };
            let change = move |named: &mut sla::NamedCalendar| named.calendar.closures.push(closure);
            keeping::change_calendar(conn, calendar.id, calendar.revision, change, writing)
        };
        test.db.write_blocking(close).unwrap();
        assert!(matches!(test.db.write_blocking(close), Err(KeepError::Stale)));
        assert_eq!(promised(test, None, RequesterKind::Worker), 48);
        let first = |conn: &mut Conn| sla::actions::newest_cycle(conn, TicketId(2));
        assert_eq!(
            test.db.read_blocking(first).unwrap().unwrap().due_at,
            tuesday() + Duration::hours(24)
        );
        // A start with the same configuration leaves it alone.
        start(test, 48);
        assert_eq!(promised(test, None, RequesterKind::Worker), 48);
    }
}
