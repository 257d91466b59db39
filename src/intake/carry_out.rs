//! Doing what was decided: one transaction, with the note of it beside the mail.

use chrono::Duration;

use super::decision::{self, Decision, Facts};
use super::model::{IncomingState, Reason, Settled, Stored};
use super::store::Heading;
use super::words::{self, Words};
use super::{facts, reports, store};
use crate::accounts::{self, Caller, CallerProblem, PRIVACY_NOTICE_VERSION, Person, RequesterKind};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{IncomingId, TicketId};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::events;
use crate::platform::mail::incoming::Incoming;
use crate::platform::mail::outbox;
use crate::platform::uploads::StoredFile;
use crate::tickets::actions::{self, Kept, NewQuestion, Origin, Saving, Submitted};
use crate::tickets::{self, Channel, TicketError, Way};

/// Everything at hand to whoever carries a decision out.
pub struct Hand<'a> {
    /// The desk.
    pub app: &'a App,
    /// The mail.
    pub id: IncomingId,
    /// What it says.
    pub mail: &'a Incoming,
    /// Its files, which lie in the store already; none where the decision needs none.
    pub files: Option<&'a [StoredFile]>,
    /// What of it is not taken along.
    pub left_out: &'a [String],
    /// When the mail is taken in.
    pub now: Instant,
}

/// Whether the files of the mail become part of a question.
pub fn needs_files(decision: &Decision) -> bool {
    matches!(decision, Decision::Ask { .. } | Decision::Reply { .. })
}

/// Looks at what is known of a mail and decides, without doing anything.
pub fn decided(conn: &mut Conn, app: &App, stored: &Stored, mail: &Incoming) -> DbResult<Decision> {
    Ok(looked_up(conn, app, stored, mail)?.1)
}

fn looked_up(conn: &mut Conn, app: &App, stored: &Stored, mail: &Incoming) -> DbResult<(Facts, Decision)> {
    let own = app.outbox.mailer().address();
    let facts = facts::gather(conn, stored, mail, own.as_ref(), &app.mail_signer, stored.received_at)?;
    let decision = decision::decide(mail, &facts, &app.config.intake, stored.received_at);
    Ok((facts, decision))
}

/// Decides again, since things may have changed, and does it. `None` when another node was first.
///
/// # Errors
/// When the database fails; then nothing was done.
pub fn carry_out(conn: &mut Conn, hand: &Hand<'_>, stored: &Stored) -> DbResult<Option<Settled>> {
    let Some(stored) = store::hold(conn, stored.id)? else { return Ok(None) };
    if let Some(sender) = facts::sender(hand.mail) {
        store::hold_sender(conn, &sender)?;
    }
    let (facts, decision) = looked_up(conn, hand.app, &stored, hand.mail)?;
    // Things changed since its files were left where they are: it is read once more.
    if needs_files(&decision) && hand.files.is_none() {
        return Ok(None);
    }
    let heading = heading(hand, facts.sender.clone());
    let settled = match decision {
        Decision::Ask { sender, after } => ask(conn, hand, &sender, None, after)?,
        Decision::Reply { ticket, person } => reply(conn, hand, ticket, &person)?,
        Decision::Draft { ticket, person } => draft(conn, hand, &stored, ticket, &person)?,
        Decision::Report(reason, mail, said) => {
            reports::note(conn, stored.id, reason, &mail, &said, hand.now)?
        }
        Decision::Hold(reason, ticket) => {
            if reason == Reason::Storm {
                sound_alarm(conn, &stored, hand.now)?;
            }
            held(reason, ticket)
        }
        Decision::Discard(reason, ticket) => Settled { state: IncomingState::Discarded, reason, ticket },
    };
    store::settle(conn, stored.id, &heading, settled, None, hand.now)?;
    Ok(Some(settled))
}

/// Tells people that mails wait for them because too many came: once, until none came so for an hour. The list says how many wait.
fn sound_alarm(conn: &mut Conn, stored: &Stored, now: Instant) -> DbResult<()> {
    if store::is_storm_known(conn, stored.received_at - Duration::hours(1))? {
        return Ok(());
    }
    events::append(conn, now, Actor::System, &Event::MailStorm { incoming: Some(stored.id), to: None })?;
    Ok(())
}

/// What lists tell of a mail.
pub fn heading(hand: &Hand<'_>, sender: Option<EmailAddress>) -> Heading {
    let mail = hand.mail;
    let too_long = words::is_too_long(mail).then(|| "text".to_owned());
    let beyond = (!mail.limits.is_empty()).then(|| "limits".to_owned());
    let left_out = hand.left_out.iter().cloned().chain(too_long).chain(beyond).collect();
    Heading { left_out, ..told(mail, sender) }
}

/// The same without what was left out.
pub fn told(mail: &Incoming, sender: Option<EmailAddress>) -> Heading {
    let name = sender.as_ref().map(|sender| words::name(mail, sender).to_string());
    Heading {
        rfc_message_id: mail.message_id.clone(),
        sender_name: name,
        sender_email: sender,
        subject: words::line(&mail.subject),
        formatted: mail.html.is_some(),
        left_out: Vec::new(),
    }
}

