//! Mails that become questions.
mod archive;

pub use archive::{ArchiveError, LeftOut, Progress, Report, Unanswered, Wanted, import};
