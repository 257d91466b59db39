//! What the register holds.

use chrono::NaiveDate;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, MessageId, NormChangeId, NormReviewId, TicketId};
use crate::kernel::norm::{self, Norm};

/// An act that a text cites, with its articles in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cited {
    pub norm: Norm,
    pub places: String,
}

/// What a text cites, each act once.
pub(super) fn cited(text: &str) -> Vec<Cited> {
    let of = |(norm, places): (Norm, Vec<norm::Place>)| {
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        Cited { norm, places: places.join("; ") }
    };
    norm::cited(text).into_iter().map(of).collect()
}

/// That an act changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub id: NormChangeId,
    pub norm: Norm,
    pub changed_on: NaiveDate,
    pub what: String,
    /// Answers from then on are looked at again.
    pub answers_since: Instant,
    pub noted_at: Instant,
}

/// A change as it is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewChange {
    pub norm: Norm,
    pub changed_on: NaiveDate,
    pub what: String,
    pub answers_since: Instant,
    pub by: AccountId,
}

/// How what was to be looked at came off the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Somebody says that it is still right.
    StillRight,
    /// It was written anew.
    Revised,
    /// The entry is no longer public.
    Withdrawn,
    /// Whoever asked was told what changed for her.
    Told,
}

impl Outcome {
    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Self::StillRight => "still_right",
            Self::Revised => "revised",
            Self::Withdrawn => "withdrawn",
            Self::Told => "told",
        }
    }
}

/// What cites an act that changed, and waits to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Review<T> {
    pub id: NormReviewId,
    pub change: NormChangeId,
    pub norm: Norm,
    pub changed_on: NaiveDate,
    pub what: String,
    pub of: T,
}

/// A public entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitingEntry {
    pub id: EntryId,
    pub slug: String,
    pub title: String,
    pub language: crate::platform::i18n::Lang,
    pub places: String,
}

/// An answer of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitingAnswer {
    pub message: MessageId,
    pub ticket: TicketId,
    pub subject: String,
    pub at: Instant,
    pub places: String,
}
