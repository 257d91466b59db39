//! Four eyes: an answer that a colleague approves before it leaves.
//!
//! It waits as an internal note beside a row of its own, which no requester's page ever reads. A change is a new row: who
//! approves names the row and the version of the ticket that she saw, so that nothing leaves that she did not read.

use super::answer::{Answering, Leaving, demand_fresh, leave};
use super::change::{self, Posted, load};
use crate::accounts::permissions::{ProposedAction, ProposedFacts, TicketAction, may_with_proposed};
use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, AttachmentId, MessageId, ProposedAnswerId, TicketId, TopicId};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::platform::uploads::StoredFile;
use crate::sla;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{MessageKind, ProposedOutcome, Ticket, TicketState};
use crate::tickets::rules::{self, Move};
use crate::tickets::store;
use crate::tickets::store::answer_drafts::DraftRow;
use crate::tickets::store::attachments::Owner;
use crate::tickets::store::proposed::{ProposedAnswer, Writers};
use crate::topics;

/// What decides who may do what with the answer that waits on a question whose topic asks for approval.
pub fn proposed_facts(ticket: &Ticket, writers: Writers) -> ProposedFacts {
    let Writers { author, edited_by } = writers;
    ProposedFacts { author, edited_by, assignee: ticket.assignee, needs_approval: true }
}

/// By which share of the time an approved answer to this question should be ready; 0 when none is needed.
pub(super) fn share(conn: &mut Conn, ticket: &Ticket) -> DbResult<i32> {
    match ticket.topic {
        Some(topic) => topics::approval_for(conn, topic),
        None => Ok(0),
    }
}

/// Whether an answer of these writers to this question needs a colleague's approval now.
pub(super) fn is_needed(conn: &mut Conn, ticket: &Ticket, writers: Writers) -> DbResult<bool> {
    Ok(writers.need_approval(ticket) || share(conn, ticket)? > 0)
}

/// Keeps an answer until a colleague approves it, in place of one that waits. The question stays as it is and its clock runs.
/// The same words sent twice are one answer.
pub(super) fn propose(
    conn: &mut Conn,
    mut ticket: Ticket,
    text: &Answering,
    person: &Person,
    now: Instant,
) -> TicketResult<Posted> {
    let id = ticket.id;
    let waiting = store::proposed::waiting(conn, id)?;
    if is_sent_twice(conn, &ticket, waiting.as_ref(), text, person, now)? {
        return Ok(Posted::ProposedBefore);
    }
    demand_fresh(&ticket, text)?;
    rules::after(ticket.state, Move::Answer, ticket.assignee.is_some()).ok_or(TicketError::MovedOn)?;
    let kind = MessageKind::Note;
    let note = store::messages::insert(conn, id, person.id, person.role, kind, &text.body, now)?;
    for file in &text.files {
        store::attachments::insert(conn, Owner::Message(note), file, now)?;
    }
    store::sources::insert(conn, note, &text.sources)?;
    if let Some(waiting) = waiting {
        let (outcome, by) = (ProposedOutcome::Replaced, Some(person.id));
        store::proposed::settle(conn, waiting.id, outcome, by, None, now)?;
    }
    let writers = Writers::alone(person.id);
    wait(conn, &mut ticket, writers, note, person, now)?;
    Ok(Posted::Proposed)
}

fn is_sent_twice(
    conn: &mut Conn,
    ticket: &Ticket,
    waiting: Option<&ProposedAnswer>,
    text: &Answering,
    person: &Person,
    now: Instant,
) -> TicketResult<bool> {
    let known = match waiting {
        Some(waiting) if waiting.edited_by == person.id => {
            let is_same =
                store::messages::body_of(conn, waiting.note)?.as_deref() == Some(text.body.as_str());
            is_same.then_some(waiting.note)
        }
        Some(_) => None,
        // It was approved between the two presses.
        None if ticket.state == TicketState::Answered => {
            let (kind, since) = (MessageKind::Answer, now - change::SENT_TWICE);
            store::messages::same_since(conn, ticket.id, person.id, kind, &text.body, since)?.pop()
        }
        None => None,
    };
    let Some(message) = known else { return Ok(false) };
    let files = store::attachments::digests_of_message(conn, message)?;
    Ok(change::digests(&text.files).iter().all(|digest| files.contains(digest)))
}

