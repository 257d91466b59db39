//! What a reader outside the desk may see of a period, so that nothing can be had by subtracting one period from another.
//!
//! The rule: only calendar years are published, each in two tables, by month and by topic, which are protected together
//! ([`Protection`]). Two years share no question, so no table says anything about another. Whatever else such a reader
//! asks for is added up from figures of those tables: a longer period from whole years and single months, a topic over
//! several years from its years. A sum is shown when everything it is made of is. So every page and every file could be
//! made by hand from the tables of the years, and says nothing that these do not say. It follows that topics are shown of
//! whole years only, and that a period begins and ends with a month.
//!
//! What remains is time: whoever keeps today's page and subtracts it from tomorrow's learns how many questions came in
//! between. The page says so.

use chrono::{Datelike, NaiveDate};

use super::disclosure::{Group, GroupWithheld, Protection, Withheld};
use super::figures::{Counts, YearCounts};
use super::period::Period;
use crate::kernel::ids::TopicId;
use crate::topics::TopicTree;

/// What is withheld of each year; nothing of years that are not here.
#[derive(Debug)]
pub struct Published {
    years: Vec<Year>,
    today: NaiveDate,
    everything: bool,
}

#[derive(Debug)]
struct Year {
    year: i32,
    total: Withheld,
    months: Vec<Withheld>,
    areas: Vec<(Option<TopicId>, Withheld)>,
    topics: Vec<(Option<TopicId>, Withheld)>,
}

impl Published {
    /// For a reader who may see everything.
    pub fn everything(today: NaiveDate) -> Self {
        Self { years: Vec::new(), today, everything: true }
    }

    /// For a reader outside the desk.
    pub fn protected(years: &[YearCounts], tree: &TopicTree, today: NaiveDate) -> Self {
        Self { years: years.iter().map(|year| Year::of(year, tree)).collect(), today, everything: false }
    }

    /// Whether the topics of a period are shown.
    pub fn has_topics(&self, period: Period) -> bool {
        self.everything || period.years().all(|year| period.holds_year(year, self.today))
    }

    /// What is withheld of all of a period.
    pub fn total(&self, period: Period) -> Withheld {
        let of_year = |year: &Year| {
            if period.holds_year(year.year, self.today) {
                return year.total;
            }
            let months = period.months().into_iter().filter(|month| month.year() == year.year);
            months.map(|month| self.month(month)).max().unwrap_or(Withheld::Nothing)
        };
        self.years.iter().map(of_year).max().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of a month, given by its first day.
    pub fn month(&self, month: NaiveDate) -> Withheld {
        let year = self.years.iter().find(|year| year.year == month.year());
        year.and_then(|year| year.months.get(month.month0() as usize)).copied().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of an area over all the years.
    pub fn area(&self, area: Option<TopicId>) -> Withheld {
        self.most(area, |year| &year.areas)
    }

    /// What is withheld of a topic over all the years.
    pub fn topic(&self, topic: Option<TopicId>) -> Withheld {
        self.most(topic, |year| &year.topics)
    }

    fn most(
        &self,
        key: Option<TopicId>,
        rows: impl Fn(&Year) -> &Vec<(Option<TopicId>, Withheld)>,
    ) -> Withheld {
        let of_year =
            |year: &Year| rows(year).iter().find(|(known, _)| *known == key).map(|(_, withheld)| *withheld);
        self.years.iter().filter_map(of_year).max().unwrap_or(Withheld::Nothing)
    }
}

type TopicCounts = (Option<TopicId>, Counts);

impl Year {
    fn of(counts: &YearCounts, tree: &TopicTree) -> Self {
        let mut areas: Vec<(Option<TopicId>, Vec<TopicCounts>)> = Vec::new();
        for (topic, of_topic) in &counts.topics {
            let area = topic.and_then(|topic| tree.area_of(topic));
            match areas.iter_mut().find(|(known, _)| *known == area) {
                Some((_, topics)) => topics.push((*topic, *of_topic)),
                None => areas.push((area, vec![(*topic, *of_topic)])),
            }
        }
        let by_month = counts.months.iter().map(|month| Group::of(vec![*month])).collect();
        let by_topic = areas
            .iter()
            .map(|(_, topics)| Group::of(topics.iter().map(|(_, counts)| *counts).collect()))
            .collect();
        let protection = Protection::of(&counts.total(), &[by_month, by_topic]);
        let levels = |table: usize| protection.tables.get(table).map_or(&[][..], Vec::as_slice);
        let own = |group: &GroupWithheld| group.own;
        Self {
            year: counts.year,
            total: protection.total,
            months: levels(0).iter().map(own).collect(),
            areas: areas.iter().zip(levels(1)).map(|((area, _), group)| (*area, group.own)).collect(),
            topics: areas
                .iter()
                .zip(levels(1))
                .flat_map(|((_, topics), group)| topics.iter().zip(&group.parts))
                .map(|((topic, _), withheld)| (*topic, *withheld))
                .collect(),
        }
    }
}
