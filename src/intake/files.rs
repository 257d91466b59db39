//! The files of a mail: those that a question may have, and what is left in the mail alone.

use crate::platform::config;
use crate::platform::mail::incoming::{Attachment, Incoming};
use crate::platform::uploads::{self, CheckedFile, FileProblem};
use crate::platform::web::Upload;

/// Pictures between the words that are smaller than this are ornaments of signatures.
const ORNAMENT: usize = 5 * 1024;

/// The files of a mail.
#[derive(Debug, Default)]
pub struct Files {
    /// To be stored with the question.
    pub taken: Vec<CheckedFile>,
    /// Left in the mail: why (`type`, `large`, `many`), and the name.
    pub left_out: Vec<String>,
}

/// A file, if it is one that a question may have.
///
/// # Errors
/// Why it is none.
pub fn judged(file: &Attachment, limits: &config::Tickets) -> Result<CheckedFile, FileProblem> {
    let name = file.name.clone().unwrap_or_default();
    let upload = Upload { field: String::new(), name, content: bytes::Bytes::copy_from_slice(&file.bytes) };
    uploads::check(&upload, limits.max_attachment_bytes)
}

/// Sorts the files of a mail by the rules that hold for what people send by the site.
pub fn sort(mail: &Incoming, limits: &config::Tickets) -> Files {
    let is_ornament = |file: &&Attachment| file.inline && file.bytes.len() < ORNAMENT;
    let (shown, sent): (Vec<_>, Vec<_>) =
        mail.attachments.iter().filter(|file| !is_ornament(file)).partition(|file| file.inline);
    let mut files = Files::default();
    for file in sent.into_iter().chain(shown) {
        match judged(file, limits) {
            Ok(checked) if files.taken.len() < limits.max_attachments => files.taken.push(checked),
            Ok(checked) => files.left_out.push(format!("many {}", checked.name)),
            Err(FileProblem::Type { name }) => files.left_out.push(format!("type {name}")),
            Err(FileProblem::TooLarge { name }) => files.left_out.push(format!("large {name}")),
            Err(FileProblem::Empty { .. }) => {}
        }
    }
    files
}