/// Writes the row of an answer that waits, and the ticket with its event.
fn wait(
    conn: &mut Conn,
    ticket: &mut Ticket,
    writers: Writers,
    note: MessageId,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    store::proposed::insert(conn, ticket.id, writers, note, ticket.version, now)?;
    let cycle = change::cycle(conn, ticket)?;
    let event = Event::AnswerProposed { ticket: ticket.id, note, author: writers.author };
    change::save(conn, ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// What was read by whoever approves.
#[derive(Debug, Clone)]
pub struct Approving {
    /// The answer.
    pub answer: ProposedAnswerId,
    /// The version of the ticket on her page.
    pub seen_version: i32,
    /// The address of the desk, by which links to its catalogue are known.
    pub site: String,
}

/// Lets an answer leave: it is sent now, as its author's, and the clock stops. Of two who approve it is sent once.
///
/// # Errors
/// `Stale` when the answer or the question changed since the page was shown; `MovedOn` for whoever may not approve it.
pub fn approve(
    conn: &mut Conn,
    id: TicketId,
    approving: &Approving,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Note, now)?;
    let Some(waiting) = waiting(conn, &ticket, approving.answer, ProposedAction::Approve, person)? else {
        let before = store::proposed::find(conn, id, approving.answer)?;
        let is_done = before.is_some_and(|answer| {
            answer.outcome == Some(ProposedOutcome::Approved) && answer.decided_by == Some(person.id)
        });
        return if is_done { Ok(()) } else { Err(TicketError::Stale) };
    };
    if ticket.version != approving.seen_version {
        return Err(TicketError::Stale);
    }
    let author = accounts::person(conn, waiting.author)?.ok_or(TicketError::NotFound)?;
    let body = body_of(conn, &waiting)?;
    let kind = MessageKind::Answer;
    let message = store::messages::insert(conn, id, author.id, author.role, kind, &body, now)?;
    store::attachments::copy(conn, waiting.note, message, None, now)?;
    copy_sources(conn, waiting.note, message)?;
    let (outcome, by) = (ProposedOutcome::Approved, Some(person.id));
    store::proposed::settle(conn, waiting.id, outcome, by, Some(message), now)?;
    let leaving =
        Leaving { message, body: &body, site: &approving.site, actor: Actor::Person(waiting.author) };
    let sent = leave(conn, &mut ticket, Move::Approve, &leaving, now)?;
    let approved = Event::AnswerApproved { ticket: id, message, author: waiting.author };
    events::append(conn, now, Actor::Person(person.id), &approved)?;
    events::append(conn, now, leaving.actor, &sent)?;
    Ok(())
}

/// Gives an answer back to its author, with a word as an internal note; its text becomes her draft again, unless she has begun
/// another.
///
/// # Errors
/// `Stale` when it was changed, or does not wait any more; `MovedOn` for whoever may not.
pub fn return_answer(
    conn: &mut Conn,
    id: TicketId,
    answer: ProposedAnswerId,
    word: &Body,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Note, now)?;
    let waiting = waiting(conn, &ticket, answer, ProposedAction::Return, person)?;
    let waiting = waiting.ok_or(TicketError::Stale)?;
    let kind = MessageKind::Note;
    let note = store::messages::insert(conn, id, person.id, person.role, kind, word, now)?;
    let (outcome, by) = (ProposedOutcome::Returned, Some(person.id));
    store::proposed::settle(conn, waiting.id, outcome, by, Some(note), now)?;
    draft_again(conn, &ticket, &waiting, now)?;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::AnswerReturned { ticket: id, note, author: waiting.author };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// An answer that waits, written anew.
#[derive(Debug, Clone)]
pub struct ChangedAnswer {
    /// The one that is changed.
    pub answer: ProposedAnswerId,
    /// The whole text, Markdown.
    pub body: Body,
    /// Those of its files that stay.
    pub files: Vec<AttachmentId>,
    /// Files that come with it, which lie in the store already.
    pub new_files: Vec<StoredFile>,
}

/// Changes an answer that waits. It stays its author's; whoever changed it does not approve it. The second time it changes
/// nothing, and takes no file.
///
/// # Errors
/// As [`return_answer`].
pub fn change_proposed(
    conn: &mut Conn,
    id: TicketId,
    changed: &ChangedAnswer,
    person: &Person,
    now: Instant,
) -> TicketResult<Posted> {
    let mut ticket = load(conn, id, person, TicketAction::Note, now)?;
    let waiting = waiting(conn, &ticket, changed.answer, ProposedAction::Change, person)?;
    let waiting = waiting.ok_or(TicketError::Stale)?;
    let files = store::attachments::of_messages(conn, &[waiting.note])?.remove(&waiting.note);
    let all_stay = files.unwrap_or_default().iter().all(|file| changed.files.contains(&file.id));
    let is_same = all_stay && changed.new_files.is_empty();
    if is_same && body_of(conn, &waiting)?.as_str() == changed.body.as_str() {
        return Ok(Posted::ProposedBefore);
    }
    let kind = MessageKind::Note;
    let note = store::messages::insert(conn, id, person.id, person.role, kind, &changed.body, now)?;
    store::attachments::copy(conn, waiting.note, note, Some(&changed.files), now)?;
    for file in &changed.new_files {
        store::attachments::insert(conn, Owner::Message(note), file, now)?;
    }
    copy_sources(conn, waiting.note, note)?;
    let (outcome, by) = (ProposedOutcome::Replaced, Some(person.id));
    store::proposed::settle(conn, waiting.id, outcome, by, None, now)?;
    let writers = Writers { author: waiting.author, edited_by: person.id };
    wait(conn, &mut ticket, writers, note, person, now)?;
    Ok(Posted::Proposed)
}

/// Takes an answer back; its text becomes its author's draft again, unless she has begun another.
///
/// # Errors
/// As [`return_answer`].
pub fn withdraw_proposed(
    conn: &mut Conn,
    id: TicketId,
    answer: ProposedAnswerId,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    let mut ticket = load(conn, id, person, TicketAction::Note, now)?;
    let waiting = waiting(conn, &ticket, answer, ProposedAction::Withdraw, person)?;
    let waiting = waiting.ok_or(TicketError::Stale)?;
    let (outcome, by) = (ProposedOutcome::Withdrawn, Some(person.id));
    store::proposed::settle(conn, waiting.id, outcome, by, None, now)?;
    draft_again(conn, &ticket, &waiting, now)?;
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::ProposedAnswerWithdrawn { ticket: id };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// What waits on a ticket does so no more: the ticket goes on without it. It stays in the conversation for the desk.
pub(super) fn settle_waiting(
    conn: &mut Conn,
    id: TicketId,
    outcome: ProposedOutcome,
    by: Option<AccountId>,
    now: Instant,
) -> DbResult<()> {
    match store::proposed::waiting(conn, id)? {
        Some(waiting) => store::proposed::settle(conn, waiting.id, outcome, by, None, now),
        None => Ok(()),
    }
}

/// Says of these topics by which share of the time an approved answer should be ready: 0 for no approval, none for the parent's
/// word. What is open follows at once; an answer that waits goes on waiting, and where no approval is needed any more is sent by
/// whoever may answer.
///
/// # Errors
/// When the database fails.
pub fn set_topic_approvals(
    conn: &mut Conn,
    words: &[(TopicId, Option<i32>)],
    now: Instant,
) -> TicketResult<()> {
    portable::exclusive(conn, "topic-approvals")?;
    let before = topics::tree(conn)?;
    for (topic, percent) in words {
        if before.get(*topic).is_some_and(|known| known.approval_percent != *percent) {
            topics::set_approval(conn, *topic, *percent)?;
        }
    }
    let after = topics::tree(conn)?;
    for topic in after.all() {
        let percent = after.approval_for(topic.id);
        if before.approval_for(topic.id) != percent {
            let open = store::tickets::open_of_topic(conn, topic.id)?;
            sla::actions::set_approval(conn, &open, percent, now)?;
        }
    }
    Ok(())
}

/// The answer that waits, if it is still the one that was seen, for a person who may do this with it.
fn waiting(
    conn: &mut Conn,
    ticket: &Ticket,
    seen: ProposedAnswerId,
    action: ProposedAction,
    person: &Person,
) -> TicketResult<Option<ProposedAnswer>> {
    let Some(waiting) = store::proposed::waiting(conn, ticket.id)?.filter(|waiting| waiting.id == seen)
    else {
        return Ok(None);
    };
    let needs_approval = is_needed(conn, ticket, waiting.writers())?;
    let facts = ProposedFacts { needs_approval, ..proposed_facts(ticket, waiting.writers()) };
    if may_with_proposed(person, action, &facts) { Ok(Some(waiting)) } else { Err(TicketError::MovedOn) }
}

fn body_of(conn: &mut Conn, answer: &ProposedAnswer) -> TicketResult<Body> {
    let text = store::messages::body_of(conn, answer.note)?.ok_or(TicketError::NotFound)?;
    Body::parse(&text).map_err(|_| TicketError::MovedOn)
}

fn copy_sources(conn: &mut Conn, from: MessageId, to: MessageId) -> DbResult<()> {
    let sources = store::sources::of_messages(conn, &[from])?.remove(&from).unwrap_or_default();
    store::sources::insert(conn, to, &sources)
}

fn draft_again(conn: &mut Conn, ticket: &Ticket, answer: &ProposedAnswer, now: Instant) -> TicketResult<()> {
    let text = store::messages::body_of(conn, answer.note)?.unwrap_or_default();
    let draft = store::answer_drafts::of(conn, ticket.id, answer.author)?;
    let note = draft.as_ref().map(|draft| draft.note.clone()).unwrap_or_default();
    let row = DraftRow { answer: &text, note: &note, ticket_version: ticket.version, page: "" };
    match draft {
        Some(draft) if !draft.answer.trim().is_empty() => {}
        Some(draft) => store::answer_drafts::update(conn, &draft, row, now)?,
        None => store::answer_drafts::insert(conn, ticket.id, answer.author, row, now)?,
    }
    Ok(())
}
