//! Calls the followers of events, again and again until the program stops.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;

use super::{Follower, guarded, lock};
use crate::kernel::clock::Clock;

/// How long a follower waits when no commit wakes it: other nodes commit too.
const POLL: Duration = Duration::from_millis(500);
/// How long it waits after it stumbled.
const PAUSE: Duration = Duration::from_secs(2);

/// The followers of this process that stand still just now, each with what it stumbled over. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Stumbles(Arc<Mutex<BTreeMap<&'static str, String>>>);

impl Stumbles {
    /// Names of the followers that stand still.
    pub fn followers(&self) -> Vec<&'static str> {
        lock(&self.0).keys().copied().collect()
    }

    /// Notes that a follower stumbled; true when it is something new.
    fn note(&self, follower: &'static str, reason: String) -> bool {
        lock(&self.0).insert(follower, reason.clone()).is_none_or(|former| former != reason)
    }

    fn clear(&self, follower: &'static str) {
        if lock(&self.0).remove(follower).is_some() {
            tracing::info!(follower, "a follower goes on again");
        }
    }
}

pub(super) async fn follow<C: Send + Sync + 'static>(
    context: Arc<C>,
    clock: Clock,
    follower: Follower<C>,
    // Subscribed before the first look, so that a commit in between is not slept over.
    mut commits: watch::Receiver<u64>,
    stumbles: Stumbles,
    mut stopped: watch::Receiver<bool>,
) {
    let name = follower.name;
    while !*stopped.borrow() {
        let step = guarded(async { (follower.step)(Arc::clone(&context), clock.now()).await }).await;
        if let Err(error) = &step {
            // What goes on for hours is said once.
            if stumbles.note(name, error.to_string()) {
                tracing::error!(follower = name, %error, "a follower stands still and tries again every two seconds");
            }
            tokio::select! {
                _ = stopped.changed() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
            continue;
        }
        stumbles.clear(name);
        if let Ok(false) = step {
            tokio::select! {
                _ = commits.changed() => {}
                _ = stopped.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
        if !follower.rest.is_zero() {
            tokio::select! {
                _ = stopped.changed() => {}
                () = tokio::time::sleep(follower.rest) => {}
            }
        }
    }
}
