//! Many reminders at once become one mail: after an outage, whoever holds sixty late questions reads one list.
//!
//! The list is not stored. It is what the reminders would have said that the digest stands for, read when it is sent, as each
//! of them would have been.

use std::collections::{HashMap, HashSet};

use super::addressees::Addressees;
use super::composer::is_true_of_ticket;
use super::facts::DueQuestion;
use super::follower::{BATCH, Letter};
use super::mail::Mail;
use super::rules;
use crate::accounts::Person;
use crate::accounts::permissions::{TicketAction, may};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::tickets;

/// So many reminders of one batch a person gets apart.
const MOST_APART: usize = 3;

/// Puts one digest in place of the last reminder of whoever would get many, and nothing in place of the others.
pub(super) fn merge(letters: Vec<Letter<'_>>) -> Vec<Letter<'_>> {
    let mut questions: HashMap<AccountId, HashSet<TicketId>> = HashMap::new();
    for letter in letters.iter().filter(|letter| letter.mail.is_reminder()) {
        questions.entry(letter.person.id).or_default().extend(letter.recorded.event.ticket());
    }
    let count = |letter: &Letter<'_>| questions.get(&letter.person.id).map_or(0, HashSet::len);
    let mut told = HashSet::new();
    let mut kept = Vec::with_capacity(letters.len());
    for letter in letters.into_iter().rev() {
        let questions = count(&letter);
        if !letter.mail.is_reminder() || questions <= MOST_APART {
            kept.push(letter);
        } else if told.insert(letter.person.id) {
            kept.push(Letter { mail: Mail::DeadlineDigest, questions, ..letter });
        }
    }
    kept.reverse();
    kept
}

/// The questions of a digest that follows from the event at `position`: those of the batch that ended with it, which is
/// never longer than [`BATCH`], as far as they are still true and `reader`'s business. The most urgent first.
pub(super) fn questions(
    conn: &mut Conn,
    position: Position,
    reader: &Person,
    now: Instant,
) -> DbResult<Vec<DueQuestion>> {
    let batch = events::after(conn, Position(position.0 - BATCH), BATCH)?;
    let mut addressees = Addressees::of(conn, &batch.events)?;
    let mut reminders: HashMap<TicketId, HashSet<Mail>> = HashMap::new();
    for recorded in &batch.events {
        let Some(ticket) = recorded.event.ticket() else { continue };
        for (to, mail, _) in rules::mails(&recorded.event) {
            if mail.is_reminder()
                && addressees.who(conn, to, &recorded.event)?.iter().any(|person| person.id == reader.id)
            {
                reminders.entry(ticket).or_default().insert(mail);
            }
        }
    }
    let mut due = Vec::new();
    for (id, mails) in reminders {
        let Some(mut ticket) = tickets::find(conn, id)? else { continue };
        let holder = tickets::holder(conn, &ticket)?;
        ticket.assignee = holder.as_ref().map(|holder| holder.id);
        let is_true = mails.into_iter().any(|mail| is_true_of_ticket(mail, &ticket, reader.id, now));
        if let Some(due_at) = ticket.due_at
            && is_true
            && may(reader, TicketAction::Read, &ticket.facts())
        {
            due.push(DueQuestion { ticket: id, due_at, holder });
        }
    }
    due.sort_by_key(|question| (question.due_at, question.ticket));
    Ok(due)
}
