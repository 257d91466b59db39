//! Counts that no table of the years holds, such as how many answers helped: how far they may be seen.
//!
//! The rule: such a count is never shown by itself, it splits one that is seen into two. The answers of a year, which its tables
//! publish, are split into those of which it was asked whether they helped and the others; the asked into those who said something
//! and those who did not; these into whom it helped and whom it did not. A split is shown when neither of its sides is of one or two,
//! and none after one that is not. So no small count is left over, whatever is added to or subtracted from each other: what can be
//! made of the splits of a total are their sides and sums of these.
//!
//! By a property they are shown only as far as every group of every year asked about allows: no row is withheld that the others
//! would give away. Where they are not shown, the total alone is: both of its sides are none or three and more, so a group
//! of three or more can still hold any number from none to three on either side. A property that only workers or only firms are
//! asked about tells how many all of these are, and so needs the same of the groups by who asks. No split crosses two properties, and
//! none is shown of months. Years share no question: several are shown together as far as each of them is.
//!
//! The first count of all is one of those that the tables publish: where they withhold it (at [`Withheld::Standing`]), so much as its
//! splits would say of it is withheld with them.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::super::breakdown::{heading as heading_by, label as label_by};
use super::super::{Words, groups};
use super::value;
use super::years::{Year, Years, heading, is_small, label, label_of_all};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::{THRESHOLD, Withheld};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::sheet::{Cell, Label, Part, Row, Table};

/// The two sides of a split.
pub(super) type Split = (u64, u64);

/// How much may be seen: nothing when what is split is not seen itself, else it and so many of its splits.
pub(super) fn depth(is_seen: bool, splits: &[Split]) -> usize {
    let is_told = |(one, other): &&Split| !is_small(*one) && !is_small(*other);
    usize::from(is_seen) * (1 + splits.iter().take_while(is_told).count())
}

/// What a row says, and how deep each of its figures lies.
pub(super) struct Shape<T> {
    pub(super) columns: &'static [Figure],
    /// From which depth on each column is shown.
    pub(super) from: &'static [usize],
    pub(super) cells: fn(&T) -> Vec<Cell>,
}

impl<T> Shape<T> {
    fn row(&self, label: Label, is_total: bool, told: &T, depth: usize) -> Row {
        let cell = |(cell, from): (Cell, &usize)| if depth < *from { Cell::Hidden } else { cell };
        let cells = (self.cells)(told).into_iter().zip(self.from).map(cell).collect();
        Row { labels: vec![label], is_total, cells, query: None }
    }

