//! Periodic work and followers of events: started together, stopped together, safe on several nodes.
//!
//! `tokio-cron-scheduler` only gives the tick, each second in UTC: with a time zone it fires an hour off after the
//! clocks change (its issues 87 and 107). Which slot is due is computed here, in Europe/Rome, and a job that must run
//! once among all nodes claims its slot as a row.

mod slot;

use std::collections::HashMap;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel::prelude::*;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_cron_scheduler::{Job as Tick, JobScheduler, JobSchedulerError};

use super::config::Pace;
use super::db::schema::job_runs;
use super::db::{Db, DbError, portable};
use crate::kernel::clock::{Clock, Instant};

/// What a job answers: nothing, or why it failed.
pub type Outcome = Result<(), Box<dyn Error + Send + Sync>>;
/// A job under way.
pub type Running = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// On which nodes a job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nodes {
    /// On each: the job itself makes sure that nothing happens twice (a lease, a unique row).
    Each,
    /// On whichever claims the slot first.
    One,
}

/// A periodic job over an application context `C`.
pub struct Job<C> {
    /// Name in the log, in `job_runs` and as the key under `[schedule]`.
    pub name: &'static str,
    /// How often; `Off` is never.
    pub pace: Pace,
    /// On which nodes.
    pub nodes: Nodes,
    /// The work.
    pub run: fn(Arc<C>, Instant) -> Running,
}

/// A step of a follower under way; true when there may be more to follow.
pub type Following = Pin<Box<dyn Future<Output = Result<bool, Box<dyn Error + Send + Sync>>> + Send>>;

/// Work that follows the events: called after each commit of this process and at least every half second, until it
/// answers that it is up to date.
pub struct Follower<C> {
    /// Name in the log.
    pub name: &'static str,
    /// One batch; true when there may be more.
    pub step: fn(Arc<C>, Instant) -> Following,
}

/// How long a follower waits when no commit wakes it: other nodes commit too.
const FOLLOWER_POLL: Duration = Duration::from_millis(500);

/// The background work of one process.
pub struct Background {
    scheduler: JobScheduler,
    stop: watch::Sender<bool>,
    tasks: Arc<Mutex<JoinSet<()>>>,
}

