//! Whom the desk reached, counted from the records: what becomes of people's accounts later changes nothing in them.

use std::collections::{BTreeSet, HashMap};

use super::{Questions, Reached};
use crate::accounts::{CompanySize, RequesterKind};
use crate::kernel::ids::{AccountId, TicketId};
use crate::statistics::dimension::Dimension;
use crate::statistics::facts::{Fact, Facts, Standing};
use crate::statistics::period::Period;

/// Whom the desk reached in a period, each counted once, and how many questions they asked; without the entries of the catalogue, of
/// which the records know nothing.
pub(super) fn reached(facts: &Facts, period: Period) -> (Reached, Questions) {
    let (mut workers, mut families) = (Vec::new(), Vec::new());
    let mut firms = Firms::default();
    let mut questions = Questions::default();
    for fact in facts.of(period) {
        let Some(person) = fact.asked_by else { continue };
        match fact.values[Dimension::Kind as usize].in_list(RequesterKind::ALL) {
            Some(RequesterKind::Worker) => {
                workers.push(person);
                if fact.values[Dimension::Children as usize].number().is_some_and(|children| children > 0) {
                    families.push(person);
                }
            }
            Some(RequesterKind::Enterprise) => {
                let size = fact.values[Dimension::Size as usize].in_list(CompanySize::ALL);
                firms.asks(person, fact.ticket, size);
                questions.firms += 1;
                if let Some(size) = size {
                    questions.of_firms[size as usize] += 1;
                }
            }
            None => {}
        }
    }
    questions.workers = number(workers.len());
    questions.of_families = number(families.len());
    let (of_size, unsized_firms) = firms.by_size();
    let reached = Reached {
        persons: distinct(workers),
        families: distinct(families),
        of_size,
        unsized_firms,
        bodies: number(bodies(facts, period).len()),
        entries: 0,
    };
    (reached, questions)
}

/// The organisations whose experts answered, whenever the question had come in.
fn bodies(facts: &Facts, period: Period) -> BTreeSet<i64> {
    let (from, end) = period.instants();
    let answered = |fact: &&Fact| matches!(fact.standing, Standing::Answered(at) if from <= at && at < end);
    let of_fact = |fact: &Fact| fact.values[Dimension::Organisation as usize].id();
    facts.iter().filter(answered).filter_map(of_fact).collect()
}

/// Of each firm the size that it told with the latest of its questions that tell one.
#[derive(Default)]
struct Firms(HashMap<AccountId, (TicketId, Option<CompanySize>)>);

impl Firms {
    fn asks(&mut self, firm: AccountId, ticket: TicketId, size: Option<CompanySize>) {
        let known = self.0.entry(firm).or_insert((ticket, size));
        if (size.is_some(), ticket) > (known.1.is_some(), known.0) {
            *known = (ticket, size);
        }
    }

    /// How many there are of each size, and how many that did not tell theirs.
    fn by_size(&self) -> ([u64; CompanySize::ALL.len()], u64) {
        let mut of_size = [0; CompanySize::ALL.len()];
        let mut unsized_firms = 0;
        for (_, size) in self.0.values() {
            match size {
                Some(size) => of_size[*size as usize] += 1,
                None => unsized_firms += 1,
            }
        }
        (of_size, unsized_firms)
    }
}

fn distinct(mut people: Vec<AccountId>) -> u64 {
    people.sort_unstable();
    people.dedup();
    number(people.len())
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_counts_once_with_the_size_that_it_told_last() {
        let mut firms = Firms::default();
        for (firm, size, ticket) in
            [(1, Some(CompanySize::Micro), 5), (1, Some(CompanySize::Small), 7), (1, None, 9), (2, None, 3)]
        {
            firms.asks(AccountId(firm), TicketId(ticket), size);
        }
        assert_eq!(firms.by_size(), ([0, 1, 0], 1));
    }
}
