//! What a reader outside the desk may see of a period, so that nothing can be had by subtracting one period from another.
//!
//! The rule: only calendar years are published, each in one table for every property ([`PUBLISHED`]), one by month and one by the
//! time of the week, which are protected together ([`Protection`]). Two years share no question, so no table says anything about
//! another. Whatever else such a reader asks for is added up from figures of those tables: a longer period from whole years and
//! single months, a topic over several years from its years. A sum is shown when everything it is made of is. So every page and
//! every file could be made by hand from the tables of the years, and says nothing that these do not say. It follows that topics
//! and all other properties are shown of whole years only, and that a period begins and ends with a month.
//!
//! The tables of a year share nothing but their total: none crosses two properties, and of two such tables one says of the other
//! only what the total says. Those of properties that only workers or only firms are asked about break the row of workers or of
//! firms down, and share that row: it withholds what any of them needs.
//!
//! A frozen report of a month tells for ever how many questions came in it, and when all of them had ended how many were decided and
//! answered, while the table of its year goes on growing. So a month hides no other one where it was told, and the running month
//! counts only when enough of its questions came and were decided ([`Released`]): the frozen reports of a year and its table
//! together say no more than the table by itself. Of a month with open questions how many are answered goes on changing: what a
//! report tells of that was true then.
//!
//! What is corrected after a year was frozen moves questions between its rows, and other rows would be withheld than its report
//! withheld: so what that withheld stays so ([`YearWithheld`]).
//!
//! What remains is time: whoever keeps today's page and subtracts it from tomorrow's learns how many questions came in
//! between. The page says so.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::dimension::{Dimension, Value};
use super::disclosure::{Group, GroupWithheld, Protection, Told, Withheld};
use super::figures::Counts;
use super::names::kept_word;
use super::period::Period;
use super::released::Released;
use super::year_counts::{Counted, PUBLISHED, WEEK_PARTS, YearCounts};
use crate::accounts::RequesterKind;
use crate::kernel::ids::TopicId;
use crate::kernel::least_count::LeastCount;
use crate::topics::TopicTree;

/// What is withheld of each year; nothing of years that are not here.
#[derive(Debug)]
pub struct Published {
    years: Vec<Year>,
    /// How far it is told; nothing for a reader who may see everything.
    released: Option<Released>,
}

/// What the tables of a year withheld when its report was frozen, by the words of their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearWithheld {
    total: Withheld,
    months: Vec<Withheld>,
    week_parts: Vec<Withheld>,
    rows: BTreeMap<Dimension, BTreeMap<String, Withheld>>,
}

impl YearWithheld {
    /// Of which nothing may be told.
    pub fn everything() -> Self {
        Self { total: Withheld::Row, ..Self::default() }
    }

    fn month(&self, place: usize) -> Withheld {
        self.months.get(place).copied().unwrap_or_default()
    }

    fn week_part(&self, place: usize) -> Withheld {
        self.week_parts.get(place).copied().unwrap_or_default()
    }

    fn value(&self, dimension: Dimension, value: Value) -> Withheld {
        let rows = self.rows.get(&dimension);
        rows.and_then(|rows| rows.get(&kept_word(dimension, value))).copied().unwrap_or_default()
    }
}

#[derive(Debug)]
struct Year {
    year: i32,
    total: Withheld,
    months: Vec<Withheld>,
    week_parts: Vec<Withheld>,
    rows: BTreeMap<(Dimension, Value), Withheld>,
}

impl Published {
    /// For a reader who may see everything.
    pub fn everything() -> Self {
        Self { years: Vec::new(), released: None }
    }

