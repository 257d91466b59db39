//! Follows the events and queues the mails that the rules name.
//!
//! Who gets what is looked up outside the writing transaction, which then only inserts the rows and moves the cursor, if
//! it still stands where it stood: so a burst of questions is not slowed down by its own receipts.

use std::collections::HashSet;
use std::error::Error;
use std::sync::Arc;

use super::letters;
use super::mail::Mail;
use super::rules::{self, Author, To};
use crate::accounts::permissions::{EntryAction, may_with_entry};
use crate::accounts::{self, AccountState, Person, Role};
use crate::app::App;
use crate::catalogue::{self, Draft};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, GroupId, MessageId, Position};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events::{self, Backlog, Recorded, Unreadable};
use crate::platform::i18n::Texts;
use crate::platform::mail::outbox::{self, NewMail};
use crate::platform::mail::{Failure, Mailer};
use crate::tickets::{self, Ticket};
use crate::topics;

/// Name of the cursor.
const NAME: &str = "notifications";
/// Events read at once.
const BATCH: i64 = 200;

/// Queues the mails of a batch of events; true when there may be more.
///
/// # Errors
/// When the database fails; then nothing was queued. [`Unreadable`] when the next event is a newer program's: the cursor
/// is shared by all nodes, and stays before it for the node that can read it.
pub async fn step(app: Arc<App>, now: Instant) -> Result<bool, Box<dyn Error + Send + Sync>> {
    let reader = Arc::clone(&app);
    let plan = app.db.read(move |conn| plan(conn, &reader.texts, reader.outbox.mailer())).await?;
    let (more, stop) = (plan.more, plan.stop.clone());
    if plan.to > plan.from {
        app.db.write(move |conn| carry_out(conn, &plan, now)).await?;
    }
    stop.map_or(Ok(more), |unreadable| Err(unreadable.into()))
}

/// The events that no mail has followed from yet, if there are any.
///
/// # Errors
/// When the database fails.
pub fn backlog(conn: &mut Conn) -> DbResult<Option<Backlog>> {
    events::backlog(conn, NAME)
}

/// Lets no mail follow from what has happened so far: for imports and demonstrations.
///
/// # Errors
/// When the database fails.
pub fn ignore_so_far(conn: &mut Conn) -> DbResult<()> {
    portable::lock_cursor(conn, NAME)?;
    let last = events::last_position(conn)?;
    events::move_cursor(conn, NAME, last)
}

struct Plan {
    from: Position,
    to: Position,
    mails: Vec<NewMail>,
    more: bool,
    stop: Option<Unreadable>,
}

fn plan(conn: &mut Conn, texts: &Texts, mailer: &Mailer) -> DbResult<Plan> {
    let from = events::cursor(conn, NAME)?;
    let batch = events::after(conn, from, BATCH)?;
    let mut mails = Vec::new();
    for recorded in &batch.events {
        mails.extend(mails_of(conn, texts, mailer, recorded)?);
    }
    Ok(Plan { from, to: batch.to, mails, more: batch.more, stop: batch.stop })
}

fn carry_out(conn: &mut Conn, plan: &Plan, now: Instant) -> DbResult<()> {
    // Another node was here meanwhile: its work stands, ours is dropped.
    if portable::lock_cursor(conn, NAME)? != plan.from.0 {
        return Ok(());
    }
    for mail in &plan.mails {
        outbox::enqueue(conn, mail, now)?;
    }
    events::move_cursor(conn, NAME, plan.to)
}

