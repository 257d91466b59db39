//! Putting a question where it belongs: another topic, or aside as spam.

use super::approval::{self, settle_waiting};
use super::change::{self, load, step};
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{TicketId, TopicId};
use crate::platform::db::Conn;
use crate::sla::{self, CycleState, Outcome};
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{Priority, ProposedOutcome, Ticket};
use crate::tickets::rules::Move;
use crate::topics;

/// Gives a ticket another topic, and with it the competent group. The promise does not move, but its
/// inner target: an answer that waits for approval waits on, and where none is needed any more is sent by whoever may answer,
/// other than who changed the topic: nobody spares herself a colleague's eyes.
/// The same topic again confirms one that the program found.
///
/// # Errors
/// `NotFound` when there is no such topic.
pub fn change_topic(
    conn: &mut Conn,
    id: TicketId,
    topic: TopicId,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::ChangeTopic, now)?;
    if ticket.topic == Some(topic) {
        return match ticket.topic_proposed {
            true => confirm_topic(conn, ticket, person, now),
            false => Ok(()),
        };
    }
    topics::find(conn, topic)?.filter(|topic| topic.active).ok_or(TicketError::NotFound)?;
    let approval = topics::approval_for(conn, topic)?;
    // A guess of the program, put right by whoever knows better, is no way around a colleague.
    let needed_before = !ticket.topic_proposed && approval::share(conn, &ticket)? > 0;
    if approval > 0 {
        ticket.approval_kept_for = None;
    } else if needed_before {
        ticket.approval_kept_for = Some(person.id);
    }
    ticket.topic = Some(topic);
    ticket.topic_proposed = false;
    ticket.group = topics::group_for(conn, topic)?;
    sla::actions::set_approval(conn, &[id], approval, now)?;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketTopicChanged { ticket: id };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// The topic that the program found is the right one.
fn confirm_topic(conn: &mut Conn, mut ticket: Ticket, person: &Person, now: Instant) -> TicketResult<()> {
    ticket.topic_proposed = false;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketTopicConfirmed { ticket: ticket.id };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// Says how urgent a ticket is. Its deadline does not move.
///
/// # Errors
/// `NotFound` for who is not of the desk.
pub fn set_priority(
    conn: &mut Conn,
    id: TicketId,
    priority: Priority,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::SetPriority, now)?;
    if ticket.priority == priority {
        return Ok(());
    }
    ticket.priority = priority;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketPriorityChanged { ticket: id, high: priority.is_high() };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// Puts a ticket aside: it counts for nothing and nobody is told.
///
/// # Errors
/// `MovedOn` when it is not open.
pub fn mark_spam(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Spam, now)?;
    step(&mut ticket, Move::MarkSpam)?;
    ticket.assignee = None;
    settle_waiting(conn, id, ProposedOutcome::Lapsed, Some(person.id), now)?;
    let actor = Actor::Person(person.id);
    let mut cycle = change::cycle(conn, &ticket)?;
    if cycle.state != CycleState::Stopped {
        cycle = sla::actions::stop(conn, cycle.id, Outcome::Spam, actor, now)?;
    }
    change::save(conn, &mut ticket, &cycle, actor, &Event::TicketMarkedSpam { ticket: id }, now)
}

/// Takes the mark back: the question is new again, with a promise that starts now.
///
/// # Errors
/// `MovedOn` when it is not spam.
pub fn unmark_spam(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Spam, now)?;
    step(&mut ticket, Move::UnmarkSpam)?;
    let actor = Actor::Person(person.id);
    let asked = change::asked(conn, &ticket)?;
    let cycle = sla::actions::start_cycle(conn, id, asked, actor, now)?;
    change::save(conn, &mut ticket, &cycle, actor, &Event::TicketUnmarkedSpam { ticket: id }, now)
}
