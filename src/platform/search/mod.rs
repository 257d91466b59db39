//! Full-text search: an index that this process alone writes and reads, and that can always be built anew.
//!
//! It knows documents by their id and nothing of the desk: it answers ids, and what may be shown is decided by the
//! database. Each commit says the version of the schema, the database it was made from and the position in the list of
//! events that it has reached, so that whoever feeds it knows where to go on, or that it has to start over: files missing,
//! damaged, of another version or another database.

mod alike;
mod analysis;
mod collector;
mod directory;
mod evaluation;
mod folder;
mod follow;
mod index;
mod matching;
mod query;
mod reader;
mod said;
mod schema;
mod slips;
mod snippet;
mod suggest;
mod synonyms;
mod view;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use alike::{Alike, Common, Telling};
pub use collector::{Hit, Sort};
pub use directory::Reading;
pub use follow::{IndexError, Source, catch_up, rebuild};
pub use index::{Change, Examined, SearchIndex, ask_for_rebuild, examine, is_in_use};
pub use matching::Matching;
pub use query::LONGEST_QUERY;
pub use reader::{Found, Request};
pub use said::{Said, words_said};
pub use schema::{Document, Label};
pub use snippet::{Highlighter, looked_at};
pub use synonyms::{BadLine, Fault, Synonyms};
pub use words::{Phrase, Wording};

/// Why a search or a change of the index failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// It is being built; try again in a moment.
    #[error("the search index is being built")]
    NotReady,
    /// Its files cannot be read or written; it will be built anew.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Reading it ended in a panic; it will be built anew.
    #[error("the search index cannot be read")]
    Unreadable,
    /// Its folder cannot be read or written.
    #[error("the folder of the search index failed: {0}")]
    Folder(#[from] std::io::Error),
    /// Too many processes share the folder.
    #[error("all folders under {0} are taken by other processes")]
    NoFolder(PathBuf),
}
