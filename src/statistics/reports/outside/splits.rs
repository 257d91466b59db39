//! Counts that no table of the years holds, such as how many answers helped: how far they may be seen.
//!
//! The rule: such a count is never shown by itself, it splits one that is seen into two. The answers of a year, which its tables
//! publish, are split into those of which it was asked whether they helped and the others; the asked into those who said something
//! and those who did not; these into whom it helped and whom it did not. A split is shown when neither of its sides is of too few,
//! and none after one that is not. So no small count is left over, whatever is added to or subtracted from each other: what can be
//! made of the splits of a total are their sides and sums of these.
//!
//! By a property they are shown only as far as every group of every year asked about allows: no row is withheld that the others
//! would give away. Where they are not shown, the total alone is: both of its sides are none or enough, so a group
//! of enough can still hold any small number on either side. A property that only workers or only firms are
//! asked about tells how many all of these are, and so needs the same of the groups by who asks. No split crosses two properties, and
//! none is shown of months. Years share no question: several are shown together as far as each of them is.
//!
//! The tables withhold how many were answered more often than how many are decided (at [`Withheld::Standing`]), so as not to tell how
//! many of these wait for a late answer. There the decided stand in for the answered, who are not shown. What is split off says then
//! that so many at least were answered. Where all of the year withholds it, no table says anything of late answers from below, and
//! none may be missing for all that is known; else it is shown only when it is no more than the answers in time, which are seen and
//! say as much already.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::Datelike;

use super::super::breakdown::{heading as heading_by, label as label_by};
use super::super::{Words, groups};
use super::value;
use super::years::{Year, Years, heading, label, label_of_all};
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::{Fact, Standing};
use crate::statistics::figure::Figure;
use crate::statistics::sheet::{Cell, Label, Part, Row, Table};

/// The two sides of a split.
pub(super) type Split = (u64, u64);

/// How far the counts of a row may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// Not at all at 0; what is split at 1, and with each number more one more of its splits.
    pub(super) depth: usize,
    /// Whether what is split is shown, and not something that stands in for it.
    pub(super) whole: bool,
}

impl Seen {
    pub(super) const NOTHING: Self = Self { depth: 0, whole: false };
    pub(super) const ALL: Self = Self { depth: usize::MAX, whole: true };

    /// As far as these splits allow.
    pub(super) fn of(whole: bool, splits: &[Split], least: LeastCount) -> Self {
        let is_told = |(one, other): &&Split| !least.withholds(*one) && !least.withholds(*other);
        Self { depth: 1 + splits.iter().take_while(is_told).count(), whole }
    }

    /// As far as both.
    pub(super) fn and(self, other: Self) -> Self {
        Self { depth: self.depth.min(other.depth), whole: self.whole && other.whole }
    }

    fn of_all(all: impl Iterator<Item = Self>) -> Self {
        match all.fold(Self::ALL, Self::and) {
            Self::ALL => Self::NOTHING,
            seen => seen,
        }
    }
}

/// How much must be seen for a column: the depth, and whether only beside what is split itself.
pub(super) type From = (usize, bool);

/// What a row says, and how deep each of its figures lies.
pub(super) struct Shape<T> {
    pub(super) columns: &'static [Figure],
    pub(super) from: &'static [From],
    pub(super) cells: fn(&T) -> Vec<Cell>,
}

impl<T> Shape<T> {
    fn row(&self, label: Label, is_total: bool, told: &T, seen: Seen) -> Row {
        let cell = |(cell, (depth, whole)): (Cell, &From)| {
            if seen.depth < *depth || *whole && !seen.whole { Cell::Hidden } else { cell }
        };
        let cells = (self.cells)(told).into_iter().zip(self.from).map(cell).collect();
        Row { labels: vec![label], is_total, cells, query: None }
    }

