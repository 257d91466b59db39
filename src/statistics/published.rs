//! What a reader outside the desk may see of a period, so that nothing can be had by subtracting one period from another.
//!
//! The rule: only calendar years are published, each in one table for every property ([`PUBLISHED`](super::year_counts::PUBLISHED)), one by month and one by the
//! time of the week, which are protected together ([`Protection`](super::disclosure::Protection)). Two years share no question, so no table says anything about
//! another. Whatever else such a reader asks for is added up from figures of those tables: a longer period from whole years and
//! single months, a topic over several years from its years. A sum is shown when everything it is made of is. So every page and
//! every file could be made by hand from the tables of the years, and says nothing that these do not say. It follows that topics
//! and all other properties are shown of whole years only, and that a period begins and ends with a month.
//!
//! The tables of a year share nothing but their total: none crosses two properties, and of two such tables one says of the other
//! only what the total says. Those of properties that only workers or only firms are asked about break the row of workers or of
//! firms down, and share that row: it withholds what any of them needs.
//!
//! A frozen report of a month tells for ever how many questions came in it, and how they ended as far as hardly any is open then,
//! while the table of its year goes on growing. So a month hides no other one where it was told
//! ([`Told::settled`](super::disclosure::Told::settled)). The running month counts only when enough of its questions came and were
//! decided ([`Released`]), and hides no other either: whoever knows that it is not small would know which is. So the frozen reports of
//! a year and its table together say no more than the table by itself.
//!
//! What is corrected after a year was frozen moves questions between its rows, and other rows would be withheld than its report
//! withheld: so what that withheld stays so, and what it told hides nothing else ([`YearBefore`]).
//!
//! Only an answer has an organisation: of a row of that table it is known that all its questions were answered. So that table has a
//! rule of its own (`organisations`).
//!
//! What remains is time: whoever keeps today's page and subtracts it from tomorrow's learns what came in between and by whom, as far as
//! the rows that changed are seen: on a quiet day the one question that did. The page says so.

mod before;
mod kept;
mod organisations;
mod year;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::dimension::{Dimension, Value};
use super::disclosure::{Told, Withheld};
use super::names::kept_word;
use super::period::Period;
use super::released::Released;
use super::told_times::Grain;
use crate::kernel::ids::TopicId;

pub use before::{YearBefore, YearWithheld};
pub use kept::{KeptYears, MadeOf};
pub use year::Year;

/// What is withheld of each year; nothing of years that are not here.
#[derive(Debug)]
pub struct Published {
    years: Vec<Arc<Year>>,
    /// How far it is told; nothing for a reader who may see everything.
    released: Option<Released>,
}

impl Published {
    /// For a reader who may see everything.
    pub fn everything() -> Self {
        Self { years: Vec::new(), released: None }
    }

    /// For a reader outside the desk, so much being withheld of the years.
    pub fn protected(years: Vec<Arc<Year>>, released: &Released) -> Self {
        Self { years, released: Some(released.clone()) }
    }

    /// How times are told.
    pub fn grain(&self) -> Grain {
        if self.released.is_some() { Grain::WholeHours } else { Grain::Exact }
    }

    /// Whether the topics of a period are shown.
    pub fn has_topics(&self, period: Period) -> bool {
        let Some(released) = &self.released else { return true };
        period.years().all(|year| period.holds_year(year, released.until))
    }

    /// What is withheld of all of a period.
    pub fn total(&self, period: Period) -> Withheld {
        let Some(released) = &self.released else { return Withheld::Nothing };
        if released.leaves_out(period.from) {
            return Withheld::Row;
        }
        let of_year = |year: &Arc<Year>| {
            if period.holds_year(year.year, released.until) {
                return year.total;
            }
            let months = period.months().into_iter().filter(|month| month.year() == year.year);
            months.map(|month| self.month(month)).max().unwrap_or(Withheld::Nothing)
        };
        self.years.iter().map(of_year).max().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of a month, given by its first day.
    pub fn month(&self, month: NaiveDate) -> Withheld {
        if self.released.as_ref().is_some_and(|released| released.leaves_out(month)) {
            return Withheld::Row;
        }
        let year = self.years.iter().find(|year| year.year == month.year());
        year.and_then(|year| year.months.get(month.month0() as usize)).copied().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of a part of the week over all the years.
    pub fn week_part(&self, part: usize) -> Withheld {
        let of_year = |year: &Arc<Year>| year.week_parts.get(part).copied().unwrap_or(year.total);
        self.years.iter().map(of_year).max().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of an area over all the years.
    pub fn area(&self, area: Option<TopicId>) -> Withheld {
        self.value(Dimension::Area, Value::of_id(area.map(|area| area.0)))
    }

    /// What is withheld of a topic over all the years.
    pub fn topic(&self, topic: Option<TopicId>) -> Withheld {
        self.value(Dimension::Topic, Value::of_id(topic.map(|topic| topic.0)))
    }

    /// What is withheld of a value over all the years; of one that had no question in them, as much as of all who are asked.
    pub fn value(&self, dimension: Dimension, value: Value) -> Withheld {
        let of_year = |year: &Arc<Year>| year.value(dimension, value);
        self.years.iter().map(of_year).max().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of all who are asked about a property, over all the years.
    pub fn all_asked(&self, dimension: Dimension) -> Withheld {
        self.years.iter().map(|year| year.all_asked(dimension)).max().unwrap_or(Withheld::Nothing)
    }

    /// What is withheld of a year, to be kept; nothing of one that is not here.
    pub fn of_year(&self, year: i32) -> Option<YearWithheld> {
        let year = self.years.iter().find(|one| one.year == year)?;
        let mut rows: BTreeMap<Dimension, BTreeMap<String, Withheld>> = BTreeMap::new();
        for ((dimension, value), withheld) in &year.rows {
            if *withheld > Withheld::Nothing {
                rows.entry(*dimension).or_default().insert(kept_word(*dimension, *value), *withheld);
            }
        }
        let mut unsettled: BTreeMap<Dimension, BTreeMap<String, Told>> = BTreeMap::new();
        for ((dimension, value), told) in year.settled.iter().filter(|(_, told)| **told < Told::Standing) {
            unsettled.entry(*dimension).or_default().insert(kept_word(*dimension, *value), *told);
        }
        let (months, week_parts) = (year.months.clone(), year.week_parts.clone());
        Some(YearWithheld { total: year.total, months, week_parts, rows, unsettled })
    }

    /// Whether something of a period is not counted yet.
    pub fn is_cut(&self, period: Period) -> bool {
        self.released.as_ref().is_some_and(|released| released.leaves_out(period.to))
    }

    /// Whether how many were received is shown of every value.
    pub fn shows_every_value(&self, dimension: Dimension) -> bool {
        if self.years.iter().any(|year| year.total >= Withheld::Row) {
            return false;
        }
        let rows = self.years.iter().flat_map(|year| &year.rows);
        let mut of_dimension = rows.filter(|((known, _), _)| *known == dimension);
        of_dimension.all(|(_, withheld)| *withheld < Withheld::Row)
    }
}
