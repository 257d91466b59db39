//! The moves of an entry: one table, everything else is refused.

use super::model::EntryState;
use crate::accounts::permissions::EntryAction;

/// The state after a move, `None` when there is no such move. Reading moves nothing and is not in the table.
pub fn after(state: EntryState, step: EntryAction) -> Option<EntryState> {
    use EntryState::{Draft, InReview, Published, Scheduled, Withdrawn};
    match (state, step) {
        // Whoever changes a text takes it back from the review, or begins a revision.
        (Draft | InReview | Scheduled | Published | Withdrawn, EntryAction::Edit) => Some(Draft),
        (Draft, EntryAction::Submit) => Some(InReview),
        (InReview, EntryAction::Return) => Some(Draft),
        (InReview | Scheduled, EntryAction::Publish) => Some(Published),
        (InReview | Scheduled, EntryAction::Schedule) => Some(Scheduled),
        (Scheduled, EntryAction::Unschedule) => Some(InReview),
        (Published, EntryAction::Check) => Some(Published),
        (Draft | InReview | Scheduled | Published, EntryAction::Withdraw) => Some(Withdrawn),
        _ => None,
    }
}

/// The state of an entry that comes from elsewhere for the first time.
pub fn imported(public: bool) -> EntryState {
    if public { EntryState::Published } else { EntryState::Draft }
}

/// The state after it comes again, `None` when an import does not touch it: what waits for a review, or was withdrawn at
/// the desk, is the desk's.
pub fn after_import(state: EntryState, public: bool) -> Option<EntryState> {
    matches!(state, EntryState::Draft | EntryState::Published).then(|| imported(public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_moves_is_exactly_this() {
        use EntryAction as A;
        use EntryState::{Draft, InReview, Published, Scheduled, Withdrawn};
        let allowed = [
            (Draft, A::Edit, Draft),
            (Draft, A::Submit, InReview),
            (Draft, A::Withdraw, Withdrawn),
            (InReview, A::Edit, Draft),
            (InReview, A::Return, Draft),
            (InReview, A::Publish, Published),
            (InReview, A::Schedule, Scheduled),
            (Scheduled, A::Edit, Draft),
            (Scheduled, A::Publish, Published),
            (Scheduled, A::Schedule, Scheduled),
            (Scheduled, A::Unschedule, InReview),
            (Scheduled, A::Withdraw, Withdrawn),
            (Published, A::Check, Published),
            (InReview, A::Withdraw, Withdrawn),
            (Published, A::Edit, Draft),
            (Published, A::Withdraw, Withdrawn),
            (Withdrawn, A::Edit, Draft),
        ];
        for state in EntryState::ALL {
            for step in EntryAction::ALL {
                let expected =
                    allowed.iter().find(|(from, by, _)| from == state && by == step).map(|(_, _, to)| *to);
                assert_eq!(after(*state, *step), expected, "{state} {step:?}");
            }
        }
    }
}
