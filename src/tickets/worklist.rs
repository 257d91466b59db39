//! What the desk has in hand, kept in this process: what is owed, what waits, what is answered and not closed, and what was
//! answered this week. Some thousands of questions however long the archive grows.
//!
//! Every list of it, whatever its filters and its order, and every count of a list is taken from here. Each look asks
//! the database for the place of the newest event; what happened since is read before anything is shown. So a page is as
//! true as one that was read row by row, on every node, and nothing has to be told to forget.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{PoisonError, RwLock};

use super::listing::{Filter, Line, Order, Place, Times};
use super::model::{Stage, Ticket};
use super::store::queue;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;

/// Of so many events at most the tickets are read one by one; after more, all of what is in hand is read anew.
const FOLLOWED: i64 = 500;

/// Filled at the first look, then kept up by following the events.
#[derive(Debug, Default)]
pub struct Worklist(RwLock<InHand>);

/// What is in hand at one moment.
#[derive(Debug)]
pub struct InHand {
    /// The newest event that is taken in.
    position: Position,
    /// The beginning of the week that it was filled for.
    monday: Instant,
    lines: BTreeMap<TicketId, Line>,
}

impl Worklist {
    /// Looks at what is in hand now. Blocks: call it inside a reading closure of the database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn look<T>(&self, conn: &mut Conn, times: &Times, look: impl FnOnce(&InHand) -> T) -> DbResult<T> {
        // Before the rows: what happens meanwhile is read again by the next look rather than missed.
        let newest = events::last_position(conn)?;
        {
            let in_hand = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if in_hand.position >= newest && in_hand.monday == times.monday {
                return Ok(look(&in_hand));
            }
        }
        let mut in_hand = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let outcome = in_hand.bring_up_to(conn, newest, times.monday);
        if outcome.is_err() {
            // Half brought up to date is worse than empty.
            *in_hand = InHand::default();
        }
        outcome?;
        Ok(look(&in_hand))
    }
}

impl Default for InHand {
    fn default() -> Self {
        Self { position: Position::START, monday: Instant::from_micros(0), lines: BTreeMap::new() }
    }
}

impl InHand {
    /// The newest event that it knows.
    pub fn position(&self) -> Position {
        self.position
    }

    fn bring_up_to(&mut self, conn: &mut Conn, newest: Position, monday: Instant) -> DbResult<()> {
        let behind = newest.0 - self.position.0;
        if self.position == Position::START || self.monday != monday || behind > FOLLOWED {
            self.monday = monday;
            self.lines.clear();
            self.take_in(queue::in_hand(conn, monday)?);
        } else if behind > 0 {
            let changed = events::tickets_between(conn, self.position, newest)?;
            let lines = queue::of_numbers(conn, &changed)?;
            for id in &changed {
                self.lines.remove(id);
            }
            self.take_in(lines);
        }
        self.position = self.position.max(newest);
        Ok(())
    }

    fn take_in(&mut self, lines: Vec<Line>) {
        let monday = self.monday;
        let stays = |line: &Line| match line.ticket.state.stage() {
            Stage::Todo | Stage::Waiting | Stage::Answered => true,
            Stage::Closed => line.ticket.answered_at.is_some_and(|at| at >= monday),
            Stage::Spam => false,
        };
        self.lines.extend(lines.into_iter().filter(stays).map(|line| (line.ticket.id, line)));
    }

    /// Up to `limit` questions of a list after a place, with their own places.
    pub fn page(
        &self,
        filter: &Filter,
        order: Order,
        after: Option<Place>,
        limit: usize,
        times: &Times,
    ) -> Vec<(Place, Ticket)> {
        let ascending = order.is_ascending(filter.list);
        let comes =
            |place: &Place| after.is_none_or(|after| if ascending { *place > after } else { *place < after });
        let taken = self.lines.values().filter(|line| filter.takes(line, times));
        let mut places: Vec<Place> = taken.map(|line| order.place(filter.list, line)).filter(comes).collect();
        let before = |one: &Place, other: &Place| if ascending { one.cmp(other) } else { other.cmp(one) };
        if places.len() > limit {
            places.select_nth_unstable_by(limit, before);
            places.truncate(limit);
        }
        places.sort_unstable_by(before);
        places
            .into_iter()
            .filter_map(|place| Some((place, self.lines.get(&place.id)?.ticket.clone())))
            .collect()
    }

    /// How many questions of a list have a number above `last`.
    pub fn newer(&self, filter: &Filter, last: TicketId, times: &Times) -> usize {
        let after = (Bound::Excluded(last), Bound::Unbounded);
        self.lines.range(after).filter(|(_, line)| filter.takes(line, times)).count()
    }

    /// The greatest number that is in hand.
    pub fn last(&self) -> Option<TicketId> {
        self.lines.keys().next_back().copied()
    }

    /// How many questions each of these lists holds; none for a list that is not counted.
    pub fn counts(&self, filters: &[Filter], times: &Times) -> Vec<Option<i64>> {
        let mut counts: Vec<Option<i64>> =
            filters.iter().map(|filter| filter.list.archive().is_none().then_some(0)).collect();
        // One way through the lines: each is looked at while it is near.
        for line in self.lines.values() {
            for (filter, count) in filters.iter().zip(&mut counts) {
                if let Some(count) = count
                    && filter.takes(line, times)
                {
                    *count += 1;
                }
            }
        }
        counts
    }
}