    /// For a reader outside the desk; the years are counted as far as they are released.
    pub fn protected(counted: &Counted, tree: &TopicTree, released: &Released) -> Self {
        let told = |month: NaiveDate| {
            // That nothing came before the desk was opened, and nothing yet after today, is known to everybody.
            let began = counted.began.is_some_and(|began| began <= month);
            let is_known = !began || released.until < month;
            if is_known { Told::Standing } else { released.told.get(&month).copied().unwrap_or_default() }
        };
        let nothing = YearWithheld::default();
        let of_year = |year: &YearCounts| {
            let first = NaiveDate::from_ymd_opt(year.year, 1, 1);
            match first.is_some_and(|first| released.leaves_out(first)) {
                true => Year::withheld(year.year),
                false => {
                    let before = released.withheld.get(&year.year).unwrap_or(&nothing);
                    Year::of(year, tree, &told, (before, released.least))
                }
            }
        };
        Self { years: counted.years.iter().map(of_year).collect(), released: Some(released.clone()) }
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
        let of_year = |year: &Year| {
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
        let of_year = |year: &Year| year.week_parts.get(part).copied().unwrap_or(year.total);
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
        let of_year = |year: &Year| year.value(dimension, value);
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
        let (months, week_parts) = (year.months.clone(), year.week_parts.clone());
        Some(YearWithheld { total: year.total, months, week_parts, rows })
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

impl Year {
    /// Of which nothing is counted yet: all of it is withheld.
    fn withheld(year: i32) -> Self {
        let (months, week_parts) = (vec![Withheld::Row; 12], vec![Withheld::Row; WEEK_PARTS]);
        Self { year, total: Withheld::Row, months, week_parts, rows: BTreeMap::new() }
    }

    /// The tables of a year; `told` says what of a month, given by its first day, is known anyway.
    fn of(
        counts: &YearCounts,
        tree: &TopicTree,
        told: &impl Fn(NaiveDate) -> Told,
        (before, least): (&YearWithheld, LeastCount),
    ) -> Self {
        let kinds: Vec<Value> = counts.by(Dimension::Kind).keys().copied().collect();
        let mut of_kinds: Vec<Withheld> = vec![Withheld::Nothing; kinds.len()];
        loop {
            let mut year = Self::of_all(counts, tree, told, &of_kinds, (before, least));
            let mut settled = true;
            for (kind, known) in kinds.iter().zip(&mut of_kinds) {
                let (needed, rows) =
                    of_kind(counts, *kind, year.value(Dimension::Kind, *kind), (before, least));
                settled &= needed <= year.value(Dimension::Kind, *kind);
                *known = needed.max(*known);
                year.rows.extend(rows);
            }
            if settled {
                return year;
            }
        }
    }

    /// The tables about all questions; of each kind of requester at least so much is withheld.
    fn of_all(
        counts: &YearCounts,
        tree: &TopicTree,
        told: &impl Fn(NaiveDate) -> Told,
        of_kinds: &[Withheld],
        (before, least): (&YearWithheld, LeastCount),
    ) -> Self {
        let areas = areas(counts, tree);
        let dimensions: Vec<Dimension> = PUBLISHED
            .into_iter()
            .filter(|dimension| dimension.only_of().is_none() && *dimension != Dimension::Topic)
            .collect();
        let first_day = |month| NaiveDate::from_ymd_opt(counts.year, month, 1);
        let months = rows(counts.months).into_iter().zip(1..);
        let months = months.enumerate().map(|(place, (group, month))| {
            group.told(first_day(month).map(told).unwrap_or_default()).withholding(before.month(place))
        });
        let week_parts = rows(counts.week_parts).into_iter().enumerate();
        let week_parts = week_parts.map(|(place, group)| group.withholding(before.week_part(place)));
        let of_areas = areas.iter().map(|area| area.group(before));
        let mut tables: Vec<Vec<Group>> = vec![months.collect(), week_parts.collect(), of_areas.collect()];
        tables.extend(dimensions.iter().map(|dimension| {
            let groups = withheld_before(*dimension, counts, before);
            match dimension {
                Dimension::Kind => {
                    groups.into_iter().zip(of_kinds).map(|(group, known)| group.withholding(*known)).collect()
                }
                _ => groups,
            }
        }));
        let Protection { total, tables } =
            Protection::withholding(before.total, &counts.total(), &tables, least);
        let mut tables = tables.into_iter();
        let mut next = || tables.next().unwrap_or_default();
        let own = |groups: Vec<GroupWithheld>| groups.into_iter().map(|group| group.own).collect();
        let (months, week_parts) = (own(next()), own(next()));
        let mut levels = BTreeMap::new();
        for (area, withheld) in areas.iter().zip(next()) {
            levels.insert((Dimension::Area, area.area), withheld.own);
            let topics = area.topics.iter().zip(withheld.parts);
            levels.extend(topics.map(|((topic, _), level)| ((Dimension::Topic, *topic), level)));
        }
        for dimension in dimensions {
            let values = counts.by(dimension).keys().zip(next());
            levels.extend(values.map(|(value, group)| ((dimension, *value), group.own)));
        }
        Self { year: counts.year, total, months, week_parts, rows: levels }
    }

    fn value(&self, dimension: Dimension, value: Value) -> Withheld {
        self.rows.get(&(dimension, value)).copied().unwrap_or_else(|| self.all_asked(dimension))
    }

    fn all_asked(&self, dimension: Dimension) -> Withheld {
        match dimension.only_of() {
            None => self.total,
            kind => self.value(Dimension::Kind, Value::of_list(RequesterKind::ALL, kind)),
        }
    }
}

/// What is withheld of the rows of several properties.
type Levels = Vec<((Dimension, Value), Withheld)>;

/// The tables of what only one kind of requester is asked about, which share the row of that kind: what it must withhold, and the
/// levels of their rows.
fn of_kind(
    counts: &YearCounts,
    kind: Value,
    known: Withheld,
    (before, least): (&YearWithheld, LeastCount),
) -> (Withheld, Levels) {
    let is_asked = |dimension: &Dimension| {
        let only = dimension.only_of();
        only.is_some() && Value::of_list(RequesterKind::ALL, only) == kind
    };
    let dimensions: Vec<Dimension> = PUBLISHED.into_iter().filter(is_asked).collect();
    let tables: Vec<Vec<Group>> =
        dimensions.iter().map(|dimension| withheld_before(*dimension, counts, before)).collect();
    let protection = Protection::withholding(known, &counts.of(Dimension::Kind, kind), &tables, least);
    let levels = dimensions.iter().zip(protection.tables).flat_map(|(dimension, groups)| {
        let values = counts.by(*dimension).keys().zip(groups);
        values.map(|(value, group)| ((*dimension, *value), group.own)).collect::<Vec<_>>()
    });
    (protection.total, levels.collect())
}

/// The rows of a property, withholding what they withheld before.
fn withheld_before(dimension: Dimension, counts: &YearCounts, before: &YearWithheld) -> Vec<Group> {
    let row = |(value, counts): (&Value, &Counts)| {
        Group::of(vec![*counts]).withholding(before.value(dimension, *value))
    };
    counts.by(dimension).iter().map(row).collect()
}

fn rows(counts: impl IntoIterator<Item = Counts>) -> Vec<Group> {
    counts.into_iter().map(|counts| Group::of(vec![counts])).collect()
}

/// An area with its topics. All of the tree are here: a row that stood only where something was received would tell that a
/// withheld count is not zero.
struct Area {
    area: Value,
    topics: Vec<(Value, Counts)>,
}

impl Area {
    fn group(&self, before: &YearWithheld) -> Group {
        let of_topics = self.topics.iter().map(|(topic, _)| before.value(Dimension::Topic, *topic));
        Group::of(self.topics.iter().map(|(_, counts)| *counts).collect())
            .withholding_of_parts(of_topics.collect())
            .withholding_of_own(before.value(Dimension::Area, self.area))
    }
}

fn areas(counts: &YearCounts, tree: &TopicTree) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let in_tree = tree.all().iter().map(|topic| Value::of_id(Some(topic.id.0))).chain([Value::NONE]);
    let counted = counts.by(Dimension::Topic).keys().copied();
    let all: std::collections::BTreeSet<Value> = in_tree.chain(counted).collect();
    for topic in all {
        let area = topic.id().and_then(|id| tree.area_of(TopicId(id)));
        let area = Value::of_id(area.map(|area| area.0));
        let own = (topic, counts.of(Dimension::Topic, topic));
        match areas.iter_mut().find(|known| known.area == area) {
            Some(known) => known.topics.push(own),
            None => areas.push(Area { area, topics: vec![own] }),
        }
    }
    areas
}