fn held(reason: Reason, ticket: Option<TicketId>) -> Settled {
    Settled { state: IncomingState::Held, reason, ticket }
}

/// A new question of whoever the mail says it is from, called as it says unless somebody knows better.
pub fn ask(
    conn: &mut Conn,
    hand: &Hand<'_>,
    sender: &EmailAddress,
    name: Option<Name>,
    after: Option<TicketId>,
) -> DbResult<Settled> {
    let lang = words::language(hand.mail);
    let writer = Caller {
        name: name.unwrap_or_else(|| words::name(hand.mail, sender)),
        email: Some(sender.clone()),
        phone: None,
        kind: RequesterKind::Worker,
        municipality: None,
        notice_version: PRIVACY_NOTICE_VERSION,
        lang,
    };
    let person = match accounts::writer(conn, &writer, hand.now) {
        Ok(person) => person,
        Err(CallerProblem::Staff) => return Ok(held(Reason::Staff, after)),
        Err(CallerProblem::Closed) => return Ok(held(Reason::ClosedAccount, after)),
        Err(CallerProblem::Database(error)) => return Err(error),
    };
    let Words { subject, body } = said(hand, person.lang);
    let question = NewQuestion {
        channel: Channel::Email,
        topic: None,
        subject,
        body,
        files: hand.files.unwrap_or_default().to_vec(),
        submission_key: None,
        reference: None,
    };
    let submitted = match actions::submit(conn, &hand.app.router, &person, &question, hand.now) {
        Ok(Submitted::New(ticket)) => ticket,
        // The same words within minutes, under another Message-ID.
        Ok(Submitted::Before(ticket)) => {
            return Ok(Settled {
                state: IncomingState::Discarded,
                reason: Reason::Duplicate,
                ticket: Some(ticket),
            });
        }
        Err(TicketError::Db(error)) => return Err(error),
        Err(_) => return Ok(held(Reason::Refused, after)),
    };
    if let Some(earlier) = after {
        unless_refused(actions::link_to_earlier(conn, submitted, earlier, &person, hand.now))?;
    }
    taken(conn, hand, Reason::Question, submitted, &person)
}

/// The requester's words, in her question.
pub fn reply(conn: &mut Conn, hand: &Hand<'_>, ticket: TicketId, person: &Person) -> DbResult<Settled> {
    let Words { body, .. } = said(hand, person.lang);
    match actions::reply(conn, ticket, &body, hand.files.unwrap_or_default(), Way::Mail, person, hand.now) {
        Ok(_) => taken(conn, hand, Reason::Reply, ticket, person),
        Err(TicketError::Db(error)) => Err(error),
        Err(_) => Ok(held(Reason::Refused, Some(ticket))),
    }
}

/// An expert's words, as her draft on the page of the question.
fn draft(
    conn: &mut Conn,
    hand: &Hand<'_>,
    stored: &Stored,
    ticket: TicketId,
    expert: &Person,
) -> DbResult<Settled> {
    let Some(question) = tickets::find(conn, ticket)? else { return Ok(held(Reason::Refused, None)) };
    let answer = words::answer(hand.mail, &hand.app.config.server.public_url);
    // A machine that answers what we answer her says the same again: it is told nothing, and it ends.
    if matches!(actions::is_drafted(conn, ticket, expert.id, &answer), Ok(true)) {
        return Ok(Settled {
            state: IncomingState::Discarded,
            reason: Reason::Duplicate,
            ticket: Some(ticket),
        });
    }
    let saving = Saving {
        answer: Some(answer),
        note: None,
        origin: Origin { page: format!("mail-{}", stored.id), seen: None },
        ticket_version: question.version,
    };
    match actions::save_answer_draft(conn, ticket, &saving, expert, hand.now) {
        Ok(Kept::Saved(_)) => {}
        Ok(Kept::Other(_)) => return Ok(held(Reason::OtherDraft, Some(ticket))),
        Ok(Kept::Blank | Kept::Gone) => return Ok(held(Reason::Empty, Some(ticket))),
        Err(TicketError::Db(error)) => return Err(error),
        Err(_) => return Ok(held(Reason::Refused, Some(ticket))),
    }
    let event = Event::DraftByMail { ticket, expert: expert.id };
    events::append(conn, hand.now, Actor::Person(expert.id), &event)?;
    Ok(Settled { state: IncomingState::Taken, reason: Reason::Draft, ticket: Some(ticket) })
}

fn said(hand: &Hand<'_>, lang: crate::platform::i18n::Lang) -> Words {
    words::of(hand.mail, lang, &hand.app.texts, &hand.app.config.server.public_url)
}

/// It became the newest message of this person in the question.
pub fn taken(
    conn: &mut Conn,
    hand: &Hand<'_>,
    reason: Reason,
    ticket: TicketId,
    person: &Person,
) -> DbResult<Settled> {
    tickets::came_by(conn, ticket, person.id, hand.id)?;
    outbox::is_reached_again(conn, person.id, hand.now)?;
    Ok(Settled { state: IncomingState::Taken, reason, ticket: Some(ticket) })
}

fn unless_refused(done: Result<(), TicketError>) -> DbResult<()> {
    match done {
        Err(TicketError::Db(error)) => Err::<(), DbError>(error),
        _ => Ok(()),
    }
}
