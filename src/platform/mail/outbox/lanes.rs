//! Which of the mails that wait here goes next, so that a receiver whose mails take long delays nobody else's.
//!
//! Whether they take long is judged beside the others: where all do, it is the mail server that is slow, and nobody is held back.
//!
//! # What is promised
//! - No receiver ever has all connections, as long as there is more than one.
//! - A receiver whose last mail took long, and few before it were quick, is slow: it is tried with one mail at a time, beside those that
//!   last still, until one is quick. None of its mails begins while slow receivers and mails that last hold half of the connections.
//! - Where most mails are quick (everybody has her mailbox at the same provider) the few that last are not the receiver's: the others
//!   go on beside them, as long as a connection is left that it may have.
//! - Whoever waits for a mail that she asked for is first among those that wait, keeps her place here, and may have one connection more
//!   than others where half of them are held.
//!
//! Not promised, since nobody knows it before: mails of many receivers that all begin to take long at the same moment hold all
//! connections until the first of them ends.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::time::Duration;

/// What takes less is quick, whatever the others take.
const QUICK: Duration = Duration::from_secs(1);
/// How many times as long as the others' a mail takes that is called slow.
const SLOW_TIMES: u32 = 4;
/// Of so many mails the last is one, in the mean of what they take.
const MEAN_OF: u32 = 20;
/// So many quick mails are remembered of a receiver at most; each slow one halves them.
const MOST_QUICK: u32 = 16;
/// A receiver with so many is not called slow for one that was.
const ENOUGH_QUICK: u32 = 4;
/// Of so many receivers at most it is remembered how quick they were, while nothing is under way to them.
const MOST_KNOWN: usize = 1000;

/// Mails that wait, each for a receiver (the domain of its address), and how many of whom are under way.
#[derive(Debug)]
pub(super) struct Lanes<M> {
    connections: usize,
    /// Mails for slow receivers that may wait here; others would find no place beside them.
    most_held: usize,
    /// Those that somebody asked for.
    urgent: VecDeque<(String, M)>,
    waiting: VecDeque<(String, M)>,
    lanes: HashMap<String, Lane>,
    under_way: usize,
    /// Connections that slow receivers hold, and mails that last.
    held: usize,
    mean: Duration,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: usize,
    /// Of these, those that take long already.
    lasting: usize,
    /// The last that ended had taken long.
    was_slow: bool,
    /// How many of the last were quick, more or less.
    quick: u32,
}

impl Lane {
    fn is_slow(&self) -> bool {
        self.was_slow && self.quick < ENOUGH_QUICK
    }

    /// Connections that are lost to others because of it.
    fn held(&self) -> usize {
        if self.is_slow() { self.under_way } else { self.lasting }
    }

    /// Whether another may go, where so many connections may be held by those that last.
    fn has_room(&self, most: usize, may_be_held: usize) -> bool {
        self.under_way < most
            && (self.quick >= ENOUGH_QUICK || self.lasting < may_be_held)
            && (!self.is_slow() || self.under_way <= self.lasting)
    }

    fn ended(&mut self, was_slow: bool) {
        self.under_way = self.under_way.saturating_sub(1);
        // One that was slow lasted, as far as that was seen.
        self.lasting = self.lasting.saturating_sub(usize::from(was_slow)).min(self.under_way);
        self.was_slow = was_slow;
        self.quick = if was_slow { self.quick / 2 } else { (self.quick + 1).min(MOST_QUICK) };
    }
}

impl<M> Lanes<M> {
    pub(super) fn new(connections: usize, most_held: usize) -> Self {
        Self {
            connections,
            most_held,
            urgent: VecDeque::new(),
            waiting: VecDeque::new(),
            lanes: HashMap::new(),
            under_way: 0,
            held: 0,
            mean: Duration::ZERO,
        }
    }

    /// A mail that waits for its turn.
    pub(super) fn push(&mut self, receiver: String, mail: M) {
        self.waiting.push_back((receiver, mail));
    }

    /// The same, where somebody asked for it and waits.
    pub(super) fn push_urgent(&mut self, receiver: String, mail: M) {
        self.urgent.push_back((receiver, mail));
    }

