//! Files between the form and the database: stored before the transaction that refers to them, removed when it fails.

use sha2::{Digest, Sha256};

use crate::kernel::hex;
use crate::platform::storage::{Storage, StorageError};
use crate::tickets::TicketError;
use crate::tickets::actions::Posted;
use crate::tickets::attachments::check::CheckedFile;
use crate::tickets::store::attachments::StoredFile;

/// Puts files into the store. When one fails, those before it are removed.
///
/// # Errors
/// When the store fails.
pub async fn put_all(storage: &Storage, files: Vec<CheckedFile>) -> Result<Vec<StoredFile>, StorageError> {
    let mut stored = Vec::with_capacity(files.len());
    for CheckedFile { name, content_type, content } in files {
        let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
        // Here and not beside the row: no other writer waits for it.
        let sha256 = hex(&Sha256::digest(&content));
        match storage.put(content).await {
            Ok(storage_key) => {
                stored.push(StoredFile { name, content_type, size, sha256, storage_key });
            }
            Err(error) => {
                remove_all(storage, &stored).await;
                return Err(error);
            }
        }
    }
    Ok(stored)
}

/// Removes the files that the message did not take: it was refused, or had been posted before.
pub async fn settle(storage: &Storage, files: &[StoredFile], done: Result<Posted, &TicketError>) {
    match done {
        Ok(Posted::Now | Posted::Proposed) => {}
        Ok(Posted::Before | Posted::ProposedBefore) => remove_all(storage, files).await,
        Err(error) => remove_refused(storage, files, error).await,
    }
}

/// Removes the files of a use case that was refused. After a fault of the database it is not known whether its rows were
/// kept (a connection can break after the commit), so the files stay; the nightly cleaning finds those without a row.
pub async fn remove_refused(storage: &Storage, files: &[StoredFile], error: &TicketError) {
    if !matches!(error, TicketError::Db(_)) {
        remove_all(storage, files).await;
    }
}

/// Removes files that no row refers to. What cannot be removed now is found by the nightly cleaning.
pub async fn remove_all(storage: &Storage, files: &[StoredFile]) {
    for file in files {
        remove(storage, &file.storage_key).await;
    }
}

/// Removes one file.
pub async fn remove(storage: &Storage, key: &str) {
    if let Err(error) = storage.delete(key).await {
        tracing::warn!(%error, "a file without an owner was not removed");
    }
}
