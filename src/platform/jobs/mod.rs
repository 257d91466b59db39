//! Periodic work and followers of events: started together, stopped together, safe on several nodes.
//!
//! `tokio-cron-scheduler` only gives the tick, each second in UTC: with a time zone it fires an hour off after the
//! clocks change (its issues 87 and 107). Which slot is due is computed here, in Europe/Rome, and a job that must run
//! once among all nodes claims its slot as a row.

mod follow;
mod runner;
mod runs;
mod slot;

use std::error::Error;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_cron_scheduler::{Job as Tick, JobScheduler, JobSchedulerError};

use super::config::Pace;
use super::db::Db;
use crate::kernel::clock::{Clock, Instant};
pub use follow::Stumbles;
use runner::Runner;
pub use runs::{LastRun, RunOutcome, delete_old as delete_old_runs, last_runs};

/// Why a piece of work failed.
type Failure = Box<dyn Error + Send + Sync>;
/// What a job answers: nothing, or why it failed.
pub type Outcome = Result<(), Failure>;
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
pub type Following = Pin<Box<dyn Future<Output = Result<bool, Failure>> + Send>>;

/// Work that follows the events: called after each commit of this process and at least every half second, until it
/// answers that it is up to date.
pub struct Follower<C> {
    /// Name in the log.
    pub name: &'static str,
    /// One batch; true when there may be more.
    pub step: fn(Arc<C>, Instant) -> Following,
    /// How long it rests after each batch: what need not be known at once is not worth following every commit.
    pub rest: Duration,
}

/// The background work of one process.
pub struct Background {
    scheduler: JobScheduler,
    stop: watch::Sender<bool>,
    tasks: Arc<Mutex<JoinSet<()>>>,
}

impl Background {
    /// Starts jobs and followers. What followers stumble over is told in `stumbles`.
    ///
    /// # Errors
    /// When the tick cannot be started.
    pub async fn start<C: Send + Sync + 'static>(
        context: Arc<C>,
        db: Db,
        clock: Clock,
        stumbles: Stumbles,
        jobs: Vec<Job<C>>,
        followers: Vec<Follower<C>>,
    ) -> Result<Self, JobSchedulerError> {
        let (stop, stopped) = watch::channel(false);
        let tasks = Arc::new(Mutex::new(JoinSet::new()));
        for follower in followers {
            let (context, clock) = (Arc::clone(&context), clock.clone());
            let (commits, stopped) = (db.commits(), stopped.clone());
            lock(&tasks).spawn(follow::follow(context, clock, follower, commits, stumbles.clone(), stopped));
        }
        let runner = Arc::new(Runner::new(context, db, clock, jobs));
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

/// Runs a piece of work. A panic is a failure like any other; what it says stays out of the log, which knows its place:
/// it may quote what people wrote.
async fn guarded<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err("it panicked".into()))
}
