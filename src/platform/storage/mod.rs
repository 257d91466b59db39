//! Files outside the database, through `object_store`: a folder by default.
//!
//! Names are made here, never taken from people, so that no file can be reached or overwritten by its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};

use crate::kernel::clock::Instant;
use crate::platform::make_private_folder;

/// So many keys are looked up in one query.
const KEYS_AT_ONCE: usize = 500;

/// A file could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The folder could not be made.
    #[error("{0}: {1}")]
    Folder(PathBuf, std::io::Error),
    /// The store refused.
    #[error("the file store failed: {0}")]
    Store(#[from] object_store::Error),
}

impl StorageError {
    /// Whether the file is not there, and will not be.
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::Store(object_store::Error::NotFound { .. }))
    }
}

/// Where attachments lie.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    root: PathBuf,
}

impl Storage {
    /// Opens the folder, creating it when new.
    ///
    /// # Errors
    /// When it cannot be made or read.
    pub fn open(folder: &Path) -> Result<Self, StorageError> {
        make_private_folder(folder).map_err(|error| StorageError::Folder(folder.to_owned(), error))?;
        let root = folder.canonicalize().map_err(|error| StorageError::Folder(folder.to_owned(), error))?;
        let store = LocalFileSystem::new_with_prefix(&root)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), root })
    }

    /// Stores a file durably under a new key and answers the key.
    ///
    /// # Errors
    /// When the store fails, a full disk for instance.
    pub async fn put(&self, content: Bytes) -> Result<String, StorageError> {
        let key = new_key();
        self.store
            .put(&object_store::path::Path::from(key.as_str()), PutPayload::from_bytes(content))
            .await?;
        Ok(key)
    }

    /// The content of a stored file.
    ///
    /// # Errors
    /// When there is none of that key, or the store fails.
    pub async fn get(&self, key: &str) -> Result<Bytes, StorageError> {
        let found = self.store.get(&object_store::path::Path::from(key)).await?;
        Ok(found.bytes().await?)
    }

    /// Removes a file; one that is not there is already removed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        match self.store.delete(&object_store::path::Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keys of all files stored before `before`, in groups that one query can look up: for finding those that nothing
    /// refers to. All are held in memory, some 35 bytes each.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn older_than(&self, before: Instant) -> Result<Vec<Vec<String>>, StorageError> {
        let old = self.store.list(None).try_filter_map(|file| {
            let is_old = Instant::from_utc(file.last_modified) < before;
            std::future::ready(Ok(is_old.then(|| file.location.to_string())))
        });
        Ok(old.try_chunks(KEYS_AT_ONCE).try_collect().await.map_err(|error| error.1)?)
    }

    /// The folder, for backups.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// `ab/cdef…`: 128 random bits, spread over 256 folders.
fn new_key() -> String {
    let random = super::random_hex(16);
    format!("{}/{}", &random[..2], &random[2..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_file_comes_back_and_can_be_removed_twice() {
        let folder = std::env::temp_dir().join(format!("dialoga-storage-{}", super::super::random_hex(6)));
        let storage = Storage::open(&folder).expect("a folder");
        let key = storage.put(Bytes::from_static(b"contratto")).await.expect("stored");
        assert_eq!(storage.get(&key).await.expect("read"), Bytes::from_static(b"contratto"));
        storage.delete(&key).await.expect("removed");
        storage.delete(&key).await.expect("removed before");
        assert!(storage.get(&key).await.is_err());
        std::fs::remove_dir_all(folder).expect("clean up");
    }
}
