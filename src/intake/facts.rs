//! What the desk knows of a mail: whose it is, and which question it answers.

use chrono::Duration;

use super::decision::{Asked, Facts};
use super::model::Stored;
use super::{archive, reports, store};
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::EmailAddress;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::MailSigner;
use crate::platform::mail::incoming::{Incoming, Mailbox};
use crate::tickets::thread::{self, Thread};
use crate::tickets::{self, Ticket};

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
    let named = named(conn, stored, mail, signer, sender.as_ref())?;
    let ticket = match named {
        // What answers a mail of a question without words is a new question, as whoever writes is a new person.
        Some(named) => match tickets::standing(conn, named.ticket)? {
            Some(ticket) if accounts::is_erased(conn, ticket.requester)? => None,
            standing => standing,
        },
        None => None,
    };
    let is_to_sender =
        named.zip(person.as_ref()).is_some_and(|(named, person)| named.is_to(person, ticket.as_ref()));
    let reported = reports::reported(conn, mail, signer)?;
    let is_from_own_address = sender.as_ref().is_some_and(|sender| is_same_mailbox(sender.as_str(), own));
    let asked = match &sender {
        Some(sender) => Asked {
            by_sender_in_hour: store::asked_between(conn, Some(sender), now - Duration::hours(1), now)?,
            by_sender_in_day: store::asked_between(conn, Some(sender), now - Duration::days(1), now)?,
            by_all_in_hour: store::asked_between(conn, None, now - Duration::hours(1), now)?,
            replies_by_sender_in_hour: store::replied_between(conn, sender, now - Duration::hours(1), now)?,
        },
        None => Asked::default(),
    };
    Ok(Facts { sender, person, ticket, reported, is_to_sender, is_own, is_from_own_address, is_known, asked })
}

/// Whether a mail comes from the address of this person and answers one that the desk wrote to her, so that she alone can have it from
/// the desk.
pub fn is_of(
    conn: &mut Conn,
    stored: &Stored,
    mail: &Incoming,
    signer: &MailSigner,
    person: &Person,
) -> DbResult<bool> {
    let sender = sender(mail).filter(|sender| person.email.as_ref() == Some(sender));
    if sender.is_none() {
        return Ok(false);
    }
    let Some(named) = named(conn, stored, mail, signer, sender.as_ref())? else { return Ok(false) };
    let ticket = tickets::standing(conn, named.ticket)?;
    Ok(named.is_to(person, ticket.as_ref()))
}

/// The one address that a mail says it is from. With several there is nobody to answer.
pub fn sender(mail: &Incoming) -> Option<EmailAddress> {
    match mail.from.as_slice() {
        [Mailbox { address: Some(address), .. }] => Some(address.clone()),
        _ => None,
    }
}

/// A question that a mail names.
#[derive(Debug, Clone, Copy)]
struct Named {
    ticket: TicketId,
    to: To,
}

impl Named {
    /// Whether the mail that it names was written to this person.
    fn is_to(self, person: &Person, ticket: Option<&Ticket>) -> bool {
        match self.to {
            To::Reader(reader) => reader == person.id,
            To::Requester => ticket.is_some_and(|ticket| ticket.requester == person.id),
        }
    }
}

/// To whom the mail that it names was written.
#[derive(Debug, Clone, Copy)]
enum To {
    /// To this person.
    Reader(AccountId),
    /// It is of the old mailbox, or her own: only whoever asked goes on with it.
    Requester,
}

/// The question that the mail answers a mail of: by the address it was sent to, then by the nearest mail it refers to. The number
/// in a subject is anybody's to write, and is not looked at.
fn named(
    conn: &mut Conn,
    stored: &Stored,
    mail: &Incoming,
    signer: &MailSigner,
    sender: Option<&EmailAddress>,
) -> DbResult<Option<Named>> {
    let written = mail.to.iter().chain(&mail.cc).map(|mailbox| mailbox.written.as_str());
    let addresses = stored.envelope_to.iter().flat_map(|to| to.split(", ")).chain(written);
    let of_thread = |thread: Thread| Named { ticket: thread.ticket, to: To::Reader(thread.reader) };
    if let Some(thread) = addresses.filter_map(|address| detail(signer, address)).next() {
        return Ok(Some(of_thread(thread)));
    }
    let nearest: Vec<String> =
        mail.in_reply_to.iter().chain(mail.references.iter().rev()).take(NEAREST).cloned().collect();
    let of_desk = |id: &str| thread::of_message(&words_of(signer, id)?);
    if let Some(thread) = nearest.iter().find_map(|id| of_desk(id)) {
        return Ok(Some(of_thread(thread)));
    }
    let Some(sender) = sender else { return Ok(None) };
    let mut known = store::tickets_of(conn, &nearest, sender)?;
    known.extend(archive::tickets_of(conn, &nearest)?);
    let of = |id: &String| known.iter().find(|(known, _)| known == id).map(|(_, ticket)| *ticket);
    Ok(nearest.iter().find_map(of).map(|ticket| Named { ticket, to: To::Requester }))
}

/// What the desk wrote into a Message-ID, if it was the desk.
pub(super) fn words_of(signer: &MailSigner, id: &str) -> Option<String> {
    signer.read(id.split_once('@')?.0)
}

/// The question named behind the `+` of an address of the desk.
fn detail(signer: &MailSigner, address: &str) -> Option<Thread> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, signed) = local.split_once('+')?;
    thread::of_address(&signer.read(signed)?)
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
