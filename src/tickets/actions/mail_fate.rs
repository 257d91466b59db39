//! What became of a mail about a question, as its history tells it.

use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event, MailFate};
use crate::kernel::ids::IncomingId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events::{self, Recorded};
use crate::platform::mail::outbox::SentMail;
use crate::tickets::store;

/// Notes what a mail server said of a mail in the history of its question, where it was written to whoever asked: in the mail
/// `incoming`, or at once. Whoever holds the question is told of what is lost.
///
/// # Errors
/// When the database fails.
pub fn note_mail_fate(
    conn: &mut Conn,
    mail: &SentMail,
    fate: MailFate,
    incoming: Option<IncomingId>,
    now: Instant,
) -> DbResult<()> {
    let Some(id) = mail.ticket else { return Ok(()) };
    let ticket = store::tickets::standing(conn, id)?;
    let Some(ticket) = ticket.filter(|ticket| Some(ticket.requester) == mail.recipient.account()) else {
        return Ok(());
    };
    let is_same = |recorded: &Recorded| matches!(&recorded.event, Event::MailReported { mail: of, fate: said, .. } if *of == mail.mail && *said == fate);
    // What came back left anew in between, and is told again.
    if fate.is_attested() && events::of_ticket(conn, ticket.id)?.iter().any(is_same) {
        return Ok(());
    }
    let event = Event::MailReported { ticket: ticket.id, mail: mail.mail.clone(), fate, incoming };
    events::append(conn, now, Actor::System, &event)?;
    Ok(())
}
