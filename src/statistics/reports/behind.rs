//! The questions behind a figure, for whoever may open them.

use super::reopenings::Reopened;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, TicketId};
use crate::statistics::facts::{Fact, Rating, Standing};
use crate::statistics::figure::Behind;

/// So many stand on a page.
const PAGE: usize = 50;

/// A page of questions, the newest first.
pub(super) struct Page {
    /// The questions, each with the day its clock started.
    pub(super) questions: Vec<(TicketId, Instant)>,
    /// The cycle after which the next page begins; none on the last one.
    pub(super) next: Option<CycleId>,
    /// How many there are on all pages.
    pub(super) total: usize,
}

/// Those of the picked records that a figure counts, before a cycle when one is given.
pub(super) fn page(
    picked: &[&Fact],
    reopened: &Reopened,
    behind: Behind,
    before: Option<CycleId>,
    as_of: Instant,
) -> Page {
    let counted: Vec<&&Fact> = picked.iter().filter(|fact| counts(behind, fact, reopened, as_of)).collect();
    let total = counted.len();
    let rest = counted.iter().rev().filter(|fact| before.is_none_or(|before| fact.cycle < before));
    let mut shown: Vec<&&&Fact> = rest.take(PAGE + 1).collect();
    let more = shown.len() > PAGE;
    shown.truncate(PAGE);
    Page {
        next: shown.last().filter(|_| more).map(|fact| fact.cycle),
        questions: shown.into_iter().map(|fact| (fact.ticket, fact.started_at)).collect(),
        total,
    }
}

fn counts(behind: Behind, fact: &Fact, reopened: &Reopened, as_of: Instant) -> bool {
    let is_answered = matches!(fact.standing, Standing::Answered(_));
    match behind {
        Behind::Received => true,
        Behind::Answered => is_answered,
        Behind::Open => matches!(fact.standing, Standing::Running | Standing::Paused(_)),
        Behind::Overdue => fact.is_overdue(as_of),
        Behind::Closed => matches!(fact.standing, Standing::Closed(_)),
        Behind::RatingsAsked => is_answered && matches!(fact.rating, Rating::NotGiven | Rating::Given(_)),
        Behind::Volunteered => is_answered && matches!(fact.rating, Rating::Volunteered(_)),
        Behind::Reopened => reopened.times(fact) > 0,
        Behind::ReopenedTwice => reopened.times(fact) > 1,
    }
}
