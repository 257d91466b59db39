//! Consistent copies of everything that cannot be made again: the database, then the files it refers to.
//!
//! The search index is left out, because it is rebuilt from the database. A copy begins with a
//! mark and ends with the manifest, which takes its place: a folder without manifest is a copy that was interrupted. A place
//! that is being restored carries a mark too ([`unfinished`](crate::platform::db::unfinished)).
mod files;
mod manifest;
mod postgres;
mod restore;
mod sqlite;
mod take;

use std::path::PathBuf;

pub use manifest::Manifest;
pub use restore::restore;
pub use take::{Taken, take};

use crate::platform::db::DbError;

/// Why a copy could not be made or put back. Each text is one plain sentence.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder to write in holds something.
    #[error("the folder {0} is not empty")]
    NotEmpty(PathBuf),
    /// It holds a copy that was begun and has no end yet.
    #[error(
        "the folder {0} holds a copy that is not finished; if nothing writes it any more, delete it and try again"
    )]
    Unfinished(PathBuf),
    /// The place to restore to holds a desk already.
    #[error("{0}; a copy is restored into an empty place only")]
    Occupied(String),
    /// The folder holds no complete copy.
    #[error("{0} holds no complete copy: {1}")]
    NotACopy(PathBuf, String),
    /// A file of the copy was changed or is missing.
    #[error("the file {0} of the copy is damaged or missing")]
    Damaged(String),
    /// The copy is of the other database, or of a newer program.
    #[error("{0}")]
    Unfit(String),
    /// PostgreSQL's own tool is missing or failed.
    #[error("{0}")]
    Tool(String),
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl BackupError {
    fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| Self::File(path, error)
    }
}
