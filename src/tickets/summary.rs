//! What the desk has in hand at one moment, summed up for whoever runs it.

use std::collections::HashMap;

use chrono::Duration;

use super::listing::{Line, Times};
use super::model::{Stage, Ticket};
use super::worklist::InHand;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbResult};

/// Up to so many hours, questions that nobody holds are counted together; the last are those that wait longer.
pub const AGES: [i64; 3] = [4, 24, 48];

/// What is in hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Open questions without an answer whose clock runs.
    pub todo: usize,
    /// Of these, how many are late.
    pub late: usize,
    /// Those that are late the longest, first.
    pub latest: Vec<Ticket>,
    /// How many are due in the rest of the day.
    pub today: usize,
    /// How many wait for their requester.
    pub waiting: usize,
    /// Of `todo`, how many nobody holds.
    pub unheld: usize,
    /// Those that wait the longest for somebody to take them, first.
    pub oldest: Vec<Ticket>,
    /// How long they wait: one count for each of [`AGES`], and one for what waits longer.
    pub ages: [usize; 4],
    /// What each person holds.
    pub held: HashMap<AccountId, Held>,
}

/// What a person holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Open questions, also those that wait for their requester.
    pub open: usize,
    /// Of these, how many are late.
    pub late: usize,
    /// Of these, how many are due in the rest of the day.
    pub today: usize,
    /// Of these, how many wait for their requester.
    pub waiting: usize,
    /// What she answered since Monday.
    pub answered: usize,
}

/// What is in hand now, with up to `most` questions of each list.
///
/// # Errors
/// When the database fails.
pub fn summary(app: &App, conn: &mut Conn, now: Instant, most: usize) -> DbResult<Summary> {
    let times = Times::at(now);
    app.worklist.look(conn, &times, |in_hand| sum_up(in_hand, &times, most))
}

fn sum_up(in_hand: &InHand, times: &Times, most: usize) -> Summary {
    let mut summary = Summary::default();
    let (mut late, mut unheld): (Vec<&Line>, Vec<&Line>) = (Vec::new(), Vec::new());
    for line in in_hand.lines() {
        let stage = line.ticket.state.stage();
        let is_late = stage == Stage::Todo && line.queue_at < times.now;
        let is_today = stage == Stage::Todo && !is_late && line.queue_at < times.end_of_day;
        summary.today += usize::from(is_today);
        summary.waiting += usize::from(stage == Stage::Waiting);
        if stage == Stage::Todo {
            summary.todo += 1;
            late.extend(is_late.then_some(line));
            if line.ticket.assignee.is_none() {
                unheld.push(line);
                let waits = times.now - line.ticket.created_at;
                let band = AGES.iter().position(|hours| waits < Duration::hours(*hours));
                if let Some(count) = summary.ages.get_mut(band.unwrap_or(AGES.len())) {
                    *count += 1;
                }
            }
        }
        if let Some(holder) = line.ticket.assignee {
            let held = summary.held.entry(holder).or_default();
            held.open += usize::from(matches!(stage, Stage::Todo | Stage::Waiting));
            held.late += usize::from(is_late);
            held.today += usize::from(is_today);
            held.waiting += usize::from(stage == Stage::Waiting);
            let is_answered = matches!(stage, Stage::Answered | Stage::Closed);
            let this_week = line.ticket.answered_at.is_some_and(|at| at >= times.monday);
            held.answered += usize::from(is_answered && this_week);
        }
    }
    (summary.late, summary.unheld) = (late.len(), unheld.len());
    summary.latest = first(late, most, |line| line.queue_at);
    summary.oldest = first(unheld, most, |line| line.ticket.created_at);
    summary
}

fn first(mut lines: Vec<&Line>, most: usize, key: impl Fn(&Line) -> Instant) -> Vec<Ticket> {
    lines.sort_unstable_by_key(|line| (key(line), line.ticket.id));
    lines.into_iter().take(most).map(|line| line.ticket.clone()).collect()
}
