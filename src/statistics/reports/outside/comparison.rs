//! Years against the same months of the year before.

use chrono::NaiveDate;

use super::super::Words;
use super::super::comparison;
use crate::statistics::facts::Fact;
use crate::statistics::period::Period;
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::Part;

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
    comparison::parts(now, &before, ((question.period, other), began), withheld, question, words)
}
