//! How long people wait: the usual times of each group, and the curve of all as far as no step of it is one of too few people.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::super::Words;
use super::super::groups;
use super::super::waits::{self, AFTER, Clock};
use super::{seen, value};
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figures::counted;
use crate::statistics::methods::survival::{Curve, Wait};
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Label, Part};
use crate::statistics::told_times;

/// The parts of the report.
pub(super) fn parts(
    picked: &[&Fact],
    by: Option<Dimension>,
    clock: Clock,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Vec<Part> {
    let lookup = words.names.lookup();
    let asked = picked.iter().copied().filter(|fact| by.is_none_or(|by| by.is_asked(fact)));
    let mut groups: BTreeMap<Value, Vec<&Fact>> = BTreeMap::new();
    for fact in asked {
        groups.entry(by.map_or(Value::NONE, |by| value(&lookup, by, fact))).or_default().push(fact);
    }
    let level = |group: Value| match by {
        Some(by) => published.value(by, group),
        None => published.total(question.period),
    };
    let count = groups.len();
    groups.retain(|group, _| level(*group) < Withheld::Row);
    let levels: Vec<Withheld> = groups.keys().map(|group| level(*group)).collect();
    let mut notes = vec![waits::about(clock, words)];
    notes.extend(by.and_then(|by| groups::only_of(by, words)));
    let follows_answer = by.is_some_and(Dimension::follows_answer);
    notes.extend(follows_answer.then(|| words.t("outside-organisation-about")));
    if groups.len() < count {
        notes.push(words.t("reports-outside-rest"));
    } else if by.is_some() && !follows_answer && levels.iter().all(|level| *level < Withheld::Standing) {
        let waited = groups.values().map(|facts| waits::of(facts, clock, question.as_of)).collect();
        notes.extend(waits::verdict(waited, words));
    }
    let curves: Vec<(Label, Curve)> = groups
        .iter()
        .map(|(group, facts)| {
            let mut waited = waits::of(facts, clock, question.as_of);
            (waits::group(by, *group, words), Curve::of(&mut waited))
        })
        .collect();
    let heading = waits::heading(by, words);
    let mut quantiles = waits::quantiles(&curves, notes, heading.clone(), words);
    let enough = groups.values().zip(&levels).map(|(facts, level)| is_enough(facts, question.as_of, *level));
    for ((row, level), is_enough) in quantiles.table.rows.iter_mut().zip(&levels).zip(enough) {
        let cells = seen(std::mem::take(&mut row.cells), &quantiles.table.columns, *level);
        row.cells = cells.into_iter().map(|cell| told_times::of_enough(cell, is_enough)).collect();
    }
    quantiles.drawing = None;
    // By the other clock, and of groups beside their sum, the differences would be counts of their own.
    let total = curves.into_iter().next().filter(|_| by.is_none() && clock == Clock::Gross);
    let Some((label, curve)) = total.filter(|_| published.total(question.period) < Withheld::Standing) else {
        return vec![quantiles];
    };
    let times = told(picked, clock, question, words.least);
    let curves = [(label, curve.at_times(&times))];
    quantiles.drawing = if times.is_empty() { None } else { waits::drawing(&curves, words) };
    let mut after = waits::after(&curves, heading, words);
    let codes: Vec<String> = times.iter().map(|time| format!("{time}")).collect();
    after.table.rows.retain(|row| row.labels.get(1).is_some_and(|hours| codes.contains(&hours.code)));
    if times.len() < AFTER.len() {
        after.notes.push(words.with_least("reports-outside-times"));
    }
    vec![quantiles, after]
}

/// Whether so many were answered that a time of theirs may be told.
pub(super) fn is_enough(facts: &[&Fact], as_of: Instant, withheld: Withheld) -> bool {
    let counts = counted(facts.iter().copied(), as_of);
    told_times::has_enough(counts.answered, counts.within, withheld)
}

/// The times of which it is told how many have an answer: in every year as many as are enough, or none, got theirs from one to the
/// next and after the last, and wait longer.
fn told(picked: &[&Fact], clock: Clock, question: &Question, least: LeastCount) -> Vec<f64> {
    let mut times = AFTER.to_vec();
    for year in question.period.years() {
        let of_year: Vec<&Fact> = picked.iter().copied().filter(|fact| fact.day.year() == year).collect();
        let kept = of_enough(&waits::of(&of_year, clock, question.as_of), &AFTER, least);
        times.retain(|time| kept.contains(time));
    }
    times
}

/// Of these hours those that leave as many as are enough, or none, on each side and between one and the next.
pub(super) fn of_enough(waited: &[Wait], times: &[f64], least: LeastCount) -> Vec<f64> {
    let is_small = |count| least.withholds(u64::try_from(count).unwrap_or(u64::MAX));
    let ended_by = |time: f64| waited.iter().filter(|wait| wait.ended && wait.time <= time).count();
    let (ended, mut last, mut kept) = (ended_by(f64::INFINITY), 0, Vec::new());
    for time in times.iter().copied() {
        let by_then = ended_by(time);
        let longer = waited.iter().filter(|wait| wait.time > time).count();
        if ![by_then - last, ended - by_then, longer].into_iter().any(is_small) {
            kept.push(time);
            last = by_then;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_is_told_between_which_and_another_one_or_two_were_answered() {
        let ended = |times: &[f64]| -> Vec<Wait> {
            times.iter().map(|time| Wait { time: *time, ended: true }).collect()
        };
        let many = [vec![5.0; 4], vec![10.0; 5], vec![30.0; 6]].concat();
        let of_enough = |waited: &[Wait]| of_enough(waited, &AFTER, LeastCount::LOWEST);
        assert_eq!(of_enough(&ended(&many)), AFTER);
        // One between 12 and 24 hours: it is told how many were answered by 12 or by 24, not both; 36 takes it in.
        let with_one = [many, vec![20.0]].concat();
        assert_eq!(of_enough(&ended(&with_one)), [6.0, 12.0, 36.0, 48.0, 72.0, 96.0, 168.0, 336.0]);
        // Two that take longest are told of with those before them.
        let with_last = [vec![5.0; 4], vec![100.0; 2]].concat();
        assert_eq!(of_enough(&ended(&with_last)), [168.0, 336.0]);
        assert_eq!(of_enough(&[]), AFTER);
    }
}
