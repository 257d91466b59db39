//! Which answers were not the last word, of whole years.

use std::ops::AddAssign;

use super::super::reopenings::{Reopened, Tally, over_time};
use super::super::{Words, groups};
use super::breakdown;
use super::splits::{self, Counted, From, Shape, Split, Way};
use super::waits::of_enough;
use super::years::Years;
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Part, Row};

const COLUMNS: [Figure; 6] = [
    Figure::FirstAnswered,
    Figure::Reopened,
    Figure::ReopenedShare,
    Figure::ReopenedTwice,
    Figure::ReopenedMedian,
    Figure::ReopenedP90,
];
/// How often questions were asked again is told by how many cycles are; so it is seen only where it is seen how many were more than once.
const FROM: [From; 6] = [(2, true), (4, false), (4, true), (4, false), (4, false), (4, false)];
const SHAPE: Shape<First> = Shape { columns: &COLUMNS, from: &FROM, cells };
/// From here on it is seen how many were asked again.
const REOPENED: usize = 4;

/// What became of first answers.
#[derive(Default)]
struct First(Tally);

impl AddAssign<&Self> for First {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

fn cells(first: &First) -> Vec<Cell> {
    let mut cells = first.0.cells();
    if first.0.reopened < Rate::ENOUGH {
        cells.truncate(4);
        cells.resize(COLUMNS.len(), Cell::TooFew);
    }
    cells
}

/// Of the answers the first ones, of these those asked about again, of these those more than once.
fn of_answered(first: &First, answered: u64) -> Vec<Split> {
    let tally = &first.0;
    vec![
        (tally.answered, answered - tally.answered),
        (tally.reopened, tally.answered - tally.reopened),
        (tally.twice, tally.reopened - tally.twice),
    ]
}

/// The same without the first answers, which are withheld as well.
fn of_decided(first: &First, decided: u64) -> Vec<Split> {
    let tally = &first.0;
    vec![(0, 0), (tally.reopened, decided - tally.reopened), (tally.twice, tally.reopened - tally.twice)]
}

/// The parts of the report.
pub(super) fn parts(
    picked: &[&Fact],
    reopened: &Reopened,
    by: Dimension,
    (years, published): (&Years, &Published),
    question: &Question,
    words: Words<'_>,
) -> Vec<Part> {
    let way = Way {
        add: &|first: &mut First, fact: &Fact| first.0.add(fact, reopened, question.as_of),
        as_of: question.as_of,
        least_count: words.least,
        of_answered,
        of_decided,
        least: |first| first.0.reopened,
        is_meant: |fact| !fact.is_reopening(),
        withheld: |year| year.total().max(year.value(Dimension::Turn, Value::FIRST)),
    };
    let mut counted: Counted<First> = splits::counted(picked, by, years, &way, words);
    let about = words.with_least("outside-reopenings-about");
    let notes = vec![words.t("reopenings-about"), about];
    let whole = (&counted.whole, counted.of_whole);
    let mut parts = vec![
        SHAPE.of_years(("anni", "outside-reopenings-years"), notes, &counted.years, whole, words),
        SHAPE.of_groups(
            ("gruppi", "outside-reopenings-groups"),
            vec![words.t("outside-groups-about")],
            &counted,
            words,
        ),
    ];
    if counted.of_groups.depth >= REOPENED && counted.of_groups.whole {
        let compared: Vec<groups::Compared> = counted
            .groups
            .iter()
            .map(|(value, first)| groups::Compared {
                value: *value,
                hits: first.0.reopened,
                total: first.0.answered,
            })
            .collect();
        let notes = vec![words.t("reopenings-differences-about")];
        let title = words.t("reopenings-differences");
        parts.push(groups::part("differenze", title, notes, Figure::ReopenedShare, (by, &compared), words));
    }
    if counted.of_whole.depth >= REOPENED && counted.of_whole.whole {
        parts.push(in_time(&mut counted, words));
    }
    let turns = breakdown::parts(picked, Dimension::Turn, question, published, words);
    parts.extend(turns.into_iter().next().map(|part| Part {
        name: "seconde-risposte",
        title: words.t("reopenings-answers"),
        notes: vec![words.t("reopenings-answers-about")],
        has_bars: false,
        ..part
    }));
    parts
}

/// How soon they were asked again: after times between which, in every year, as many were as are enough, or none.
fn in_time(counted: &mut Counted<First>, words: Words<'_>) -> Part {
    let mut part = over_time(&mut counted.whole.0.waits, words);
    let days = |row: &Row| row.labels.first().and_then(|label| label.code.parse::<f64>().ok());
    let times: Vec<f64> = part.table.rows.iter().filter_map(days).collect();
    let hours: Vec<f64> = times.iter().map(|days| days * 24.0).collect();
    let kept: Vec<Vec<f64>> =
        counted.years.iter().map(|(_, first, _)| of_enough(&first.0.waits, &hours, words.least)).collect();
    let is_kept = |days: f64| kept.iter().all(|kept| kept.contains(&(days * 24.0)));
    part.table.rows.retain(|row| days(row).is_some_and(is_kept));
    if part.table.rows.len() < times.len() {
        part.notes.push(words.with_least("reports-outside-times"));
    }
    part
}
