//! The folder of the index, read file by file into memory.
//!
//! tantivy's own directory maps files into memory: a file cut short under a map kills the process, and one that is
//! overwritten changes under the reader. An index of ten thousand entries is a few megabytes, so its files are read
//! whole, once: what happens to them on the disk afterwards touches neither readers nor merges.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};

#[derive(Debug, Clone)]
pub(super) struct WholeFiles {
    /// Writes, locks and deletes; never asked to map a file.
    files: MmapDirectory,
    /// What somebody still reads. Files of an index never change under their name.
    held: Arc<Mutex<HashMap<PathBuf, Weak<[u8]>>>>,
}

impl WholeFiles {
    pub fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { files: MmapDirectory::open(folder)?, held: Arc::default() })
    }

    fn whole(&self, path: &Path) -> Result<Arc<[u8]>, OpenReadError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = held.get(path).and_then(Weak::upgrade) {
            return Ok(bytes);
        }
        let bytes: Arc<[u8]> = self.files.atomic_read(path)?.into();
        held.retain(|_, bytes| bytes.strong_count() > 0);
        held.insert(path.to_owned(), Arc::downgrade(&bytes));
        Ok(bytes)
    }
}

impl Directory for WholeFiles {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(OwnedBytes::new(self.whole(path)?)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.files.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
