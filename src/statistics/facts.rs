//! What the figures are made of: one small record per cycle, kept in memory.
//!
//! A hundred thousand cycles take a few megabytes and are counted in milliseconds. The records are a copy of rows of the
//! database: they follow the events, and a test holds them equal to records read anew.

use chrono::NaiveDate;

use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, Position, TopicId};

/// One cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The cycle.
    pub cycle: CycleId,
    /// When its clock started.
    pub started_at: Instant,
    /// The day in Milan on which it started.
    pub day: NaiveDate,
    /// Its deadline; while paused, as it stood when the pause began.
    pub due_at: Instant,
    /// How it stands.
    pub standing: Standing,
    /// Seconds of the pauses that ended.
    pub paused_seconds: i64,
    /// Topic of its question, as it is now.
    pub topic: Option<TopicId>,
    /// Who asked: a worker or a firm.
    pub kind: RequesterKind,
    /// Where whoever asked lives or works, as told when asking.
    pub municipality: Option<Municipality>,
}

/// How a cycle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The desk owes an answer.
    Running,
    /// The requester owes a clarification, since then.
    Paused(Instant),
    /// Answered, then.
    Answered(Instant),
    /// Closed without an answer.
    Closed,
    /// Spam, part of another question before it was answered, or taken over from an archive: counts for nothing.
    Spam,
}

impl Fact {
    /// Whether the answer is owed and its deadline was passed at `as_of`. A paused clock stands where it was paused.
    pub fn is_overdue(&self, as_of: Instant) -> bool {
        match self.standing {
            Standing::Running => self.due_at < as_of,
            Standing::Paused(since) => self.due_at < since,
            Standing::Answered(_) | Standing::Closed | Standing::Spam => false,
        }
    }
}

/// All cycles, in the order of their ids, as they were at a place in the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Everything up to this event is known.
    pub position: Position,
    rows: Vec<Fact>,
}

impl Facts {
    /// No cycle, before the first event.
    pub fn none() -> Self {
        Self { position: Position::START, rows: Vec::new() }
    }

    /// The records, in the order of their cycles.
    pub fn rows(&self) -> &[Fact] {
        &self.rows
    }

    /// The newest cycle known.
    pub fn last_cycle(&self) -> Option<CycleId> {
        self.rows.last().map(|fact| fact.cycle)
    }

    /// Puts a record in the place of an older one of the same cycle, or where it belongs.
    pub fn put(&mut self, fact: Fact) {
        if self.last_cycle().is_none_or(|last| last < fact.cycle) {
            self.rows.push(fact);
            return;
        }
        match self.rows.binary_search_by_key(&fact.cycle, |row| row.cycle) {
            Ok(place) => self.rows[place] = fact,
            Err(place) => self.rows.insert(place, fact),
        }
    }
}
