//! A requester's questions as they may take them away: what their pages show, and nothing of what is internal.

use serde::Serialize;

use super::error::TicketResult;
use super::model::{Attachment, Channel, MergedFrom, Message, MessageKind, Rating, Ticket, TicketState};
use super::store;
use super::store::answer_drafts::AnswerDraft;
use crate::accounts::permissions::{TicketScope, ticket_scope};
use crate::accounts::{self, Person, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TicketId, TopicId};
use crate::platform::config::PublicUrl;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::{catalogue, sla, topics};

/// A question with its conversation.
#[derive(Debug, Serialize)]
pub struct OwnQuestion {
    number: TicketId,
    link: String,
    channel: Channel,
    state: TicketState,
    topic: Option<String>,
    subject: String,
    kind: RequesterKind,
    municipality: Option<String>,
    language: Lang,
    asked_at: Instant,
    answer_due_at: Option<Instant>,
    answered_at: Option<Instant>,
    closed_at: Option<Instant>,
    answer_helped: Option<bool>,
    ratings: Vec<Rating>,
    deadlines_moved: Vec<OwnMove>,
    messages: Vec<OwnMessage>,
}

/// A deadline that the desk moved, and why.
#[derive(Debug, Serialize)]
pub struct OwnMove {
    at: Instant,
    from: Instant,
    to: Instant,
    reason: String,
}

/// A message of the requester or of the desk.
#[derive(Debug, Serialize)]
pub struct OwnMessage {
    at: Instant,
    kind: MessageKind,
    by_you: bool,
    /// Name of the colleague who wrote for the desk.
    by: Option<String>,
    text: String,
    attachments: Vec<OwnFile>,
    /// The question that it was written in, where that became part of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_question: Option<MergedFrom>,
}