impl Background {
    /// Starts jobs and followers.
    ///
    /// # Errors
    /// When the tick cannot be started.
    pub async fn start<C: Send + Sync + 'static>(
        context: Arc<C>,
        db: Db,
        clock: Clock,
        jobs: Vec<Job<C>>,
        followers: Vec<Follower<C>>,
    ) -> Result<Self, JobSchedulerError> {
        let (stop, stopped) = watch::channel(false);
        let tasks = Arc::new(Mutex::new(JoinSet::new()));
        for follower in followers {
            let task = follow(Arc::clone(&context), db.clone(), clock.clone(), follower, stopped.clone());
            lock(&tasks).spawn(task);
        }
        let runner =
            Arc::new(Runner { context, db, clock: clock.clone(), jobs, last: Mutex::new(HashMap::new()) });
        runner.skip_past(clock.now());
        let scheduler = JobScheduler::new().await?;
        let (spawned, ticking) = (Arc::clone(&tasks), stopped);
        let tick = Tick::new_async("* * * * * *", move |_, _| {
            if !*ticking.borrow() {
                let mut tasks = lock(&spawned);
                while tasks.try_join_next().is_some() {}
                for due in runner.due() {
                    tasks.spawn(Arc::clone(&runner).run(due));
                }
            }
            Box::pin(async {})
        })?;
        scheduler.add(tick).await?;
        scheduler.start().await?;
        Ok(Self { scheduler, stop, tasks })
    }

    /// Lets what is under way finish, for at most `patience`.
    pub async fn stop(mut self, patience: Duration) {
        let _ = self.stop.send(true);
        if let Err(error) = self.scheduler.shutdown().await {
            tracing::warn!(%error, "the scheduler did not stop cleanly");
        }
        let mut tasks = std::mem::take(&mut *lock(&self.tasks));
        let finished = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(patience, finished).await.is_err() {
            tracing::warn!("background work did not finish in time and is left to its leases");
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Runner<C> {
    context: Arc<C>,
    db: Db,
    clock: Clock,
    jobs: Vec<Job<C>>,
    /// The last slot of each job, and whether it is still under way: a slow job never overlaps itself.
    last: Mutex<HashMap<&'static str, Progress>>,
}

#[derive(Clone, Copy)]
struct Progress {
    slot: Instant,
    running: bool,
}

struct Due {
    index: usize,
    slot: Instant,
}

impl<C: Send + Sync + 'static> Runner<C> {
    /// A daily job whose hour passed before the start still runs today; a job with a pace starts at once.
    fn skip_past(&self, now: Instant) {
        let mut last = lock(&self.last);
        for job in &self.jobs {
            if let Some(slot) = slot::latest(job.pace, now) {
                let before = slot - chrono::Duration::microseconds(1);
                last.insert(job.name, Progress { slot: before, running: false });
            }
        }
    }

    fn due(&self) -> Vec<Due> {
        let now = self.clock.now();
        let mut last = lock(&self.last);
        let mut due = Vec::new();
        for (index, job) in self.jobs.iter().enumerate() {
            let Some(slot) = slot::latest(job.pace, now) else { continue };
            let free = last.get(job.name).is_none_or(|progress| !progress.running && progress.slot < slot);
            if free {
                last.insert(job.name, Progress { slot, running: true });
                due.push(Due { index, slot });
            }
        }
        due
    }

    async fn run(self: Arc<Self>, due: Due) {
        let Some(job) = self.jobs.get(due.index) else { return };
        let now = self.clock.now();
        let outcome: Outcome = match job.nodes {
            Nodes::Each => (job.run)(Arc::clone(&self.context), now).await,
            Nodes::One => self.run_once(job, due.slot, now).await,
        };
        if let Err(error) = outcome {
            tracing::error!(job = job.name, %error, "a periodic job failed and will run again at its next time");
        }
        if let Some(progress) = lock(&self.last).get_mut(job.name) {
            progress.running = false;
        }
    }

    async fn run_once(&self, job: &Job<C>, slot: Instant, now: Instant) -> Outcome {
        let name = job.name;
        let claimed =
            self.db.write::<_, DbError, _>(move |conn| portable::claim_slot(conn, name, slot, now)).await?;
        if !claimed {
            return Ok(());
        }
        let outcome = (job.run)(Arc::clone(&self.context), now).await;
        let word = if outcome.is_ok() { "done" } else { "failed" };
        let finished = self.clock.now();
        self.db
            .write::<_, DbError, _>(move |conn| {
                diesel::update(job_runs::table.filter(job_runs::job.eq(name).and(job_runs::slot.eq(slot))))
                    .set((job_runs::finished_at.eq(finished), job_runs::outcome.eq(word)))
                    .execute(conn)?;
                Ok(())
            })
            .await?;
        outcome
    }
}

async fn follow<C: Send + Sync + 'static>(
    context: Arc<C>,
    db: Db,
    clock: Clock,
    follower: Follower<C>,
    mut stopped: watch::Receiver<bool>,
) {
    // Subscribed before the first look, so that a commit in between is not slept over.
    let mut commits = db.commits();
    while !*stopped.borrow() {
        match (follower.step)(Arc::clone(&context), clock.now()).await {
            Ok(true) => continue,
            Ok(false) => {
                tokio::select! {
                    _ = commits.changed() => {}
                    _ = stopped.changed() => {}
                    () = tokio::time::sleep(FOLLOWER_POLL) => {}
                }
            }
            Err(error) => {
                tracing::error!(follower = follower.name, %error, "a follower stumbled and will look again");
                tokio::select! {
                    _ = stopped.changed() => {}
                    () = tokio::time::sleep(FOLLOWER_POLL * 4) => {}
                }
            }
        }
    }
}
