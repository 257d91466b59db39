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
pub mod web;

use crate::kernel::hex;

/// `bytes` random bytes of the system's source, in hexadecimal.
///
/// # Panics
/// When the system has no randomness to give: nothing secret could be made then.
pub fn random_hex(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    getrandom::fill(&mut buffer).expect("the system gives random bytes");
    hex(&buffer)
}
