//! A message of the archive as the desk keeps it: its whole text, and its files as far as files may be kept.

use bytes::Bytes;

use crate::kernel::text::{Body, EmailAddress, Name, Subject, readable};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::mail::incoming::Incoming;
use crate::platform::uploads::{self, CheckedFile, FileProblem};
use crate::platform::web::Upload;

/// Characters that are kept free for what is said of the message below its text.
const ROOM: usize = 1_000;

/// The words and files of a message.
pub(super) struct Kept {
    pub(super) body: Body,
    pub(super) files: Vec<CheckedFile>,
    pub(super) refused: u64,
}

/// What is kept of a message. Files that are not kept are named below its words; of a text longer than the desk keeps, the
/// whole is a file.
pub(super) fn kept(mail: &Incoming, texts: &Texts, lang: Lang, max_bytes: usize) -> Option<Kept> {
    let say = |key: &str| texts.get(lang, key, &[]);
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for file in &mail.attachments {
        let name = file.name.clone().unwrap_or_default();
        let content = Bytes::copy_from_slice(&file.bytes);
        match uploads::check(&Upload { field: String::new(), name, content }, max_bytes) {
            Ok(file) => files.push(file),
            Err(FileProblem::Type { name }) => refused.push((name, "tickets-archive-file-type")),
            Err(FileProblem::TooLarge { name }) => refused.push((name, "tickets-archive-file-large")),
            Err(FileProblem::Empty { name }) => refused.push((name, "tickets-archive-file-empty")),
        }
    }
    let mut below = String::new();
    if !refused.is_empty() {
        let named: Vec<String> = refused.iter().map(|(name, why)| format!("{name} ({})", say(why))).collect();
        below = format!("\n\n[{} {}]", say("tickets-archive-files-refused"), named.join(", "));
    }
    let mut text = mail.text.trim().to_owned();
    if text.is_empty() {
        text = say("tickets-archive-no-text");
    }
    if text.chars().count() > Body::MAX - ROOM {
        let whole =
            Upload { field: String::new(), name: "testo.txt".to_owned(), content: text.clone().into() };
        files.extend(uploads::check(&whole, max_bytes));
        text = format!(
            "{}\n\n[{}]",
            readable(&text, Body::MAX - ROOM - 100),
            say("tickets-archive-text-goes-on")
        );
    }
    let below = readable(&below, ROOM);
    let body = Body::parse(&format!("{}{below}", readable(&text, Body::MAX - ROOM)));
    // Nothing that anybody could read is left of it.
    let body = body.or_else(|_| Body::parse(&format!("{}{below}", say("tickets-archive-no-text")))).ok()?;
    Some(Kept { body, files, refused: u64::try_from(refused.len()).unwrap_or_default() })
}

/// What a conversation is about: the subject of its first message, or the beginning of its words.
pub(super) fn subject(subject: &str, body: &Body) -> Option<Subject> {
    let line = |text: &str| Subject::parse(&readable(&text.replace(['\n', '\t'], " "), Subject::MAX)).ok();
    line(subject).or_else(|| body.as_str().lines().find_map(line))
}

/// The name of somebody who wrote: as her program gave it, else what stands before the `@`.
pub(super) fn name(given: Option<&str>, address: &EmailAddress) -> Option<Name> {
    let local = address.as_str().split('@').next().unwrap_or_default();
    let spaced = local.replace(['.', '_', '-', '+'], " ");
    let tries = [given.unwrap_or_default(), spaced.as_str(), local];
    tries.into_iter().find_map(|text| Name::parse(&readable(text, Name::MAX)).ok())
}
