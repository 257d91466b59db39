//! Every periodic job and every follower of events, in one list.

use std::sync::Arc;

use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::jobs::{Follower, Job, Nodes, Running};
use crate::{accounts, catalogue, notifications, sla, tickets};

/// The periodic jobs; each has its key under `[schedule]`.
pub fn jobs(app: &App) -> Vec<Job<App>> {
    let pace = &app.config.schedule;
    vec![
        Job { name: "sla_steps", pace: pace.sla_steps, nodes: Nodes::Each, run: sla::sweep_all },
        Job { name: "outbox", pace: pace.outbox, nodes: Nodes::Each, run: notifications::send_due },
        Job { name: "ticket_times", pace: pace.ticket_times, nodes: Nodes::One, run: tickets::apply_times },
        Job { name: "cleanup", pace: pace.cleanup, nodes: Nodes::One, run: cleanup },
    ]
}

/// Deletes what expired or was forgotten: sessions and tokens, drafts, files that nothing refers to.
fn cleanup(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let deleted = app.db.write(move |conn| accounts::delete_expired(conn, now)).await?;
        let (drafts, files) = tickets::delete_forgotten(&app, now).await?;
        tracing::info!(deleted, drafts, files, "what expired or was forgotten is gone");
        Ok(())
    })
}

/// The followers of events.
pub fn followers() -> Vec<Follower<App>> {
    vec![
        Follower { name: "notifications", step: |app, now| Box::pin(notifications::step(app, now)) },
        Follower { name: "search_index", step: catalogue::index::follow },
    ]
}
