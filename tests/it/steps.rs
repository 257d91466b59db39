//! Steps in both databases: quiet hours hold them back, an older one leaves its readers to the newer, and a sweep reads a
//! whole batch at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event, Reminded};
use dialoga::kernel::ids::Position;
use dialoga::platform::db::{Conn, DbResult};
use dialoga::platform::events;
use dialoga::sla::{self, Night, PlannedStep, Policy, Quiet, When, actions};
use diesel::Connection;
use diesel::connection::{Instrumentation, InstrumentationEvent};

use crate::support::databases::TestDb;
use crate::support::on_both_databases;
use crate::support::rows::a_ticket;

/// A Tuesday at ten.
fn tuesday() -> Instant {
    Instant::parse_rfc3339("2026-11-24T10:00:00+01:00").unwrap()
}

fn hours(count: i64) -> Duration {
    Duration::hours(count)
}

/// Quiet from eight in the evening to eight in the morning.
fn nights() -> Option<Quiet> {
    Some(Quiet { night: Night::of_minutes(20 * 60, 8 * 60), days_off: None })
}

fn begin(test: &TestDb, policy: Policy, count: usize) {
    let start = move |conn: &mut Conn| -> DbResult<()> {
        actions::adopt_policy(conn, &policy.checked().unwrap(), tuesday())?;
        for _ in 0..count {
            let ticket = a_ticket(conn, tuesday())?;
            actions::start_cycle(conn, ticket, dialoga::sla::Asked::default(), Actor::System, tuesday())?;
        }
        Ok(())
    };
    test.db.write_blocking(start).unwrap();
}

fn sweep(test: &TestDb, after: Duration) -> usize {
    test.db.write_blocking(move |conn| sla::sweep(conn, tuesday() + after)).unwrap()
}

type Told = (u32, bool, Option<u32>, Vec<Reminded>);

fn told(test: &TestDb) -> Vec<Told> {
    let batch = test.db.read_blocking(|conn| events::after(conn, Position::START, 10_000)).unwrap();
    let told = |event| match event {
        Event::DeadlineStepReached { step, late, superseded_by, to, .. } => {
            Some((step, late, superseded_by, to.unwrap()))
        }
        _ => None,
    };
    batch.events.into_iter().filter_map(|recorded| told(recorded.event)).collect()
}