    /// Year by year, and all together where there are several.
    pub(super) fn of_years(
        &self,
        (name, title): (&'static str, &str),
        notes: Vec<String>,
        years: &[(i32, T, Seen)],
        whole: (&T, Seen),
        words: Words<'_>,
    ) -> Part {
        let mut rows: Vec<Row> =
            years.iter().map(|(year, told, seen)| self.row(label(*year), false, told, *seen)).collect();
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
        notes.extend(groups::only_of(by, words));
        let mut rows = Vec::new();
        if counted.of_groups.depth > 1 {
            let mut ordered: Vec<(&Value, &T)> = counted.groups.iter().collect();
            ordered.sort_by_cached_key(|(value, _)| groups::order(by, **value, words));
            let row = |(value, told): (&Value, &T)| {
                self.row(label_by(by, *value, words), false, told, counted.of_groups)
            };
            rows.extend(ordered.into_iter().map(row));
            rows.push(self.row(label_of_all(words), true, &counted.asked, counted.of_asked));
        } else if !counted.groups.is_empty() {
            notes.push(words.with_least("outside-groups-withheld"));
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

/// What is counted of the questions of some years, each with how far it may be seen.
pub(super) struct Counted<T> {
    by: Dimension,
    pub(super) years: Vec<(i32, T, Seen)>,
    /// All years together.
    pub(super) whole: T,
    pub(super) of_whole: Seen,
    /// All who are asked about the property.
    asked: T,
    of_asked: Seen,
    /// By the property.
    pub(super) groups: BTreeMap<Value, T>,
    pub(super) of_groups: Seen,
}

/// How questions are counted.
pub(super) struct Way<'a, T> {
    pub(super) add: &'a dyn Fn(&mut T, &Fact),
    /// When figures are true.
    pub(super) as_of: Instant,
    /// From how many on a count is seen.
    pub(super) least_count: LeastCount,
    /// The splits of so many answered.
    pub(super) of_answered: fn(&T, u64) -> Vec<Split>,
    /// The same where the answered are withheld, of so many decided.
    pub(super) of_decided: fn(&T, u64) -> Vec<Split>,
    /// How many answers there are at least, by these.
    pub(super) least: fn(&T) -> u64,
    /// Whether a question's answer can be among them.
    pub(super) is_meant: fn(&Fact) -> bool,
    /// What a year withholds of the count that is split.
    pub(super) withheld: fn(&Year) -> Withheld,
}

/// What is counted, with the counts of the tables that it splits.
#[derive(Default)]
struct Told<T> {
    answered: u64,
    decided: u64,
    within: u64,
    own: T,
}

impl<T: for<'o> AddAssign<&'o T>> AddAssign<&Self> for Told<T> {
    fn add_assign(&mut self, other: &Self) {
        self.answered += other.answered;
        self.decided += other.decided;
        self.within += other.within;
        self.own += &other.own;
    }
}

impl<T> Way<'_, T> {
    fn add(&self, told: &mut Told<T>, fact: &Fact) {
        match fact.standing {
            Standing::Answered(at) => {
                told.answered += 1;
                told.decided += 1;
                told.within += u64::from(at <= fact.due_at && (self.is_meant)(fact));
            }
            _ => told.decided += u64::from(fact.is_overdue(self.as_of)),
        }
        (self.add)(&mut told.own, fact);
    }

    /// How far a row may be seen of which so much is withheld, in a year that withholds so much of all.
    fn seen(&self, told: &Told<T>, of_row: Withheld, of_all: Withheld) -> Seen {
        let says_no_more = of_all >= Withheld::Standing || (self.least)(&told.own) <= told.within;
        match of_row {
            Withheld::Nothing => {
                Seen::of(true, &(self.of_answered)(&told.own, told.answered), self.least_count)
            }
            Withheld::Standing if says_no_more => {
                Seen::of(false, &(self.of_decided)(&told.own, told.decided), self.least_count)
            }
            _ => Seen::NOTHING,
        }
    }
}

/// Counts the records of some years.
pub(super) fn counted<T>(
    facts: &[&Fact],
    by: Dimension,
    years: &Years,
    way: &Way<'_, T>,
    words: Words<'_>,
) -> Counted<T>
where
    T: Default + for<'o> AddAssign<&'o T>,
{
    let lookup = words.names.lookup();
    let table = |by: Dimension| {
        let mut table: ByYear<T> = BTreeMap::new();
        for fact in facts {
            let value = by.is_asked(fact).then(|| value(&lookup, by, fact));
            way.add(table.entry((fact.day.year(), value)).or_default(), fact);
        }
        table
    };
    let of_each = table(by);
    let (mut of_years, mut groups) = (BTreeMap::<i32, Told<T>>::new(), BTreeMap::<Value, T>::new());
    let (mut whole, mut asked) = (T::default(), T::default());
    for ((year, value), told) in &of_each {
        *of_years.entry(*year).or_default() += told;
        whole += &told.own;
        if let Some(value) = value {
            *groups.entry(*value).or_default() += &told.own;
            asked += &told.own;
        }
    }
    let years_seen: Vec<(i32, T, Seen)> = years
        .all()
        .iter()
        .map(|year| {
            let told = of_years.remove(&year.counts.year).unwrap_or_default();
            let seen = way.seen(&told, (way.withheld)(year), year.total());
            (year.counts.year, told.own, seen)
        })
        .collect();
    let of_whole = Seen::of_all(years_seen.iter().map(|(.., seen)| *seen));
    let of_asked = match by.only_of() {
        Some(_) => of_whole.and(of_groups(&table(Dimension::Kind), Dimension::Kind, years, way)),
        None => of_whole,
    };
    let of_groups = of_asked.and(of_groups(&of_each, by, years, way));
    Counted { by, years: years_seen, whole, of_whole, asked, of_asked, groups, of_groups }
}

/// What was counted by year and by a property; without a value of those who are not asked about it.
type ByYear<T> = BTreeMap<(i32, Option<Value>), Told<T>>;

/// How far every group of every year may be seen.
fn of_groups<T>(counted: &ByYear<T>, by: Dimension, years: &Years, way: &Way<'_, T>) -> Seen {
    let groups = counted.iter().filter_map(|((year, value), told)| Some((*year, (*value)?, told)));
    Seen::of_all(groups.map(|(year, value, told)| {
        let year = years.find(year);
        year.map_or(Seen::NOTHING, |year| way.seen(told, year.value(by, value), year.total()))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_split_after_a_side_of_one_or_two() {
        let of = |whole, splits: &[Split]| Seen::of(whole, splits, LeastCount::LOWEST);
        assert_eq!(of(true, &[(40, 5), (30, 10), (27, 3)]).depth, 4);
        assert_eq!(of(true, &[(45, 0), (43, 2), (40, 3)]).depth, 2);
        assert_eq!(of(false, &[(1, 44), (1, 0)]), Seen { depth: 1, whole: false });
        assert_eq!(Seen::of_all(std::iter::empty()), Seen::NOTHING);
    }

    /// Forty of which it was said, ten of them not in time.
    fn way() -> Way<'static, u64> {
        Way {
            add: &|_, _| {},
            as_of: Instant::from_micros(0),
            least_count: LeastCount::LOWEST,
            of_answered: |own, answered| vec![(*own, answered - own)],
            of_decided: |own, decided| vec![(*own, decided - own)],
            least: |own| *own,
            is_meant: |_| true,
            withheld: Year::total,
        }
    }

    #[test]
    fn where_the_answered_are_withheld_no_more_is_said_of_them_than_is_seen() {
        let told = |own| Told { answered: 40, decided: 41, within: 30, own };
        let seen = |own, of_row, of_all| way().seen(&told(own), of_row, of_all);
        assert_eq!(seen(36, Withheld::Nothing, Withheld::Nothing), Seen { depth: 2, whole: true });
        assert_eq!(seen(36, Withheld::Standing, Withheld::Nothing), Seen::NOTHING);
        assert_eq!(seen(30, Withheld::Standing, Withheld::Nothing), Seen { depth: 2, whole: false });
        assert_eq!(seen(36, Withheld::Standing, Withheld::Standing), Seen { depth: 2, whole: false });
        // But one decided would be left over.
        assert_eq!(seen(40, Withheld::Standing, Withheld::Standing), Seen { depth: 1, whole: false });
        assert_eq!(seen(36, Withheld::Outcome, Withheld::Outcome), Seen::NOTHING);
    }
}
