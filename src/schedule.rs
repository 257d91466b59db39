//! Every periodic job and every follower of events, in one list.

use crate::app::App;
use crate::platform::jobs::{Follower, Job};

/// The periodic jobs; each has its key under `[schedule]`.
pub fn jobs(_app: &App) -> Vec<Job<App>> {
    vec![]
}

/// The followers of events.
pub fn followers() -> Vec<Follower<App>> {
    vec![]
}
