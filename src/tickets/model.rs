//! A question and its conversation, as every part of the desk sees them.

use serde::Serialize;

use crate::accounts::permissions::TicketFacts;
use crate::accounts::{AwayNow, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{
    AccountId, AttachmentId, CycleId, GroupId, IncomingId, MessageId, TicketId, TopicId,
};
use crate::kernel::rating::{RatingReason, Verdict};
use crate::kernel::text::Subject;
use crate::platform::i18n::Lang;

crate::text_enum! {
    /// Where a question stands. Which moves exist is said by the table in `rules`.
    pub enum TicketState {
        /// Received; nobody holds it.
        New = "new",
        /// An expert holds it.
        Assigned = "assigned",
        /// The requester owes a clarification; the clock is paused.
        Waiting = "waiting",
        /// The answer was sent.
        Answered = "answered",
        /// Over.
        Closed = "closed",
        /// Put aside.
        Spam = "spam",
    }
}

impl TicketState {
    /// Whether the desk still owes something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Assigned | Self::Waiting)
    }

    /// Whether a later message can still be made a question of its own.
    pub fn can_be_split(self) -> bool {
        self.is_open() || self == Self::Answered
    }

    /// The list of the desk it stands in.
    pub fn stage(self) -> Stage {
        match self {
            Self::New | Self::Assigned => Stage::Todo,
            Self::Waiting => Stage::Waiting,
            Self::Answered => Stage::Answered,
            Self::Closed => Stage::Closed,
            Self::Spam => Stage::Spam,
        }
    }
}

crate::text_enum! {
    /// A list of the desk. Its own column, so that one index serves every list in its order.
    pub enum Stage {
        /// The clock runs: soonest deadline first.
        Todo = "todo",
        /// The requester owes a clarification: the longest paused first.
        Waiting = "waiting",
        /// Answered: the latest first.
        Answered = "answered",
        /// Closed: the latest first.
        Closed = "closed",
        /// Put aside: the latest first.
        Spam = "spam",
    }
}

impl Stage {
    /// What is owed comes soonest first, what is over latest first.
    pub fn is_ascending(self) -> bool {
        matches!(self, Self::Todo | Self::Waiting)
    }
}

crate::text_enum! {
    /// How a question reached the desk.
    pub enum Channel {
        /// The form of the site.
        Web = "web",
        /// An e-mail.
        Email = "email",
        /// The telephone, typed in by staff.
        Phone = "phone",
        /// The front desk, typed in by staff.
        Desk = "desk",
    }
}

crate::text_enum! {
    /// How urgent a question is, besides its deadline.
    #[derive(Default)]
    pub enum Priority {
        /// As most are.
        #[default]
        Normal = "normal",
        /// Before others.
        High = "high",
    }
}

impl Priority {
    /// Whether it comes before others.
    pub fn is_high(self) -> bool {
        self == Self::High
    }
}

crate::text_enum! {
    /// What a message is; an internal note is never shown to the requester.
    pub enum MessageKind {
        /// From the requester.
        Question = "question",
        /// The answer.
        Answer = "answer",
        /// The desk asks the requester for details.
        Clarification = "clarification",
        /// Why the desk closed the question.
        Closing = "closing",
        /// What the desk tells after its answer: that an act changed which it cites.
        Notice = "notice",
        /// An internal note.
        Note = "note",
    }
}

crate::text_enum! {
    /// Why two questions have to do with each other.
    pub enum LinkKind {
        /// Somebody of the desk says so.
        Related = "related",
        /// One was asked in a message of the other.
        Split = "split",
    }
}

crate::text_enum! {
    /// What became of an answer that waited for approval.
    pub enum ProposedOutcome {
        /// It was approved, and sent.
        Approved = "approved",
        /// It came back with a remark.
        Returned = "returned",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// Another took its place.
        Replaced = "replaced",
        /// The question ended without it.
        Lapsed = "lapsed",
    }
}

