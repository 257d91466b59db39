//! What time does to questions: whoever owes a clarification is reminded, and who was asked whether an answer helped; what was answered, and what was never clarified,
//! is closed; what is held by somebody who does nothing about it is given back.

use std::sync::Arc;

use chrono::Duration;

use super::actions;
use super::error::{TicketError, TicketResult};
use super::listing::Place;
use super::model::Stage;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::config;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::jobs::Running;
use crate::sla;

/// So many are looked up at once.
const BATCH: i64 = 200;

/// The periodic job `ticket_times`.
pub fn apply_times(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let mut failed = 0;
        for (stage, before) in closing(&app.config.tickets, now) {
            failed += close_all(&app, stage, before, now).await?;
        }
        // After the closing: nobody is reminded of what is closed a moment later.
        let reminded = now - Duration::days(app.config.tickets.waiting_reminder_days.into());
        failed += remind_all(&app, reminded, now).await?;
        if app.config.tickets.rating_reminder_days > 0 {
            let asked = now - Duration::days(app.config.tickets.rating_reminder_days.into());
            failed += remind_all_of_rating(&app, asked, now).await?;
        }
        // Not at night nor on a Sunday: nobody is there to take it, nor its holder to say that she works on it.
        if let Some(before) = idle_since(&app.config.tickets, now)
            && app.db.read(move |conn| sla::keeping::is_open(conn, now)).await?
        {
            failed += expire_all(&app, before, now).await?;
        }
        match failed {
            0 => Ok(()),
            _ => Err(format!("{failed} questions were left as they are; the log says which").into()),
        }
    })
}

/// The lists that time closes, each with the instant before which a question must have come there.
pub fn closing(settings: &config::Tickets, now: Instant) -> [(Stage, Instant); 2] {
    let since = |days: u32| now - Duration::days(days.into());
    [
        (Stage::Answered, since(settings.close_after_days)),
        (Stage::Waiting, since(settings.waiting_close_days)),
    ]
}

/// Who holds a question and did nothing about it since then gives it back; nobody, where claims do not expire.
fn idle_since(settings: &config::Tickets, now: Instant) -> Option<Instant> {
    (settings.claim_hours > 0).then(|| now - Duration::hours(settings.claim_hours.into()))
}

async fn expire_all(app: &App, before: Instant, now: Instant) -> TicketResult<usize> {
    let find = move |conn: &mut Conn, after| actions::idle_claims(conn, before, after, BATCH);
    to_each(app, find, move |conn: &mut Conn, id| actions::expire_claim(conn, id, before, now)).await
}

async fn close_all(app: &App, stage: Stage, before: Instant, now: Instant) -> TicketResult<usize> {
    let find = move |conn: &mut Conn, after| actions::overstayed(conn, stage, before, after, BATCH);
    let close = move |conn: &mut Conn, id| actions::close_by_time(conn, id, stage, before, now);
    to_each(app, find, close).await
}

async fn remind_all(app: &App, before: Instant, now: Instant) -> TicketResult<usize> {
    let find = move |conn: &mut Conn, after| actions::to_remind(conn, before, after, BATCH);
    to_each(app, find, move |conn: &mut Conn, id| actions::remind(conn, id, before, now)).await
}

async fn remind_all_of_rating(app: &App, before: Instant, now: Instant) -> TicketResult<usize> {
    let find = move |conn: &mut Conn, after| actions::to_remind_of_rating(conn, before, after, BATCH, now);
    to_each(app, find, move |conn: &mut Conn, id| actions::remind_of_rating(conn, id, before, now)).await
}

/// Does something to each ticket of a list, in a transaction of its own; answers for how many it failed. A ticket that is
/// damaged is passed over: the others do not wait for somebody to mend it.
async fn to_each<F, A>(app: &App, find: F, act: A) -> TicketResult<usize>
where
    F: Fn(&mut Conn, Option<Place>) -> DbResult<Vec<Place>> + Copy + Send + 'static,
    A: Fn(&mut Conn, TicketId) -> TicketResult<()> + Copy + Send + 'static,
{
    let (mut after, mut failed) = (None, 0);
    loop {
        let places = app.db.read(move |conn| find(conn, after)).await?;
        for Place { id, .. } in places.iter().copied() {
            match app.db.write(move |conn| act(conn, id)).await {
                Ok(()) => {}
                // No database, no next ticket either.
                Err(TicketError::Db(error @ (DbError::Connection(_) | DbError::Closed))) => {
                    return Err(error.into());
                }
                Err(error) => {
                    tracing::error!(ticket = id.0, %error, "what time does to a question could not be done");
                    failed += 1;
                }
            }
        }
        after = places.last().copied();
        if i64::try_from(places.len()).unwrap_or(BATCH) < BATCH {
            return Ok(failed);
        }
    }
}
