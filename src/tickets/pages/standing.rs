//! Where a question stands, as its requester is told at the top of its page.

use serde::Serialize;

use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::MessageId;
use crate::platform::events::Recorded;
use crate::sla::Cycle;
use crate::tickets::model::{Message, MessageKind, Ticket, TicketState};

/// What the page is about now, and what its requester can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The desk owes an answer.
    Open,
    /// The requester owes a clarification.
    Waiting,
    /// The answer is there to be read.
    Answered,
    /// Over; what is put aside looks so as well.
    Closed,
}

/// The newest answer.
#[derive(Debug, Serialize)]
pub struct NewestAnswer {
    id: MessageId,
    at: Instant,
}

impl Phase {
    /// The phase of a state.
    pub fn of(state: TicketState) -> Self {
        match state {
            TicketState::New | TicketState::Assigned => Self::Open,
            TicketState::Waiting => Self::Waiting,
            TicketState::Answered => Self::Answered,
            TicketState::Closed | TicketState::Spam => Self::Closed,
        }
    }
}

/// The answer that a page leads to; none while another is owed.
pub fn newest_answer(ticket: &Ticket, messages: &[Message]) -> Option<NewestAnswer> {
    let last = messages.iter().rev().find(|message| message.kind == MessageKind::Answer)?;
    (!ticket.state.is_open()).then_some(NewestAnswer { id: last.id, at: last.created_at })
}

/// How far the promise that runs, or that ended with an answer, has come.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// When it was given.
    started_at: Instant,
    /// Whether it is that of a question opened again.
    reopened: bool,
    taken: Reach,
    /// When it was taken last, where that was after its start.
    taken_at: Option<Instant>,
    answer: Answer,
    /// When the answer is owed, or was; while the desk waits, as it stood.
    due_at: Instant,
    /// When it was sent.
    answered_at: Option<Instant>,
}

/// Whether a step is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reach {
    Done,
    Now,
}

/// How it stands with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// Sent.
    Done,
    /// Owed, in time; whether anybody works on it is the step before.
    Owed,
    /// Owed, and the deadline is past.
    Late,
    /// The requester owes a clarification.
    Paused,
}

impl Progress {
    /// None of a question that is over.
    pub fn of(ticket: &Ticket, cycle: &Cycle, events: &[Recorded], now: Instant) -> Option<Self> {
        let answer = match Phase::of(ticket.state) {
            Phase::Closed => return None,
            Phase::Answered => Answer::Done,
            Phase::Waiting => Answer::Paused,
            Phase::Open if cycle.is_overdue(now) => Answer::Late,
            Phase::Open => Answer::Owed,
        };
        let takes = |event: &Event| {
            matches!(
                event,
                Event::TicketClaimed { .. }
                    | Event::TicketHandedOver { .. }
                    | Event::TicketRouted { expert: Some(_), .. }
            )
        };
        let taken_at =
            events.iter().rev().find(|recorded| takes(&recorded.event)).map(|recorded| recorded.at);
        let is_taken = ticket.assignee.is_some() || answer == Answer::Done;
        Some(Self {
            started_at: cycle.started_at,
            reopened: cycle.number > 1,
            taken: if is_taken { Reach::Done } else { Reach::Now },
            taken_at: taken_at.filter(|at| is_taken && cycle.started_at <= *at),
            answer,
            due_at: cycle.due_at,
            answered_at: cycle.answered_at,
        })
    }
}
