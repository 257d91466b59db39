//! Years against the same months of the year before.

use chrono::NaiveDate;

use super::super::Words;
use super::super::comparison;
use super::waits::is_enough;
use crate::statistics::facts::Fact;
use crate::statistics::period::Period;
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Part};
use crate::statistics::told_times;

/// The parts of the report.
pub(super) fn parts(
    now: &[&Fact],
    (before, other): (Vec<&Fact>, Period),
    began: Option<NaiveDate>,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Vec<Part> {
    let withheld = published.total(question.period).max(published.total(other));
    let is_enough = [now, &before].into_iter().all(|facts| is_enough(facts, question.as_of, withheld));
    let (periods, made) = ((question.period, other), (question.as_of, None));
    let mut parts = comparison::parts(now, &before, (periods, began), withheld, made, words);
    for row in parts.iter_mut().flat_map(|part| &mut part.table.rows) {
        let cells = std::mem::take(&mut row.cells).into_iter();
        let cells = cells.map(|cell| match cell {
            Cell::Hours(_) => told_times::of_enough(told_times::cell(cell, withheld), is_enough),
            other => other,
        });
        row.cells = cells.collect();
    }
    parts
}
