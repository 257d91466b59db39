//! Every periodic job and every follower of events, in one list.

use crate::app::App;
use crate::platform::jobs::{Follower, Job, Nodes};
use crate::sla;

/// The periodic jobs; each has its key under `[schedule]`.
pub fn jobs(app: &App) -> Vec<Job<App>> {
    let pace = &app.config.schedule;
    vec![Job { name: "sla_steps", pace: pace.sla_steps, nodes: Nodes::Each, run: sla::sweep_all }]
}

/// The followers of events.
pub fn followers() -> Vec<Follower<App>> {
    vec![]
}
