//! The job `publication`: what was approved becomes public at its hour.

use std::sync::Arc;

use super::actions;
use super::store::lists;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::jobs::Running;

/// Publishes every approved entry whose hour has come, each in a transaction of its own: what a crash leaves is done by the next
/// run, and what was done is not done again.
pub fn publish_due(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let due = app.db.read(move |conn| lists::to_publish(conn, now)).await?;
        let mut outcome = Ok(());
        for id in due {
            // One that fails is no reason for the others to wait.
            if let Err(error) = app.db.write(move |conn| actions::publish_scheduled(conn, id, now)).await {
                tracing::error!(entry = id.0, %error, "an approved entry did not become public at its hour");
                outcome = Err(error.into());
            }
        }
        outcome
    })
}
