//! The follower that keeps this node's search index equal to what is public.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use super::labels;
use super::model::PublicEntry;
use super::store::public;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, Position};
use crate::platform::db::{Conn, Db, DbError};
use crate::platform::events;
use crate::platform::search::{Change, Document, SearchError, SearchIndex};
use crate::platform::web::markdown;
use crate::topics::{self, TopicTree};

/// Events in one commit of the index.
const BATCH: i64 = 500;
/// Entries read at once when the index is built anew.
const PIECE: i64 = 500;

/// Why the index could not follow.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

type Step = Pin<Box<dyn Future<Output = Result<bool, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

/// One batch of the follower `search_index`; true when there may be more.
pub fn follow(app: Arc<App>, _: Instant) -> Step {
    Box::pin(async move {
        let caught_up = tokio::task::spawn_blocking(move || catch_up(&app.db, &app.search)).await?;
        Ok(caught_up?)
    })
}

/// Applies the next events to the index, or builds it anew when it has no position; true when there may be more.
///
/// # Errors
/// When the index or the database fails. An index that cannot be written is built anew the next time.
pub fn catch_up(db: &Db, index: &SearchIndex) -> Result<bool, IndexError> {
    let Some(position) = index.position() else {
        rebuild(db, index)?;
        return Ok(true);
    };
    let (changed, newest) = db.read_blocking::<_, DbError, _>(|conn| {
        Ok((events::entries_after(conn, position, BATCH)?, events::last_of_entries(conn)?))
    })?;
    if newest < position {
        tracing::warn!("the search index knows more than the database and will be built anew");
        rebuild(db, index)?;
        return Ok(true);
    }
    let Some(&(last, _)) = changed.last() else { return Ok(false) };
    let mut ids: Vec<EntryId> = changed.iter().map(|(_, entry)| *entry).collect();
    ids.sort_unstable();
    ids.dedup();
    let changes = db.read_blocking(|conn| changes(conn, &ids))?;
    if let Err(error) = index.apply(changes, last) {
        // Its files are gone or the disk refused: the next step starts over, meanwhile the former state is searched.
        tracing::warn!(%error, "the search index could not be changed and will be built anew");
        return Ok(true);
    }
    Ok(i64::try_from(changed.len()).is_ok_and(|count| count == BATCH))
}

/// Builds the index anew from everything that is public.
///
/// # Errors
/// When the index or the database fails.
pub fn rebuild(db: &Db, index: &SearchIndex) -> Result<u64, IndexError> {
    // What is published while the entries are read comes after this position, and is applied again.
    let position: Position = db.read_blocking(events::last_of_entries)?;
    index.rebuild(position, |put| {
        let tree = db.read_blocking(topics::tree)?;
        let mut after = EntryId(0);
        loop {
            let piece = db.read_blocking(|conn| public::all_after(conn, after, PIECE))?;
            let Some(last) = piece.last() else { return Ok::<(), IndexError>(()) };
            after = last.id;
            for entry in &piece {
                put(document(entry, &tree))?;
            }
        }
    })?;
    let count = index.count();
    tracing::info!(count, position = position.0, "the search index was built anew");
    Ok(count)
}

fn changes(conn: &mut Conn, ids: &[EntryId]) -> Result<Vec<Change>, DbError> {
    let tree = topics::tree(conn)?;
    let mut found: BTreeMap<EntryId, PublicEntry> =
        public::by_ids(conn, ids)?.into_iter().map(|entry| (entry.id, entry)).collect();
    Ok(ids
        .iter()
        .map(|id| match found.remove(id) {
            Some(entry) => Change::Put(document(&entry, &tree)),
            None => Change::Remove(id.0),
        })
        .collect())
}

fn document(entry: &PublicEntry, tree: &TopicTree) -> Document {
    let parent = tree.get(entry.content.topic).and_then(|topic| topic.parent);
    Document {
        id: entry.id.0,
        title: entry.content.title.to_string(),
        summary: entry.content.summary.clone(),
        body: markdown::to_plain(entry.content.body.as_str()),
        labels: labels::of(&entry.content, parent.into_iter()),
        order: entry.published_at.micros(),
    }
}
