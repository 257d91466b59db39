//! What was handed to a colleague to be approved, and what became of it: answers before they leave, and entries of the catalogue before
//! they are public.

mod store;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};

pub use store::{proposed_between, reviews};

/// An answer that was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// The question.
    pub ticket: TicketId,
    /// Whose answer it will be.
    pub author: AccountId,
    /// When it was handed in, and what became of it.
    pub span: Span,
}

/// A text that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When.
    pub from: Instant,
    /// What became of it.
    pub end: End,
}

/// What became of a text that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It waits.
    Waiting,
    /// A colleague approved it, then.
    Approved(Instant),
    /// A colleague gave it back, then.
    Returned(Instant),
    /// It was taken back or changed, or not needed any more, before anybody decided.
    Undecided(Instant),
}