/// A file: its name, and where it can be downloaded after signing in.
#[derive(Debug, Serialize)]
pub struct OwnFile {
    name: String,
    content_type: String,
    bytes: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// A question typed and not yet sent.
#[derive(Debug, Serialize)]
pub struct OwnDraft {
    saved_at: Instant,
    topic: Option<String>,
    subject: String,
    text: String,
    attachments: Vec<OwnFile>,
}

/// What somebody at the desk typed on a question and has not sent.
#[derive(Debug, Serialize)]
pub struct OwnAnswerDraft {
    question: TicketId,
    saved_at: Instant,
    answer: String,
    internal_note: String,
}

/// An entry of the catalogue that was enough for a person, who therefore did not ask. After a week who it was is forgotten.
#[derive(Debug, Serialize)]
pub struct OwnDeflection {
    at: Instant,
    /// Where it is read; nowhere when it is not public any more.
    link: Option<String>,
}

/// The entries that spared a person a question in the last week, oldest first.
///
/// # Errors
/// When the database fails.
pub fn own_deflections(
    conn: &mut Conn,
    person: &Person,
    site: &PublicUrl,
) -> TicketResult<Vec<OwnDeflection>> {
    let noted = store::deflections::of_account(conn, person.id)?;
    let ids: Vec<EntryId> = noted.iter().map(|(entry, _)| *entry).collect();
    let public = catalogue::public(conn, &ids)?;
    let own = |(id, at): (EntryId, Instant)| OwnDeflection {
        at,
        link: public
            .iter()
            .find(|entry| entry.id == id)
            .map(|entry| site.join(&format!("/catalogo/{}", entry.slug))),
    };
    Ok(noted.into_iter().map(own).collect())
}

/// The answers and notes that a person of the desk typed and has not sent.
///
/// # Errors
/// When the database fails.
pub fn own_answer_drafts(conn: &mut Conn, person: &Person) -> TicketResult<Vec<OwnAnswerDraft>> {
    let drafts = store::answer_drafts::of_author(conn, person.id)?;
    let own = |draft: AnswerDraft| OwnAnswerDraft {
        question: draft.ticket,
        saved_at: draft.updated_at,
        answer: draft.answer,
        internal_note: draft.note,
    };
    Ok(drafts.into_iter().map(own).collect())
}

/// Every question of a requester, oldest first; none for staff.
///
/// # Errors
/// When the database fails.
pub fn own_questions(conn: &mut Conn, person: &Person, site: &PublicUrl) -> TicketResult<Vec<OwnQuestion>> {
    let TicketScope::Own(requester) = ticket_scope(person) else { return Ok(Vec::new()) };
    let tickets = store::tickets::of_requester(conn, requester, i64::MAX)?;
    let mut questions = Vec::with_capacity(tickets.len());
    for ticket in tickets.into_iter().rev() {
        questions.push(question(conn, ticket, person, site)?);
    }
    Ok(questions)
}

/// The draft of a requester, if there is one.
///
/// # Errors
/// When the database fails.
pub fn own_draft(conn: &mut Conn, person: &Person) -> TicketResult<Option<OwnDraft>> {
    let Some(draft) = store::drafts::of(conn, person.id)? else { return Ok(None) };
    Ok(Some(OwnDraft {
        saved_at: draft.updated_at,
        topic: topic_name(conn, draft.topic, person.lang)?,
        subject: draft.subject,
        text: draft.body,
        attachments: draft.attachments.into_iter().map(|attachment| file(attachment, None)).collect(),
    }))
}

fn question(conn: &mut Conn, ticket: Ticket, person: &Person, site: &PublicUrl) -> TicketResult<OwnQuestion> {
    let messages = store::messages::of_ticket(conn, ticket.id, false)?;
    let authors: Vec<_> = messages.iter().filter_map(|message| message.author).collect();
    let authors = accounts::people(conn, &authors)?;
    let own_message = |message: Message| OwnMessage {
        at: message.created_at,
        kind: message.kind,
        by_you: message.author == Some(person.id),
        by: authors
            .iter()
            .find(|author| message.author == Some(author.id) && author.id != person.id)
            .map(|author| author.name.to_string()),
        text: message.body,
        from_question: message.from,
        attachments: message.attachments.into_iter().map(|attachment| file(attachment, Some(site))).collect(),
    };
    let moves = sla::actions::moves_of(conn, &[ticket.id])?;
    Ok(OwnQuestion {
        number: ticket.id,
        link: site.join(&format!("/domande/{}", ticket.id)),
        channel: ticket.channel,
        // What is put aside looks closed to its sender, here as on its page.
        state: if ticket.state == TicketState::Spam { TicketState::Closed } else { ticket.state },
        topic: topic_name(conn, ticket.topic, person.lang)?,
        subject: ticket.subject.to_string(),
        kind: ticket.kind,
        municipality: ticket.municipality,
        language: ticket.lang,
        asked_at: ticket.created_at,
        answer_due_at: ticket.due_at,
        answered_at: ticket.answered_at,
        closed_at: ticket.closed_at,
        answer_helped: ticket.helpful,
        ratings: store::ratings::of_ticket(conn, ticket.id)?,
        deadlines_moved: moves
            .into_iter()
            .map(|moved| OwnMove { at: moved.at, from: moved.from, to: moved.to, reason: moved.reason })
            .collect(),
        messages: messages.into_iter().map(own_message).collect(),
    })
}

fn topic_name(conn: &mut Conn, topic: Option<TopicId>, lang: Lang) -> DbResult<Option<String>> {
    let Some(topic) = topic else { return Ok(None) };
    Ok(topics::find(conn, topic)?.map(|topic| topic.name(lang).to_owned()))
}

/// A file of a message can be downloaded; one of a draft only goes with it.
fn file(attachment: Attachment, site: Option<&PublicUrl>) -> OwnFile {
    OwnFile {
        link: site.map(|site| site.join(&format!("/allegati/{}", attachment.id))),
        name: attachment.name,
        content_type: attachment.content_type,
        bytes: attachment.size,
    }
}
