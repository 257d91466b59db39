//! Which of the mails that wait here goes next, so that a receiver whose mails take long delays nobody else's.
//!
//! Whether they take long is judged beside the others: where all do, it is the mail server that is slow, and nobody is held back.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::time::Duration;

/// What takes less is quick, whatever the others take.
const QUICK: Duration = Duration::from_secs(1);
/// How many times as long as the others' a mail takes that is called slow.
const SLOW_TIMES: u32 = 4;
/// Of so many mails the last is one, in the mean of what they take.
const MEAN_OF: u32 = 20;

/// Mails that wait, each for a receiver (the domain of its address), and how many of whom are under way.
#[derive(Debug)]
pub(super) struct Lanes<M> {
    connections: usize,
    /// Mails for slow receivers that may wait here; others would find no place beside them.
    most_held: usize,
    waiting: VecDeque<(String, M)>,
    lanes: HashMap<String, Lane>,
    under_way: usize,
    mean: Duration,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: usize,
    /// Of these, those that take long already.
    lasting: usize,
    /// The last that ended had taken long.
    was_slow: bool,
}

impl Lane {
    fn is_slow(&self) -> bool {
        self.was_slow || self.lasting > 0
    }

    /// Whether another may go on one of so many connections. Those that last never hold more than half of them; after a slow one
    /// one at a time is tried beside them.
    fn has_room(&self, connections: usize) -> bool {
        let most = connections.saturating_sub(1).max(1);
        self.under_way < most
            && self.lasting < (connections / 2).max(1)
            && (!self.was_slow || self.under_way <= self.lasting)
    }
}

impl<M> Lanes<M> {
    pub(super) fn new(connections: usize, most_held: usize) -> Self {
        Self {
            connections,
            most_held,
            waiting: VecDeque::new(),
            lanes: HashMap::new(),
            under_way: 0,
            mean: Duration::ZERO,
        }
    }

    pub(super) fn push(&mut self, receiver: String, mail: M) {
        self.waiting.push_back((receiver, mail));
    }

    /// The mail to begin with now: the oldest whose receiver has room. One connection is always left for somebody else, as long as
    /// there is more than one.
    pub(super) fn next(&mut self) -> Option<(String, M)> {
        if self.under_way >= self.connections {
            return None;
        }
        let place = self.waiting.iter().position(|(receiver, _)| self.has_room(receiver))?;
        let (receiver, mail) = self.waiting.remove(place)?;
        self.lanes.entry(receiver.clone()).or_default().under_way += 1;
        self.under_way += 1;
        Some((receiver, mail))
    }

    /// A mail is no longer under way, after so long.
    pub(super) fn ended(&mut self, receiver: &str, took: Duration) {
        self.under_way = self.under_way.saturating_sub(1);
        let was_slow = self.is_slow(took);
        // Some that take very long are not to make the others' time look long.
        self.mean = (self.mean * (MEAN_OF - 1) + took.min(self.slow_from())) / MEAN_OF;
        if let Some(lane) = self.lanes.get_mut(receiver) {
            lane.under_way = lane.under_way.saturating_sub(1);
            lane.lasting = lane.lasting.min(lane.under_way);
            lane.was_slow = was_slow;
            if lane.under_way == 0 && !was_slow {
                self.lanes.remove(receiver);
            }
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
    }

    /// The newest of the mails for slow receivers, as many as are too many to wait here.
    pub(super) fn take_surplus(&mut self) -> Vec<M> {
        let (mut held, mut kept, mut surplus) = (0, VecDeque::new(), Vec::new());
        for (receiver, mail) in std::mem::take(&mut self.waiting) {
            let is_held = self.lanes.get(&receiver).is_some_and(Lane::is_slow) && !self.has_room(&receiver);
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
        std::mem::take(&mut self.waiting).into_iter().map(|(_, mail)| mail).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    fn has_room(&self, receiver: &str) -> bool {
        let by_slow: usize =
            self.lanes.values().filter(|lane| lane.is_slow()).map(|lane| lane.under_way).sum();
        self.lanes.get(receiver).is_none_or(|lane| {
            lane.has_room(self.connections) && (!lane.was_slow || by_slow < (self.connections / 2).max(1))
        })
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
