//! The moves of a question: one table, everything else is refused.

use super::model::TicketState;

/// What can be done to a question as far as its state is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// An expert takes it.
    Claim,
    /// Its expert gives it back.
    Release,
    /// Its expert left the desk.
    LetGo,
    /// It passes to an expert.
    HandOver,
    /// The requester is asked for details.
    AskClarification,
    /// The requester writes while it is open.
    Reply,
    /// The answer is sent, or another is added.
    Answer,
    /// An answer that waited for a colleague's approval is sent, whoever holds the question by then.
    Approve,
    /// It ends.
    Close,
    /// It is opened again, with a cycle of its own.
    Reopen,
    /// The requester says whether the answer helped.
    Rate,
    /// Its deadline is moved.
    Reschedule,
    /// It becomes part of another.
    Merge,
    /// Another becomes part of it, for which nobody waits.
    TakeIn,
    /// It is put aside.
    MarkSpam,
    /// It was no spam after all: a cycle of its own.
    UnmarkSpam,
}

/// The state after a move, `None` when there is no such move. `held` says whether an expert holds the question (after
/// the move, for a claim or hand-over): an open question that nobody holds is new again.
pub fn after(state: TicketState, step: Move, held: bool) -> Option<TicketState> {
    use TicketState::{Answered, Assigned, Closed, New, Spam, Waiting};
    let open = if held { Assigned } else { New };
    match (state, step) {
        (New, Move::Claim) => Some(Assigned),
        (Assigned, Move::Release | Move::LetGo) => Some(New),
        (Waiting, Move::LetGo | Move::HandOver) => Some(Waiting),
        (New | Assigned, Move::HandOver) => Some(Assigned),
        (Assigned, Move::AskClarification) => Some(Waiting),
        (New | Assigned | Waiting, Move::Reply | Move::TakeIn) => Some(open),
        (New | Assigned | Waiting, Move::Merge) => Some(Closed),
        (Assigned | Waiting | Answered, Move::Answer)
        | (New | Assigned | Waiting | Answered, Move::Approve) => Some(Answered),
        (New | Assigned | Waiting | Answered, Move::Close) => Some(Closed),
        (Answered | Closed, Move::Reopen) => Some(open),
        (Answered | Closed, Move::Rate) | (New | Assigned | Waiting, Move::Reschedule) => Some(state),
        (New | Assigned | Waiting, Move::MarkSpam) => Some(Spam),
        (Spam, Move::UnmarkSpam) => Some(New),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVES: [Move; 16] = [
        Move::Claim,
        Move::Release,
        Move::LetGo,
        Move::HandOver,
        Move::AskClarification,
        Move::Reply,
        Move::Answer,
        Move::Approve,
        Move::Close,
        Move::Reopen,
        Move::Rate,
        Move::Reschedule,
        Move::Merge,
        Move::TakeIn,
        Move::MarkSpam,
        Move::UnmarkSpam,
    ];

    #[test]
    fn the_table_of_moves_is_exactly_this() {
        use TicketState::{Answered, Assigned, Closed, New, Spam, Waiting};
        let allowed = [
            (New, Move::Claim, Assigned),
            (New, Move::HandOver, Assigned),
            (New, Move::Reply, Assigned),
            (New, Move::TakeIn, Assigned),
            (New, Move::Merge, Closed),
            (New, Move::Approve, Answered),
            (New, Move::Close, Closed),
            (New, Move::Reschedule, New),
            (New, Move::MarkSpam, Spam),
            (Assigned, Move::Release, New),
            (Assigned, Move::LetGo, New),
            (Assigned, Move::HandOver, Assigned),
            (Assigned, Move::AskClarification, Waiting),
            (Assigned, Move::Reply, Assigned),
            (Assigned, Move::TakeIn, Assigned),
            (Assigned, Move::Merge, Closed),
            (Assigned, Move::Answer, Answered),
            (Assigned, Move::Approve, Answered),
            (Assigned, Move::Close, Closed),
            (Assigned, Move::Reschedule, Assigned),
            (Assigned, Move::MarkSpam, Spam),
            (Waiting, Move::LetGo, Waiting),
            (Waiting, Move::HandOver, Waiting),
            (Waiting, Move::Reply, Assigned),
            (Waiting, Move::TakeIn, Assigned),
            (Waiting, Move::Merge, Closed),
            (Waiting, Move::Answer, Answered),
            (Waiting, Move::Approve, Answered),
            (Waiting, Move::Close, Closed),
            (Waiting, Move::Reschedule, Waiting),
            (Waiting, Move::MarkSpam, Spam),
            (Answered, Move::Answer, Answered),
            (Answered, Move::Approve, Answered),
            (Answered, Move::Close, Closed),
            (Answered, Move::Reopen, Assigned),
            (Answered, Move::Rate, Answered),
            (Closed, Move::Reopen, Assigned),
            (Closed, Move::Rate, Closed),
            (Spam, Move::UnmarkSpam, New),
        ];
        for state in TicketState::ALL {
            for step in &MOVES {
                let wanted =
                    allowed.iter().find(|(from, by, _)| from == state && by == step).map(|(.., to)| *to);
                assert_eq!(after(*state, *step, true), wanted, "{state} {step:?}");
            }
        }
    }

    #[test]
    fn what_nobody_holds_is_new_when_it_is_open_again() {
        assert_eq!(after(TicketState::Closed, Move::Reopen, false), Some(TicketState::New));
        assert_eq!(after(TicketState::Waiting, Move::Reply, false), Some(TicketState::New));
    }
}
