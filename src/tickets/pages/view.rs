//! What several pages show in the same way.

use std::collections::HashMap;

use serde::Serialize;
use tera::Context;

use crate::accounts::{Away, Person, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, IncomingId, MessageId, TicketId, TopicId};
use crate::platform::events::Recorded;
use crate::platform::i18n::until;
use crate::platform::web::Problem;
use crate::sla::{self, Told};
use crate::tickets::forms::UNKNOWN_TOPIC;
use crate::tickets::model::{Attachment, MergedFrom, Message, MessageKind, TicketState};
use crate::tickets::quoted::{Passage, passages};
use crate::topics::TopicTree;

/// A text without variables in the visitor's language.
pub fn text(visit: &Visit, key: &str) -> String {
    visit.app().texts.get(visit.lang(), key, &[])
}

/// A text with one variable.
pub fn text_with(visit: &Visit, key: &str, name: &str, value: impl ToString) -> String {
    visit.app().texts.get(visit.lang(), key, &[(name, value.to_string().into())])
}

/// Until when somebody is away, for a list of people.
pub fn away_until(visit: &Visit, away: &Away) -> String {
    text_with(visit, "desk-away-until", "until", until(visit.lang(), away.until, visit.now()))
}

/// A colleague of a list to choose from, with until when she is away.
pub fn with_absence(visit: &Visit, label: String, away: Option<&Away>) -> String {
    match away {
        Some(away) => format!("{label} – {}", away_until(visit, away)),
        None => label,
    }
}

/// That somebody is away, and who stands in for her, in a sentence.
pub fn away_words(visit: &Visit, name: &str, away: &Away) -> String {
    let until = until(visit.lang(), away.until, visit.now());
    let mut args = vec![("name", name.to_owned().into()), ("until", until.into())];
    let key = match &away.stand_in {
        Some(stand_in) => {
            args.push(("stand-in", stand_in.name.to_string().into()));
            "desk-away-stand-in"
        }
        None => "desk-away",
    };
    visit.app().texts.get(visit.lang(), key, &args)
}

/// What the desk promises to this visitor for a topic, or before one is chosen, into a page: `hours`, `working` (`yes` where
/// only working hours count, else `no`) and `varies`, whether the topic may change it.
///
/// # Errors
/// When the database fails.
pub async fn promise(visit: &Visit, topic: Option<TopicId>, context: &mut Context) -> Result<(), Problem> {
    let kind = visit.person().and_then(|person| person.kind);
    let told = visit.app().db.read_briefly(move |conn| sla::keeping::told(conn, topic, kind)).await?;
    insert_promise(told, context);
    Ok(())
}

/// What is promised, into a page.
pub fn insert_promise(told: Told, context: &mut Context) {
    context.insert("hours", &told.hours);
    context.insert("working", if told.working { "yes" } else { "no" });
    context.insert("varies", &told.varies);
}

/// A choice of a list; first-level topics hold their children.
#[derive(Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
}

/// The topics of the form for asking: that one does not know, and those one may choose.
pub fn topics_to_ask(visit: &Visit, tree: &TopicTree) -> Vec<Choice> {
    let unknown = Choice {
        value: UNKNOWN_TOPIC.to_owned(),
        label: text(visit, "tickets-ask-topic-unknown"),
        options: Vec::new(),
    };
    std::iter::once(unknown).chain(topic_options(visit, tree)).collect()
}

/// The topics one may choose: a first level with children is the heading of its own list and its last choice.
pub fn topic_options(visit: &Visit, tree: &TopicTree) -> Vec<Choice> {
    grouped_topics(visit, tree, |_| text(visit, "tickets-topic-general"))
}

/// As [`topic_options`], where choosing a first level chooses all that is below it.
pub fn areas_and_topics(visit: &Visit, tree: &TopicTree) -> Vec<Choice> {
    grouped_topics(visit, tree, |area| text_with(visit, "topics-group-area", "topic", area))
}

fn grouped_topics(visit: &Visit, tree: &TopicTree, whole: impl Fn(&str) -> String) -> Vec<Choice> {
    let lang = visit.lang();
    let single = |topic: &crate::topics::Topic| Choice {
        value: topic.slug.clone(),
        label: topic.name(lang).to_owned(),
        options: Vec::new(),
    };
    tree.roots()
        .filter(|root| root.active)
        .map(|root| {
            let children: Vec<Choice> =
                tree.children(root.id).filter(|topic| topic.active).map(single).collect();
            if children.is_empty() {
                return single(root);
            }
            let whole =
                Choice { value: root.slug.clone(), label: whole(root.name(lang)), options: Vec::new() };
            let options = children.into_iter().chain(std::iter::once(whole)).collect();
            Choice { value: String::new(), label: root.name(lang).to_owned(), options }
        })
        .collect()
}

