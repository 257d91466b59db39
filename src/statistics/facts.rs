//! What the figures are made of: one small record per cycle, kept in memory.
//!
//! A million cycles take little more than a hundred megabytes and are counted in milliseconds. The records are a copy of rows
//! of the database: they follow the events, and a test holds them equal to records read anew.

use chrono::NaiveDate;

use super::dimension::{Dimension, Value};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, Position, TicketId, TopicId};
use crate::kernel::rating::Verdict;

/// One cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The cycle.
    pub cycle: CycleId,
    /// Its question.
    pub ticket: TicketId,
    /// When its clock started.
    pub started_at: Instant,
    /// The day in Milan on which it started.
    pub day: NaiveDate,
    /// The hour on the wall in Milan at which it started, 0 to 23.
    pub hour: u8,
    /// Its deadline; while paused, as it stood when the pause began.
    pub due_at: Instant,
    /// How it stands.
    pub standing: Standing,
    /// Seconds of the pauses that ended.
    pub paused_seconds: i64,
    /// Whether it helped.
    pub rating: Rating,
    /// Who asked what, where, how: as [`Dimension`] says.
    pub values: [Value; Dimension::STORED],
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
    /// Closed without an answer, then.
    Closed(Instant),
    /// Spam, part of another question before it was answered, or taken over from an archive: counts for nothing.
    Spam,
}

/// What whoever asked says of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// Nobody asked.
    NotAsked,
    /// Asked, and nothing said.
    NotGiven,
    /// Said, asked or not.
    Given(Verdict),
}

impl Fact {
    /// Whether it counts at all, for figures true at `as_of`.
    pub fn counts(&self, as_of: Instant) -> bool {
        self.standing != Standing::Spam && self.started_at <= as_of
    }

    /// Whether the answer is owed and its deadline was passed at `as_of`. A paused clock stands where it was paused.
    pub fn is_overdue(&self, as_of: Instant) -> bool {
        match self.standing {
            Standing::Running => self.due_at < as_of,
            Standing::Paused(since) => self.due_at < since,
            Standing::Answered(_) | Standing::Closed(_) | Standing::Spam => false,
        }
    }

    /// Whether the question was asked again: every cycle but its first.
    pub fn is_reopening(&self) -> bool {
        self.values[Dimension::Turn as usize] == Value::AGAIN
    }

    /// Topic of its question, as it is now.
    pub fn topic(&self) -> Option<TopicId> {
        self.values[Dimension::Topic as usize].id().map(TopicId)
    }

    /// When it ended.
    pub fn ended_at(&self) -> Option<Instant> {
        match self.standing {
            Standing::Answered(at) | Standing::Closed(at) => Some(at),
            Standing::Running | Standing::Paused(_) | Standing::Spam => None,
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
