//! What time does to questions: whoever owes a clarification is reminded; what was answered, and what was never clarified,
//! is closed.

use std::sync::Arc;

use chrono::Duration;

use super::actions;
use super::error::{TicketError, TicketResult};
use super::model::Stage;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::jobs::Running;

/// So many are looked up at once.
const BATCH: i64 = 200;

/// The periodic job `ticket_times`.
pub fn apply_times(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let days = |days: u32| now - Duration::days(days.into());
        close_all(&app, Stage::Answered, days(app.config.tickets.close_after_days), now).await?;
        // Closing comes first: nobody is reminded of what is closed a moment later.
        close_all(&app, Stage::Waiting, days(app.config.tickets.waiting_close_days), now).await?;
        remind_all(&app, days(app.config.tickets.waiting_reminder_days), now).await?;
        Ok(())
    })
}

async fn close_all(app: &App, stage: Stage, before: Instant, now: Instant) -> TicketResult<()> {
    loop {
        let ids = app.db.read(move |conn| actions::overstayed(conn, stage, before, BATCH)).await?;
        let more = is_full(ids.len());
        for id in ids {
            app.db
                .write::<_, TicketError, _>(move |conn| actions::close_by_time(conn, id, stage, before, now))
                .await?;
        }
        if !more {
            return Ok(());
        }
    }
}

async fn remind_all(app: &App, before: Instant, now: Instant) -> TicketResult<()> {
    loop {
        let ids = app.db.read(move |conn| actions::to_remind(conn, before, BATCH)).await?;
        let more = is_full(ids.len());
        for id in ids {
            app.db.write::<_, TicketError, _>(move |conn| actions::remind(conn, id, before, now)).await?;
        }
        if !more {
            return Ok(());
        }
    }
}

fn is_full(found: usize) -> bool {
    i64::try_from(found).unwrap_or(BATCH) == BATCH
}
