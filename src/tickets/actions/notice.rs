//! What the desk tells whoever asked after it answered: that an act changed which the answer cites. It is no answer: no question is
//! opened again, no promise begins, and nothing is counted.

use std::collections::{BTreeSet, HashMap};

use super::change;
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, NormChangeId, TicketId, TopicId};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::tickets::error::TicketResult;
use crate::tickets::model::{MessageKind, Ticket, TicketState};
use crate::tickets::store;
use crate::topics;

/// Whether something can be told to whoever asked a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanTell {
    /// It was answered, or is over.
    Yes,
    /// It is open again: whoever works on it answers, by the act as it is now.
    IsOpen,
    /// Its topic asks for four eyes, of which words to its requester have two.
    NeedsApproval,
    /// It was put aside.
    IsSpam,
}

/// The questions that these are now, each in the one that it became part of, with whether their requesters can be told something.
///
/// # Errors
/// When the database fails.
pub fn of_which_to_tell(
    conn: &mut Conn,
    questions: &[TicketId],
) -> DbResult<HashMap<TicketId, (Ticket, CanTell)>> {
    /// So many are looked up by one statement.
    const AT_ONCE: usize = 1000;
    let mut found = HashMap::new();
    let mut approvals = HashMap::new();
    for some in questions.chunks(AT_ONCE) {
        let into = store::merges::each_into(conn, some)?;
        let now: BTreeSet<TicketId> = some.iter().map(|id| *into.get(id).unwrap_or(id)).collect();
        let mut tickets = HashMap::new();
        for ticket in store::tickets::several(conn, &Vec::from_iter(now))? {
            let can = can_tell(conn, &ticket, &mut approvals)?;
            tickets.insert(ticket.id, (ticket, can));
        }
        found.extend(some.iter().filter_map(|id| {
            let (ticket, can) = tickets.get(into.get(id).unwrap_or(id))?;
            Some((*id, (ticket.clone(), *can)))
        }));
    }
    Ok(found)
}

fn can_tell(conn: &mut Conn, ticket: &Ticket, approvals: &mut HashMap<TopicId, bool>) -> DbResult<CanTell> {
    let asks_for_approval = match ticket.topic {
        Some(topic) => match approvals.get(&topic) {
            Some(known) => *known,
            None => {
                let asks = topics::approval_for(conn, topic)? > 0;
                approvals.insert(topic, asks);
                asks
            }
        },
        None => false,
    };
    Ok(match ticket.state {
        TicketState::Spam => CanTell::IsSpam,
        state if state.is_open() => CanTell::IsOpen,
        _ if asks_for_approval || ticket.approval_kept_for.is_some() => CanTell::NeedsApproval,
        _ => CanTell::Yes,
    })
}

/// Those of these questions of one person of which she can be told something, which nobody else changes until the transaction ends.
///
/// # Errors
/// `NotFound` or `MovedOn` for who may not tell it; when the database fails.
pub fn hold_to_tell(
    conn: &mut Conn,
    questions: &[TicketId],
    of: AccountId,
    person: &Person,
    now: Instant,
) -> TicketResult<Vec<Ticket>> {
    // One after the other with whoever makes one question of two of hers, so that none waits for a lock that the other holds.
    portable::exclusive(conn, &format!("merge:{of}"))?;
    let into = store::merges::each_into(conn, questions)?;
    let ids: BTreeSet<TicketId> = questions.iter().map(|id| *into.get(id).unwrap_or(id)).collect();
    let (mut tickets, mut approvals) = (Vec::new(), HashMap::new());
    for id in ids {
        let ticket = change::load(conn, id, person, TicketAction::TellOfChange, now)?;
        if can_tell(conn, &ticket, &mut approvals)? == CanTell::Yes {
            tickets.push(ticket);
        }
    }
    Ok(tickets)
}

/// Tells it in each of these questions, which are held: a message in each conversation, and one mail for all. The events are written
/// last.
///
/// # Errors
/// When the database fails.
pub fn tell_of_change(
    conn: &mut Conn,
    mut tickets: Vec<Ticket>,
    change: NormChangeId,
    body: &Body,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    tickets.sort_by_key(|ticket| std::cmp::Reverse(ticket.id));
    let others: Vec<TicketId> = tickets.iter().skip(1).map(|ticket| ticket.id).collect();
    let mut told = Vec::with_capacity(tickets.len());
    for (place, ticket) in tickets.iter_mut().enumerate() {
        let (id, kind) = (ticket.id, MessageKind::Notice);
        let message = store::messages::insert(conn, id, person.id, person.role, kind, body, now)?;
        // Its version grows, so that nobody answers past it; the rest stays as it is.
        let cycle = change::cycle(conn, ticket)?;
        change::write(conn, ticket, &cycle, now)?;
        let with = (place == 0).then(|| others.clone());
        told.push(Event::ChangeTold { ticket: id, message, change, with });
    }
    Ok(events::append_all(conn, now, Actor::Person(person.id), &told)?)
}
