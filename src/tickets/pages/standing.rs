//! Where a question stands, as its requester is told at the top of its page.

use serde::Serialize;

use crate::kernel::clock::Instant;
use crate::kernel::ids::MessageId;
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
