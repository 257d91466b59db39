//! How long texts wait for a colleague's approval, of whole years: of all answers and of all entries, whoever wrote them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::super::Words;
use super::super::approvals::{COLUMNS, cells};
use super::splits::{From, Seen, Shape, Split};
use super::years::Years;
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::statistics::approvals::{self as handed_in, End, Span};
use crate::statistics::disclosure::Withheld;
use crate::statistics::question::Question;
use crate::statistics::released::Outside;
use crate::statistics::sheet::{Cell, Part};

/// Texts, and when it is asked what became of them.
struct Texts(Vec<Span>, Instant);

/// How many texts, of these those decided and when, of these those given back, of the others those that wait.
const SHAPE: Shape<Texts> = Shape { columns: &COLUMNS, from: &FROM, cells: of_all };
const FROM: [From; 9] =
    [(1, true), (3, true), (3, true), (4, true), (4, true), (3, true), (2, true), (2, true), (2, true)];

/// The cells of all; times when there are enough of them.
fn of_all(Texts(spans, as_of): &Texts) -> Vec<Cell> {
    let is_decided = |span: &&Span| matches!(span.end, End::Approved(_) | End::Returned(_));
    let decided = spans.iter().filter(is_decided).count();
    let is_enough = u64::try_from(decided).is_ok_and(|decided| decided >= Rate::ENOUGH);
    let cell = |cell: Cell| match cell {
        Cell::Hours(_) if !is_enough => Cell::TooFew,
        cell => cell,
    };
    cells(spans, *as_of).into_iter().map(cell).collect()
}

/// How far the texts of a year may be seen, of which nothing is where `is_withheld`.
fn of_texts(spans: &[Span], is_withheld: bool, least: LeastCount) -> Seen {
    let (mut approved, mut returned, mut undecided, mut waiting) = (0, 0, 0, 0);
    for span in spans {
        *match span.end {
            End::Approved(_) => &mut approved,
            End::Returned(_) => &mut returned,
            End::Undecided(_) => &mut undecided,
            End::Waiting => &mut waiting,
        } += 1;
    }
    let splits: [Split; 3] =
        [(approved + returned, undecided + waiting), (approved, returned), (undecided, waiting)];
    if is_withheld || least.withholds(approved + returned + undecided + waiting) {
        Seen::NOTHING
    } else {
        Seen::of(true, &splits, least)
    }
}

/// The years that withhold how many were answered. Who approves an answer sends it, so approved ones would say how many there are at least.
fn withholding(years: &Years) -> BTreeSet<i32> {
    let all = years.all().iter().filter(|year| year.total() >= Withheld::Standing);
    all.map(|year| year.counts.year).collect()
}

/// The parts of the report.
///
/// # Errors
/// When the database fails.
pub(super) fn parts(
    conn: &mut Conn,
    outside: &Outside,
    question: &Question,
    words: Words<'_>,
) -> DbResult<Vec<Part>> {
    let withholding = withholding(&Years::of(outside, question.period, &words.names.tree));
    let (from, end) = question.period.instants();
    let answers: Vec<Span> =
        handed_in::proposed_between(conn, from, end)?.into_iter().map(|one| one.span).collect();
    let entries: Vec<Span> =
        handed_in::reviews(conn)?.into_iter().filter(|span| from <= span.from && span.from < end).collect();
    let part = |name, title, about, spans: Vec<Span>, withholding: &BTreeSet<i32>| {
        let mut years: BTreeMap<i32, Vec<Span>> =
            question.period.years().map(|year| (year, Vec::new())).collect();
        for span in &spans {
            years.entry(span.from.rome().year()).or_default().push(*span);
        }
        let years: Vec<(i32, Texts, Seen)> = years
            .into_iter()
            .map(|(year, spans)| {
                let seen = of_texts(&spans, withholding.contains(&year), words.least);
                (year, Texts(spans, question.as_of), seen)
            })
            .collect();
        let least = years.iter().map(|(.., seen)| *seen).fold(Seen::ALL, Seen::and);
        let notes = vec![words.with_least(about), words.t("approvals-about")];
        SHAPE.of_years((name, title), notes, &years, (&Texts(spans, question.as_of), least), words)
    };
    Ok(vec![
        part("risposte", "approvals-answers", "outside-approvals-answers", answers, &withholding),
        part("schede", "approvals-entries", "outside-approvals-entries", entries, &BTreeSet::new()),
    ])
}
