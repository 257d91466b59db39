//! Questions that an entry of the catalogue spared: counted only when the person says so, and followed for a week, since who
//! asks after all was not helped.

use std::collections::HashSet;

use chrono::Duration;

use super::error::TicketResult;
use super::{actions, store};
use crate::app::App;
use crate::catalogue::PublicEntry;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbResult};

/// Who asks within so long asks anyway.
pub const WEEK: Duration = Duration::days(7);
const AT_ONCE: i64 = 200;
/// So many ids go into one statement; SQLite allows 32,766 values.
const IDS: usize = 1_000;

crate::text_enum! {
    /// What became of a question that was not asked.
    pub enum Outcome {
        /// The week is not over.
        Open = "open",
        /// They asked within the week.
        Asked = "asked",
        /// They did not.
        Spared = "spared",
    }
}

/// Questions spared in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deflections {
    /// Of which it is not known yet.
    pub open: u64,
    /// After which the person asked within a week.
    pub asked: u64,
    /// After which they did not.
    pub spared: u64,
}

impl Deflections {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            open: self.open + other.open,
            asked: self.asked + other.asked,
            spared: self.spared + other.spared,
        }
    }

    /// How often somebody said that an entry was enough.
    pub fn total(self) -> u64 {
        self.open + self.asked + self.spared
    }
}

/// The person who fills in the form of this key says that `entry` is enough: the draft is thrown away and the question counts
/// as spared, once, unless it was sent. Answers where the draft's files lie, to be deleted after the commit.
///
/// # Errors
/// When the database fails.
pub fn spare(
    conn: &mut Conn,
    account: AccountId,
    entry: &PublicEntry,
    submission_key: &str,
    now: Instant,
) -> TicketResult<Vec<String>> {
    let files = actions::discard_draft(conn, account)?;
    let sent = store::tickets::sent_with_key(conn, account, submission_key)?.is_some();
    if !sent && !submission_key.is_empty() {
        store::deflections::note(conn, entry.id, account, submission_key, now)?;
    }
    Ok(files)
}

/// Finds out what became of those whose week is over; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn settle(app: &App, now: Instant) -> DbResult<usize> {
    let mut settled = 0;
    loop {
        let done = app.db.write(move |conn| settle_some(conn, now)).await?;
        settled += done;
        if done == 0 {
            return Ok(settled);
        }
    }
}

/// The same for some of them, in the transaction of the caller.
///
/// # Errors
/// When the database fails.
pub fn settle_some(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    let open = store::deflections::open_before(conn, now - WEEK, AT_ONCE)?;
    let asked = asked_within_the_week(conn, &open)?;
    let (asked, spared): (Vec<i64>, Vec<i64>) = open.iter().partition(|id| asked.contains(id));
    store::deflections::settle(conn, &asked, Outcome::Asked)?;
    store::deflections::settle(conn, &spared, Outcome::Spared)?;
    Ok(open.len())
}

/// Which of some were followed by a question of the same person within the week.
fn asked_within_the_week(conn: &mut Conn, ids: &[i64]) -> DbResult<HashSet<i64>> {
    let asked = store::deflections::asked_after(conn, ids)?.into_iter();
    Ok(asked.filter(|(_, noted, asked)| *asked <= *noted + WEEK).map(|(id, ..)| id).collect())
}

/// Forgets whose they were, within the transaction that erases her data. What is known of them by then is kept first: afterwards nobody
/// would know that she asked, and she would count as one who was spared her question.
///
/// # Errors
/// When the database fails.
pub(super) fn forget(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    for open in store::deflections::open_of(conn, account)?.chunks(IDS) {
        let asked: Vec<i64> = asked_within_the_week(conn, open)?.into_iter().collect();
        store::deflections::settle(conn, &asked, Outcome::Asked)?;
    }
    store::deflections::disown(conn, account)
}

/// Those of some stretches of time, each from one of these instants up to the next, this excluded. Before a week is over nothing is
/// told of what became of them, also of those that an erasure settled early: only of who asked it is known by then, and a rate of
/// those alone would be too high.
///
/// # Errors
/// When the database fails.
pub fn between_each(conn: &mut Conn, bounds: &[Instant], now: Instant) -> DbResult<Vec<Deflections>> {
    let [from, later @ .., to] = bounds else { return Ok(Vec::new()) };
    let running_since = now - WEEK;
    let first_running = later.partition_point(|beginning| *beginning < running_since);
    let mut beginnings = later.to_vec();
    beginnings.insert(first_running, running_since);
    let mut stretches = vec![Deflections::default(); later.len() + 1];
    for (place, outcome, count) in store::deflections::counts(conn, (*from, *to), &beginnings)? {
        let Ok(place) = usize::try_from(place) else { continue };
        let is_running = place > first_running;
        let Some(of) = stretches.get_mut(place - usize::from(is_running)) else { continue };
        let count = u64::try_from(count).unwrap_or_default();
        match outcome {
            _ if is_running => of.open += count,
            Outcome::Open => of.open += count,
            Outcome::Asked => of.asked += count,
            Outcome::Spared => of.spared += count,
        }
    }
    Ok(stretches)
}
