//! Who held each question, and since when: what the report of the desk's work needs and the records do not tell. Kept in memory beside
//! them, by the events.

mod store;

use super::dimension::Value;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{Position, TicketId};

pub(super) use store::refresh;

/// A question passed to somebody, or back into the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The question.
    pub ticket: TicketId,
    /// When.
    pub at: Instant,
    /// The expert that it passed to; nobody when back into the queue.
    pub to: Value,
    /// In what way.
    pub way: Way,
}

/// In what way a question passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// She took it.
    Claimed,
    /// A rule, or the turn of a group, gave it to her when it came in.
    Routed,
    /// A colleague or a coordinator gave it to her, and took it from whom this is, if anybody had it.
    HandedOver(Value),
    /// It became one with another of hers, while nobody had it.
    TakenIn,
    /// It went back into the queue, or aside.
    Released,
}

/// All moves of all questions, by question, and of each in the order in which they happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holders {
    position: Position,
    moves: Vec<Move>,
}

impl Holders {
    /// No move, before the first event.
    pub fn none() -> Self {
        Self { position: Position::START, moves: Vec::new() }
    }

    /// Every move, by question.
    pub fn all(&self) -> &[Move] {
        &self.moves
    }

    /// The moves of a question, in the order in which they happened.
    pub fn of(&self, ticket: TicketId) -> &[Move] {
        let from = self.moves.partition_point(|one| one.ticket < ticket);
        let rest = self.moves.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|one| one.ticket == ticket).count();
        rest.get(..count).unwrap_or_default()
    }

    /// The first time that somebody had a question since its clock started: after spam it starts anew.
    pub fn first_taken(&self, ticket: TicketId, since: Instant) -> Option<&Move> {
        // A rule gives it away in the very instant in which it comes in.
        self.of(ticket).iter().find(|one| one.way != Way::Released && since <= one.at)
    }

    /// Who had a question at an instant; nobody when it was in the queue.
    pub fn holder_at(&self, ticket: TicketId, at: Instant) -> Value {
        self.of(ticket).iter().take_while(|one| one.at <= at).last().map_or(Value::NONE, |one| one.to)
    }

    /// Adds moves that happened after all known ones, in their order. A question that somebody has stays with her when another becomes
    /// part of it.
    fn add(&mut self, newer: Vec<Move>) {
        self.moves.extend(newer);
        // Stable, so that those of one question stay in order; of two runs that are in order it is one merge.
        self.moves.sort_by_key(|one| one.ticket);
        let mut last = (TicketId(0), Value::NONE);
        self.moves.retain(|one| {
            let held = last.0 == one.ticket && last.1 != Value::NONE;
            let passes = one.way != Way::TakenIn || !held;
            if passes {
                last = (one.ticket, one.to);
            }
            passes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Instant {
        Instant::parse_rfc3339("2026-03-02T08:00:00Z").expect("an instant") + chrono::Duration::hours(hour)
    }

    fn one(ticket: i64, hour: i64, to: i64, way: Way) -> Move {
        Move { ticket: TicketId(ticket), at: at(hour), to: Value::of_id((to > 0).then_some(to)), way }
    }

    #[test]
    fn a_question_is_with_whoever_had_it_last() {
        let mut holders = Holders::none();
        holders.add(vec![one(2, 0, 7, Way::Routed), one(1, 1, 8, Way::Claimed)]);
        holders.add(vec![
            one(1, 3, 0, Way::Released),
            one(2, 4, 9, Way::HandedOver(Value::of_id(Some(7)))),
            one(1, 5, 9, Way::Claimed),
        ]);
        let who = |ticket, hour| holders.holder_at(TicketId(ticket), at(hour)).id();
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(|hour| who(1, hour)),
            [None, Some(8), Some(8), None, None, Some(9)]
        );
        assert_eq!([0, 3, 4].map(|hour| who(2, hour)), [Some(7), Some(7), Some(9)]);
        assert_eq!((who(3, 9), holders.first_taken(TicketId(3), at(0))), (None, None));
        assert_eq!(holders.first_taken(TicketId(1), at(0)).map(|one| one.at), Some(at(1)));
        assert_eq!(holders.of(TicketId(2)).len(), 2);
        holders.add(vec![
            one(2, 6, 8, Way::TakenIn),
            one(3, 6, 8, Way::TakenIn),
            one(3, 7, 0, Way::Released),
        ]);
        holders.add(vec![one(3, 8, 9, Way::TakenIn)]);
        let who = |ticket, hour| holders.holder_at(TicketId(ticket), at(hour)).id();
        assert_eq!((who(2, 6), who(3, 6), who(3, 7), who(3, 8)), (Some(9), Some(8), None, Some(9)));
    }

    #[test]
    fn whoever_had_a_question_before_it_was_taken_for_spam_did_not_take_it_afterwards() {
        let mut holders = Holders::none();
        holders.add(vec![one(1, 0, 7, Way::Routed), one(1, 1, 0, Way::Released), one(1, 9, 8, Way::Claimed)]);
        let first = |since| holders.first_taken(TicketId(1), at(since)).map(|one| (one.at, one.way));
        assert_eq!(first(0), Some((at(0), Way::Routed)));
        assert_eq!([first(5), first(9)], [Some((at(9), Way::Claimed)); 2]);
        assert_eq!(first(10), None);
    }
}
