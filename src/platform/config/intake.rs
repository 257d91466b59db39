//! The section of mails that come in.
#![expect(missing_docs, reason = "config/default.toml documents every key")]

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use super::sections::starts_with_any;
use super::values::Secret;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intake {
    #[serde(deserialize_with = "optional_address")]
    pub lmtp_bind: Option<SocketAddr>,
    pub mailboxes: Vec<Mailbox>,
    pub imap_tls: ImapTls,
    pub imap_ca_file: PathBuf,
    pub imap_timeout_seconds: u64,
    pub imap_poll_seconds: u64,
    pub imap_days: u32,
    pub replies: bool,
    pub plus_addresses: bool,
    pub max_message_bytes: usize,
    pub reopen_days: u32,
    pub questions_per_sender_hour: u32,
    pub questions_per_sender_day: u32,
    /// So many mails of one address become messages of its questions within an hour; those that follow wait for a person.
    pub replies_per_sender_hour: u32,
    pub questions_per_hour: u32,
    pub keep_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    pub url: Secret,
    #[serde(default)]
    pub folders: Vec<String>,
    #[serde(default)]
    pub oauth2_command: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImapTls {
    Required,
    None,
}

impl Intake {
    /// The key and the reason of the first fault.
    pub(super) fn check(&self) -> Result<(), (&'static str, &'static str)> {
        let refuse = |wrong: bool, key, reason| if wrong { Err((key, reason)) } else { Ok(()) };
        let positive = "it must be at least 1";
        refuse(
            self.mailboxes.iter().any(|one| !starts_with_any(one.url.expose(), &["imap://", "imaps://"])),
            "intake.mailboxes",
            "each url must start with imaps:// or imap://",
        )?;
        refuse(self.imap_timeout_seconds == 0, "intake.imap_timeout_seconds", positive)?;
        refuse(
            // A server may end IDLE after half an hour (RFC 2177).
            !(1..=1500).contains(&self.imap_poll_seconds),
            "intake.imap_poll_seconds",
            "it must be from 1 to 1500",
        )?;
        refuse(self.imap_days > 36_500, "intake.imap_days", "it must be at most 36500")?;
        refuse(
            !(1_000..=80 * 1024 * 1024).contains(&self.max_message_bytes),
            "intake.max_message_bytes",
            "it must be from 1000 to 83886080",
        )?;
        refuse(!(1..=36_500).contains(&self.keep_days), "intake.keep_days", "it must be from 1 to 36500")?;
        refuse(self.reopen_days > 36_500, "intake.reopen_days", "it must be at most 36500")?;
        refuse(
            self.plus_addresses && !self.replies,
            "intake.plus_addresses",
            "it needs intake.replies = true",
        )
    }
}

fn optional_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = |_| serde::de::Error::custom("write an address with its port, for example 127.0.0.1:2424");
    (!text.is_empty()).then(|| text.parse().map_err(wrong)).transpose()
}
