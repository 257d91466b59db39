//! What the desk knows of a mail: whose it is, and which question it answers.

use chrono::Duration;

use super::decision::{Asked, Facts};
use super::model::Stored;
use super::store;
use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::MailSigner;
use crate::platform::mail::incoming::{Incoming, Mailbox};
use crate::tickets::{self, thread};

/// So many identifiers that a mail refers to are looked at: the nearest.
const NEAREST: usize = 50;

/// Looks everything up.
pub fn gather(
    conn: &mut Conn,
    stored: &Stored,
    mail: &Incoming,
    own: &str,
    signer: &MailSigner,
    now: Instant,
) -> DbResult<Facts> {
    let sender = sender(mail);
    let is_own = mail.message_id.as_deref().is_some_and(|id| words_of(signer, id).is_some());
    let is_known = match &mail.message_id {
        Some(id) => store::is_known(conn, stored.id, id, sender.as_ref())?,
        None => false,
    };
    let person = match &sender {
        Some(sender) => accounts::by_email(conn, sender)?.map(|(person, _)| person),
        None => None,
    };
    let ticket = match ticket(conn, stored, mail, signer)? {
        Some(id) => tickets::standing(conn, id)?,
        None => None,
    };
    let is_from_own_address = sender.as_ref().is_some_and(|sender| is_same_mailbox(sender.as_str(), own));
    let asked = match &sender {
        Some(sender) => Asked {
            by_sender_in_hour: store::asked_since(conn, Some(sender), now - Duration::hours(1))?,
            by_sender_in_day: store::asked_since(conn, Some(sender), now - Duration::days(1))?,
            by_all_in_hour: store::asked_since(conn, None, now - Duration::hours(1))?,
        },
        None => Asked::default(),
    };
    Ok(Facts { sender, person, ticket, is_own, is_from_own_address, is_known, asked })
}

/// The one address that a mail says it is from. With several there is nobody to answer.
pub fn sender(mail: &Incoming) -> Option<EmailAddress> {
    match mail.from.as_slice() {
        [Mailbox { address: Some(address), .. }] => Some(address.clone()),
        _ => None,
    }
}

/// The question that the mail answers a mail of: by the address it was sent to, then by the nearest mail it refers to. The number
/// in a subject is anybody's to write, and is not looked at.
fn ticket(
    conn: &mut Conn,
    stored: &Stored,
    mail: &Incoming,
    signer: &MailSigner,
) -> DbResult<Option<TicketId>> {
    let named = mail.to.iter().chain(&mail.cc).map(|mailbox| mailbox.written.as_str());
    let addresses = stored.envelope_to.iter().flat_map(|to| to.split(", ")).chain(named);
    if let Some(ticket) = addresses.filter_map(|address| detail(signer, address)).next() {
        return Ok(Some(ticket));
    }
    let nearest: Vec<String> =
        mail.in_reply_to.iter().chain(mail.references.iter().rev()).take(NEAREST).cloned().collect();
    let known = store::tickets_of(conn, &nearest)?;
    let of_person = |id: &String| known.iter().find(|(known, _)| known == id).map(|(_, ticket)| *ticket);
    let of_desk = |id: &str| thread::ticket_of_message(&words_of(signer, id)?);
    Ok(nearest.iter().find_map(|id| of_desk(id).or_else(|| of_person(id))))
}

/// What the desk wrote into a Message-ID, if it was the desk.
fn words_of(signer: &MailSigner, id: &str) -> Option<String> {
    signer.read(id.split_once('@')?.0)
}

/// The question named behind the `+` of an address of the desk.
fn detail(signer: &MailSigner, address: &str) -> Option<TicketId> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, signed) = local.split_once('+')?;
    thread::ticket_of_address(&signer.read(signed)?)
}

/// Whether both are the same mailbox, with or without something behind a `+`.
fn is_same_mailbox(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let address = address.to_ascii_lowercase();
        let (local, domain) = address.rsplit_once('@')?;
        Some((local.split('+').next()?.to_owned(), domain.to_owned()))
    };
    bare(one) == bare(other)
}
