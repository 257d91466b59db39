//! The clock in both databases: what is cached equals what is computed anew, and a step happens once.

use chrono::Duration;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{CycleId, Position};
use dialoga::platform::db::schema::{deadline_steps, policy_versions};
use dialoga::platform::db::{Conn, DbResult};
use dialoga::platform::events;
use dialoga::sla::{self, Cause, CycleState, Outcome, Policy, actions};
use diesel::prelude::*;

use crate::support::databases::TestDb;
use crate::support::on_both_databases;
use crate::support::rows::a_ticket;

fn monday() -> Instant {
    Instant::parse_rfc3339("2026-11-23T10:00:00+01:00").unwrap()
}

fn hours(count: i64) -> Duration {
    Duration::hours(count)
}

fn start(test: &TestDb, now: Instant) -> sla::Cycle {
    test.db
        .write_blocking(move |conn| {
            let ticket = a_ticket(conn, now)?;
            actions::start_cycle(conn, ticket, dialoga::sla::Asked::default(), Actor::System, now)
        })
        .unwrap()
}

fn steps(test: &TestDb) -> Vec<(i64, i32, Instant, bool)> {
    test.db
        .read_blocking(|conn| -> DbResult<_> {
            Ok(deadline_steps::table
                .order((deadline_steps::cycle_id, deadline_steps::step))
                .select(deadline_steps::all_columns)
                .load(conn)?)
        })
        .unwrap()
}

fn step_events(test: &TestDb) -> Vec<(CycleId, u32, bool, Option<u32>)> {
    let batch = test.db.read_blocking(|conn| events::after(conn, Position::START, 10_000)).unwrap();
    batch
        .events
        .into_iter()
        .filter_map(|recorded| match recorded.event {
            Event::DeadlineStepReached { cycle, step, late, superseded_by, .. } => {
                Some((cycle, step, late, superseded_by))
            }
            _ => None,
        })
        .collect()
}

fn sweep(test: &TestDb, now: Instant) -> usize {
    test.db.write_blocking(move |conn| sla::sweep(conn, now)).unwrap()
}

/// The cached columns against an evaluation from the events alone.
fn assert_cache_is_true(test: &TestDb, cycle: CycleId, now: Instant) {
    let (cached, evaluation) = test
        .db
        .read_blocking(|conn| -> DbResult<_> {
            let evaluation = actions::evaluation_of(conn, cycle, now)?;
            let ticket = dialoga::platform::db::schema::cycles::table
                .filter(dialoga::platform::db::schema::cycles::id.eq(cycle))
                .select(dialoga::platform::db::schema::cycles::ticket_id)
                .first(conn)?;
            let cycles = actions::cycles_of(conn, ticket)?;
            Ok((*cycles.iter().find(|row| row.id == cycle).unwrap(), evaluation))
        })
        .unwrap();
    assert_eq!(cached.state, evaluation.state);
    assert_eq!(cached.started_at, evaluation.started_at);
    assert_eq!(cached.due_at, evaluation.due_at);
    assert_eq!(cached.paused_at, evaluation.paused_at);
    assert_eq!(cached.stopped_at, evaluation.stopped_at);
    assert_eq!(cached.paused_seconds, evaluation.ended_pauses().num_seconds());
    assert_eq!(cached.is_overdue(now), evaluation.is_overdue());
}

