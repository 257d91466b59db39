//! Machinery that does not know the desk.
pub mod backup;
pub mod config;
pub mod db;
pub mod events;
pub mod i18n;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod search;
pub mod storage;
pub mod telemetry;
pub mod uploads;
pub mod web;

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use crate::kernel::hex;

/// Makes a folder, and those above it, for the user of the program alone: questions, attachments and mails lie there. Those
/// that exist stay as they are.
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder(path: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// `bytes` random bytes of the system's source, in hexadecimal.
///
/// # Panics
/// When the system has no randomness to give: nothing secret could be made then.
pub fn random_hex(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    getrandom::fill(&mut buffer).expect("the system gives random bytes");
    hex(&buffer)
}
