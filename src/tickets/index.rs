//! The index of all questions, for the desk alone: what was asked and answered, found by its words. Every node keeps its
//! own; whoever may read a question is decided when it is shown, by the database.

use std::pin::Pin;
use std::sync::Arc;

use super::model::{MessageKind, Stage};
use super::store::texts::{self, Said};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::search::{self, Document, Label, Source};
use crate::platform::web::markdown;

const STAGE: u8 = 1;

type Step = Pin<Box<dyn Future<Output = Result<bool, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

/// One batch of the follower `ticket_index`; true when there may be more.
pub fn follow(app: Arc<App>, _: Instant) -> Step {
    Box::pin(async move {
        let catch_up = move || search::catch_up(&Conversations, &app.db, &app.ticket_search);
        Ok(tokio::task::spawn_blocking(catch_up).await??)
    })
}

/// Every question that was not put aside: its subject, what its requester wrote (the summary), and what the desk wrote to
/// the requester and to itself (the body).
pub struct Conversations;

impl Source for Conversations {
    fn changed_after(
        &self,
        conn: &mut Conn,
        position: Position,
        limit: i64,
    ) -> DbResult<Vec<(Position, i64)>> {
        let changed = events::tickets_after(conn, position, limit)?;
        Ok(changed.into_iter().map(|(position, ticket)| (position, ticket.0)).collect())
    }

    fn documents(&self, conn: &mut Conn, ids: &[i64]) -> DbResult<Vec<Document>> {
        let ids: Vec<TicketId> = ids.iter().copied().map(TicketId).collect();
        Ok(texts::said(conn, &ids)?.iter().map(document).collect())
    }

    fn ids_after(&self, conn: &mut Conn, after: i64, limit: i64) -> DbResult<Vec<i64>> {
        let ids = texts::ids_after(conn, TicketId(after), limit)?;
        Ok(ids.into_iter().map(|id| id.0).collect())
    }
}

/// Questions of a list of the desk.
pub(super) fn stage(stage: Stage) -> Label {
    Label::new(STAGE, stage as u64)
}

fn document(said: &Said) -> Document {
    let of_desk = [
        MessageKind::Answer,
        MessageKind::Clarification,
        MessageKind::Closing,
        MessageKind::Notice,
        MessageKind::Note,
    ];
    Document {
        id: said.ticket.id.0,
        title: said.ticket.subject.to_string(),
        summary: said.of(&[MessageKind::Question]),
        body: markdown::to_plain(&said.of(&of_desk)),
        labels: vec![stage(said.ticket.state.stage())],
        order: said.ticket.created_at.micros(),
    }
}
