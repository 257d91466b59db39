//! A later message asks something else: that becomes a question of its own.

use super::change::{self, load};
use crate::accounts::permissions::TicketAction;
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{MessageId, RuleId, TicketId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::sla;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{LinkKind, Message, MessageKind, Ticket};
use crate::tickets::store;
use crate::tickets::store::tickets::NewTicket;

/// What becomes a question of its own.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// The message that it was asked in.
    pub message: MessageId,
    /// One line.
    pub subject: Subject,
    /// The words of the message that ask it.
    pub body: Body,
    /// The version of the ticket on the page.
    pub seen_version: i32,
}

/// Whether a message of a conversation can become a question of its own: what its requester wrote later, as long as the first
/// is not over. A promise that counts from when it came would else be late from its beginning.
pub fn can_split(ticket: &Ticket, messages: &[Message], message: MessageId) -> bool {
    let later = messages.iter().filter(|message| message.kind == MessageKind::Question).skip(1);
    ticket.state.can_be_split() && later.into_iter().any(|later| later.id == message)
}

/// Makes a question of its own of words in a later message, with the message's files; answers its number. Nobody holds it, and
/// its promise counts from when the message came, under the policy that was chosen for the first: whoever asked waits no longer
/// because of how she wrote. A topic that nobody confirmed is no surer here. The first question
/// stays as it is, and the two point to each other.
///
/// # Errors
/// `NotFound` when there is no such message; `Stale` when something happened since the page was shown; `MovedOn` for what a
/// colleague holds.
pub fn split(
    conn: &mut Conn,
    id: TicketId,
    splitting: &Splitting,
    person: &Person,
    now: Instant,
) -> TicketResult<TicketId> {
    let mut ticket = load(conn, id, person, TicketAction::Split, now)?;
    let messages = store::messages::of_ticket(conn, id, false)?;
    if !can_split(&ticket, &messages, splitting.message) {
        return Err(TicketError::NotFound);
    }
    if ticket.version != splitting.seen_version {
        return Err(TicketError::Stale);
    }
    let message = messages.iter().find(|message| message.id == splitting.message);
    let asked_at = message.ok_or(TicketError::NotFound)?.created_at;
    let requester = accounts::person(conn, ticket.requester)?.ok_or(TicketError::NotFound)?;
    let actor = Actor::Person(person.id);
    let asked = change::asked(conn, &ticket)?;
    let promise = sla::actions::promise(conn, asked, actor, asked_at)?;
    let new = NewTicket {
        requester: ticket.requester,
        channel: ticket.channel,
        topic: ticket.topic,
        topic_proposed: ticket.topic_proposed,
        approval_kept_for: ticket.approval_kept_for,
        group: ticket.group,
        assignee: None,
        priority: ticket.priority,
        subject: &splitting.subject,
        municipality: ticket.municipality.as_deref(),
        kind: ticket.kind,
        lang: ticket.lang,
        submission_key: None,
        content_hash: &format!("split:{}", splitting.message),
        reference: None,
        due_at: promise.due_at(),
    };
    let into = store::tickets::insert(conn, &new, asked_at)?;
    store::profiles::copy(conn, id, into)?;
    let kind = MessageKind::Question;
    let first =
        store::messages::insert(conn, into, requester.id, requester.role, kind, &splitting.body, asked_at)?;
    store::attachments::copy(conn, splitting.message, first, None, now)?;
    store::links::insert(conn, (id, into), LinkKind::Split, person.id, now)?;
    let cycle = sla::actions::keep(conn, into, &promise)?;
    store::tickets::set_first_cycle(conn, into, cycle.id)?;
    if let Some(rule) = rule_of(conn, id)?.filter(|_| asked.policy.is_some()) {
        store::routing::note(conn, into, rule, asked.policy)?;
    }
    let own = change::cycle(conn, &ticket)?;
    change::write(conn, &mut ticket, &own, now)?;
    let happened = [
        Event::TicketSplitOff { ticket: into, from: id, message: first, cycle: cycle.id },
        Event::TicketSplit { ticket: id, into },
    ];
    events::append_all(conn, now, actor, &happened)?;
    Ok(into)
}

/// The rule that decided about a question last.
fn rule_of(conn: &mut Conn, id: TicketId) -> DbResult<Option<RuleId>> {
    let happened = events::of_ticket(conn, id)?;
    Ok(happened.iter().rev().find_map(|recorded| match recorded.event {
        Event::TicketRouted { rule, .. } => rule,
        _ => None,
    }))
}
