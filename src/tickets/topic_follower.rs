//! The follower `topic_guesses`: gives questions whose requester knew no topic the one that they surely have, after they were
//! received: whoever asks does not wait for it.

use std::pin::Pin;
use std::sync::Arc;

use super::actions;
use super::cataloguing::ready_guesses;
use super::error::TicketError;
use super::store::{texts, tickets};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{Position, TicketId, TopicId};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events::{self, Unreadable};
use crate::topics;

/// Name of the cursor.
const NAME: &str = "topic_guesses";
/// Events read at once.
const BATCH: i64 = 200;

type Step = Pin<Box<dyn Future<Output = Result<bool, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

/// What a batch of events asks for.
struct Plan {
    from: Position,
    to: Position,
    found: Vec<(TicketId, TopicId)>,
    more: bool,
    stop: Option<Unreadable>,
}

/// One batch; true when there may be more. Nothing while the index is being built: what was received waits for it. Where the
/// office wants no guesses what was received is passed over, so that switching them on concerns what comes after. Each question in a transaction of its own, then the cursor: what is done a second
/// time, by another node or after the power went off, changes nothing.
pub fn follow(app: Arc<App>, now: Instant) -> Step {
    Box::pin(async move {
        let reader = Arc::clone(&app);
        let Some(plan) = app.db.read(move |conn| plan(conn, &reader, now)).await? else { return Ok(false) };
        for (id, topic) in plan.found {
            let writer = Arc::clone(&app);
            let set = move |conn: &mut Conn| actions::propose_topic(conn, &writer.router, id, topic, now);
            match app.db.write(set).await {
                Ok(()) => {}
                Err(TicketError::Db(error)) => return Err(error.into()),
                // A question that is damaged must not keep the others from theirs.
                Err(error) => tracing::error!(ticket = id.0, %error, "a question was given no topic"),
            }
        }
        if plan.to > plan.from {
            let (from, to) = (plan.from, plan.to);
            app.db.write(move |conn| go_on(conn, from, to)).await?;
        }
        plan.stop.map_or(Ok(plan.more), |unreadable| Err(unreadable.into()))
    })
}

/// `None` while the index is not ready.
fn plan(conn: &mut Conn, app: &App, now: Instant) -> DbResult<Option<Plan>> {
    let from = events::cursor(conn, NAME)?;
    let batch = events::after(conn, from, BATCH)?;
    let received: Vec<TicketId> = batch
        .events
        .iter()
        .filter_map(|recorded| match recorded.event {
            Event::TicketSubmitted { ticket, .. } | Event::TicketImported { ticket }
                if app.config.tickets.guess_topics =>
            {
                Some(ticket)
            }
            _ => None,
        })
        .collect();
    let mut waiting: Vec<TicketId> = tickets::several(conn, &received)?
        .iter()
        .filter(|ticket| actions::waits_for_topic(ticket))
        .map(|ticket| ticket.id)
        .collect();
    waiting.sort_unstable();
    if waiting.is_empty() {
        let found = Vec::new();
        return Ok(Some(Plan { from, to: batch.to, found, more: batch.more, stop: batch.stop }));
    }
    let tree = topics::tree(conn)?;
    let mut said = texts::said(conn, &waiting)?;
    said.sort_by_key(|said| said.ticket.id);
    let mut found = Vec::new();
    for said in &said {
        let Ok(guesses) = ready_guesses(app, conn, &said.text(), None, now)? else { return Ok(None) };
        let sure = guesses.first().filter(|guess| guess.is_sure());
        let topic = sure.and_then(|guess| tree.get(guess.topic)).filter(|topic| topic.active);
        found.extend(topic.map(|topic| (said.ticket.id, topic.id)));
    }
    Ok(Some(Plan { from, to: batch.to, found, more: batch.more, stop: batch.stop }))
}

/// Moves the cursor, unless another node did.
fn go_on(conn: &mut Conn, from: Position, to: Position) -> DbResult<()> {
    match portable::lock_cursor(conn, NAME)? == from.0 {
        true => events::move_cursor(conn, NAME, to),
        false => Ok(()),
    }
}
