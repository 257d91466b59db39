//! Many reminders at once become one mail: after an outage, whoever holds sixty late questions reads one list.
//!
//! The list is not stored. When the digest is sent, it is read from the events since its reader's last reminder what the
//! reminders would say by then.

use std::collections::{HashMap, HashSet};

use chrono::Duration;

use super::addressees::Addressees;
use super::facts::DueQuestion;
use super::follower::{BATCH, Letter};
use super::mail::Mail;
use super::rules;
use super::store::choices::Choices;
use super::wanted::is_true_of_ticket;
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::mail::outbox::{self, Gathering, NewMail};
use crate::tickets;

/// So many reminders of one batch a person gets apart.
const MOST_APART: usize = 3;

/// A digest waits so long for what else falls due: after an outage the steps are recorded by and by.
const PATIENCE: Duration = Duration::minutes(1);

fn gathering() -> Gathering {
    let reminders = Mail::ALL.iter().copied().filter(|mail| mail.is_reminder());
    Gathering { mail: Mail::DeadlineDigest.as_str(), of: reminders.map(Mail::as_str).collect() }
}

/// Puts one digest in place of the last reminder of whoever would get many, or has a digest waiting, and nothing in place
/// of the others.
pub(super) fn merge<'a>(conn: &mut Conn, letters: Vec<Letter<'a>>) -> DbResult<Vec<Letter<'a>>> {
    let mut questions: HashMap<AccountId, HashSet<TicketId>> = HashMap::new();
    for letter in letters.iter().filter(|letter| letter.mail.is_reminder()) {
        questions.entry(letter.person.id).or_default().extend(letter.recorded.event.ticket());
    }
    if questions.is_empty() {
        return Ok(letters);
    }
    let awaited: HashSet<AccountId> = outbox::awaited_by(conn, &gathering())?.into_iter().collect();
    let reads_digest = |reader: AccountId| {
        awaited.contains(&reader) || questions.get(&reader).is_some_and(|of| of.len() > MOST_APART)
    };
    let mut told = HashSet::new();
    let mut kept = Vec::with_capacity(letters.len());
    for letter in letters.into_iter().rev() {
        if !letter.mail.is_reminder() || !reads_digest(letter.person.id) {
            kept.push(letter);
        } else if told.insert(letter.person.id) {
            kept.push(Letter { mail: Mail::DeadlineDigest, ..letter });
        }
    }
    kept.reverse();
    Ok(kept)
}

/// Queues a reminder or a digest, unless whoever follows the events again has told it. A digest takes the place of one that
/// waits, and leaves when that one would have.
pub(super) fn queue(conn: &mut Conn, mail: Mail, new: &NewMail, now: Instant) -> DbResult<()> {
    let gathering = gathering();
    if outbox::is_followed_already(conn, new, &gathering)? {
        return Ok(());
    }
    let due = match mail {
        Mail::DeadlineDigest => outbox::take_place(conn, new, &gathering)?.unwrap_or(now + PATIENCE),
        _ => now,
    };
    outbox::enqueue(conn, new, due, now)
}

/// The questions of a digest that follows from the event at `position`: those of which `reader` was reminded neither apart
/// nor by an earlier digest, as far as they are still true and `reader`'s business. The most urgent first. `None` when not
/// every event up to that one can be read.
pub(super) fn questions(
    conn: &mut Conn,
    position: Position,
    reader: &Person,
    now: Instant,
) -> DbResult<Option<Vec<DueQuestion>>> {
    let choices = Choices::of(conn, &[reader.id])?;
    let mut reminders: HashMap<TicketId, HashSet<Mail>> = HashMap::new();
    let mut after = outbox::begins_after(conn, reader.id, &gathering(), position, BATCH)?;
    while after < position {
        let batch = events::after(conn, after, BATCH.min(position.0 - after.0))?;
        if batch.events.is_empty() {
            return Ok(None);
        }
        after = batch.to;
        let mut addressees = Addressees::of(conn, &batch.events, now)?;
        for recorded in &batch.events {
            let Some(ticket) = recorded.event.ticket() else { continue };
            for (to, mail, _) in rules::mails(&recorded.event) {
                if mail.is_reminder()
                    && choices.of_mail(reader.id, mail).mail
                    && addressees.who(conn, to, &recorded.event)?.iter().any(|person| person.id == reader.id)
                {
                    reminders.entry(ticket).or_default().insert(mail);
                }
            }
        }
    }
    let away = accounts::away_at(conn, now)?;
    let mut due = Vec::new();
    for (id, mails) in reminders {
        let Some(mut ticket) = tickets::find(conn, id)? else { continue };
        let holder = tickets::holder(conn, &ticket)?;
        ticket.assignee = holder.as_ref().map(|holder| holder.id);
        let is_true = mails.into_iter().any(|mail| is_true_of_ticket(mail, &ticket, &away, reader.id, now));
        if let Some(due_at) = ticket.due_at
            && is_true
            && may(reader, TicketAction::Read, &ticket.facts())
        {
            due.push(DueQuestion { ticket: id, due_at, holder });
        }
    }
    due.sort_by_key(|question| (question.due_at, question.ticket));
    Ok(Some(due))
}
