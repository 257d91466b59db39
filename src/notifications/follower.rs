//! Follows the events and queues the mails that the rules name.
//!
//! Who gets what is looked up outside the writing transaction, which then only inserts the rows and moves the cursor, if
//! it still stands where it stood: so a burst of questions is not slowed down by its own receipts.

use std::collections::HashSet;
use std::error::Error;
use std::sync::Arc;

use chrono::Duration;

use super::addressees::Addressees;
use super::digest;
use super::letters;
use super::mail::Mail;
use super::outside;
use super::rules::{self, Author, To};
use super::store::choices::Choices;
use super::store::notices::{self, NewNotice};
use super::texts::Wordings;
use crate::accounts::{AccountState, Person};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, MessageId, Position};
use crate::platform::config;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events::{self, Backlog, Recorded, Unreadable};
use crate::platform::mail::outbox::{self, NewMail, Recipient};
use crate::tickets::thread;

/// Name of the cursor.
const NAME: &str = "notifications";
/// Events read at once.
pub(super) const BATCH: i64 = 200;

/// Queues the mails of a batch of events; true when there may be more.
///
/// # Errors
/// When the database fails; then nothing was queued. [`Unreadable`] when the next event is a newer program's: the cursor
/// is shared by all nodes, and stays before it for the node that can read it.
pub async fn step(app: Arc<App>, now: Instant) -> Result<bool, Box<dyn Error + Send + Sync>> {
    let reader = Arc::clone(&app);
    let oldest = now - kept_for(&app.config.mail);
    let plan = app.db.read(move |conn| plan(conn, &reader, oldest, now)).await?;
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
    mails: Vec<(Mail, NewMail)>,
    notices: Vec<NewNotice>,
    more: bool,
    stop: Option<Unreadable>,
}

/// A mail to be: what it follows from, and to whom it goes.
pub(super) struct Letter<'a> {
    pub(super) recorded: &'a Recorded,
    pub(super) mail: Mail,
    pub(super) recipient: Recipient,
    pub(super) person: Person,
}

/// What anybody may ask for in somebody else's name, by typing an address, is mailed at most so often.
const PAUSE: Duration = Duration::minutes(1);

/// How long mails that are over are remembered. What happened longer ago is mailed to nobody: it would be no news, and
/// whether it was mailed already is forgotten.
fn kept_for(config: &config::Mail) -> Duration {
    Duration::days(config.keep_days.into())
}

/// Forgets mails and notices that are over and old; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(app: &App, now: Instant) -> DbResult<usize> {
    let before = now - kept_for(&app.config.mail);
    let notices = app.db.write(move |conn| notices::forget_before(conn, before)).await?;
    Ok(outbox::purge(&app.db, before).await? + notices)
}

fn plan(conn: &mut Conn, app: &App, oldest: Instant, now: Instant) -> DbResult<Plan> {
    let from = events::cursor(conn, NAME)?;
    let batch = events::after(conn, from, BATCH)?;
    let mut addressees = Addressees::of(conn, &batch.events, now)?;
    let mut letters = Vec::new();
    for recorded in batch.events.iter().filter(|recorded| recorded.at >= oldest) {
        letters.extend(letters_of(conn, &mut addressees, recorded)?);
    }
    let readers: Vec<AccountId> = letters
        .iter()
        .filter(|letter| letter.mail.matter().is_some())
        .map(|letter| letter.person.id)
        .collect();
    let choices = Choices::of(conn, &readers)?;
    let channels = |letter: &Letter<'_>| choices.of_mail(letter.person.id, letter.mail);
    let notices = letters.iter().filter(|letter| channels(letter).notice).map(new_notice).collect();
    letters.retain(|letter| channels(letter).mail);
    let letters = digest::merge(conn, letters)?;
    let wordings = match letters.is_empty() {
        true => Wordings::default(),
        false => Wordings::read(conn, &app.texts)?,
    };
    let mails = letters.iter().filter_map(|letter| new_mail(app, letter, &wordings)).collect();
    Ok(Plan { from, to: batch.to, mails, notices, more: batch.more, stop: batch.stop })
}

fn carry_out(conn: &mut Conn, plan: &Plan, now: Instant) -> DbResult<()> {
    // Another node was here meanwhile: its work stands, ours is dropped.
    if portable::lock_cursor(conn, NAME)? != plan.from.0 {
        return Ok(());
    }
    for (mail, new) in &plan.mails {
        queue(conn, *mail, new, now)?;
    }
    for notice in &plan.notices {
        notices::insert(conn, notice)?;
    }
    events::move_cursor(conn, NAME, plan.to)
}

