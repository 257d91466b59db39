//! Runs the periodic jobs when their slots come.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::runs::{self, RunOutcome};
use super::{Job, Nodes, Outcome, guarded, lock, slot};
use crate::kernel::clock::{Clock, Instant};
use crate::platform::db::{Db, DbError, portable};

pub(super) struct Runner<C> {
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

pub(super) struct Due {
    index: usize,
    slot: Instant,
}

impl<C: Send + Sync + 'static> Runner<C> {
    /// A daily job whose hour passed before the start still runs today; a job with a pace starts at once.
    pub fn new(context: Arc<C>, db: Db, clock: Clock, jobs: Vec<Job<C>>) -> Self {
        Self { context, db, clock, jobs, last: Mutex::default() }
    }

    /// What has to run now; the caller runs it.
    pub fn due(&self) -> Vec<Due> {
        let now = self.clock.now();
        let mut last = lock(&self.last);
        let mut due = Vec::new();
        for (index, job) in self.jobs.iter().enumerate() {
            let Some(slot) = slot::latest(job.pace, now) else { continue };
            // Another slot, not a later one: after the clock was set back the desk does not stand still until it has caught up.
            let free = last.get(job.name).is_none_or(|progress| !progress.running && progress.slot != slot);
            if free {
                last.insert(job.name, Progress { slot, running: true });
                due.push(Due { index, slot });
            }
        }
        due
    }

    pub async fn run(self: Arc<Self>, due: Due) {
        let Some(job) = self.jobs.get(due.index) else { return };
        let now = self.clock.now();
        let outcome: Outcome = match job.nodes {
            Nodes::Each => self.work(job, now).await,
            Nodes::One => self.run_once(job, due.slot, now).await,
        };
        if let Err(error) = outcome {
            tracing::error!(job = job.name, %error, "a periodic job failed and will run again at its next time");
        }
        if let Some(progress) = lock(&self.last).get_mut(job.name) {
            progress.running = false;
        }
    }

    async fn work(&self, job: &Job<C>, now: Instant) -> Outcome {
        guarded(async { (job.run)(Arc::clone(&self.context), now).await }).await
    }

    async fn run_once(&self, job: &Job<C>, slot: Instant, now: Instant) -> Outcome {
        let name = job.name;
        let claimed =
            self.db.write::<_, DbError, _>(move |conn| portable::claim_slot(conn, name, slot, now)).await?;
        if !claimed {
            return Ok(());
        }
        let outcome = self.work(job, now).await;
        let word = if outcome.is_ok() { RunOutcome::Done } else { RunOutcome::Failed };
        let finished = self.clock.now();
        self.db.write::<_, DbError, _>(move |conn| runs::finish(conn, name, slot, word, finished)).await?;
        outcome
    }
}
