//! The folder of one process's index: opened as it was left, or found damaged, old or empty.

use std::fs::{self, File, TryLockError};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexSettings};

use super::directory::{Files, Reading};
use super::schema::{self, VERSION};
use super::{SearchError, analysis};
use crate::kernel::ids::Position;
use crate::platform::make_private_folder;

/// Processes of one machine that may share `storage.dir`; each takes a folder of its own.
const MOST_PROCESSES: usize = 16;

/// Why an index cannot be opened whose first building was interrupted.
pub(super) const UNFINISHED: &str = "it was never finished";

/// What the last commit said of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    schema: u32,
    position: Position,
    /// Id of the database that it was made from.
    database: String,
}

/// The payload of a commit that holds every event of `database` up to `position`.
pub(super) fn payload(database: &str, position: Position) -> String {
    let payload = Payload { schema: VERSION, position, database: database.to_owned() };
    serde_json::to_string(&payload).expect("a payload is always JSON")
}

/// A folder that this process alone uses until it is dropped.
pub(super) struct Folder {
    path: PathBuf,
    reading: Reading,
    /// Locked as long as it is open.
    _lock: File,
}

impl Folder {
    /// Takes the first free folder under `root`.
    ///
    /// # Errors
    /// When folders cannot be made, or all are taken.
    pub fn take(root: &Path, reading: Reading) -> Result<Self, SearchError> {
        make_private_folder(root)?;
        for number in 0..MOST_PROCESSES {
            let lock = File::options().create(true).append(true).open(root.join(format!("{number}.lock")))?;
            match lock.try_lock() {
                Ok(()) => {
                    let path = root.join(number.to_string());
                    make_private_folder(&path)?;
                    return Ok(Self { path, reading, _lock: lock });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(SearchError::NoFolder(root.to_owned()))
    }

    /// Whether another process asked for a new build: see [`super::ask_for_rebuild`].
    pub fn request(&self) -> PathBuf {
        self.path.with_extension("rebuild")
    }

    /// Opens what a former run left, with the position it had reached; `None`, with the reason in the log, when it
    /// has to be built anew.
    pub fn open(&self, database: &str) -> Option<(Index, Position)> {
        match open(&self.path, self.reading, database) {
            Ok(found) => Some(found),
            Err(reason) => {
                tracing::info!(folder = %self.path.display(), reason, "the search index has to be built anew");
                None
            }
        }
    }

    /// Empties the folder and starts an index in it.
    ///
    /// # Errors
    /// When files cannot be removed or made.
    pub fn start_anew(&self) -> Result<Index, SearchError> {
        if self.path.exists() {
            fs::remove_dir_all(&self.path)?;
        }
        make_private_folder(&self.path)?;
        let directory = Files::open(&self.path, self.reading).map_err(tantivy::TantivyError::from)?;
        let mut index = Index::create(directory, schema::schema().0, IndexSettings::default())?;
        index.set_tokenizers(analysis::manager());
        Ok(index)
    }
}

/// Opens the index of a database in a folder, or says why it has to be built anew.
pub(super) fn open(path: &Path, reading: Reading, database: &str) -> Result<(Index, Position), String> {
    // Bytes that are not what they should be make tantivy panic here and there.
    panic::catch_unwind(AssertUnwindSafe(|| try_open(path, reading, database)))
        .unwrap_or_else(|_| Err("its files cannot be read".to_owned()))
}

fn try_open(path: &Path, reading: Reading, database: &str) -> Result<(Index, Position), String> {
    let directory = Files::open(path, reading).map_err(|error| error.to_string())?;
    if !Index::exists(&directory).map_err(|error| error.to_string())? {
        return Err("there is none yet".to_owned());
    }
    let mut index = Index::open(directory).map_err(|error| error.to_string())?;
    index.set_tokenizers(analysis::manager());
    let metas = index.load_metas().map_err(|error| error.to_string())?;
    let payload: Payload =
        metas.payload.and_then(|payload| serde_json::from_str(&payload).ok()).ok_or(UNFINISHED)?;
    if payload.schema != VERSION || metas.schema != schema::schema().0 {
        return Err("it is of another version of the program".to_owned());
    }
    if payload.database != database {
        return Err("it was made from another database".to_owned());
    }
    // A large index is not read whole to be opened: where it is damaged, a search fails and has it built anew.
    if reading == Reading::Whole {
        let damaged = index.validate_checksum().map_err(|error| error.to_string())?;
        if !damaged.is_empty() {
            return Err(format!("{} of its files are damaged", damaged.len()));
        }
    }
    Ok((index, payload.position))
}

/// The folder that the first process uses.
pub(super) fn first(root: &Path) -> PathBuf {
    root.join("0")
}

/// Files by which the processes that hold a folder under `root` are asked for a new build, whether or not they exist.
pub(super) fn requests(root: &Path) -> Vec<PathBuf> {
    (0..MOST_PROCESSES)
        .filter(|number| {
            File::options()
                .append(true)
                .open(root.join(format!("{number}.lock")))
                .is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
        })
        .map(|number| root.join(format!("{number}.rebuild")))
        .collect()
}
