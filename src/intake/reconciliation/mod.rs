//! What came in on a day and what became of it, way by way: every mail that the desk said it has is in one of the numbers, and they
//! add up.
//!
//! Nothing is counted twice over: the numbers are those of the mails themselves, and of what was found in mailboxes.
pub mod pages;
mod store;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::imap::Outcome;
use super::model::{IncomingState, Reason, Source};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::i18n::day_of_rome;
use crate::platform::jobs::Running;

/// Days that the page shows.
const DAYS: u64 = 14;
/// So long what it counts is needed: the first of its days began up to a day earlier.
pub(super) const COUNTED_DAYS: i64 = 15;

/// Why so many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    reason: Reason,
    count: i64,
}

/// What came by one way on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    source: Source,
    /// All.
    found: i64,
    questions: i64,
    /// Replies, drafts and notes.
    messages: i64,
    /// Not read yet.
    waiting: i64,
    held: i64,
    discarded: i64,
    failed: i64,
    /// Found in a mailbox and known before.
    known: i64,
    /// Found in a mailbox, and nothing in it.
    empty: i64,
    /// Named by a mailbox, and not given.
    not_given: i64,
    /// Of those held and discarded.
    because: Vec<Because>,
}

impl Account {
    fn new(source: Source) -> Self {
        let (found, questions, messages, waiting, held) = (0, 0, 0, 0, 0);
        let (discarded, failed, known, empty, not_given) = (0, 0, 0, 0, 0);
        let because = Vec::new();
        Self {
            source,
            found,
            questions,
            messages,
            waiting,
            held,
            discarded,
            failed,
            known,
            empty,
            not_given,
            because,
        }
    }

    fn stored(&mut self, state: IncomingState, reason: Option<Reason>, count: i64) {
        let number = match (state, reason) {
            (IncomingState::Taken, Some(Reason::Question)) => &mut self.questions,
            (IncomingState::Taken, _) => &mut self.messages,
            (IncomingState::Waiting, _) => &mut self.waiting,
            (IncomingState::Held, _) => &mut self.held,
            (IncomingState::Discarded, _) => &mut self.discarded,
            (IncomingState::Failed, _) => &mut self.failed,
        };
        *number += count;
        self.found += count;
        if let (IncomingState::Held | IncomingState::Discarded, Some(reason)) = (state, reason) {
            self.because.push(Because { reason, count });
        }
    }

    fn seen(&mut self, outcome: Outcome, count: i64) {
        let number = match outcome {
            // Counted among the stored ones.
            Outcome::New | Outcome::TooLarge => return,
            Outcome::Known => &mut self.known,
            Outcome::Empty => &mut self.empty,
            Outcome::NotGiven => &mut self.not_given,
        };
        *number += count;
        self.found += count;
    }
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    day: NaiveDate,
    ways: Vec<Account>,
}

/// What came on a day of Milan, by each way that something came by.
///
/// # Errors
/// When the database fails.
pub fn of_day(conn: &mut Conn, day: NaiveDate) -> DbResult<Day> {
    let (from, until) = (Instant::midnight(day), Instant::midnight(day.succ_opt().unwrap_or(day)));
    let mut ways: Vec<Account> = Source::ALL.iter().map(|source| Account::new(*source)).collect();
    for (source, state, reason, count) in store::stored(conn, from, until)? {
        if let Some(way) = ways.iter_mut().find(|way| way.source == source) {
            way.stored(state, reason, count);
        }
    }
    for (outcome, count) in super::imap::found_between(conn, from, until)? {
        if let Some(way) = ways.iter_mut().find(|way| way.source == Source::Imap) {
            way.seen(outcome, count);
        }
    }
    ways.retain(|way| way.found > 0);
    ways.iter_mut().for_each(|way| way.because.sort_by_key(|because| (-because.count, because.reason)));
    Ok(Day { day, ways })
}

/// The job `reconciliation`: says in the log what became of the mails of yesterday.
pub fn say(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let yesterday = day_of_rome(now).pred_opt().unwrap_or_default();
        let day = app.db.read::<_, DbError, _>(move |conn| of_day(conn, yesterday)).await?;
        for way in &day.ways {
            tracing::info!(
                day = %day.day,
                way = way.source.as_str(),
                found = way.found,
                questions = way.questions,
                messages = way.messages,
                waiting = way.waiting,
                held = way.held,
                discarded = way.discarded,
                failed = way.failed,
                known = way.known,
                empty = way.empty,
                not_given = way.not_given,
                "what became of the mails of a day"
            );
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_way_add_up() {
        let mut way = Account::new(Source::Imap);
        let mut number = 1;
        for state in IncomingState::ALL {
            for reason in Reason::ALL.iter().copied().map(Some).chain([None]) {
                way.stored(*state, reason, number);
                number += 1;
            }
        }
        for outcome in Outcome::ALL {
            way.seen(*outcome, 3);
        }
        let parts = [way.questions, way.messages, way.waiting, way.held, way.discarded, way.failed];
        let beside = [way.known, way.empty, way.not_given];
        assert_eq!(parts.iter().chain(&beside).sum::<i64>(), way.found);
        let explained: i64 = way.because.iter().map(|because| because.count).sum();
        assert!(explained > 0 && explained < way.held + way.discarded, "some have no reason here");
    }
}
