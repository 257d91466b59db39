//! Every periodic job and every follower of events, in one list.

use crate::app::App;
use crate::platform::jobs::{Follower, Job, Nodes};
use crate::{notifications, sla};

/// The periodic jobs; each has its key under `[schedule]`.
pub fn jobs(app: &App) -> Vec<Job<App>> {
    let pace = &app.config.schedule;
    vec![
        Job { name: "sla_steps", pace: pace.sla_steps, nodes: Nodes::Each, run: sla::sweep_all },
        Job { name: "outbox", pace: pace.outbox, nodes: Nodes::Each, run: notifications::send_due },
    ]
}

/// The followers of events.
pub fn followers() -> Vec<Follower<App>> {
    vec![Follower { name: "notifications", step: |app, now| Box::pin(notifications::step(app, now)) }]
}
