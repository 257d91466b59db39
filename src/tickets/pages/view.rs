//! What several pages show in the same way.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::Serialize;
use tera::Context;

use super::opinion;
use super::routed::RouteNames;
use crate::accounts::{Away, Person, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Event, MailFate};
use crate::kernel::ids::{AccountId, IncomingId, MessageId, TicketId, TopicId};
use crate::kernel::rating::Verdict;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events::Recorded;
use crate::platform::i18n::{date_time, day_of_rome, the_percent, until};
use crate::platform::web::Problem;
use crate::sla::{self, Moved, Step, StepKind, Told};
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
                split: None,
                sources: sources.get(&message.id).cloned().unwrap_or_default(),
            }
        })
        .collect()
}

/// A line of the history.
#[derive(Serialize)]
pub struct HistoryLine {
    pub at: Instant,
    pub who: String,
    pub text: String,
    /// The question that it happened to, where that became part of this one.
    pub number: Option<TicketId>,
}

/// What happened on one day.
#[derive(Serialize)]
pub struct HistoryDay {
    day: NaiveDate,
    lines: Vec<HistoryLine>,
}

/// Everything that happened to a ticket, in words, by day, the newest first; also to what became part of it.
pub fn history(
    visit: &Visit,
    ticket: TicketId,
    events: &[Recorded],
    names: &Names,
    moves: &[Moved],
    routes: &RouteNames,
) -> Vec<HistoryDay> {
    let mut days: Vec<HistoryDay> = Vec::new();
    for recorded in events.iter().rev() {
        let day = day_of_rome(recorded.at);
        let number = recorded.event.ticket().filter(|number| *number != ticket);
        let line = HistoryLine { number, ..history_line(visit, recorded, names, moves, routes) };
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.lines.push(line),
            None => days.push(HistoryDay { day, lines: vec![line] }),
        }
    }
    days
}

fn history_line(
    visit: &Visit,
    recorded: &Recorded,
    names: &Names,
    moves: &[Moved],
    routes: &RouteNames,
) -> HistoryLine {
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id)).map(|person| person.name.to_string());
    HistoryLine {
        at: recorded.at,
        number: None,
        who: name(recorded.actor).unwrap_or_else(|| text(visit, "tickets-history-system")),
        text: match moved_by(&recorded.event, moves) {
            Some(moved) => moved_words(visit, "tickets-history-moved-from", moved),
            None if is_typed_in(recorded, names) => text(visit, "desk-history-typed-in"),
            None => by_link(visit, &recorded.event, event_words(visit, recorded, &name, routes)),
        },
    }
}

/// Words of what was done, and that it was done with the link of a mail if it was.
pub(super) fn by_link(visit: &Visit, event: &Event, words: String) -> String {
    match event.is_by_link() {
        true => text_with(visit, "tickets-history-by-link", "what", words),
        false => words,
    }
}

/// Whether a question was received on the word of somebody of the desk.
fn is_typed_in(recorded: &Recorded, names: &Names) -> bool {
    let by_desk = recorded.actor.and_then(|id| names.get(&id)).is_some_and(|person| person.role.is_desk());
    by_desk && matches!(recorded.event, Event::TicketSubmitted { .. })
}

/// Every time that a deadline was moved which these events tell of; looked up only when one was.
pub fn moves(conn: &mut Conn, events: &[Recorded]) -> DbResult<Vec<Moved>> {
    let moved = events.iter().filter_map(|recorded| match recorded.event {
        Event::DeadlineMoved { ticket, .. } => Some(ticket),
        _ => None,
    });
    let tickets: BTreeSet<TicketId> = moved.collect();
    match tickets.is_empty() {
        true => Ok(Vec::new()),
        false => sla::actions::moves_of(conn, &Vec::from_iter(tickets)),
    }
}

/// What an event did to the deadline, if it moved it.
pub(super) fn moved_by<'a>(event: &Event, moves: &'a [Moved]) -> Option<&'a Moved> {
    match event {
        Event::DeadlineMoved { correction, .. } => moves.iter().find(|moved| moved.correction == *correction),
        _ => None,
    }
}

