//! The follower that keeps this node's search index equal to what is public.

use std::pin::Pin;
use std::sync::Arc;

use super::labels;
use super::model::PublicEntry;
use super::store::public;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, Position};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::search::{self, Document, Source};
use crate::topics::{self, TopicTree};

type Step = Pin<Box<dyn Future<Output = Result<bool, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

/// One batch of the follower `search_index`; true when there may be more.
pub fn follow(app: Arc<App>, _: Instant) -> Step {
    Box::pin(async move {
        let catch_up = move || search::catch_up(&PublicEntries, &app.db, &app.search);
        Ok(tokio::task::spawn_blocking(catch_up).await??)
    })
}

/// What of the catalogue is public.
pub struct PublicEntries;

impl Source for PublicEntries {
    fn changed_after(
        &self,
        conn: &mut Conn,
        position: Position,
        limit: i64,
    ) -> DbResult<Vec<(Position, i64)>> {
        let changed = events::entries_after(conn, position, limit)?;
        Ok(changed.into_iter().map(|(position, entry)| (position, entry.0)).collect())
    }

    fn documents(&self, conn: &mut Conn, ids: &[i64]) -> DbResult<Vec<Document>> {
        let tree = topics::tree(conn)?;
        let ids: Vec<EntryId> = ids.iter().copied().map(EntryId).collect();
        Ok(public::by_ids(conn, &ids)?.iter().map(|entry| document(entry, &tree)).collect())
    }

    fn ids_after(&self, conn: &mut Conn, after: i64, limit: i64) -> DbResult<Vec<i64>> {
        let ids = public::ids_after(conn, EntryId(after), limit)?;
        Ok(ids.into_iter().map(|id| id.0).collect())
    }
}

fn document(entry: &PublicEntry, tree: &TopicTree) -> Document {
    let parent = tree.get(entry.content.topic).and_then(|topic| topic.parent);
    Document {
        id: entry.id.0,
        title: entry.content.title.to_string(),
        summary: entry.content.summary.clone(),
        // Who looks for an act looks for what cites it.
        body: format!("{}\n{}", entry.content.plain_text(), entry.content.sources),
        labels: labels::of(&entry.content, parent.into_iter()),
        order: entry.published_at.micros(),
    }
}