on_both_databases! {
    fn a_promise_is_paused_resumed_and_kept(test: &TestDb) {
        let cycle = start(test, monday());
        assert_eq!((cycle.number, cycle.due_at), (1, monday() + hours(48)));
        assert_eq!(cycle.next_step_at, Some(monday() + hours(24)));
        assert_cache_is_true(test, cycle.id, monday() + hours(2));

        let id = cycle.id;
        let write = |hour: i64, what: fn(&mut Conn, CycleId, Instant) -> DbResult<sla::Cycle>| {
            let cycle = test.db.write_blocking(move |conn| what(conn, id, monday() + hours(hour))).unwrap();
            assert_cache_is_true(test, id, monday() + hours(hour + 1));
            cycle
        };
        let paused = write(30, |conn, id, now| actions::pause(conn, id, Actor::System, now));
        assert_eq!((paused.state, paused.next_step_at), (CycleState::Paused, None));
        let ticket = cycle.ticket;
        let due = move |conn: &mut Conn| actions::due_of(conn, ticket);
        assert_eq!(test.db.read_blocking(due).unwrap(), None);

        let resume =
            |conn: &mut Conn, id, now| actions::resume(conn, id, Cause::RequesterReplied, Actor::System, now);
        assert_eq!(write(130, resume).due_at, monday() + hours(148));
        assert_eq!(test.db.read_blocking(due).unwrap(), Some(monday() + hours(148)));

        let answer =
            |conn: &mut Conn, id, now| actions::stop(conn, id, Outcome::Answered, Actor::System, now);
        let answered = write(140, answer);
        assert_eq!(answered.answered_at, Some(monday() + hours(140)));
        assert_eq!((answered.outcome, answered.paused_seconds), (Some(Outcome::Answered), 100 * 3600));
        assert_eq!(answered.next_step_at, None);

        // What makes no sense changes nothing: a second answer, a pause of what is over.
        assert_eq!(write(150, answer), answered);
        assert_eq!(write(150, |conn, id, now| actions::pause(conn, id, Actor::System, now)), answered);
    }

    fn a_question_asked_again_has_a_cycle_of_its_own(test: &TestDb) {
        let first = start(test, monday());
        let (ticket, again) = (first.ticket, monday() + hours(100));
        let cycles = test
            .db
            .write_blocking(move |conn| -> DbResult<_> {
                actions::stop(conn, first.id, Outcome::Closed, Actor::System, monday() + hours(1))?;
                actions::start_cycle(conn, ticket, dialoga::sla::Asked::default(), Actor::System, again)?;
                actions::cycles_of(conn, ticket)
            })
            .unwrap();
        assert_eq!(cycles.len(), 2);
        assert_eq!((cycles[0].outcome, cycles[0].answered_at), (Some(Outcome::Closed), None));
        assert_eq!((cycles[1].number, cycles[1].due_at), (2, again + hours(48)));
    }

    fn a_new_policy_moves_no_promise(test: &TestDb) {
        let old = start(test, monday());
        let adopt = |hours: u32| {
            test.db
                .write_blocking(move |conn| {
                    actions::adopt_policy(
                        conn,
                        &Policy { hours, ..Policy::default() },
                        monday() + Duration::hours(hours.into()),
                    )
                })
                .unwrap()
        };
        let longer = adopt(72);
        let new = start(test, monday() + hours(80));
        assert_eq!((new.policy, new.due_at), (longer, monday() + hours(152)));
        assert_cache_is_true(test, old.id, monday() + hours(81));

        // Back to the first: the version that exists is taken up again.
        let back = test
            .db
            .write_blocking(|conn| actions::adopt_policy(conn, &Policy::default(), monday() + hours(90)))
            .unwrap();
        assert_eq!(back, old.policy);
        assert_eq!(start(test, monday() + hours(91)).due_at, monday() + hours(139));
        let versions: i64 = test
            .db
            .read_blocking(|conn| -> DbResult<i64> { Ok(policy_versions::table.count().get_result(conn)?) })
            .unwrap();
        assert_eq!(versions, 2);
    }

    fn each_step_happens_once_and_late_when_nobody_looked(test: &TestDb) {
        let cycle = start(test, monday());
        assert_eq!(sweep(test, monday() + hours(23)), 0);
        assert_eq!(sweep(test, monday() + hours(24) + Duration::seconds(20)), 1);
        assert_eq!(sweep(test, monday() + hours(24) + Duration::seconds(50)), 0);
        // Down over a weekend: three steps at once, each marked, the newest of them the one to tell.
        assert_eq!(sweep(test, monday() + hours(75)), 3);
        assert_eq!(sweep(test, monday() + hours(75)), 0);
        let at = |hour| monday() + hours(hour);
        let id = cycle.id.0;
        assert_eq!(
            steps(test),
            [
                (id, 50, at(24), false),
                (id, 75, at(36), true),
                (id, 100, at(48), true),
                (id, 101, at(72), true)
            ]
        );
        let id = cycle.id;
        assert_eq!(
            step_events(test),
            [
                (id, 50, false, None),
                (id, 75, true, Some(101)),
                (id, 100, true, Some(101)),
                (id, 101, true, None)
            ]
        );
    }

    fn a_paused_or_answered_question_reminds_nobody(test: &TestDb) {
        let (paused, answered) = (start(test, monday()), start(test, monday()));
        test.db
            .write_blocking(move |conn| {
                // The step at half the time was reached, but nobody looked before the pause.
                actions::pause(conn, paused.id, Actor::System, monday() + hours(25))?;
                actions::stop(conn, answered.id, Outcome::Answered, Actor::System, monday() + hours(25))
            })
            .unwrap();
        assert_eq!(sweep(test, monday() + hours(1000)), 0);
        test.db
            .write_blocking(move |conn| {
                actions::resume(conn, paused.id, Cause::WaitEnded, Actor::System, monday() + hours(1000))
            })
            .unwrap();
        assert_eq!(sweep(test, monday() + hours(1001)), 1);
        assert_eq!(steps(test), [(paused.id.0, 50, monday() + hours(24), true)]);
    }

    fn four_sweepers_at_once_double_nothing(test: &TestDb) {
        for _ in 0..30 {
            start(test, monday());
        }
        let now = monday() + hours(49);
        let total: usize = std::thread::scope(|scope| {
            let sweepers: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        // A sweeper that finds another at work has nothing to do, so each looks a few times.
                        (0..5).map(|_| sweep(test, now)).sum::<usize>()
                    })
                })
                .collect();
            sweepers.into_iter().map(|sweeper| sweeper.join().unwrap()).sum()
        });
        assert_eq!(total + sweep(test, now), 90);
        assert_eq!(steps(test).len(), 90);
        assert_eq!(step_events(test).len(), 90);
    }

    fn an_answer_at_the_moment_of_a_sweep_is_neither_lost_nor_reminded_of(test: &TestDb) {
        let cycles: Vec<_> = (0..20).map(|_| start(test, monday())).collect();
        let now = monday() + hours(49);
        std::thread::scope(|scope| {
            scope.spawn(|| (0..10).map(|_| sweep(test, now)).sum::<usize>());
            for cycle in &cycles {
                let id = cycle.id;
                test.db
                    .write_blocking(move |conn| {
                        actions::stop(conn, id, Outcome::Answered, Actor::System, now)
                    })
                    .unwrap();
            }
        });
        let read = |conn: &mut Conn| -> DbResult<Vec<Option<sla::Cycle>>> {
            cycles.iter().map(|cycle| actions::newest_cycle(conn, cycle.ticket)).collect()
        };
        for cycle in test.db.read_blocking(read).unwrap().into_iter().flatten() {
            assert_eq!((cycle.state, cycle.next_step_at), (CycleState::Stopped, None));
            assert_eq!(cycle.answered_at, Some(now));
        }
        let recorded = step_events(test);
        let unique: std::collections::BTreeSet<_> = recorded.iter().collect();
        assert_eq!(unique.len(), recorded.len());
        assert_eq!(sweep(test, now + hours(100)), 0);
    }

    fn a_second_row_of_a_step_is_refused_by_the_database_itself(test: &TestDb) {
        let cycle = start(test, monday());
        let insert = move |conn: &mut Conn| -> DbResult<usize> {
            Ok(diesel::insert_into(deadline_steps::table)
                .values((
                    deadline_steps::cycle_id.eq(cycle.id),
                    deadline_steps::step.eq(50),
                    deadline_steps::at.eq(monday()),
                    deadline_steps::late.eq(false),
                ))
                .execute(conn)?)
        };
        assert_eq!(test.db.write_blocking(insert).unwrap(), 1);
        assert!(test.db.write_blocking(insert).unwrap_err().is_unique_violation());
    }
}