    /// The mail to begin with now: the oldest whose receiver has room, of those that somebody asked for first. One connection is
    /// always left for somebody else, as long as there is more than one.
    pub(super) fn next(&mut self) -> Option<(String, M)> {
        if self.under_way >= self.connections {
            return None;
        }
        let urgent = self.urgent.iter().position(|(receiver, _)| self.has_room(receiver, self.half() + 1));
        let (receiver, mail) = match urgent {
            Some(place) => self.urgent.remove(place)?,
            None => {
                let place =
                    self.waiting.iter().position(|(receiver, _)| self.has_room(receiver, self.half()))?;
                self.waiting.remove(place)?
            }
        };
        self.change(&receiver, |lane| lane.under_way += 1);
        self.under_way += 1;
        Some((receiver, mail))
    }

    /// A mail is no longer under way, after so long.
    pub(super) fn ended(&mut self, receiver: &str, took: Duration) {
        self.under_way = self.under_way.saturating_sub(1);
        let was_slow = self.is_slow(took);
        // Some that take very long are not to make the others' time look long.
        self.mean = (self.mean * (MEAN_OF - 1) + took.min(self.slow_from())) / MEAN_OF;
        self.change(receiver, |lane| lane.ended(was_slow));
        if self.lanes.len() > MOST_KNOWN {
            self.lanes.retain(|_, lane| lane.under_way > 0 || lane.is_slow());
        }
    }

