//! Storing a message as it came. What this answers `Ok` to survives whatever happens afterwards.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::model::Source;
use super::store::{self, NewIncoming};
use crate::kernel::clock::Instant;
use crate::kernel::hex;
use crate::kernel::ids::IncomingId;
use crate::platform::db::{Db, DbError};
use crate::platform::storage::{Storage, StorageError};

/// What the mail server says besides the message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// `MAIL FROM`: empty for the null return path; `None` when the way in does not tell.
    pub from: Option<String>,
    /// `RCPT TO`.
    pub to: Option<String>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It is stored, and will be read.
    New(IncomingId),
    /// The very same message was stored before.
    Known(IncomingId),
}

/// Why it is not stored.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// Larger than is taken: its sender is to be told.
    #[error("the message has {size} bytes, and no more than {most} are taken")]
    TooLarge {
        /// Its bytes.
        size: usize,
        /// The bound.
        most: usize,
    },
    /// There is nothing in it.
    #[error("the message is empty")]
    Empty,
    /// To be tried again.
    #[error("the file store failed")]
    Storage(#[from] StorageError),
    /// To be tried again.
    #[error("the database failed")]
    Database(#[from] DbError),
}

impl ReceiveError {
    /// Whether the same message can be stored later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Storage(_) | Self::Database(_))
    }
}

/// What a message is known by, whatever way it comes.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| digest.update(part));
    hex(&digest.finalize())
}

/// Stores a message durably: the file first, then its row. A file without a row is found by the nightly cleaning.
///
/// # Errors
/// See [`ReceiveError`].
pub async fn receive(
    db: &Db,
    storage: &Storage,
    raw: Bytes,
    envelope: Envelope,
    source: Source,
    most: usize,
    now: Instant,
) -> Result<Received, ReceiveError> {
    if raw.len() > most {
        return Err(ReceiveError::TooLarge { size: raw.len(), most });
    }
    if raw.iter().all(u8::is_ascii_whitespace) {
        return Err(ReceiveError::Empty);
    }
    let content_hash = digest(&[&raw]);
    let known = content_hash.clone();
    if let Some(id) = db.read_briefly(move |conn| store::of_content(conn, &known)).await? {
        return Ok(Received::Known(id));
    }
    let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
    let raw_key = storage.put(raw).await?;
    let new = NewIncoming { source, content_hash, raw_key: raw_key.clone(), size, envelope };
    let received = db.write::<_, DbError, _>(move |conn| store::insert(conn, &new, now)).await?;
    if matches!(received, Received::Known(_))
        && let Err(error) = storage.delete(&raw_key).await
    {
        tracing::warn!(%error, "the second copy of a message was not removed");
    }
    Ok(received)
}
