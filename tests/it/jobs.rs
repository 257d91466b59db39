//! Periodic jobs and followers: once among all nodes, never over themselves, and never ended by a panic.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant as Stopwatch};

use dialoga::kernel::clock::{Clock, Instant};
use dialoga::platform::db::schema::job_runs;
use dialoga::platform::db::{Db, DbError, portable};
use dialoga::platform::jobs::{self, Background, Follower, Job, Nodes, Stumbles};
use diesel::prelude::*;
use tokio::sync::Notify;

use crate::support::desk::OPENING;
use crate::support::on_both_databases;

/// What the jobs of these tests do is counted here.
#[derive(Default)]
struct Counts {
    begun: AtomicUsize,
    ended: AtomicUsize,
    go: Notify,
}

impl Counts {
    fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }

    fn ended(&self) -> usize {
        self.ended.load(Ordering::SeqCst)
    }
}

fn clock() -> Clock {
    Clock::fixed(Instant::parse_rfc3339(OPENING).unwrap())
}

/// Waits for what has to come.
async fn until(come: impl Fn() -> bool) {
    let started = Stopwatch::now();
    while !come() {
        assert!(started.elapsed() < Duration::from_secs(30), "it never comes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Lets the tick of every second come a few times more.
async fn some_ticks() {
    tokio::time::sleep(Duration::from_millis(2500)).await;
}

fn block_on(work: impl Future<Output = ()>) {
    tokio::runtime::Runtime::new().unwrap().block_on(work);
}

async fn start(db: &Db, clock: &Clock, counts: &Arc<Counts>, job: Job<Counts>) -> Background {
    let (counts, stumbles) = (Arc::clone(counts), Stumbles::default());
    Background::start(counts, db.clone(), clock.clone(), stumbles, vec![job], Vec::new()).await.unwrap()
}

fn hourly(nodes: Nodes, run: fn(Arc<Counts>, Instant) -> dialoga::platform::jobs::Running) -> Job<Counts> {
    Job { name: "counting", pace: "1h".parse().unwrap(), nodes, run }
}

fn outcomes(db: &Db) -> Vec<Option<String>> {
    let slots = job_runs::table.order(job_runs::slot).select(job_runs::outcome);
    db.read_blocking(|conn| Ok::<_, DbError>(slots.load(conn)?)).unwrap()
}

on_both_databases! {
    fn a_slot_is_run_by_one_of_all_nodes(test: &TestDb) {
        block_on(async {
            let (clock, counts) = (clock(), Arc::<Counts>::default());
            let mut nodes = Vec::new();
            for _ in 0..3 {
                let job = hourly(Nodes::One, |counts, _| {
                    Box::pin(async move {
                        counts.begun.fetch_add(1, Ordering::SeqCst);
                        Ok(())
                    })
                });
                nodes.push(start(&test.db, &clock, &counts, job).await);
            }
            until(|| counts.begun() > 0).await;
            some_ticks().await;
            assert_eq!(counts.begun(), 1);
            clock.advance(chrono::Duration::hours(1));
            until(|| counts.begun() > 1).await;
            some_ticks().await;
            assert_eq!(counts.begun(), 2);
            for node in nodes {
                node.stop(Duration::from_secs(10)).await;
            }
            assert_eq!(outcomes(&test.db), [Some("done".to_owned()), Some("done".to_owned())]);
        });
    }

    fn a_job_that_panics_or_fails_runs_again_at_its_next_time(test: &TestDb) {
        block_on(async {
            let (clock, counts) = (clock(), Arc::<Counts>::default());
            let job = hourly(Nodes::One, |counts, _| {
                Box::pin(async move {
                    match counts.begun.fetch_add(1, Ordering::SeqCst) {
                        0 => panic!("on purpose"),
                        1 => Err("on purpose".into()),
                        _ => Ok(()),
                    }
                })
            });
            let node = start(&test.db, &clock, &counts, job).await;
            for runs in 1..=3 {
                until(|| counts.begun() == runs && outcomes(&test.db).last().is_some_and(Option::is_some))
                    .await;
                clock.advance(chrono::Duration::hours(1));
            }
            node.stop(Duration::from_secs(10)).await;
            let expected = ["failed", "failed", "done"].map(|word| Some(word.to_owned()));
            assert_eq!(outcomes(&test.db)[..3], expected);
        });
    }

    fn runs_of_long_ago_are_forgotten(test: &TestDb) {
        let now = clock().now();
        let days = move |days| now - chrono::Duration::days(days);
        let left = test.db.write_blocking::<_, DbError, _>(move |conn| {
            for slot in [days(31), days(30), now] {
                portable::claim_slot(conn, "counting", slot, slot)?;
            }
            assert_eq!(jobs::delete_old_runs(conn, now)?, 1);
            Ok(job_runs::table.order(job_runs::slot).select(job_runs::slot).load::<Instant>(conn)?)
        });
        assert_eq!(left.unwrap(), [days(30), now]);
    }

    fn a_clock_that_was_set_back_stops_nothing(test: &TestDb) {
        block_on(async {
            let (clock, counts) = (clock(), Arc::<Counts>::default());
            let job = hourly(Nodes::Each, |counts, _| {
                Box::pin(async move {
                    counts.begun.fetch_add(1, Ordering::SeqCst);
                    Ok(())
                })
            });
            let node = start(&test.db, &clock, &counts, job).await;
            for (runs, hours) in [(1, -720), (2, 1), (3, 1)] {
                until(|| counts.begun() == runs).await;
                clock.advance(chrono::Duration::hours(hours));
            }
            until(|| counts.begun() == 4).await;
            node.stop(Duration::from_secs(10)).await;
        });
    }

    fn a_slow_job_never_overlaps_itself_and_a_stop_waits_for_it(test: &TestDb) {
        block_on(async {
            let (clock, counts) = (clock(), Arc::<Counts>::default());
            let job = hourly(Nodes::Each, |counts, _| {
                Box::pin(async move {
                    counts.begun.fetch_add(1, Ordering::SeqCst);
                    counts.go.notified().await;
                    counts.ended.fetch_add(1, Ordering::SeqCst);
                    Ok(())
                })
            });
            let node = start(&test.db, &clock, &counts, job).await;
            until(|| counts.begun() == 1).await;
            clock.advance(chrono::Duration::hours(1));
            some_ticks().await;
            assert_eq!(counts.begun(), 1, "the next slot waits for the end of the last");
            counts.go.notify_one();
            until(|| counts.begun() == 2).await;
            let stopping = tokio::spawn(node.stop(Duration::from_secs(20)));
            counts.go.notify_one();
            stopping.await.unwrap();
            assert_eq!(counts.ended(), 2);
        });
    }

    fn a_follower_that_panics_or_fails_is_called_again_and_says_that_it_stands_still(test: &TestDb) {
        block_on(async {
            let (clock, counts, stumbles) = (clock(), Arc::<Counts>::default(), Stumbles::default());
            let follower = Follower {
                name: "stumbling",
                step: |counts: Arc<Counts>, _| {
                    Box::pin(async move {
                        match counts.begun.fetch_add(1, Ordering::SeqCst) {
                            0 => panic!("on purpose"),
                            1 => Err("on purpose".into()),
                            _ => Ok(false),
                        }
                    })
                },
                rest: Duration::ZERO,
            };
            let context = (Arc::clone(&counts), test.db.clone(), clock, stumbles.clone());
            let node = Background::start(context.0, context.1, context.2, context.3, vec![], vec![follower]);
            let node = node.await.unwrap();
            until(|| stumbles.followers() == ["stumbling"]).await;
            until(|| counts.begun() > 2 && stumbles.followers().is_empty()).await;
            node.stop(Duration::from_secs(10)).await;
        });
    }
}
