//! Which questions a list of the desk holds, and in which order: said once, for what is in hand and for what is over.

use std::sync::Arc;

use chrono::Duration;

use super::model::{Channel, Stage, Ticket};
use super::store::proposed::Writers;
use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::platform::search::Matching;

crate::text_enum! {
    /// A list of the desk.
    pub enum List {
        /// The clock runs.
        Todo = "todo",
        /// Of these, what is late.
        Overdue = "overdue",
        /// Of these, what is due in the rest of the day.
        Today = "today",
        /// The requester owes a clarification.
        Waiting = "waiting",
        /// A colleague's answer waits for the reader's approval.
        Review = "review",
        /// Answered, and not closed yet.
        Answered = "answered",
        /// Answered since Monday, closed or not.
        Week = "week",
        /// Closed.
        Closed = "closed",
        /// Put aside.
        Spam = "spam",
    }
}

impl List {
    /// The stage of a list that grows for ever: it is read from the database a page at a time, the latest first, and not
    /// counted. None for a list of what is in hand.
    pub fn archive(self) -> Option<Stage> {
        match self {
            Self::Closed => Some(Stage::Closed),
            Self::Spam => Some(Stage::Spam),
            _ => None,
        }
    }

    fn holds(self, line: &Line, times: &Times) -> bool {
        let stage = line.ticket.state.stage();
        match self {
            Self::Todo => stage == Stage::Todo,
            Self::Overdue => stage == Stage::Todo && line.queue_at < times.now,
            Self::Today => {
                stage == Stage::Todo && line.queue_at >= times.now && line.queue_at < times.end_of_day
            }
            Self::Waiting => stage == Stage::Waiting,
            Self::Review => line.writers.is_some(),
            Self::Answered => stage == Stage::Answered,
            Self::Week => {
                matches!(stage, Stage::Answered | Stage::Closed)
                    && line.ticket.answered_at.is_some_and(|at| at >= times.monday)
            }
            Self::Closed => stage == Stage::Closed,
            Self::Spam => stage == Stage::Spam,
        }
    }
}

/// The present instant, and those that divide the lists at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The present.
    pub now: Instant,
    /// When the day ends in Milan.
    pub end_of_day: Instant,
    /// When the week began in Milan.
    pub monday: Instant,
}

impl Times {
    /// Those of an instant.
    pub fn at(now: Instant) -> Self {
        Self { now, end_of_day: now.end_of_day(), monday: now.start_of_week() }
    }
}

/// Whose questions a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Those this person holds.
    HeldBy(AccountId),
    /// Those nobody holds.
    Unheld,
    /// Those of these groups, and those of no group.
    Groups(Vec<GroupId>),
    /// Those this person holds, and of those that nobody holds what is of these groups or of none: her own work. Of what is
    /// over nothing is left to take: there it is what she held.
    WorkOf(AccountId, Vec<GroupId>),
    /// Everybody's.
    All,
}

impl Whose {
    fn takes(&self, holder: Option<AccountId>, group: Option<GroupId>) -> bool {
        let of = |groups: &[GroupId]| group.is_none_or(|group| groups.contains(&group));
        match self {
            Self::HeldBy(account) => holder == Some(*account),
            Self::Unheld => holder.is_none(),
            Self::Groups(groups) => of(groups),
            Self::WorkOf(account, groups) => holder == Some(*account) || (holder.is_none() && of(groups)),
            Self::All => true,
        }
    }
}

/// Which questions are shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The list.
    pub list: List,
    /// Whose.
    pub whose: Whose,
    /// Only these topics; empty means any.
    pub topics: Vec<TopicId>,
    /// Only of this territory.
    pub place: Option<Municipality>,
    /// Only of requesters of this kind.
    pub kind: Option<RequesterKind>,
    /// Only what came this way.
    pub channel: Option<Channel>,
    /// Only what one of these people holds: everybody of a partner of the network.
    pub holders: Option<Vec<AccountId>>,
    /// Only what holds these words, as far as the index of all questions knows.
    pub said: Option<Arc<Matching>>,
    /// Who reads what waits for approval, of which nobody sees what she wrote; none for the other lists, which are the same for
    /// all.
    pub reader: Option<AccountId>,
}

