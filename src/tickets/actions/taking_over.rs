//! A conversation that was kept elsewhere becomes a question, with its own dates: nobody is told, and nothing was promised.

use super::submit::content_hash;
use crate::accounts::{Person, RequesterKind, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, MessageId, TicketId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::platform::uploads::StoredFile;
use crate::sla;
use crate::tickets::error::TicketResult;
use crate::tickets::model::{Channel, MessageKind};
use crate::tickets::store;
use crate::tickets::store::attachments::Owner;
use crate::tickets::store::old::OldTicket;

/// Who wrote a message of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldAuthor {
    /// Whoever asked.
    Requester,
    /// Somebody who has an account of the staff today.
    Staff(AccountId, Role),
    /// The desk, it is not known who.
    Desk,
}

impl OldAuthor {
    fn kind(self) -> MessageKind {
        if self == Self::Requester { MessageKind::Question } else { MessageKind::Answer }
    }
}

/// A message of the archive.
#[derive(Debug, Clone)]
pub struct OldMessage {
    /// Who wrote it.
    pub author: OldAuthor,
    /// What was written.
    pub body: Body,
    /// When.
    pub at: Instant,
    /// Files that lie in the store already.
    pub files: Vec<StoredFile>,
}

/// A conversation of the archive.
#[derive(Debug, Clone)]
pub struct OldConversation {
    /// The archive's own id: no two questions have the same.
    pub reference: String,
    /// One line.
    pub subject: Subject,
    /// The language it was written in.
    pub lang: Lang,
    /// The oldest first, at least one.
    pub messages: Vec<OldMessage>,
    /// Whether the desk takes it up now: then it is promised an answer from today on. Otherwise it is over.
    pub is_open: bool,
}

/// Takes over a conversation of `requester`. Answers its number and those of its messages, in their order.
///
/// # Errors
/// When the database fails, also because the reference is taken.
pub fn take_over(
    conn: &mut Conn,
    old: &OldConversation,
    requester: &Person,
    now: Instant,
) -> TicketResult<(TicketId, Vec<MessageId>)> {
    let of_desk = |message: &&OldMessage| message.author != OldAuthor::Requester;
    let received = old.messages.first().map_or(now, |message| message.at);
    let last = old.messages.last().map_or(now, |message| message.at);
    let kind = requester.kind.unwrap_or(RequesterKind::Worker);
    let hash = old.messages.first().map(|message| content_hash(&old.subject, &message.body, None));
    let new = OldTicket {
        requester: requester.id,
        channel: Channel::Email,
        subject: &old.subject,
        kind,
        lang: old.lang,
        content_hash: hash.as_deref().unwrap_or_default(),
        reference: &old.reference,
        received,
        answered_at: old.messages.iter().rfind(of_desk).map(|message| message.at),
        closed_at: (!old.is_open).then_some(last),
        changed: last,
    };
    let id = store::old::insert(conn, &new)?;
    let messages = insert(conn, id, &old.messages, requester)?;
    let asked = sla::Asked { topic: None, kind, policy: None };
    let mut cycle = sla::actions::keep_no_promise(conn, id, asked, received, now)?;
    let mut due_at = None;
    if old.is_open {
        cycle = sla::actions::start_cycle(conn, id, asked, Actor::System, now)?;
        due_at = Some(cycle.due_at);
    }
    store::old::set_clock(conn, id, cycle.id, due_at)?;
    events::append(conn, now, Actor::System, &Event::TicketImported { ticket: id })?;
    Ok((id, messages))
}

/// Takes over more of a conversation that was taken over before; where it stands does not change. Answers the numbers of the
/// messages, in their order.
///
/// # Errors
/// When the database fails.
pub fn take_over_more(
    conn: &mut Conn,
    id: TicketId,
    messages: &[OldMessage],
    requester: &Person,
    now: Instant,
) -> TicketResult<Vec<MessageId>> {
    super::change::hold(conn, id)?;
    let ids = insert(conn, id, messages, requester)?;
    let of_desk = messages.iter().filter(|message| message.author != OldAuthor::Requester);
    if let Some(last) = of_desk.map(|message| message.at).max() {
        store::old::set_answer(conn, id, last)?;
    }
    events::append(conn, now, Actor::System, &Event::TicketImported { ticket: id })?;
    Ok(ids)
}

fn insert(
    conn: &mut Conn,
    id: TicketId,
    messages: &[OldMessage],
    requester: &Person,
) -> DbResult<Vec<MessageId>> {
    let mut ids = Vec::with_capacity(messages.len());
    for message in messages {
        let (author, role) = match message.author {
            OldAuthor::Requester => (Some(requester.id), Role::Requester),
            OldAuthor::Staff(account, role) => (Some(account), role),
            OldAuthor::Desk => (None, Role::Expert),
        };
        let kind = message.author.kind();
        let inserted = store::messages::insert(conn, id, author, role, kind, &message.body, message.at)?;
        for file in &message.files {
            store::attachments::insert(conn, Owner::Message(inserted), file, message.at)?;
        }
        ids.push(inserted);
    }
    Ok(ids)
}
