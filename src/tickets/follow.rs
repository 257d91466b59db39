//! Links in mails with which whoever asked follows one question without signing in: `/segui/{token}`.
//!
//! # What a link is
//! The numbers of the question and of the account, and a revision of each, under an HMAC (RFC 2104) with a key that is derived
//! from the installation's secret for this purpose alone. Nothing of it is stored. It is good while the account is that of a
//! requester who hears of her questions (also one who called and has not signed in yet), the question is hers, both revisions are the present ones, and the question is open or ended not longer than
//! `tickets.follow_days` ago: what is opened again after that has new links. Each of these is looked up at every use. All links of an account end with whatever ends its
//! sessions (a new password, "esci da tutti i dispositivi"), all links of a question when she says so on its page.
//!
//! # What it permits
//! To read this one question with its files, to write again, to say that it is solved or whether the answer helped, to open it
//! again: what [`TicketAction`](crate::accounts::permissions::TicketAction) lets its requester do. It signs nobody in: no
//! session begins, and profile, other questions, drafts and the ending of links stay behind the sign-in. Staff has no links.
//!
//! # Forms behind it
//! Whoever cannot read the link cannot send its forms, for it is in their address; and each needs the token of a form like any
//! other (`platform::web::form`), which is bound to a cookie with `SameSite=Lax` and `HttpOnly` that a first page sets.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::error::TicketResult;
use super::model::{Ticket, TicketState};
use super::store;
use crate::accounts::{self, Person, Role};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::{Conn, DbResult};

/// The form of the links that are made now, as their first byte.
const FORM: u8 = 1;
/// That byte, two ids and two revisions.
pub(super) const BODY: usize = 1 + 8 + 8 + 4 + 4;

/// What links are signed with: the same on every node.
#[derive(Clone)]
pub struct FollowKey([u8; 32]);

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowLink {
    /// The question.
    pub ticket: TicketId,
    /// Whoever asked it.
    pub account: AccountId,
    /// Of the account, then of the question.
    revisions: (i32, i32),
}

impl FollowKey {
    /// Derives the key from the installation's secret.
    pub fn derive(secret: &[u8]) -> Self {
        let mut mac = mac(secret);
        mac.update(b"follow one question");
        Self(mac.finalize().into_bytes().into())
    }

    /// The token of a link, in the letters of URLs.
    pub fn sign(&self, link: &FollowLink) -> String {
        self.seal(&link.body())
    }

    /// What a token says; nothing when this desk did not make it. The comparison takes the same time for every wrong token.
    pub fn read(&self, token: &str) -> Option<FollowLink> {
        FollowLink::parse(&self.unseal(token)?)
    }

    /// A body with its signature, in the letters of URLs.
    pub(super) fn seal(&self, body: &[u8]) -> String {
        let mut token = body.to_vec();
        token.extend_from_slice(&self.mac_of(body).finalize().into_bytes());
        URL_SAFE_NO_PAD.encode(token)
    }

    /// The body of a token that was sealed here.
    pub(super) fn unseal<const SIZE: usize>(&self, token: &str) -> Option<[u8; SIZE]> {
        let token = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, given) = token.split_first_chunk::<SIZE>()?;
        self.mac_of(body).verify_slice(given).ok()?;
        Some(*body)
    }

    fn mac_of(&self, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = mac(&self.0);
        mac.update(body);
        mac
    }
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length")
}

impl FollowLink {
    pub(super) fn body(&self) -> [u8; BODY] {
        let mut body = [FORM; BODY];
        body[1..9].copy_from_slice(&self.ticket.0.to_be_bytes());
        body[9..17].copy_from_slice(&self.account.0.to_be_bytes());
        body[17..21].copy_from_slice(&self.revisions.0.to_be_bytes());
        body[21..].copy_from_slice(&self.revisions.1.to_be_bytes());
        body
    }

    pub(super) fn parse(body: &[u8; BODY]) -> Option<Self> {
        let (form, rest) = body.split_first()?;
        let (ticket, rest) = rest.split_first_chunk::<8>()?;
        let (account, rest) = rest.split_first_chunk::<8>()?;
        let (of_account, rest) = rest.split_first_chunk::<4>()?;
        let (of_ticket, _) = rest.split_first_chunk::<4>()?;
        (*form == FORM).then(|| Self {
            ticket: TicketId(i64::from_be_bytes(*ticket)),
            account: AccountId(i64::from_be_bytes(*account)),
            revisions: (i32::from_be_bytes(*of_account), i32::from_be_bytes(*of_ticket)),
        })
    }
}

