//! What years withhold, kept until something that it is made of changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Year, YearBefore};
use crate::kernel::ids::TopicId;
use crate::kernel::least_count::LeastCount;
use crate::statistics::disclosure::Told;
use crate::statistics::month::MonthCounts;
use crate::topics::TopicTree;

/// The years that somebody looked at, shared by all requests.
#[derive(Debug, Default)]
pub struct KeptYears(Mutex<BTreeMap<i32, (MadeOf, Arc<Year>)>>);

/// Everything that decides what a year withholds.
#[derive(Debug, Clone)]
pub struct MadeOf {
    months: Vec<Arc<MonthCounts>>,
    topics: Vec<(TopicId, Option<TopicId>)>,
    told: Vec<Told>,
    before: YearBefore,
    least: LeastCount,
}

impl MadeOf {
    /// Of these counts by month, of which so much is known anyway, and what reports said of it before.
    pub fn new(
        months: impl Iterator<Item = Arc<MonthCounts>>,
        tree: &TopicTree,
        told: &[Told],
        (before, least): (&YearBefore, LeastCount),
    ) -> Self {
        let topics = tree.all().iter().map(|topic| (topic.id, tree.area_of(topic.id))).collect();
        Self { months: months.collect(), topics, told: told.to_vec(), before: before.clone(), least }
    }

    /// Counts that were not made anew are the same ones: those kept here cannot give their place to others.
    fn is_same(&self, other: &Self) -> bool {
        let Self { months, topics, told, before, least } = self;
        let are_same = || months.iter().zip(&other.months).all(|(one, other)| Arc::ptr_eq(one, other));
        (months.len(), topics, told, before, least)
            == (other.months.len(), &other.topics, &other.told, &other.before, &other.least)
            && are_same()
    }
}

impl KeptYears {
    /// What is kept of a year, or what is made of it now.
    pub fn get_or(&self, year: i32, of: MadeOf, make: impl FnOnce() -> Year) -> Arc<Year> {
        let known = |years: &BTreeMap<i32, (MadeOf, Arc<Year>)>| {
            let kept = years.get(&year).filter(|(made_of, _)| made_of.is_same(&of));
            kept.map(|(_, year)| Arc::clone(year))
        };
        if let Some(year) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return year;
        }
        let made = Arc::new(make());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(year, (of, Arc::clone(&made)));
        made
    }
}

#[cfg(test)]
mod tests {
    use super::super::YearWithheld;
    use super::*;
    use crate::kernel::clock::Instant;
    use crate::topics::Topic;

    fn topic() -> Topic {
        let (name_it, name_en, summary_it, summary_en) = Default::default();
        let (parent, group, approval_percent) = (None, None, None);
        let slug = "nidi".to_owned();
        let id = TopicId(1);
        Topic {
            id,
            parent,
            slug,
            name_it,
            name_en,
            summary_it,
            summary_en,
            active: true,
            group,
            approval_percent,
        }
    }

    #[test]
    fn a_year_is_looked_at_anew_when_anything_that_decides_changes() {
        let counts = || Arc::new(MonthCounts::of(std::iter::empty(), Instant::from_micros(0)));
        let (january, nothing, least) = (counts(), YearBefore::default(), LeastCount::LOWEST);
        let in_tree =
            |tree: &TopicTree, months: &[&Arc<MonthCounts>], told: &[Told], before: &YearBefore, least| {
                let months = months.iter().map(|month| Arc::clone(month));
                MadeOf::new(months, tree, told, (before, least))
            };
        let of = |months: &[&Arc<MonthCounts>], told: &[Told], before: &YearBefore, least| {
            in_tree(&TopicTree::default(), months, told, before, least)
        };
        let kept = KeptYears::default();
        let is_made = |year, of: MadeOf| {
            let mut made = false;
            kept.get_or(year, of, || {
                made = true;
                Year::withheld(year)
            });
            made
        };
        assert!(is_made(2026, of(&[&january], &[], &nothing, least)));
        assert!(!is_made(2026, of(&[&january], &[], &nothing, least)));
        assert!(is_made(2025, of(&[&january], &[], &nothing, least)));
        let (again, more) = (counts(), LeastCount::try_from(4).expect("a least count"));
        for other in [
            of(&[&again], &[], &nothing, least),
            of(&[&january, &again], &[], &nothing, least),
            of(&[], &[], &nothing, least),
            of(&[&january], &[Told::Outcome], &nothing, least),
            of(&[&january], &[], &YearBefore(vec![YearWithheld::everything()]), least),
            of(&[&january], &[], &nothing, more),
            in_tree(&TopicTree::new(vec![topic()]), &[&january], &[], &nothing, least),
        ] {
            assert!(is_made(2026, other.clone()) && !is_made(2026, other));
        }
    }
}