fn mails_of(conn: &mut Conn, texts: &Texts, mailer: &Mailer, recorded: &Recorded) -> DbResult<Vec<NewMail>> {
    let rules = rules::mails(&recorded.event);
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let ticket = match recorded.event.ticket() {
        Some(ticket) => tickets::find(conn, ticket)?,
        None => None,
    };
    let entry = match recorded.event.entry() {
        Some(entry) => catalogue::find(conn, entry)?,
        None => None,
    };
    let mut told: HashSet<AccountId> = HashSet::new();
    let mut mails = Vec::new();
    for (to, mail, author) in rules {
        for person in recipients(conn, to, ticket.as_ref(), entry.as_ref())? {
            let is_author = author == Author::Excluded && recorded.actor == Some(person.id);
            // A coordinator who holds the question hears of its deadline once.
            let is_first = told.insert(person.id);
            if is_author || !is_first || person.state == AccountState::Disabled {
                continue;
            }
            match new_mail(texts, mailer, recorded, mail, &person) {
                Ok(mail) => mails.push(mail),
                Err(failure) => {
                    tracing::error!(detail = failure.detail, mail = mail.as_str(), "a mail cannot be queued");
                }
            }
        }
    }
    Ok(mails)
}

fn recipients(
    conn: &mut Conn,
    to: To,
    ticket: Option<&Ticket>,
    entry: Option<&Draft>,
) -> DbResult<Vec<Person>> {
    match to {
        To::Account(id) => accounts::people(conn, &[id]),
        To::Coordinators => accounts::active_with_role(conn, &[Role::Coordinator]),
        To::Requester | To::Assignee | To::AssigneeOrGroup | To::Group => match ticket {
            Some(ticket) => of_ticket(conn, to, ticket),
            None => Ok(Vec::new()),
        },
        To::Reviewers => entry.map_or(Ok(Vec::new()), |entry| reviewers(conn, entry)),
        To::EntryWriter => match entry.and_then(|entry| entry.version.editor) {
            Some(writer) => accounts::people(conn, &[writer]),
            None => Ok(Vec::new()),
        },
    }
}

fn of_ticket(conn: &mut Conn, to: To, ticket: &Ticket) -> DbResult<Vec<Person>> {
    match (to, ticket.assignee) {
        (To::Requester, _) => accounts::people(conn, &[ticket.requester]),
        (To::AssigneeOrGroup, None) | (To::Group, _) => group_or_all(conn, ticket.group),
        (_, assignee) => accounts::people(conn, assignee.as_slice()),
    }
}

/// The experts of a group; all experts where there is no group, or nobody in it, which would leave the question to nobody.
fn group_or_all(conn: &mut Conn, group: Option<GroupId>) -> DbResult<Vec<Person>> {
    let members = match group {
        Some(group) => topics::members(conn, group)?,
        None => Vec::new(),
    };
    match members.as_slice() {
        [] => accounts::active_with_role(conn, &[Role::Expert]),
        members => accounts::people(conn, members),
    }
}

/// The coordinators who may publish the entry; where there is none but its writer, the experts.
fn reviewers(conn: &mut Conn, entry: &Draft) -> DbResult<Vec<Person>> {
    for role in [Role::Coordinator, Role::Expert] {
        let mut people = accounts::active_with_role(conn, &[role])?;
        people.retain(|person| may_with_entry(Some(person), EntryAction::Publish, &entry.facts()));
        if !people.is_empty() {
            return Ok(people);
        }
    }
    Ok(Vec::new())
}

fn new_mail(
    texts: &Texts,
    mailer: &Mailer,
    recorded: &Recorded,
    mail: Mail,
    person: &Person,
) -> Result<NewMail, Failure> {
    let (ticket, entry, position) = (recorded.event.ticket(), recorded.event.entry(), recorded.position.0);
    let about = match (ticket, entry) {
        (Some(ticket), _) => format!("ticket-{ticket}"),
        (None, Some(entry)) => format!("entry-{entry}"),
        (None, None) => "account".to_owned(),
    };
    Ok(NewMail {
        event: recorded.position,
        recipient: person.id,
        mail: mail.as_str(),
        ticket,
        message: message_of(&recorded.event),
        entry,
        id: mailer.mail_id(&format!("{about}-{position}-{mail}-{}", person.id))?,
        subject: letters::subject(texts, person.lang, mail, ticket),
    })
}

/// The message that the mail may quote.
fn message_of(event: &Event) -> Option<MessageId> {
    match event {
        Event::ClarificationAsked { message, .. } | Event::TicketAnswered { message, .. } => Some(*message),
        _ => None,
    }
}
