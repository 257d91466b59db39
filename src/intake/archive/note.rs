//! What is kept of each message while all are looked through: enough to know what belongs together, and where it lies.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::source::Place;
use crate::accounts::Role;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::kernel::text::EmailAddress;
use crate::platform::mail::incoming::{Incoming, Kind};

/// Of a long list of ancestors the nearest count.
const ANCESTORS: usize = 50;

/// The digest of an identifier, of an address, of words: 128 bits of SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(u128);

impl Key {
    pub(super) fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        let digest = hash.finalize();
        Self(digest.iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte)))
    }

    /// The key of a `Message-ID`.
    pub(super) fn of_id(id: &str) -> Self {
        Self::of(&["id", id.trim()])
    }

    pub(super) fn hex(self) -> String {
        format!("{:032x}", self.0)
    }
}

/// A message that is part of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) place: Place,
    pub(super) at: Instant,
    /// Of its `Message-ID`.
    pub(super) id: Option<Key>,
    /// Of its sender, date, subject and words.
    pub(super) content: Key,
    /// Of the messages that it answers.
    pub(super) answers: Box<[Key]>,
    /// Of the address of whoever is not of the desk.
    pub(super) party: Key,
    /// Of its subject without what mail programs put before it.
    pub(super) subject: Option<Key>,
    /// Whether the subject says that it answers something.
    pub(super) is_reply: bool,
    /// Whether the desk wrote it.
    pub(super) is_ours: bool,
}

crate::text_enum! {
    /// Why a message is no part of a conversation.
    pub enum LeftOut {
        /// Written by a program: absences, confirmations.
        Automatic = "automatic",
        /// A list's, a newsletter's.
        List = "list",
        /// A mail server says what became of a message.
        DeliveryReport = "delivery report",
        /// A mail program says that a message was read.
        Receipt = "receipt",
        /// A PEC provider's receipt.
        PecReceipt = "PEC receipt",
        /// Nobody but the desk is named.
        Internal = "within the desk",
        /// Nobody is named as its sender.
        NoSender = "without a sender",
        /// The desk wrote to somebody who wrote nothing.
        NoQuestion = "of the desk alone",
    }
}

/// Who the desk is.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// Addresses of the desk, and of its people with their accounts.
    pub(super) addresses: HashMap<EmailAddress, Option<(AccountId, Role)>>,
}

impl Own {
    fn has(&self, address: &EmailAddress) -> bool {
        self.addresses.contains_key(address)
    }
}

/// Whose conversation a message is: whoever is not of the desk.
pub(super) fn party<'a>(mail: &'a Incoming, own: &Own) -> Result<(&'a EmailAddress, bool), LeftOut> {
    let sender = mail.from.iter().find_map(|mailbox| mailbox.address.as_ref()).ok_or(LeftOut::NoSender)?;
    if !own.has(sender) {
        return Ok((sender, false));
    }
    let receivers = mail.to.iter().chain(&mail.cc).filter_map(|mailbox| mailbox.address.as_ref());
    receivers
        .into_iter()
        .find(|address| !own.has(address))
        .map(|address| (address, true))
        .ok_or(LeftOut::Internal)
}

/// What is kept of a message, or why it is left out. `came` is when the mailbox took it, as far as is known.
pub(super) fn note(
    mail: &Incoming,
    place: Place,
    came: Instant,
    own: &Own,
    now: Instant,
) -> Result<Note, LeftOut> {
    match &mail.kind {
        Kind::Personal => {}
        Kind::Automatic { .. } => return Err(LeftOut::Automatic),
        Kind::Bulk { .. } => return Err(LeftOut::List),
        Kind::DeliveryReport(_) => return Err(LeftOut::DeliveryReport),
        Kind::Feedback(_) | Kind::ReadReceipt(_) => return Err(LeftOut::Receipt),
        Kind::PecReceipt(_) => return Err(LeftOut::PecReceipt),
    }
    let (party, is_ours) = party(mail, own)?;
    let (subject, is_reply) = plain_subject(&mail.subject);
    let sender = mail.from.first().map_or("", |mailbox| mailbox.written.as_str());
    let date = mail.date.map(|date| date.rfc3339()).unwrap_or_default();
    let answers = mail.references.iter().rev().take(ANCESTORS).chain(mail.in_reply_to.iter().take(ANCESTORS));
    Ok(Note {
        place,
        at: date_of(mail, now).unwrap_or(came),
        id: mail.message_id.as_deref().map(Key::of_id),
        content: Key::of(&["content", sender, &date, &mail.subject, mail.text.trim()]),
        answers: answers.map(|id| Key::of_id(id)).collect(),
        party: Key::of(&["party", party.as_str()]),
        subject: (!subject.is_empty()).then(|| Key::of(&["subject", &subject])),
        is_reply,
        is_ours,
    })
}

/// The date of a message, unless the clock of its sender was plainly wrong.
fn date_of(mail: &Incoming, now: Instant) -> Option<Instant> {
    /// 1 January 1990.
    const FIRST: i64 = 631_152_000_000_000;
    mail.date.filter(|date| date.micros() >= FIRST && *date <= now)
}

/// A subject without what mail programs put before it, in small letters, and whether that says that it answers something.
pub(super) fn plain_subject(subject: &str) -> (String, bool) {
    const REPLY: [&str; 8] = ["re", "r", "ri", "rif", "risposta", "aw", "sv", "antw"];
    const FORWARD: [&str; 6] = ["fw", "fwd", "i", "inoltro", "inoltra", "wg"];
    let mut rest = subject.trim();
    let mut is_reply = false;
    while let Some((before, after)) = rest.split_once(':') {
        // `Re[2]:`, `R (3):`
        let word = before
            .trim()
            .trim_end_matches(|c: char| c.is_ascii_digit() || "[]() ".contains(c))
            .to_lowercase();
        let is_answer = REPLY.contains(&word.as_str());
        if !is_answer && !FORWARD.contains(&word.as_str()) {
            break;
        }
        is_reply |= is_answer;
        rest = after.trim_start();
    }
    (rest.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(), is_reply)
}

/// How many messages were left out, by reason.
pub type LeftOutCounts = BTreeMap<LeftOut, u64>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_the_same_whatever_programs_put_before_them() {
        for (subject, plain, is_reply) in [
            ("Congedo parentale", "congedo parentale", false),
            ("Re: R: Congedo  parentale", "congedo parentale", true),
            ("RE[2]: Congedo parentale", "congedo parentale", true),
            ("I: Congedo parentale", "congedo parentale", false),
            ("R: I: Congedo parentale", "congedo parentale", true),
            ("Rif: Congedo parentale", "congedo parentale", true),
            ("Orario: 9:30", "orario: 9:30", false),
            ("Re:", "", true),
            ("", "", false),
        ] {
            assert_eq!(plain_subject(subject), (plain.to_owned(), is_reply), "{subject}");
        }
    }
}
