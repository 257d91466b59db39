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
    is_slow: bool,
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

    /// The mail to begin with now: the oldest whose receiver is not slow, or has no other under way. One connection is always left
    /// for somebody else, as long as there is more than one.
    pub(super) fn next(&mut self) -> Option<(String, M)> {
        if self.under_way >= self.connections {
            return None;
        }
        let most = self.connections.saturating_sub(1).max(1);
        let may_go = |receiver: &String| {
            self.lanes.get(receiver).is_none_or(|lane| lane.under_way < if lane.is_slow { 1 } else { most })
        };
        let place = self.waiting.iter().position(|(receiver, _)| may_go(receiver))?;
        let (receiver, mail) = self.waiting.remove(place)?;
        self.lanes.entry(receiver.clone()).or_default().under_way += 1;
        self.under_way += 1;
        Some((receiver, mail))
    }

    /// A mail is no longer under way, after so long.
    pub(super) fn ended(&mut self, receiver: &str, took: Duration) {
        self.under_way = self.under_way.saturating_sub(1);
        let is_slow = self.is_slow(took);
        self.mean = (self.mean * (MEAN_OF - 1) + took) / MEAN_OF;
        if let Some(lane) = self.lanes.get_mut(receiver) {
            lane.under_way = lane.under_way.saturating_sub(1);
            lane.is_slow = is_slow;
            if lane.under_way == 0 && !is_slow {
                self.lanes.remove(receiver);
            }
        }
    }

    /// A mail is under way still, after so long.
    pub(super) fn lasts(&mut self, receiver: &str, so_far: Duration) {
        let is_slow = self.is_slow(so_far);
        if let Some(lane) = self.lanes.get_mut(receiver) {
            lane.is_slow |= is_slow;
        }
    }

    /// The newest of the mails for slow receivers, as many as are too many to wait here.
    pub(super) fn take_surplus(&mut self) -> Vec<M> {
        let is_held = |(receiver, _): &(String, M)| self.lanes.get(receiver).is_some_and(|lane| lane.is_slow);
        let mut held = 0;
        let (kept, surplus): (VecDeque<_>, Vec<_>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .map(|mail| {
                held += usize::from(is_held(&mail));
                (is_held(&mail) && held > self.most_held, mail)
            })
            .fold((VecDeque::new(), Vec::new()), |(mut kept, mut surplus), (is_too_many, mail)| {
                if is_too_many {
                    surplus.push(mail.1)
                } else {
                    kept.push_back(mail)
                }
                (kept, surplus)
            });
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

    fn is_slow(&self, took: Duration) -> bool {
        took > QUICK.max(self.mean * SLOW_TIMES)
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
    fn a_slow_receiver_has_one_connection_until_it_is_quick_again() {
        let mut lanes = lanes(&[("a", 1), ("b", 2), ("a", 3), ("a", 4), ("b", 5)]);
        assert_eq!(begin(&mut lanes), [1, 2, 3, 4]);
        lanes.lasts("a", 3 * SECOND);
        lanes.ended("b", INSTANT);
        assert_eq!(begin(&mut lanes), [5]);
        lanes.ended("b", INSTANT);
        lanes.push("a".to_owned(), 6);
        lanes.ended("a", 5 * SECOND);
        assert_eq!(begin(&mut lanes), [] as [u32; 0], "two of it are under way");
        lanes.ended("a", 5 * SECOND);
        lanes.ended("a", 5 * SECOND);
        assert_eq!(begin(&mut lanes), [6]);
        lanes.push("a".to_owned(), 7);
        lanes.push("a".to_owned(), 8);
        lanes.ended("a", INSTANT);
        assert_eq!(begin(&mut lanes), [7, 8]);
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
        lanes.lasts("a", 3 * SECOND);
        assert_eq!(lanes.take_surplus(), [8]);
        assert_eq!(lanes.take_surplus(), [] as [u32; 0]);
        assert_eq!(lanes.take_all(), [4, 6, 7]);
        assert!(lanes.is_empty());
    }
}