on_both_databases! {
    fn quiet_hours_hold_back_every_reminder_but_that_of_the_deadline(test: &TestDb) {
        use Reminded::{Coordinators, Group, Holder};
        // Half of the time is over at 22:00, three quarters at four in the morning, the deadline comes at ten.
        begin(test, Policy { hours: 24, quiet: nights(), ..Policy::default() }, 1);
        for hour in 11..=21 {
            assert_eq!(sweep(test, hours(hour)), 0, "{hour}");
        }
        // At eight both are found, and neither is late: the newer speaks for both.
        assert_eq!(sweep(test, hours(22)), 2);
        assert_eq!(sweep(test, hours(23)), 0);
        assert_eq!(sweep(test, hours(24)), 1);
        // The next after a day, in the morning; the one after it falls into the night.
        assert_eq!(sweep(test, hours(48)), 1);
        assert_eq!(
            told(test),
            [
                (50, false, Some(75), vec![Holder]),
                (75, false, None, vec![Holder, Group]),
                (100, false, None, vec![Holder, Coordinators]),
                (101, false, None, vec![Holder, Coordinators]),
            ]
        );
    }

    fn a_deadline_of_the_night_is_told_at_once_and_takes_along_what_waited(test: &TestDb) {
        use Reminded::{Coordinators, Holder};
        // Due at midnight, three quarters at 20:30; then every two hours.
        let steps = PlannedStep::usual_steps(&[75, 100], 2);
        begin(test, Policy { hours: 14, steps, quiet: nights(), ..Policy::default() }, 1);
        assert_eq!(sweep(test, hours(13)), 0);
        assert_eq!(sweep(test, hours(14)), 2);
        for hour in 15..=21 {
            assert_eq!(sweep(test, hours(hour)), 0, "{hour}");
        }
        // The repeated ones of the night wait for eight o'clock, and the newest of them is told alone.
        assert_eq!(sweep(test, hours(22)), 4);
        let to = || vec![Holder, Coordinators];
        let seen: Vec<_> = told(test).into_iter().filter(|(step, ..)| *step >= 100).collect();
        assert_eq!(
            seen,
            [
                (100, false, None, to()),
                (101, false, Some(104), to()),
                (102, false, Some(104), to()),
                (103, false, Some(104), to()),
                (104, false, None, to()),
            ]
        );
        assert_eq!(told(test)[0].2, Some(100));
    }

    fn an_answer_before_the_quiet_ends_spares_the_reminder(test: &TestDb) {
        begin(test, Policy { hours: 24, quiet: nights(), ..Policy::default() }, 1);
        assert_eq!(sweep(test, hours(13)), 0);
        let answer = |conn: &mut Conn| -> DbResult<_> {
            let cycle = dialoga::kernel::ids::CycleId(1);
            actions::stop(conn, cycle, sla::Outcome::Answered, Actor::System, tuesday() + hours(20))
        };
        test.db.write_blocking(answer).unwrap();
        assert_eq!(sweep(test, hours(500)), 0);
        assert!(told(test).is_empty());
    }

    fn whoever_an_older_step_would_have_reminded_is_reminded_by_the_newer(test: &TestDb) {
        use Reminded::{Coordinators, Group, Holder};
        let step = |when, to: &[Reminded]| PlannedStep { when, to: to.to_vec() };
        let steps = vec![
            step(When::Percent(50), &[Coordinators]),
            step(When::Before(6), &[Holder]),
            step(When::DUE, &[Holder, Group]),
            step(When::After(2), &[Group]),
        ];
        begin(test, Policy { hours: 24, steps, quiet: None, ..Policy::default() }, 1);
        // Nobody looked for 19 hours; of what was before the deadline nobody is left out.
        assert_eq!(sweep(test, hours(19)), 2);
        // Nor of what came after it, to whom the reminders of before say nothing any more.
        assert_eq!(sweep(test, hours(30)), 2);
        assert_eq!(
            told(test),
            [
                (50, true, Some(1_000_006), vec![Coordinators]),
                (1_000_006, true, None, vec![Holder, Coordinators]),
                (100, true, Some(2_000_002), vec![Holder, Group]),
                (2_000_002, true, None, vec![Group, Holder]),
            ]
        );
    }

    /// Two sweepers, one after the other and at once, with reminders of every kind.
    fn no_step_of_any_kind_is_doubled(test: &TestDb) {
        let whens = [When::Percent(50), When::Before(4), When::DUE, When::After(1), When::Percent(150), When::Every(6)];
        let steps = whens.map(PlannedStep::usual).to_vec();
        begin(test, Policy { hours: 24, steps, quiet: nights(), ..Policy::default() }, 25);
        let done: usize = std::thread::scope(|scope| {
            let one = |_| scope.spawn(|| (20..52).map(|hour| sweep(test, hours(hour))).sum::<usize>());
            let sweepers: Vec<_> = (0..2).map(one).collect();
            sweepers.into_iter().map(|sweeper| sweeper.join().unwrap()).sum()
        });
        let done = done + sweep(test, hours(52));
        let mut seen: Vec<u32> = told(test).into_iter().map(|(step, ..)| step).collect();
        assert_eq!(seen.len(), done);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len() * 25, done, "each step of each question once");
    }

    fn a_sweep_reads_and_writes_a_whole_batch_at_once(test: &TestDb) {
        let statements = |count: usize, day: i64| {
            let policy = Policy { hours: 24, ..Policy::default() };
            let now = tuesday() + Duration::days(day);
            let begin = move |conn: &mut Conn| -> DbResult<()> {
                actions::adopt_policy(conn, &policy, now)?;
                for _ in 0..count {
                    let ticket = a_ticket(conn, now)?;
                    actions::start_cycle(conn, ticket, dialoga::sla::Asked::default(), Actor::System, now)?;
                }
                Ok(())
            };
            test.db.write_blocking(begin).unwrap();
            let look = move |conn: &mut Conn| -> DbResult<usize> {
                let seen = Arc::new(AtomicUsize::new(0));
                let count_one = Arc::clone(&seen);
                let watch: Box<dyn Instrumentation> = Box::new(move |event: InstrumentationEvent<'_>| {
                    if let InstrumentationEvent::StartQuery { .. } = event {
                        count_one.fetch_add(1, Ordering::SeqCst);
                    }
                });
                conn.set_instrumentation(Some(watch));
                let found = sla::sweep(conn, now + hours(25));
                conn.set_instrumentation(None::<Box<dyn Instrumentation>>);
                assert!(found? >= count * 3);
                Ok(seen.load(Ordering::SeqCst))
            };
            test.db.write_blocking(look).unwrap()
        };
        let few = statements(2, 0);
        assert_eq!(statements(60, 10), few);
        assert!(few <= 10, "{few}");
    }
}