    /// Year by year, and all together where there are several.
    pub(super) fn of_years(
        &self,
        (name, title): (&'static str, &str),
        notes: Vec<String>,
        years: &[(i32, T, usize)],
        whole: (&T, usize),
        words: Words<'_>,
    ) -> Part {
        let mut rows: Vec<Row> =
            years.iter().map(|(year, told, depth)| self.row(label(*year), false, told, *depth)).collect();
        if years.len() > 1 {
            rows.push(self.row(label_of_all(words), true, whole.0, whole.1));
        }
        Part {
            name,
            title: words.t(title),
            notes,
            drawing: None,
            has_bars: false,
            table: Table { headings: vec![heading(words)], columns: self.columns.to_vec(), rows },
        }
    }

    /// By a property; no row where nothing but what is split could be seen.
    pub(super) fn of_groups(
        &self,
        (name, title): (&'static str, &str),
        mut notes: Vec<String>,
        counted: &Counted<T>,
        words: Words<'_>,
    ) -> Part {
        let by = counted.by;
        notes.extend(by.only_of().map(|kind| words.t(&format!("reports-only-of-{kind}"))));
        let mut rows = Vec::new();
        if counted.of_groups > 1 {
            let mut ordered: Vec<(&Value, &T)> = counted.groups.iter().collect();
            ordered.sort_by_cached_key(|(value, _)| groups::order(by, **value, words));
            let row = |(value, told): (&Value, &T)| {
                self.row(label_by(by, *value, words), false, told, counted.of_groups)
            };
            rows.extend(ordered.into_iter().map(row));
            rows.push(self.row(label_of_all(words), true, &counted.asked, counted.of_asked));
        } else if !counted.groups.is_empty() {
            notes.push(words.with("outside-groups-withheld", &[("threshold", THRESHOLD.into())]));
        }
        Part {
            name,
            title: words.t(title),
            notes,
            drawing: None,
            has_bars: false,
            table: Table { headings: vec![heading_by(by, words)], columns: self.columns.to_vec(), rows },
        }
    }
}

/// What is counted of the questions of some years, each with how deep it may be seen.
pub(super) struct Counted<T> {
    by: Dimension,
    pub(super) years: Vec<(i32, T, usize)>,
    /// All years together.
    pub(super) whole: T,
    pub(super) of_whole: usize,
    /// All who are asked about the property.
    asked: T,
    of_asked: usize,
    /// By the property.
    pub(super) groups: BTreeMap<Value, T>,
    pub(super) of_groups: usize,
}

/// How questions are counted.
pub(super) struct Way<'a, T> {
    pub(super) add: &'a dyn Fn(&mut T, &Fact),
    pub(super) splits: fn(&T) -> Vec<Split>,
    /// Whether the count that is split is seen of a year.
    pub(super) is_seen: fn(&Year) -> bool,
}

/// Counts the records of some years.
pub(super) fn counted<T: Default>(
    facts: &[&Fact],
    by: Dimension,
    years: &Years,
    way: &Way<'_, T>,
    words: Words<'_>,
) -> Counted<T> {
    let lookup = words.names.lookup();
    let groups =
        |by: Dimension| grouped(facts, way.add, |fact| by.is_asked(fact).then(|| value(&lookup, by, fact)));
    // To which depth every group of every year may be seen.
    let table = |by: Dimension| {
        let key = |fact: &Fact| by.is_asked(fact).then(|| (fact.day.year(), value(&lookup, by, fact)));
        let depths = grouped(facts, way.add, key).into_iter().map(|((year, value), told)| {
            let is_seen = years.find(year).is_some_and(|year| year.value(by, value) < Withheld::Standing);
            depth(is_seen, &(way.splits)(&told))
        });
        depths.min().unwrap_or(0)
    };
    let mut of_years = grouped(facts, way.add, |fact| Some(fact.day.year()));
    let years: Vec<(i32, T, usize)> = years
        .all()
        .iter()
        .map(|year| {
            let told = of_years.remove(&year.counts.year).unwrap_or_default();
            let depth = depth((way.is_seen)(year), &(way.splits)(&told));
            (year.counts.year, told, depth)
        })
        .collect();
    let of_whole = years.iter().map(|(.., depth)| *depth).min().unwrap_or(0);
    let of_asked = if by.only_of().is_some() { of_whole.min(table(Dimension::Kind)) } else { of_whole };
    let all = |by: Option<Dimension>| {
        let is_asked = |fact: &Fact| by.is_none_or(|by| by.is_asked(fact)).then_some(());
        grouped(facts, way.add, is_asked).remove(&()).unwrap_or_default()
    };
    Counted {
        by,
        years,
        whole: all(None),
        of_whole,
        asked: all(Some(by)),
        of_asked,
        groups: groups(by),
        of_groups: of_asked.min(table(by)),
    }
}

fn grouped<K: Ord, T: Default>(
    facts: &[&Fact],
    add: &dyn Fn(&mut T, &Fact),
    key: impl Fn(&Fact) -> Option<K>,
) -> BTreeMap<K, T> {
    let mut groups: BTreeMap<K, T> = BTreeMap::new();
    for fact in facts {
        if let Some(key) = key(fact) {
            add(groups.entry(key).or_default(), fact);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_split_after_a_side_of_one_or_two() {
        assert_eq!(depth(true, &[(40, 5), (30, 10), (27, 3)]), 4);
        assert_eq!(depth(true, &[(45, 0), (43, 2), (40, 3)]), 2);
        assert_eq!(depth(true, &[(1, 44), (1, 0)]), 1);
        assert_eq!(depth(false, &[(40, 5)]), 0);
    }
}