/// A question, without its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    /// Its number, shown as `n. 1234`.
    pub id: TicketId,
    /// Who asked.
    pub requester: AccountId,
    /// How it came.
    pub channel: Channel,
    /// Where it stands.
    pub state: TicketState,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// Who is competent; nobody in particular when none.
    pub group: Option<GroupId>,
    /// Who holds it.
    pub assignee: Option<AccountId>,
    /// One line.
    pub subject: Subject,
    /// Istat code of the requester's municipality when it was asked.
    pub municipality: Option<String>,
    /// Worker or enterprise.
    pub kind: RequesterKind,
    /// The requester's language.
    pub lang: Lang,
    /// When it was received.
    pub created_at: Instant,
    /// When anything last changed.
    pub updated_at: Instant,
    /// The promise that runs; none while paused or stopped.
    pub due_at: Option<Instant>,
    /// When the last answer was sent.
    pub answered_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Whether the requester said that the answer helped.
    pub helpful: Option<bool>,
    /// Grows with every message and change, so that two people do not answer past each other.
    pub version: i32,
    /// The newest cycle.
    pub cycle: Option<CycleId>,
    /// How urgent it is.
    pub priority: Priority,
    /// Whether the program set the topic by itself, and nobody of the desk confirmed it yet.
    pub topic_proposed: bool,
    /// Who gave it a topic without four eyes in place of one with them: what she writes needs approval all the same.
    pub approval_kept_for: Option<AccountId>,
}

impl Ticket {
    /// Its topic, as far as a person chose it or agreed to it: what its requester is told.
    pub fn confirmed_topic(&self) -> Option<TopicId> {
        self.topic.filter(|_| !self.topic_proposed)
    }

    /// What decides who may do what with it, whoever is away.
    pub fn facts(&self) -> TicketFacts {
        TicketFacts { requester: self.requester, assignee: self.assignee, stand_in: None }
    }

    /// The same while these people are away: who stands in for its holder may do what she may.
    pub fn facts_while(&self, away: &AwayNow) -> TicketFacts {
        let stand_in = self.assignee.and_then(|holder| away.stand_in_of(holder));
        TicketFacts { stand_in, ..self.facts() }
    }
}

/// A question that became part of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergedFrom {
    /// Its number.
    pub number: TicketId,
    /// What it was about.
    pub subject: String,
}

/// One post of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Who wrote it; nobody when imported without an author.
    pub author: Option<AccountId>,
    /// What it is.
    pub kind: MessageKind,
    /// The question that it came with, where that became part of another.
    pub from: Option<MergedFrom>,
    /// The text as written: plain for requesters, Markdown for the desk.
    pub body: String,
    /// When it was posted.
    pub created_at: Instant,
    /// The mail that it came by.
    pub mail: Option<IncomingId>,
    /// Whether that can be shown as its sender formatted it: it was formatted, and is still kept.
    pub is_formatted: bool,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

crate::text_enum! {
    /// How whoever asked came to do something with her question.
    pub enum Way {
        /// On the page behind the sign-in.
        Page = "page",
        /// By the link of a mail.
        Link = "link",
        /// By answering a mail.
        Mail = "mail",
    }
}

impl Way {
    /// As events tell it.
    pub(super) fn by_link(self) -> Option<bool> {
        (self == Self::Link).then_some(true)
    }
}

/// What whoever asked says of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rating {
    /// The promise that ended with it.
    #[serde(skip)]
    pub cycle: CycleId,
    /// Whether it helped.
    pub verdict: Verdict,
    /// Why not, or not wholly.
    pub reason: Option<RatingReason>,
    /// The same in her words.
    pub words: Option<String>,
    /// Where she said it.
    pub way: Way,
    /// When she last said it.
    pub at: Instant,
}

/// A file of a message or of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its id; not a secret, the page asks who may see the ticket.
    pub id: AttachmentId,
    /// A clean name for display and download.
    pub name: String,
    /// Type by content.
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Where it is stored.
    #[serde(skip)]
    pub storage_key: String,
}