impl Filter {
    /// Whether a question in hand belongs.
    pub fn takes(&self, line: &Line, times: &Times) -> bool {
        let ticket = &line.ticket;
        self.list.holds(line, times)
            && self.is_theirs(line)
            && (self.topics.is_empty() || ticket.topic.is_some_and(|topic| self.topics.contains(&topic)))
            && (self.place.is_none() || self.place == line.place)
            && self.kind.is_none_or(|kind| kind == ticket.kind)
            && self.channel.is_none_or(|channel| channel == ticket.channel)
            && self
                .holders
                .as_ref()
                .is_none_or(|those| ticket.assignee.is_some_and(|holder| those.contains(&holder)))
            && self.says(ticket.id)
    }

    /// Whether a question holds the words.
    pub fn says(&self, id: TicketId) -> bool {
        self.said.as_ref().is_none_or(|said| said.holds(id.0))
    }

    /// Whether it is known what it leaves: not while its words cannot be searched.
    pub fn is_known(&self) -> bool {
        self.said.as_ref().is_none_or(|said| said.is_known())
    }
}

impl Filter {
    /// An answer that waits is held by whoever wrote it: it is its group's to approve, and nobody's of those who wrote it.
    fn is_theirs(&self, line: &Line) -> bool {
        let ticket = &line.ticket;
        match (&self.whose, self.list, line.writers) {
            (whose, List::Review, Some(writers)) => {
                let wrote_it = [writers.author, writers.edited_by].map(Some).contains(&self.reader);
                let of_her_groups = match whose {
                    Whose::WorkOf(_, groups) => ticket.group.is_none_or(|group| groups.contains(&group)),
                    whose => whose.takes(ticket.assignee, ticket.group),
                };
                !wrote_it && of_her_groups
            }
            (whose, ..) => whose.takes(ticket.assignee, ticket.group),
        }
    }
}

/// A question in hand, as lists see it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The question.
    pub ticket: Ticket,
    /// What its list is ordered by.
    pub queue_at: Instant,
    /// The municipality as it is called today.
    pub place: Option<Municipality>,
    /// Who wrote the answer that waits for approval, if one does.
    pub writers: Option<Writers>,
}

/// What has high priority is placed so much earlier in a list by priority: before all others, and in its own order.
const A_CENTURY: Duration = Duration::days(36_525);

/// How a list of what is in hand is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What is owed by deadline, what waits by how long it waits, what is answered the latest first.
    #[default]
    Own,
    /// Received last.
    Newest,
    /// Received first.
    Oldest,
    /// Changed last.
    Moved,
    /// What has high priority first, each part by deadline. The deadline alone orders the list otherwise: it is what was promised.
    Priority,
}

impl Order {
    pub(super) fn is_ascending(self, list: List) -> bool {
        match self {
            Self::Own => {
                matches!(list, List::Todo | List::Overdue | List::Today | List::Waiting | List::Review)
            }
            Self::Oldest | Self::Priority => true,
            Self::Newest | Self::Moved => false,
        }
    }

    pub(super) fn place(self, list: List, line: &Line) -> Place {
        let ticket = &line.ticket;
        let at = match self {
            Self::Own if list == List::Week => ticket.answered_at.unwrap_or(line.queue_at),
            Self::Own => line.queue_at,
            Self::Priority if ticket.priority.is_high() => line.queue_at - A_CENTURY,
            Self::Priority => line.queue_at,
            Self::Newest | Self::Oldest => ticket.created_at,
            Self::Moved => ticket.updated_at,
        };
        Place { at, id: ticket.id }
    }
}

/// Place of a row in a list, from which the next page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The instant the list is ordered by.
    pub at: Instant,
    /// The ticket.
    pub id: TicketId,
}
