//! The rows of jobs that run on one node: who took which slot, and how it ended.

use chrono::Duration;
use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::platform::db::schema::job_runs;
use crate::platform::db::{Conn, DbResult};

crate::text_enum! {
    /// How a run ended.
    pub enum RunOutcome {
        /// As it should.
        Done = "done",
        /// With an error, which the log tells.
        Failed = "failed",
    }
}

/// The newest run of a job.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct LastRun {
    /// Its name.
    pub job: String,
    /// When it was begun.
    pub started_at: Instant,
    /// When it ended; `None` while it is under way, or when its node died over it.
    pub finished_at: Option<Instant>,
    /// How it ended.
    pub outcome: Option<RunOutcome>,
}

/// Notes how a run ended.
pub(super) fn finish(
    conn: &mut Conn,
    job: &str,
    slot: Instant,
    outcome: RunOutcome,
    now: Instant,
) -> DbResult<()> {
    diesel::update(job_runs::table.filter(job_runs::job.eq(job).and(job_runs::slot.eq(slot))))
        .set((job_runs::finished_at.eq(now), job_runs::outcome.eq(outcome)))
        .execute(conn)?;
    Ok(())
}

/// Runs are kept so long.
const KEPT: Duration = Duration::days(30);

/// Deletes the rows of old runs; answers how many.
///
/// # Errors
/// When the database fails.
pub fn delete_old(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    Ok(diesel::delete(job_runs::table.filter(job_runs::slot.lt(now - KEPT))).execute(conn)?)
}

/// The newest run of each job that runs on one node, by name.
///
/// # Errors
/// When the database fails.
pub fn last_runs(conn: &mut Conn) -> DbResult<Vec<LastRun>> {
    let newest: Vec<(String, Option<Instant>)> = job_runs::table
        .group_by(job_runs::job)
        .select((job_runs::job, diesel::dsl::max(job_runs::slot)))
        .order(job_runs::job)
        .load(conn)?;
    newest
        .into_iter()
        .filter_map(|(job, slot)| Some((job, slot?)))
        .map(|(job, slot)| {
            let run = job_runs::table
                .find((job, slot))
                .select((job_runs::job, job_runs::started_at, job_runs::finished_at, job_runs::outcome))
                .first(conn)?;
            Ok(run)
        })
        .collect()
}
