//! What the mails speak of, read when they are sent, so that they tell how things stand then.

use crate::accounts::Person;
use crate::catalogue::Draft;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{MessageId, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::tickets::{MessageKind, Ticket};
use crate::{sla, tickets, topics};

/// Everything a letter may need.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Who gets it.
    pub(super) person: Person,
    /// When the event happened that it follows from.
    pub(super) caused_at: Instant,
    /// The one-time secret of its link.
    pub(super) token: Option<String>,
    /// The question it is about.
    pub(super) ticket: Option<TicketFacts>,
    /// The catalogue entry it is about.
    pub(super) entry: Option<Draft>,
}

/// A question, with what is kept elsewhere.
#[derive(Debug, Clone)]
pub(super) struct TicketFacts {
    pub(super) ticket: Ticket,
    pub(super) assignee_name: Option<String>,
    /// The topic's name in the reader's language.
    pub(super) topic: Option<String>,
    /// The deadline told with the receipt.
    pub(super) first_due: Option<Instant>,
    /// Since when the desk waits for details.
    pub(super) waiting_since: Option<Instant>,
    /// The text of the answer or clarification that the mail is about.
    pub(super) message: Option<String>,
}

pub(super) fn ticket(
    conn: &mut Conn,
    id: TicketId,
    message: Option<MessageId>,
    lang: Lang,
) -> DbResult<Option<TicketFacts>> {
    let Some(mut ticket) = tickets::find(conn, id)? else { return Ok(None) };
    let topic = match ticket.topic {
        Some(topic) => topics::find(conn, topic)?.map(|topic| topic.name(lang).to_owned()),
        None => None,
    };
    let holder = tickets::holder(conn, &ticket)?;
    ticket.assignee = holder.as_ref().map(|holder| holder.id);
    let assignee_name = holder.map(|holder| holder.name.to_string());
    let message = match message {
        Some(message) => words_to_requester(conn, id, message)?,
        None => None,
    };
    let cycles = sla::actions::cycles_of(conn, id)?;
    let first_due = cycles.first().map(|cycle| cycle.due_at);
    let waiting_since = cycles.last().and_then(|cycle| cycle.paused_at);
    Ok(Some(TicketFacts { ticket, assignee_name, topic, first_due, waiting_since, message }))
}

/// The text of a message, if it is one of this question that the desk wrote for the requester. Whatever row a mail was
/// queued with, an internal note is never mailed.
fn words_to_requester(conn: &mut Conn, ticket: TicketId, message: MessageId) -> DbResult<Option<String>> {
    match tickets::place_of(conn, message)? {
        Some((of, MessageKind::Answer | MessageKind::Clarification)) if of == ticket => {
            tickets::body_of(conn, message)
        }
        _ => Ok(None),
    }
}
