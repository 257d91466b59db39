//! What the tables of a calendar year withhold, protected together.

use std::collections::{BTreeMap, BTreeSet};

use super::YearBefore;
use super::before::Before;
use super::organisations;
use crate::accounts::RequesterKind;
use crate::kernel::ids::TopicId;
use crate::kernel::least_count::LeastCount;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::{Group, GroupWithheld, Protection, Told, Withheld};
use crate::statistics::figures::Counts;
use crate::statistics::year_counts::{PUBLISHED, WEEK_PARTS, YearCounts};
use crate::topics::TopicTree;

/// What is withheld of each of its rows.
#[derive(Debug)]
pub struct Year {
    pub(super) year: i32,
    pub(super) total: Withheld,
    pub(super) months: Vec<Withheld>,
    pub(super) week_parts: Vec<Withheld>,
    pub(super) rows: BTreeMap<(Dimension, Value), Withheld>,
    /// How much of each row stays known once it is told.
    pub(super) settled: BTreeMap<(Dimension, Value), Told>,
}

impl Year {
    /// Of which nothing is counted yet: all of it is withheld.
    pub fn withheld(year: i32) -> Self {
        let (months, week_parts) = (vec![Withheld::Row; 12], vec![Withheld::Row; WEEK_PARTS]);
        Self {
            year,
            total: Withheld::Row,
            months,
            week_parts,
            rows: BTreeMap::new(),
            settled: BTreeMap::new(),
        }
    }

    /// The tables of a year; of its months so much is known anyway.
    pub fn of(
        counts: &YearCounts,
        tree: &TopicTree,
        told: &[Told],
        (before, least): (&YearBefore, LeastCount),
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
                year.settled = settled_rows(counts, tree, least);
                return year;
            }
        }
    }

    /// The tables about all questions; of each kind of requester at least so much is withheld.
    fn of_all(
        counts: &YearCounts,
        tree: &TopicTree,
        told: &[Told],
        of_kinds: &[Withheld],
        (before, least): (&YearBefore, LeastCount),
    ) -> Self {
        let areas = areas(counts, tree);
        let dimensions: Vec<Dimension> = PUBLISHED
            .into_iter()
            .filter(|dimension| dimension.only_of().is_none())
            .filter(|dimension| !matches!(dimension, Dimension::Topic | Dimension::Organisation))
            .collect();
        let months = rows(counts.months).into_iter().enumerate().map(|(place, group)| {
            group.told(told.get(place).copied().unwrap_or_default()).withholding(before.month(place))
        });
        let week_parts = rows(counts.week_parts).into_iter().enumerate();
        let week_parts = week_parts.map(|(place, group)| with_before(group, before.week_part(place), before));
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
            Protection::withholding(before.total(), &counts.total(), &tables, least);
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
        let of_organisations = organisations::of(counts.by(Dimension::Organisation), total, (before, least));
        let row = |(value, level)| ((Dimension::Organisation, value), level);
        levels.extend(of_organisations.into_iter().map(row));
        Self { year: counts.year, total, months, week_parts, rows: levels, settled: BTreeMap::new() }
    }

    /// Of a value; of one that had no question, as much as of all who are asked.
    pub fn value(&self, dimension: Dimension, value: Value) -> Withheld {
        self.rows.get(&(dimension, value)).copied().unwrap_or_else(|| self.all_asked(dimension))
    }

    /// Of all who are asked about a property.
    pub fn all_asked(&self, dimension: Dimension) -> Withheld {
        match dimension.only_of() {
            None => self.total,
            kind => self.value(Dimension::Kind, Value::of_list(RequesterKind::ALL, kind)),
        }
    }
}

fn settled_rows(
    counts: &YearCounts,
    tree: &TopicTree,
    least: LeastCount,
) -> BTreeMap<(Dimension, Value), Told> {
    let areas = areas(counts, tree).into_iter().map(|area| {
        let all: Counts = area.topics.iter().map(|(_, counts)| *counts).sum();
        ((Dimension::Area, area.area), all)
    });
    let values = PUBLISHED.into_iter().flat_map(|dimension| {
        counts.by(dimension).iter().map(move |(value, counts)| ((dimension, *value), *counts))
    });
    areas.chain(values).map(|(row, counts)| (row, Told::settled(&counts, least))).collect()
}

/// What is withheld of the rows of several properties.
type Levels = Vec<((Dimension, Value), Withheld)>;

/// The tables of what only one kind of requester is asked about, which share the row of that kind: what it must withhold, and the
/// levels of their rows.
fn of_kind(
    counts: &YearCounts,
    kind: Value,
    known: Withheld,
    (before, least): (&YearBefore, LeastCount),
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
fn withheld_before(dimension: Dimension, counts: &YearCounts, before: &YearBefore) -> Vec<Group> {
    let row = |(value, counts): (&Value, &Counts)| {
        with_before(Group::of(vec![*counts]), before.value(dimension, *value), before)
    };
    counts.by(dimension).iter().map(row).collect()
}

fn with_before(group: Group, (withheld, told): Before, before: &YearBefore) -> Group {
    let group = group.withholding(withheld).told(told);
    if before.is_some() { group.hiding_with_table() } else { group }
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
    fn group(&self, before: &YearBefore) -> Group {
        let of_topics = self.topics.iter().map(|(topic, _)| before.value(Dimension::Topic, *topic));
        let (withheld, told): (Vec<Withheld>, Vec<Told>) = of_topics.unzip();
        let (of_own, told_of_own) = before.value(Dimension::Area, self.area);
        let group = Group::of(self.topics.iter().map(|(_, counts)| *counts).collect())
            .withholding_of_parts(withheld)
            .told_of_parts(told);
        with_before(group, (Withheld::Nothing, told_of_own), before).withholding_of_own(of_own)
    }
}

fn areas(counts: &YearCounts, tree: &TopicTree) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let in_tree = tree.all().iter().map(|topic| Value::of_id(Some(topic.id.0))).chain([Value::NONE]);
    let counted = counts.by(Dimension::Topic).keys().copied();
    let all: BTreeSet<Value> = in_tree.chain(counted).collect();
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
