//! The questions behind a figure, for whoever may open them.

use super::reopenings::Reopened;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, TicketId};
use crate::kernel::rating::Verdict;
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
    let mut counted: Vec<&&Fact> =
        picked.iter().filter(|fact| counts(behind, fact, reopened, as_of)).collect();
    // Of a question that was split off the cycle is new and its beginning old.
    counted.sort_unstable_by_key(|fact| fact.cycle);
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

/// How many of the picked records each of these sets holds.
pub(super) fn totals<'b>(
    picked: &[&Fact],
    reopened: &Reopened,
    sets: &'b [Behind],
    as_of: Instant,
) -> Vec<(&'b Behind, usize)> {
    let total = |set: &Behind| picked.iter().filter(|fact| counts(*set, fact, reopened, as_of)).count();
    sets.iter().map(|set| (set, total(set))).collect()
}

fn is_in_time(fact: &Fact) -> bool {
    matches!(fact.standing, Standing::Answered(at) if at <= fact.due_at)
}

fn said(fact: &Fact) -> Option<Verdict> {
    match fact.rating {
        Rating::Given(verdict) | Rating::Volunteered(verdict) => Some(verdict),
        Rating::NotAsked | Rating::NotGiven => None,
    }
}

fn counts(behind: Behind, fact: &Fact, reopened: &Reopened, as_of: Instant) -> bool {
    let is_answered = matches!(fact.standing, Standing::Answered(_));
    match behind {
        // Which day's these are, whoever asks has picked.
        Behind::Received | Behind::ReceivedBefore | Behind::OpenThen => true,
        Behind::Within => is_in_time(fact),
        Behind::Missed => is_answered && !is_in_time(fact) || fact.is_overdue(as_of),
        Behind::Answered => is_answered,
        Behind::Open | Behind::OpenNow => matches!(fact.standing, Standing::Running | Standing::Paused(_)),
        Behind::Overdue | Behind::OverdueNow => fact.is_overdue(as_of),
        Behind::Closed => matches!(fact.standing, Standing::Closed(_)),
        Behind::Helped => is_answered && said(fact) == Some(Verdict::Yes),
        Behind::HelpedPartly => is_answered && said(fact) == Some(Verdict::Partly),
        Behind::HelpedNot => is_answered && said(fact) == Some(Verdict::No),
        Behind::RatingsAsked => is_answered && matches!(fact.rating, Rating::NotGiven | Rating::Given(_)),
        Behind::Volunteered => is_answered && matches!(fact.rating, Rating::Volunteered(_)),
        Behind::Reopened => reopened.times(fact) > 0,
        Behind::ReopenedTwice => reopened.times(fact) > 1,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::statistics::dimension::{Dimension, Value};
    use crate::statistics::facts::Facts;

    /// Two months of sixty each; the newest cycle of all is of a question that was split off one of the first month.
    #[test]
    fn every_question_stands_on_one_page() {
        let now = Instant::from_micros(0);
        let mut facts = Facts::none();
        let days = [1, 2].map(|month| NaiveDate::from_ymd_opt(2026, month, 5).expect("a day"));
        for cycle in 1..=121 {
            let day = if cycle <= 60 || cycle == 121 { days[0] } else { days[1] };
            facts.put(Fact {
                cycle: CycleId(cycle),
                ticket: TicketId(cycle),
                started_at: now,
                day,
                hour: 0,
                due_at: now,
                standing: Standing::Running,
                paused_seconds: 0,
                rating: Rating::NotAsked,
                asked_by: None,
                values: [Value::NONE; Dimension::STORED],
            });
        }
        let (picked, reopened): (Vec<&Fact>, _) = (facts.iter().collect(), Reopened::of(&facts, now));
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = page(&picked, &reopened, Behind::Received, before, now);
            seen.extend(page.questions.iter().map(|(ticket, _)| ticket.0));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seen, (1..=121).rev().collect::<Vec<_>>());
    }
}
