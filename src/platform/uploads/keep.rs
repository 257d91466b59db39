//! Files between the form and the database: stored before the transaction that refers to them, removed when it fails.

use sha2::{Digest, Sha256};

use super::CheckedFile;
use crate::kernel::hex;
use crate::platform::storage::{Storage, StorageError};

/// A file that lies in the store already and waits for its row.
#[derive(Debug, Clone)]
pub struct StoredFile {
    /// A clean name.
    pub name: String,
    /// Type by content.
    pub content_type: &'static str,
    /// Bytes.
    pub size: i64,
    /// Digest of its content: what makes it the same file as another, whatever it is called.
    pub sha256: String,
    /// Where it lies.
    pub storage_key: String,
}

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
