//! What the desk has in hand, kept in this process: what is owed, what waits, what is answered and not closed, and what was
//! answered this week. Some thousands of questions however long the archive grows.
//!
//! Every list of it, whatever its filters and its order, and every count of a list is taken from here. Each look asks
//! the database for the place of the newest event; what happened since is read before anything is shown. So a page is as
//! true as one that was read row by row, on every node, and nothing has to be told to forget.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::listing::{Filter, Line, Order, Place, Times};
use super::model::{Stage, Ticket};
use super::store::messages::Glance;
use super::store::queue;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::sla::Cycle;

/// Of so many events at most the tickets are read one by one; after more, all of what is in hand is read anew.
const FOLLOWED: i64 = 500;
/// So many counts are remembered: those of everybody's lists and views, not of every filter that was ever tried.
const REMEMBERED: usize = 2_000;

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
    /// Of the lines that somebody looked at, what stands beside them; until something happens to them.
    beside: Mutex<HashMap<TicketId, Arc<Beside>>>,
    tallies: Mutex<Tallies>,
}

/// What a list shows of a question besides itself.
#[derive(Debug, Default)]
pub struct Beside {
    /// What its conversation says at a glance.
    pub glance: Glance,
    /// Its clock.
    pub cycle: Option<Cycle>,
}

/// What was counted since something last happened. Everybody's page asks for the same counts again and again.
#[derive(Debug)]
struct Tallies {
    /// The counts of lists hold from here …
    from: Instant,
    /// … up to and with this instant, after which the next deadline has passed, …
    to: Instant,
    /// … on the day that ends here.
    end_of_day: Instant,
    counts: HashMap<Filter, i64>,
    /// Open questions by who holds them, whatever the time.
    held: Option<Arc<HashMap<AccountId, i64>>>,
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

    /// What stands beside these questions, wherever they are, which were looked at when `position` was the newest event that was
    /// known. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn beside(
        &self,
        conn: &mut Conn,
        tickets: &[Ticket],
        position: Position,
    ) -> DbResult<HashMap<TicketId, Arc<Beside>>> {
        let mut found: HashMap<TicketId, Arc<Beside>> = {
            let in_hand = self.0.read().unwrap_or_else(PoisonError::into_inner);
            let known = in_hand.beside.lock().unwrap_or_else(PoisonError::into_inner);
            let of = |ticket: &Ticket| Some((ticket.id, known.get(&ticket.id)?.clone()));
            tickets.iter().filter_map(of).collect()
        };
        let missing: Vec<&Ticket> = tickets.iter().filter(|ticket| !found.contains_key(&ticket.id)).collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let read = queue::beside(conn, &missing)?;
        let in_hand = self.0.read().unwrap_or_else(PoisonError::into_inner);
        // What happened since is not known yet: the event that tells of it will have it forgotten again.
        if in_hand.position == position {
            let mut known = in_hand.beside.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = read.iter().filter(|(id, _)| in_hand.lines.contains_key(id));
            known.extend(kept.map(|(id, beside)| (*id, beside.clone())));
        }
        found.extend(read);
        Ok(found)
    }
}

impl Default for InHand {
    fn default() -> Self {
        let begin = Instant::from_micros(0);
        Self {
            position: Position::START,
            monday: begin,
            lines: BTreeMap::new(),
            beside: Mutex::default(),
            tallies: Mutex::new(Tallies {
                from: begin,
                to: begin,
                end_of_day: begin,
                counts: HashMap::new(),
                held: None,
            }),
        }
    }
}

impl Tallies {
    /// Forgets what no longer holds.
    fn turn_to(&mut self, times: &Times, lines: &BTreeMap<TicketId, Line>) {
        let holds = self.from <= times.now && times.now <= self.to && self.end_of_day == times.end_of_day;
        if holds && self.counts.len() < REMEMBERED {
            return;
        }
        self.counts.clear();
        let owed = lines.values().filter(|line| line.ticket.state.stage() == Stage::Todo);
        let next = owed.map(|line| line.queue_at).filter(|at| *at >= times.now).min();
        (self.from, self.to) = (times.now, next.unwrap_or(times.end_of_day));
        self.end_of_day = times.end_of_day;
    }
}

impl InHand {
    /// The newest event that it knows.
    pub fn position(&self) -> Position {
        self.position
    }

    fn bring_up_to(&mut self, conn: &mut Conn, newest: Position, monday: Instant) -> DbResult<()> {
        let behind = newest.0 - self.position.0;
        let beside = self.beside.get_mut().unwrap_or_else(PoisonError::into_inner);
        let tallies = self.tallies.get_mut().unwrap_or_else(PoisonError::into_inner);
        tallies.counts.clear();
        tallies.held = None;
        // The next deadline may be another now.
        tallies.to = Instant::from_micros(0);
        if self.position == Position::START || self.monday != monday || behind > FOLLOWED {
            self.monday = monday;
            self.lines.clear();
            beside.clear();
            self.take_in(queue::in_hand(conn, monday)?);
        } else if behind > 0 {
            let changed = events::tickets_between(conn, self.position, newest)?;
            let lines = queue::of_numbers(conn, &changed)?;
            for id in &changed {
                self.lines.remove(id);
                beside.remove(id);
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

    /// All of it, by number.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.values()
    }

    /// The greatest number that is in hand.
    pub fn last(&self) -> Option<TicketId> {
        self.lines.keys().next_back().copied()
    }

    /// How many questions each of these lists holds; none for a list that is not counted, or whose words cannot
    /// be searched.
    pub fn counts(&self, filters: &[Filter], times: &Times) -> Vec<Option<i64>> {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.turn_to(times, &self.lines);
        let counted = |filter: &&Filter| filter.list.archive().is_none() && filter.is_known();
        let unknown: Vec<&Filter> =
            filters.iter().filter(counted).filter(|filter| !tallies.counts.contains_key(filter)).collect();
        if !unknown.is_empty() {
            let mut counts = vec![0; unknown.len()];
            // One way through the lines: each is looked at while it is near.
            for line in self.lines.values() {
                for (filter, count) in unknown.iter().zip(&mut counts) {
                    *count += i64::from(filter.takes(line, times));
                }
            }
            tallies.counts.extend(unknown.into_iter().cloned().zip(counts));
        }
        filters.iter().map(|filter| tallies.counts.get(filter).copied()).collect()
    }

    /// How many open questions each person holds.
    pub fn held(&self) -> Arc<HashMap<AccountId, i64>> {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let count = || {
            let mut held = HashMap::new();
            let open = |line: &&Line| matches!(line.ticket.state.stage(), Stage::Todo | Stage::Waiting);
            for holder in self.lines.values().filter(open).filter_map(|line| line.ticket.assignee) {
                *held.entry(holder).or_default() += 1;
            }
            Arc::new(held)
        };
        tallies.held.get_or_insert_with(count).clone()
    }
}
