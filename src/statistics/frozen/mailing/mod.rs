//! The bodies outside the desk that frozen reports are mailed to: other offices, the consigliera di parità, a union. They have no
//! account, and none is made for them.
//!
//! # How an address comes in, and goes
//! A coordinator writes it down; it is sent a link, and nothing else before somebody presses the button behind that. The secret of
//! the link is kept as its SHA-256, ends after [`LINK_DAYS`] and with its first use. Every report brings a link to an end without an
//! account: a page with a button for people, and for mail programs the one POST of RFC 8058. That link is the number of the address
//! and a mark of it under an HMAC with a key of the installation; it is good for ever, since whoever finds an old mail must still be able
//! to end them: also when the address was removed and written down anew, under another number.
//! A coordinator removes an address too; one that never answers goes by itself after [`PATIENCE_DAYS`].
//!
//! Of an address that was removed nothing stays but a number and when. One that no mail reaches is shown to the coordinator and
//! written to no more until it was asked and answered again.

pub mod pages;
pub mod reader_pages;
mod store;

use chrono::Duration;

use crate::kernel::clock::Instant;
use crate::kernel::ids::OutsideId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::MailSigner;

pub use store::{
    Body, NewBody, NotAdded, Removal, add, ask_again, by_secret, confirm, find, forget_unanswered, list,
    mint_secret, remove, several, take_back_secret, tell,
};

/// A link that confirms an address is good for so many days.
pub const LINK_DAYS: i64 = 7;
/// An address that did not answer is forgotten after so many days.
pub const PATIENCE_DAYS: i64 = 14;
/// Whoever was asked less long ago is not asked again.
const ASKED_JUST_NOW: Duration = Duration::minutes(10);
/// So many bodies at most: these are offices, and each report is sent to all of them.
pub const MOST: usize = 200;

/// What stands before the number and the mark in a link that ends the mails.
const LEAVE: &str = "leave-";

/// The page that confirms an address.
pub fn confirm_path(secret: &str) -> String {
    format!("/rapporti/conferma/{secret}")
}

/// The page that ends the mails to an address.
pub fn leave_path(signer: &MailSigner, id: OutsideId, address: &EmailAddress) -> String {
    let words = format!("{LEAVE}{id}-{}", mark(signer, address));
    format!("/rapporti/disiscrizione/{}", signer.sign(&words))
}

/// By what an address is known again by whoever has the key, without being kept.
fn mark(signer: &MailSigner, address: &EmailAddress) -> String {
    let signed = signer.sign(&format!("address-{address}"));
    signed.rsplit_once('.').map(|(_, signature)| signature.to_owned()).unwrap_or_default()
}

/// Whose mails a link ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    id: OutsideId,
    mark: String,
}

impl Leaving {
    /// Whose mails a link ends; nobody's when it is not ours.
    pub fn read(signer: &MailSigner, token: &str) -> Option<Self> {
        let words = signer.read(token)?;
        let (id, mark) = words.strip_prefix(LEAVE)?.split_once('-')?;
        Some(Self { id: OutsideId(id.parse().ok()?), mark: mark.to_owned() })
    }

    /// Ends them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn leave(&self, conn: &mut Conn, signer: &MailSigner, now: Instant) -> DbResult<()> {
        let is_it = |body: &Body| body.id == self.id || mark(signer, &body.address) == self.mark;
        for body in list(conn)?.iter().filter(|body| is_it(body)) {
            remove(conn, body.id, Removal::ItsOwn, now)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_link_of_ours_ends_the_mails_to_an_address() {
        let signer = MailSigner::derive(b"secret");
        let address = EmailAddress::parse("parita@ente.example").expect("an address");
        let path = leave_path(&signer, OutsideId(12), &address);
        let token = path.rsplit('/').next().unwrap_or_default();
        let read = |signer: &MailSigner, token: &str| Leaving::read(signer, token).map(|leaving| leaving.id);
        assert_eq!(read(&signer, token), Some(OutsideId(12)));
        assert!(!token.contains("parita"));
        assert_eq!(read(&MailSigner::derive(b"other"), token), None);
        assert_eq!(read(&signer, &token.replace("-12-", "-13-")), None);
        // A Message-ID and the mark are signed with the same key, and are no such link.
        assert_eq!(read(&signer, &signer.sign("account-12-report-sent-12")), None);
        assert_eq!(read(&signer, &format!("address-{address}.{}", mark(&signer, &address))), None);
    }
}