/// The word for a state as the desk says it.
pub fn state_word(visit: &Visit, state: TicketState) -> String {
    let key = match state {
        TicketState::New => "tickets-state-new",
        TicketState::Assigned => "tickets-state-assigned",
        TicketState::Waiting => "tickets-state-waiting",
        TicketState::Answered => "tickets-state-answered",
        TicketState::Closed => "tickets-state-closed",
        TicketState::Spam => "tickets-state-spam",
    };
    text(visit, key)
}

/// A state as its requester may know it: what is put aside looks closed.
pub fn own_state(state: TicketState) -> TicketState {
    if state == TicketState::Spam { TicketState::Closed } else { state }
}

/// The word for it.
pub fn own_state_word(visit: &Visit, state: TicketState) -> String {
    let key = match state {
        TicketState::New => "tickets-own-state-new",
        TicketState::Assigned => "tickets-own-state-assigned",
        TicketState::Waiting => "tickets-own-state-waiting",
        TicketState::Answered => "tickets-own-state-answered",
        TicketState::Closed | TicketState::Spam => "tickets-own-state-closed",
    };
    text(visit, key)
}

/// A message as a page shows it.
#[derive(Serialize)]
pub struct ShownMessage {
    id: i64,
    kind: MessageKind,
    label: String,
    who: String,
    at: Instant,
    passages: Vec<Passage>,
    attachments: Vec<Attachment>,
    /// The question that it came with, where that became part of another.
    from: Option<MergedFrom>,
    /// Where it can be made a question of its own.
    split: Option<String>,
    /// The mail that it came by; for the desk alone.
    mail: Option<IncomingId>,
    /// Whether that is shown as its sender formatted it.
    is_formatted: bool,
    /// The questions that it was written from; for the desk alone.
    sources: Vec<TicketId>,
}

impl ShownMessage {
    /// The message it shows.
    pub fn id(&self) -> MessageId {
        MessageId(self.id)
    }

    /// Calls it something else than what its kind is called.
    pub fn call(&mut self, label: String) {
        self.label = label;
    }
}

/// Lets what whoever asked wrote later be made a question of its own.
pub fn offer_splits(messages: &mut [ShownMessage], ticket: TicketId) {
    let later = messages.iter_mut().filter(|message| message.kind == MessageKind::Question).skip(1);
    for message in later {
        message.split = Some(format!("/coda/{ticket}/separazione?messaggio={}", message.id));
    }
}

/// Names of people by id.
pub type Names = HashMap<AccountId, Person>;

/// The conversation, each message with who wrote it. `reader` sees "you" for their own.
pub fn conversation(
    visit: &Visit,
    messages: Vec<Message>,
    names: &Names,
    reader: AccountId,
    sources: &HashMap<MessageId, Vec<TicketId>>,
) -> Vec<ShownMessage> {
    let reads_mails = visit.person().is_some_and(|person| person.role.is_desk());
    messages
        .into_iter()
        .enumerate()
        .map(|(index, message)| {
            let who = match message.author {
                Some(author) if author == reader => text(visit, "tickets-you"),
                Some(author) => names.get(&author).map(|person| person.name.to_string()).unwrap_or_default(),
                None => text(visit, "tickets-desk"),
            };
            let label = match message.kind {
                MessageKind::Question if index == 0 => "tickets-message-question",
                MessageKind::Question => "tickets-message-reply",
                MessageKind::Answer => "tickets-message-answer",
                MessageKind::Clarification => "tickets-message-clarification",
                MessageKind::Closing => "tickets-message-closing",
                MessageKind::Notice => "norms-message-notice",
                MessageKind::Note => "tickets-message-note",
            };
            ShownMessage {
                id: message.id.0,
                kind: message.kind,
                label: text(visit, label),
                who,
                at: message.created_at,
                // What the desk wrote itself cites; what it once sent by mail, it is not known who, repeats.
                passages: passages(
                    &message.body,
                    message.kind == MessageKind::Question || message.author.is_none(),
                ),
                attachments: message.attachments,
                from: message.from,
                mail: message.mail.filter(|_| reads_mails),
                is_formatted: message.is_formatted,
                split: None,
                sources: sources.get(&message.id).cloned().unwrap_or_default(),
            }
        })
        .collect()
}

/// Everybody that messages and events name.
pub fn people_in(messages: &[Message], events: &[Recorded]) -> Vec<AccountId> {
    let mut ids: Vec<AccountId> = messages.iter().filter_map(|message| message.author).collect();
    for recorded in events {
        ids.extend(recorded.actor);
        match &recorded.event {
            Event::TicketHandedOver { to, .. } => ids.push(*to),
            Event::ClaimExpired { expert, .. } => ids.push(*expert),
            Event::TicketRouted { expert, .. } => ids.extend(*expert),
            Event::OpinionAsked { of, .. } => ids.push(*of),
            Event::AnswerProposed { author, .. }
            | Event::AnswerApproved { author, .. }
            | Event::AnswerReturned { author, .. } => ids.push(*author),
            Event::NoteAdded { mentioned, .. } | Event::OpinionGiven { mentioned, .. } => {
                ids.extend(mentioned.iter().flatten());
            }
            _ => {}
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}