/// The link for a mail to `reader` about this question; none where links are off (`days` 0), for anybody but the requester, and
/// for a question that ended too long ago.
///
/// # Errors
/// When the database fails.
pub fn link_for(
    conn: &mut Conn,
    ticket: &Ticket,
    reader: &Person,
    days: u32,
    now: Instant,
) -> DbResult<Option<FollowLink>> {
    if !may_follow(ticket, reader, days, now) {
        return Ok(None);
    }
    let revisions = revisions(conn, ticket)?;
    Ok(Some(FollowLink { ticket: ticket.id, account: reader.id, revisions }))
}

/// Who comes with a link that is still good.
///
/// # Errors
/// When the database fails.
pub(super) fn bearer(
    conn: &mut Conn,
    link: &FollowLink,
    days: u32,
    now: Instant,
) -> TicketResult<Option<Person>> {
    let Some(person) = accounts::person(conn, link.account)? else { return Ok(None) };
    let Some(ticket) = store::tickets::find(conn, link.ticket)? else { return Ok(None) };
    // What became part of another question is read there, with that one's link.
    let is_good = may_follow(&ticket, &person, days, now)
        && revisions(conn, &ticket)? == link.revisions
        && store::merges::into(conn, ticket.id)?.is_none();
    Ok(is_good.then_some(person))
}

fn may_follow(ticket: &Ticket, person: &Person, days: u32, now: Instant) -> bool {
    let is_hers =
        ticket.requester == person.id && person.role == Role::Requester && person.state.hears_of_questions();
    days > 0 && is_hers && !is_outlived(ticket, days, now)
}

/// Whether a question ended too long ago to be followed.
pub(super) fn is_outlived(ticket: &Ticket, days: u32, now: Instant) -> bool {
    let ended_at = match ticket.state {
        TicketState::New | TicketState::Assigned | TicketState::Waiting | TicketState::Answered => None,
        TicketState::Closed => ticket.closed_at,
        TicketState::Spam => Some(ticket.updated_at),
    };
    ended_at.is_some_and(|at| at + Duration::days(days.into()) <= now)
}

fn revisions(conn: &mut Conn, ticket: &Ticket) -> DbResult<(i32, i32)> {
    Ok((accounts::links_revision(conn, ticket.requester)?, store::tickets::links_revision(conn, ticket.id)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: FollowLink =
        FollowLink { ticket: TicketId(1234), account: AccountId(7), revisions: (2, i32::MAX) };

    #[test]
    fn a_link_says_what_it_was_made_of() {
        let key = FollowKey::derive(b"secret");
        let token = key.sign(&LINK);
        assert_eq!(key.read(&token), Some(LINK));
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{token}");
    }

    #[test]
    fn no_byte_of_a_link_can_be_changed() {
        let key = FollowKey::derive(b"secret");
        let token = URL_SAFE_NO_PAD.decode(key.sign(&LINK)).expect("base64");
        for place in 0..token.len() {
            for bit in 0..8 {
                let mut forged = token.clone();
                forged[place] ^= 1 << bit;
                assert_eq!(key.read(&URL_SAFE_NO_PAD.encode(forged)), None, "byte {place}, bit {bit}");
            }
        }
        for length in 0..token.len() {
            assert_eq!(key.read(&URL_SAFE_NO_PAD.encode(&token[..length])), None, "{length} bytes");
        }
        assert_eq!(key.read("ciao, Anna"), None);
        assert_eq!(FollowKey::derive(b"other").read(&key.sign(&LINK)), None);
    }

    /// Test case 2 of RFC 4231 (HMAC-SHA-256): the function is the one that is named.
    #[test]
    fn the_signature_is_hmac_sha_256() {
        let mut mac = mac(b"Jefe");
        mac.update(b"what do ya want for nothing?");
        let wanted = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(crate::kernel::hex(&mac.finalize().into_bytes()), wanted);
    }
}
