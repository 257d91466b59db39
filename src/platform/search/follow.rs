//! Keeps an index equal to what it is made from, by following the events.

use super::{Change, Document, SearchError, SearchIndex};
use crate::kernel::ids::Position;
use crate::platform::db::{Conn, Db, DbError, DbResult};
use crate::platform::events;

/// Events in one commit of the index.
const BATCH: i64 = 500;
/// Documents read at once when the index is built anew.
const PIECE: i64 = 500;

/// What an index is made from.
pub trait Source {
    /// Up to `limit` events after `position` that concern a document, oldest first: their place and its id.
    ///
    /// # Errors
    /// When the database fails.
    fn changed_after(
        &self,
        conn: &mut Conn,
        position: Position,
        limit: i64,
    ) -> DbResult<Vec<(Position, i64)>>;

    /// The present documents of these ids; one that is missing is not to be found any more.
    ///
    /// # Errors
    /// When the database fails.
    fn documents(&self, conn: &mut Conn, ids: &[i64]) -> DbResult<Vec<Document>>;

    /// Ids above `after`, by id, up to `limit`, whether or not there is a document: for reading all piece by piece.
    ///
    /// # Errors
    /// When the database fails.
    fn ids_after(&self, conn: &mut Conn, after: i64, limit: i64) -> DbResult<Vec<i64>>;
}

/// Why an index could not follow.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Applies the next events to the index, or builds it anew when it has no position; true when there may be more.
///
/// # Errors
/// When the index or the database fails. An index that cannot be written is built anew the next time.
pub fn catch_up(source: &dyn Source, db: &Db, index: &SearchIndex) -> Result<bool, IndexError> {
    let Some(position) = index.position() else {
        rebuild(source, db, index)?;
        return Ok(true);
    };
    let (changed, newest) = db.read_blocking::<_, DbError, _>(|conn| {
        Ok((source.changed_after(conn, position, BATCH)?, events::last_position(conn)?))
    })?;
    if newest < position {
        tracing::warn!("the search index knows more than the database and will be built anew");
        rebuild(source, db, index)?;
        return Ok(true);
    }
    let Some(&(last, _)) = changed.last() else { return Ok(false) };
    let mut ids: Vec<i64> = changed.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let documents = db.read_blocking(|conn| source.documents(conn, &ids))?;
    let gone = ids.iter().filter(|id| !documents.iter().any(|document| document.id == **id));
    let mut changes: Vec<Change> = gone.map(|id| Change::Remove(*id)).collect();
    changes.extend(documents.into_iter().map(Change::Put));
    if let Err(error) = index.apply(changes, last) {
        // Its files are gone or the disk refused: the next step starts over, meanwhile the former state is searched.
        tracing::warn!(%error, "the search index could not be changed and will be built anew");
        return Ok(true);
    }
    Ok(i64::try_from(changed.len()).is_ok_and(|count| count == BATCH))
}

/// Builds the index anew from everything there is; answers how many documents it holds.
///
/// # Errors
/// When the index or the database fails.
pub fn rebuild(source: &dyn Source, db: &Db, index: &SearchIndex) -> Result<u64, IndexError> {
    // What changes while the documents are read comes after this position, and is applied again.
    let position: Position = db.read_blocking(events::last_position)?;
    index.rebuild(position, |put| {
        let mut after = 0;
        loop {
            let (ids, documents) = db.read_blocking::<_, DbError, _>(|conn| {
                let ids = source.ids_after(conn, after, PIECE)?;
                let documents = source.documents(conn, &ids)?;
                Ok((ids, documents))
            })?;
            for document in documents {
                put(document)?;
            }
            let Some(last) = ids.last() else { return Ok::<(), IndexError>(()) };
            after = *last;
        }
    })?;
    let count = index.count();
    tracing::info!(count, position = position.0, "a search index was built anew");
    Ok(count)
}
