//! The folder of the index, without maps.
//!
//! tantivy's own directory maps files into memory: a file cut short under a map kills the process, and one that is
//! overwritten changes under the reader. Here files are read, whole or in parts, as [`Reading`] says.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};

/// How the files of an index are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Each whole into memory, once: the fastest, and what happens on the disk afterwards touches neither readers nor
    /// merges. For an index of a few megabytes that everybody searches.
    Whole,
    /// Only what a search needs, when it needs it: an index that grows with the desk takes up no memory. The dictionary of
    /// words is still read whole.
    InParts,
}

#[derive(Debug, Clone)]
pub(super) struct Files {
    /// Writes, locks and deletes; never asked to map a file.
    files: MmapDirectory,
    folder: PathBuf,
    reading: Reading,
    /// What somebody still reads. Files of an index never change under their name.
    held: Arc<Mutex<HashMap<PathBuf, Weak<[u8]>>>>,
}

/// A file that stays open and is read where it is asked. One that was cut short is an error of the reader, no more.
#[derive(Debug)]
struct OpenFile {
    file: File,
    length: usize,
}

impl HasLen for OpenFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for OpenFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let length = range.end.checked_sub(range.start).ok_or(io::ErrorKind::InvalidInput)?;
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl Files {
    pub fn open(folder: &Path, reading: Reading) -> Result<Self, OpenDirectoryError> {
        let files = MmapDirectory::open(folder)?;
        Ok(Self { files, folder: folder.to_owned(), reading, held: Arc::default() })
    }

    fn opened(&self, path: &Path) -> Result<OpenFile, OpenReadError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        };
        let file = File::open(self.folder.join(path)).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let length = usize::try_from(length).map_err(|error| failed(io::Error::other(error)))?;
        Ok(OpenFile { file, length })
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

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(match self.reading {
            Reading::Whole => Arc::new(OwnedBytes::new(self.whole(path)?)),
            Reading::InParts => Arc::new(self.opened(path)?),
        })
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
