//! The old mailbox: what people wrote and the desk answered before it had this program becomes questions that are over.
//!
//! # File by file
//! `remote` brings those of a mailbox here · `mbox`, `source` where messages lie · `note` what is kept of each while all are looked through · `threads` which belong
//! together · `look` the first time through · `take` the second: a conversation at a time is read again and written · `words` a
//! message as the desk keeps it · `store` which were taken over · `report` what is told in the end.
//!
//! # What always holds
//! - Memory is a few hundred bytes a message; of the messages themselves one is held at a time.
//! - A conversation is written in one transaction with the digests of its messages: what was interrupted is begun again, and
//!   what was done is not done twice.
//! - Nobody is written to, and no clock runs, but for what the desk takes up again (`Unanswered::Open`).
mod look;
mod mbox;
mod note;
mod remote;
mod report;
mod source;
mod store;
mod take;
mod threads;
mod words;

use std::io;
use std::path::PathBuf;

pub use note::LeftOut;
pub use report::Report;
pub(super) use store::tickets_of;

use crate::app::App;
use crate::kernel::text::EmailAddress;
use crate::platform::db::DbError;
use crate::platform::storage::StorageError;
use crate::tickets::TicketError;

crate::text_enum! {
    /// What becomes of what nobody of the desk ever answered.
    pub enum Unanswered {
        /// It is over, as everything else.
        Closed = "closed",
        /// The desk takes it up: it is promised an answer from today on.
        Open = "open",
    }
}

/// What is imported, and how.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Files and folders with messages.
    pub files: Vec<PathBuf>,
    /// Folders of mailboxes, as URLs.
    pub mailboxes: Vec<String>,
    /// Addresses of the desk, besides its own today and those of its staff.
    pub own: Vec<EmailAddress>,
    /// What becomes of what was never answered.
    pub unanswered: Unanswered,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many messages of all of a mailbox lie here.
    Fetching {
        /// Messages so far.
        messages: u64,
        /// All messages of the folder.
        of: u64,
    },
    /// So many bytes of all are looked through, with so many messages.
    Looking {
        /// Messages so far.
        messages: u64,
        /// Bytes so far.
        bytes: u64,
        /// Bytes of all files.
        of: u64,
    },
    /// So many conversations of all are written.
    Taking {
        /// Conversations so far.
        threads: u64,
        /// All conversations.
        of: u64,
    },
}

/// Why an import ended early. What was written before is kept, and the import can be repeated.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A file or a folder.
    #[error("{} cannot be read", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// The name of a mailbox.
    #[error("the mailbox cannot be used: {0}")]
    Url(String),
    /// A mailbox.
    #[error("{0} cannot be read: {1}")]
    Mailbox(String, String),
    /// The database.
    #[error("the database failed")]
    Database(#[from] DbError),
    /// A question.
    #[error("a conversation could not be written")]
    Ticket(#[from] TicketError),
    /// The file store.
    #[error("an attachment could not be stored")]
    Storage(#[from] StorageError),
}

/// Imports the messages. `told` hears from time to time how far it is.
///
/// # Errors
/// See [`ArchiveError`].
pub async fn import(
    app: &App,
    wanted: &Wanted,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<Report, ArchiveError> {
    let mut files = wanted.files.clone();
    let mut fetched = Vec::new();
    for url in &wanted.mailboxes {
        fetched.push(remote::fetch_all(app, url, told).await?);
    }
    files.extend(fetched.iter().cloned());
    let sources = source::sources(&files).map_err(|(path, error)| ArchiveError::File(path, error))?;
    let own = look::own(app, &wanted.own).await?;
    let mut report = Report::default();
    let notes = look::look(&sources, &own, app.clock.now(), &mut report, told)?;
    let threads = threads::threads(&notes);
    let taker = take::Taker { app, sources: &sources, own: &own, notes: &notes, wanted };
    taker.take_all(&threads, &mut report, told).await?;
    fetched.iter().try_for_each(|folder| remote::forget(folder))?;
    Ok(report)
}
