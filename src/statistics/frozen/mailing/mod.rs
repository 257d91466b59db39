//! The bodies outside the desk that frozen reports are mailed to: other offices, the consigliera di parità, a union. They have no
//! account, and none is made for them.
//!
//! # How an address comes in, and goes
//! A coordinator writes it down; it is sent a link, and nothing else before somebody presses the button behind that. The secret of
//! the link is kept as its SHA-256, ends after [`LINK_DAYS`] and with its first use. Every report brings a link to an end without an
//! account: a page with a button for people, and for mail programs the one POST of RFC 8058. That link is the number of the address
//! under an HMAC with a key of the installation; it is good for ever, since whoever finds an old mail must still be able to end them.
//! A coordinator removes an address too; one that never answers goes by itself after [`PATIENCE_DAYS`].
//!
//! Of an address that was removed nothing stays but a number and when. One that no mail reaches is shown to the coordinator and
//! written to no more until it was asked and answered again.

pub mod pages;
pub mod reader_pages;
mod store;

use crate::kernel::ids::OutsideId;
use crate::platform::mail::MailSigner;

pub use store::{
    Body, NewBody, NotAdded, Removal, add, ask_again, by_secret, confirm, find, forget_unanswered, list,
    mint_secret, remove, several, take_back_secret, tell,
};

/// A link that confirms an address is good for so many days.
pub const LINK_DAYS: i64 = 7;
/// An address that did not answer is forgotten after so many days.
pub const PATIENCE_DAYS: i64 = 14;
/// So many bodies at most: these are offices, and each report is sent to all of them.
pub const MOST: usize = 200;

/// What stands before the number in a link that ends the mails.
const LEAVE: &str = "leave-";

/// The page that confirms an address.
pub fn confirm_path(secret: &str) -> String {
    format!("/rapporti/conferma/{secret}")
}

/// The page that ends the mails to an address.
pub fn leave_path(signer: &MailSigner, id: OutsideId) -> String {
    format!("/rapporti/disiscrizione/{}", signer.sign(&format!("{LEAVE}{id}")))
}

/// Whose mails a link ends; nobody's when it is not ours.
pub fn leaving(signer: &MailSigner, token: &str) -> Option<OutsideId> {
    let words = signer.read(token)?;
    words.strip_prefix(LEAVE)?.parse().ok().map(OutsideId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_link_of_ours_ends_the_mails_to_an_address() {
        let signer = MailSigner::derive(b"secret");
        let path = leave_path(&signer, OutsideId(12));
        let token = path.rsplit('/').next().unwrap_or_default();
        assert_eq!(leaving(&signer, token), Some(OutsideId(12)));
        assert_eq!(leaving(&MailSigner::derive(b"other"), token), None);
        assert_eq!(leaving(&signer, &token.replace("12", "13")), None);
        // A Message-ID is signed with the same key, and is no such link.
        assert_eq!(leaving(&signer, &signer.sign("account-12-report-sent-12")), None);
    }
}