    /// Mails are under way still, each for so long.
    pub(super) fn last<'a>(&mut self, mails: impl Iterator<Item = (&'a str, Duration)>) {
        self.lanes.values_mut().for_each(|lane| lane.lasting = 0);
        for (receiver, so_far) in mails {
            let is_slow = self.is_slow(so_far);
            if let Some(lane) = self.lanes.get_mut(receiver) {
                lane.lasting += usize::from(is_slow);
            }
        }
        self.held = self.lanes.values().map(Lane::held).sum();
    }

    /// The newest of the mails for slow receivers, as many as are too many to wait here. What somebody asked for stays.
    pub(super) fn take_surplus(&mut self) -> Vec<M> {
        // A look first: this is asked again and again, and there are seldom so many.
        if self.held_back() <= self.most_held {
            return Vec::new();
        }
        let (mut held, mut kept, mut surplus) = (0, VecDeque::new(), Vec::new());
        for (receiver, mail) in std::mem::take(&mut self.waiting) {
            let is_held = self.is_held_back(&receiver);
            held += usize::from(is_held);
            if is_held && held > self.most_held {
                surplus.push(mail);
            } else {
                kept.push_back((receiver, mail));
            }
        }
        self.waiting = kept;
        surplus
    }

    /// All that wait, when none may go any more.
    pub(super) fn take_all(&mut self) -> Vec<M> {
        let urgent = std::mem::take(&mut self.urgent);
        urgent.into_iter().chain(std::mem::take(&mut self.waiting)).map(|(_, mail)| mail).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.urgent.is_empty() && self.waiting.is_empty()
    }

    /// How many are under way and last, or wait behind such.
    pub(super) fn stuck(&self) -> usize {
        let urgent = self.urgent.iter().filter(|(receiver, _)| self.is_held_back(receiver)).count();
        self.lanes.values().map(|lane| lane.lasting).sum::<usize>() + self.held_back() + urgent
    }

    fn held_back(&self) -> usize {
        if self.held == 0 {
            return 0;
        }
        self.waiting.iter().filter(|(receiver, _)| self.is_held_back(receiver)).count()
    }

    /// Whether what waits for this receiver waits because its mails take long.
    fn is_held_back(&self, receiver: &str) -> bool {
        self.lanes.get(receiver).is_some_and(|lane| lane.is_slow() || lane.lasting > 0)
            && !self.has_room(receiver, self.half())
    }

    /// Whether another mail for this receiver may go, where so many connections may be held.
    fn has_room(&self, receiver: &str, may_be_held: usize) -> bool {
        let most = self.connections.saturating_sub(1).max(1);
        let may_be_held = may_be_held.min(most);
        self.lanes.get(receiver).is_none_or(|lane| {
            lane.has_room(most, may_be_held) && (!lane.is_slow() || self.held < may_be_held)
        })
    }

    fn half(&self) -> usize {
        (self.connections / 2).max(1)
    }

    /// Changes a lane, and the count of what is held with it.
    fn change(&mut self, receiver: &str, change: impl FnOnce(&mut Lane)) {
        let lane = self.lanes.entry(receiver.to_owned()).or_default();
        let before = lane.held();
        change(lane);
        self.held = self.held + lane.held() - before;
    }

    fn is_slow(&self, took: Duration) -> bool {
        took > self.slow_from()
    }

    fn slow_from(&self) -> Duration {
        QUICK.max(self.mean * SLOW_TIMES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const INSTANT: Duration = Duration::from_millis(5);

    fn lanes(mails: &[(&str, u32)]) -> Lanes<u32> {
        let mut lanes = Lanes::new(4, 3);
        for (receiver, mail) in mails {
            lanes.push((*receiver).to_owned(), *mail);
        }
        lanes
    }

    fn begin(lanes: &mut Lanes<u32>) -> Vec<u32> {
        std::iter::from_fn(|| lanes.next()).map(|(_, mail)| mail).collect()
    }

    #[test]
    fn one_receiver_never_has_all_connections() {
        let mut lanes = lanes(&[("a", 1), ("a", 2), ("a", 3), ("a", 4), ("a", 5), ("b", 6)]);
        assert_eq!(begin(&mut lanes), [1, 2, 3, 6]);
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [4]);
        let mut alone = Lanes::new(1, 3);
        alone.push("a".to_owned(), 1);
        assert_eq!(begin(&mut alone), [1], "the only connection is everybody's");
    }

    #[test]
    fn a_slow_receiver_holds_half_of_the_connections_and_is_tried_one_at_a_time() {
        let mut lanes = lanes(&[("a", 1), ("b", 2), ("a", 3), ("a", 4), ("a", 5), ("b", 6)]);
        assert_eq!(begin(&mut lanes), [1, 2, 3, 4]);
        lanes.ended("b", INSTANT);
        lanes.last([("a", 3 * SECOND), ("a", 3 * SECOND), ("a", INSTANT)].into_iter());
        assert_eq!(begin(&mut lanes), [6], "half are held by mails that last");
        lanes.ended("b", INSTANT);
        lanes.ended("a", 5 * SECOND);
        lanes.last([("a", 4 * SECOND), ("a", INSTANT)].into_iter());
        assert_eq!(begin(&mut lanes), [] as [u32; 0], "one that does not last yet is the trial");
        lanes.ended("a", 5 * SECOND);
        lanes.push("a".to_owned(), 7);
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [5, 7], "it is quick again");
    }

    #[test]
    fn one_slow_mail_among_many_for_the_same_receiver_holds_up_none() {
        let mut lanes = lanes(&[("a", 1), ("a", 2), ("a", 3), ("a", 4), ("a", 5)]);
        assert_eq!(begin(&mut lanes), [1, 2, 3]);
        lanes.last([("a", 3 * SECOND), ("a", INSTANT), ("a", INSTANT)].into_iter());
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [4]);
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [5]);
    }

    #[test]
    fn where_most_mails_are_quick_those_that_last_stop_nobody() {
        let mut lanes = lanes(&[]);
        for mail in 0..6 {
            lanes.push("a".to_owned(), mail);
        }
        for _ in 0..6 {
            assert!(lanes.next().is_some());
            lanes.ended("a", INSTANT);
        }
        for mail in 6..12 {
            lanes.push("a".to_owned(), mail);
        }
        assert_eq!(begin(&mut lanes), [6, 7, 8]);
        lanes.last([("a", 3 * SECOND), ("a", 3 * SECOND), ("a", INSTANT)].into_iter());
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [9], "two last of four, and a quick one goes on");
        lanes.ended("a", INSTANT);
        lanes.push("b".to_owned(), 20);
        assert_eq!(begin(&mut lanes), [10, 20], "and one connection is for somebody else");
        lanes.ended("b", INSTANT);
        lanes.ended("a", 30 * SECOND);
        assert_eq!(begin(&mut lanes), [11], "one that was slow changes nothing");
        lanes.push("a".to_owned(), 12);
        lanes.ended("a", 30 * SECOND);
        assert_eq!(begin(&mut lanes), [] as [u32; 0], "several do");
        lanes.ended("a", INSTANT);
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [12]);
    }

    #[test]
    fn whoever_waits_for_what_she_asked_for_is_first_and_keeps_her_place() {
        let mut lanes =
            lanes(&[("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 5), ("a", 6), ("a", 7), ("a", 8)]);
        assert_eq!(begin(&mut lanes), [1, 2, 3, 5]);
        lanes.ended("a", INSTANT);
        lanes.last([("a", 3 * SECOND), ("a", 3 * SECOND)].into_iter());
        lanes.ended("b", INSTANT);
        for mail in [30, 31, 32, 33, 34] {
            lanes.push_urgent("a".to_owned(), mail);
        }
        assert_eq!(begin(&mut lanes), [30], "beside half that last, and before the others");
        assert_eq!(lanes.take_surplus(), [8]);
        lanes.push_urgent("c".to_owned(), 40);
        assert_eq!(begin(&mut lanes), [40]);
        assert_eq!(lanes.take_all(), [31, 32, 33, 34, 4, 6, 7]);
    }

    #[test]
    fn the_count_of_what_is_held_is_that_of_the_lanes() {
        let mut lanes = Lanes::new(8, 3);
        let receivers = ["a", "b", "c"];
        let mut under_way: Vec<(String, Duration)> = Vec::new();
        for step in 0_usize..600 {
            lanes.push(receivers[step % 3].to_owned(), step);
            while let Some((receiver, _)) = lanes.next() {
                under_way.push((receiver, Duration::ZERO));
            }
            under_way
                .iter_mut()
                .for_each(|(receiver, so_far)| *so_far += SECOND * u32::from(receiver == "a"));
            if step % 2 == 0 && !under_way.is_empty() {
                let (receiver, took) = under_way.swap_remove(step * 7 % under_way.len());
                lanes.ended(&receiver, took);
            }
            if step % 5 == 0 {
                lanes.last(under_way.iter().map(|(receiver, so_far)| (receiver.as_str(), *so_far)));
            }
            lanes.take_surplus();
            assert_eq!(lanes.held, lanes.lanes.values().map(Lane::held).sum::<usize>(), "step {step}");
            assert!(lanes.under_way == under_way.len() && lanes.under_way <= 8);
        }
    }

    #[test]
    fn several_slow_receivers_together_leave_half_of_the_connections() {
        let mut lanes = lanes(&[]);
        for receiver in ["a", "b", "c", "d"] {
            lanes.push(receiver.to_owned(), 0);
            assert!(lanes.next().is_some());
            lanes.ended(receiver, 60 * SECOND);
        }
        for receiver in ["a", "b", "c", "d"] {
            lanes.push(receiver.to_owned(), 1);
        }
        lanes.push("e".to_owned(), 2);
        assert_eq!(begin(&mut lanes), [1, 1, 2]);
    }

    #[test]
    fn where_all_are_slow_nobody_is() {
        let mut lanes = lanes(&[]);
        for mail in 0..100 {
            lanes.push("a".to_owned(), mail);
            assert!(lanes.next().is_some());
            lanes.ended("a", 3 * SECOND);
        }
        lanes.push("a".to_owned(), 100);
        lanes.push("a".to_owned(), 101);
        assert_eq!(begin(&mut lanes), [100, 101]);
    }

    #[test]
    fn only_some_of_the_held_back_keep_their_place() {
        let mut lanes =
            lanes(&[("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 5), ("a", 6), ("a", 7), ("a", 8)]);
        assert_eq!(begin(&mut lanes), [1, 2, 3, 5]);
        lanes.last([("a", 3 * SECOND), ("a", 3 * SECOND), ("a", 3 * SECOND)].into_iter());
        assert_eq!(lanes.take_surplus(), [8]);
        assert_eq!(lanes.take_surplus(), [] as [u32; 0]);
        assert_eq!(lanes.take_all(), [4, 6, 7]);
        assert!(lanes.is_empty());
    }
}
