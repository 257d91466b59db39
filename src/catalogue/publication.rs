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
        for id in due {
            app.db.write(move |conn| actions::publish_scheduled(conn, id, now)).await?;
        }
        Ok(())
    })
}
