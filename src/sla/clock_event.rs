//! What happened to the clock of one cycle: an append-only list from which everything else is computed.

use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::text::Reason;

crate::text_enum! {
    /// What a clock event does.
    pub enum ClockEventKind {
        /// The question was received, or asked again: the clock starts.
        Start = "start",
        /// The requester owes a clarification: nothing runs.
        Pause = "pause",
        /// The clock runs on with the time that was left.
        Resume = "resume",
        /// Answered, closed or put aside: nothing runs any more.
        Stop = "stop",
        /// A coordinator moved the deadline, or another question became part of this one.
        Correction = "correction",
    }
}

crate::text_enum! {
    /// Why it happened, as the ticket's page tells it.
    pub enum Cause {
        /// A new question.
        Received = "received",
        /// The requester asked again, or somebody opened the ticket again.
        Reopened = "reopened",
        /// An expert asked for details.
        ClarificationAsked = "clarification_asked",
        /// The requester gave the details.
        RequesterReplied = "requester_replied",
        /// An expert went on without waiting.
        WaitEnded = "wait_ended",
        /// The answer was sent.
        Answered = "answered",
        /// The ticket was closed without an answer.
        Closed = "closed",
        /// Whoever asked needs no answer any more.
        Solved = "solved",
        /// The ticket is spam.
        Spam = "spam",
        /// It became part of another of the same requester, or another became part of it.
        Merged = "merged",
        /// A coordinator decided so.
        Decided = "decided",
        /// The ticket was taken over from elsewhere, where it was over.
        Imported = "imported",
    }
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockEvent {
    /// Place in the list, rising in the order of writing. The order of the list counts, not the clock that stamped
    /// it: a computer's clock may be set back.
    pub sequence: i64,
    /// What it does.
    pub kind: ClockEventKind,
    /// When, in UTC.
    pub at: Instant,
    /// Who did it.
    pub actor: Actor,
    /// Why.
    pub cause: Cause,
    /// The new deadline of a correction; nothing for the others.
    pub new_due_at: Option<Instant>,
    /// Why a coordinator moved it, in her words; nothing for the others.
    pub reason: Option<Reason>,
}