fn queue(conn: &mut Conn, mail: Mail, new: &NewMail, now: Instant) -> DbResult<()> {
    if mail == Mail::DeadlineDigest || mail.is_reminder() {
        return digest::queue(conn, mail, new, now);
    }
    if mail.is_asked_for_by_anybody()
        && let Some(account) = new.recipient.account()
        && outbox::is_told_already(conn, account, new.mail, PAUSE, now)?
    {
        return Ok(());
    }
    outbox::enqueue(conn, new, now, now)
}

fn letters_of<'a>(
    conn: &mut Conn,
    addressees: &mut Addressees,
    recorded: &'a Recorded,
) -> DbResult<Vec<Letter<'a>>> {
    let mut told: HashSet<AccountId> = HashSet::new();
    let mut letters = Vec::new();
    for (to, mail, author) in rules::mails(&recorded.event) {
        if let To::Outside(id) = to {
            letters.extend(outside::letter(conn, recorded, mail, id)?);
            continue;
        }
        for person in addressees.who(conn, to, &recorded.event)? {
            let is_author = author == Author::Excluded && recorded.actor == Some(person.id);
            // A coordinator who holds the question hears of its deadline once.
            let is_first = told.insert(person.id);
            if is_author || !is_first || !(reaches(&person) || mail == Mail::Erased) {
                continue;
            }
            letters.push(Letter { recorded, mail, recipient: person.id.into(), person });
        }
    }
    Ok(letters)
}

fn reaches(person: &Person) -> bool {
    person.state != AccountState::Disabled && person.email.is_some()
}

fn new_notice(letter: &Letter<'_>) -> NewNotice {
    NewNotice {
        recipient: letter.person.id,
        event: letter.recorded.position,
        mail: letter.mail,
        ticket: letter.recorded.event.ticket(),
        entry: letter.recorded.event.entry(),
        at: letter.recorded.at,
    }
}

/// The row of the outbox. None, and a line in the log, when there can be no Message-ID.
fn new_mail(app: &App, letter: &Letter<'_>, wordings: &Wordings) -> Option<(Mail, NewMail)> {
    let Letter { recorded, mail, recipient, person } = letter;
    // A digest is about no question more than about another.
    let of_one = !matches!(mail, Mail::DeadlineDigest | Mail::DailyDigest);
    let ticket = recorded.event.ticket().filter(|_| of_one);
    let (entry, position) = (recorded.event.entry(), recorded.position.0);
    let about = match (ticket, entry) {
        (Some(ticket), _) => thread::message_words(ticket),
        (None, Some(entry)) => format!("entry-{entry}"),
        (None, None) if !of_one => "deadlines".to_owned(),
        (None, None) if recipient.outside().is_some() => "outside".to_owned(),
        (None, None) => "account".to_owned(),
    };
    let reader = match recipient {
        Recipient::Account(account) => account.0,
        Recipient::Outside(outside) => outside.0,
    };
    // Signed, so that an answer to it is known by what nobody can guess.
    let words = app.mail_signer.sign(&format!("{about}-{position}-{mail}-{reader}"));
    let id = match app.outbox.mailer().mail_id(&words) {
        Ok(id) => id,
        Err(failure) => {
            tracing::error!(detail = failure.detail, mail = mail.as_str(), "a mail cannot be queued");
            return None;
        }
    };
    let new = NewMail {
        event: recorded.position,
        recipient: *recipient,
        mail: mail.as_str(),
        ticket,
        message: message_of(&recorded.event),
        entry,
        id,
        // As it is written now; how many questions a digest lists is known when it is sent.
        subject: letters::subject(wordings.of(*mail, person.lang), &app.texts, person.lang, *mail, ticket, 0),
        is_asked_for: mail.is_asked_for(),
    };
    Some((*mail, new))
}

/// The message that the mail is about.
fn message_of(event: &Event) -> Option<MessageId> {
    match event {
        Event::ClarificationAsked { message, .. }
        | Event::TicketAnswered { message, .. }
        | Event::ChangeTold { message, .. } => Some(*message),
        Event::TicketClosed { message, .. } | Event::TicketHandedOver { note: message, .. } => *message,
        _ => None,
    }
}