/// A move in the words of a text with `$from`, `$due` and `$reason`.
pub(super) fn moved_words(visit: &Visit, key: &str, moved: &Moved) -> String {
    let [from, due] = [moved.from, moved.to].map(|at| date_time(visit.lang(), at));
    let args = [("from", from.into()), ("due", due.into()), ("reason", moved.reason.as_str().into())];
    visit.app().texts.get(visit.lang(), key, &args)
}

fn fate_key(fate: MailFate) -> &'static str {
    match fate {
        MailFate::NoAddress => "desk-history-mail-no-address",
        MailFate::Later => "desk-history-mail-later",
        MailFate::Returned => "desk-history-mail-returned",
        MailFate::PecAccepted => "desk-history-mail-pec-accepted",
        MailFate::PecDelivered => "desk-history-mail-pec-delivered",
        MailFate::PecDelayed => "desk-history-mail-pec-delayed",
    }
}

fn event_words(
    visit: &Visit,
    recorded: &Recorded,
    name: &dyn Fn(Option<AccountId>) -> Option<String>,
    routes: &RouteNames,
) -> String {
    let plain = |key: &str| text(visit, key);
    match &recorded.event {
        Event::TicketSubmitted { .. } => plain("tickets-history-submitted"),
        Event::TicketImported { .. } => plain("tickets-history-imported"),
        Event::TicketRouted { rule, group, expert, by_turn, .. } => {
            routes.words(visit, (*rule, *group), name(*expert), *by_turn)
        }
        Event::TicketPriorityChanged { high: true, .. } => plain("desk-history-priority-high"),
        Event::TicketPriorityChanged { high: false, .. } => plain("desk-history-priority-normal"),
        Event::RequesterReplied { .. } => plain("tickets-history-replied"),
        Event::TicketClaimed { .. } => plain("tickets-history-claimed"),
        Event::TicketReleased { .. } => plain("tickets-history-released"),
        Event::ClaimExpired { expert, .. } => {
            text_with(visit, "desk-history-claim-expired", "name", name(Some(*expert)).unwrap_or_default())
        }
        Event::TicketHandedOver { to, .. } => {
            text_with(visit, "tickets-history-handed-over", "name", name(Some(*to)).unwrap_or_default())
        }
        Event::ClarificationAsked { .. } => plain("tickets-history-clarification"),
        Event::ClarificationReminded { .. } => plain("tickets-history-reminded"),
        Event::TicketAnswered { .. } => plain("tickets-history-answered"),
        Event::NoteAdded { mentioned, .. } => {
            opinion::called(visit, "tickets-history-note", mentioned.as_deref(), name)
        }
        Event::DraftByMail { .. } => plain("desk-history-draft-by-mail"),
        Event::MailReported { mail, fate, .. } => text_with(visit, fate_key(*fate), "mail", mail.clone()),
        Event::OpinionAsked { of, .. } => {
            text_with(visit, "desk-history-opinion-asked", "name", name(Some(*of)).unwrap_or_default())
        }
        Event::OpinionGiven { mentioned, .. } => {
            opinion::called(visit, "desk-history-opinion-given", mentioned.as_deref(), name)
        }
        Event::AnswerProposed { author, .. } => match Some(*author) == recorded.actor {
            true => plain("desk-history-answer-proposed"),
            false => {
                let of = name(Some(*author)).unwrap_or_default();
                text_with(visit, "desk-history-answer-changed", "name", of)
            }
        },
        Event::AnswerApproved { author, .. } => {
            text_with(visit, "desk-history-answer-approved", "name", name(Some(*author)).unwrap_or_default())
        }
        Event::AnswerReturned { author, .. } => {
            text_with(visit, "desk-history-answer-returned", "name", name(Some(*author)).unwrap_or_default())
        }
        Event::ProposedAnswerWithdrawn { .. } => plain("desk-history-answer-withdrawn"),
        Event::TicketTopicChanged { .. } => plain("tickets-history-topic"),
        Event::TicketTopicProposed { .. } => plain("desk-history-topic-proposed"),
        Event::TicketTopicConfirmed { .. } => plain("desk-history-topic-confirmed"),
        Event::TicketRated { helpful, verdict, reason, .. } => {
            let said = plain(match (helpful, verdict) {
                (true, _) => "tickets-history-helpful",
                (false, Some(Verdict::Partly)) => "tickets-history-partly",
                (false, _) => "tickets-history-not-helpful",
            });
            let Some(reason) = reason else { return said };
            let reason = plain(&format!("rating-reason-{reason}"));
            let args = [("said", said.into()), ("reason", reason.into())];
            visit.app().texts.get(visit.lang(), "tickets-history-rated-why", &args)
        }
        Event::RatingReminded { .. } => plain("tickets-history-rating-reminded"),
        Event::TicketClosed { solved: Some(true), .. } => plain("tickets-history-solved"),
        Event::TicketClosed { .. } => plain("tickets-history-closed"),
        Event::FollowLinkRequested { .. } => plain("tickets-history-link"),
        Event::TicketReopened { .. } => plain("tickets-history-reopened"),
        Event::TicketSplitOff { from, .. } => text_with(visit, "tickets-history-split-off", "number", from),
        Event::TicketSplit { into, .. } => text_with(visit, "tickets-history-split", "number", into),
        Event::TicketLinked { other, .. } => text_with(visit, "tickets-history-linked", "number", other),
        Event::TicketUnlinked { other, .. } => text_with(visit, "tickets-history-unlinked", "number", other),
        Event::TicketMerged { into, .. } => text_with(visit, "tickets-history-merged", "number", into),
        Event::TicketTookIn { merged, .. } => text_with(visit, "tickets-history-took-in", "number", merged),
        Event::TicketMarkedSpam { .. } => plain("tickets-history-spam"),
        Event::TicketUnmarkedSpam { .. } => plain("tickets-history-not-spam"),
        Event::DeadlineStepReached { step, .. } => match Step::from(*step).kind() {
            StepKind::Percent(percent @ 0..=100) => {
                text_with(visit, "tickets-history-step", "percent", the_percent(visit.lang(), percent.into()))
            }
            StepKind::Before(hours) => hours_with(visit, "tickets-history-step-before", hours),
            StepKind::After(hours) => hours_with(visit, "tickets-history-step-after", hours),
            StepKind::Approval => plain("desk-history-approval-due"),
            StepKind::Percent(_) | StepKind::Repeat(_) => plain("tickets-history-overdue"),
        },
        Event::DeadlineMoved { .. } => plain("tickets-history-moved"),
        Event::EntryDrafted { .. } => plain("tickets-history-proposed"),
        // The rest is not about tickets and never in this list.
        other => other.kind().to_owned(),
    }
}

/// A text with a number of hours.
fn hours_with(visit: &Visit, key: &str, hours: u32) -> String {
    visit.app().texts.get(visit.lang(), key, &[("hours", hours.into())])
}

/// What somebody else did last, of what makes an answer stale: for whoever was writing meanwhile.
pub fn meanwhile(visit: &Visit, events: &[Recorded], names: &Names, me: AccountId) -> Option<HistoryLine> {
    let matters = |event: &Event| {
        !matches!(
            event,
            Event::DeadlineStepReached { .. }
                | Event::TicketLinked { .. }
                | Event::TicketUnlinked { .. }
                | Event::FollowLinkRequested { .. }
                | Event::RatingReminded { .. }
        )
    };
    let last = events.iter().rev().find(|recorded| recorded.actor != Some(me) && matters(&recorded.event))?;
    // What was moved and why is in the history; here it is one clause of a sentence.
    Some(history_line(visit, last, names, &[], &RouteNames::default()))
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
