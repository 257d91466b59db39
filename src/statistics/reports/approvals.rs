//! How long texts wait for the approval of a colleague, and how many come back.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::breakdown::{heading, hours, label, narrowed};
use super::experts::{median, total_row};
use super::{Words, waits};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::wilson::Rate;
use crate::statistics::approvals::{End, Proposed, Span};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::survival::Wait;
use crate::statistics::quantile::quantile;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Table};

/// Of texts that were handed in.
pub(super) const COLUMNS: [Figure; 9] = [
    Figure::Proposed,
    Figure::Approved,
    Figure::Returned,
    Figure::Undecided,
    Figure::ForApproval,
    Figure::ReturnedShare,
    Figure::DecisionMedian,
    Figure::DecisionP90,
    Figure::DecisionWait,
];

/// The parts of the report: of the answers to the questions in `all`, without a filter also to those that count for nothing else, and of
/// the entries of the catalogue, which no filter narrows.
pub(super) fn parts(
    proposed: &[Proposed],
    reviews: &[Span],
    all: &[&Fact],
    by: Dimension,
    question: &Question,
    words: Words<'_>,
) -> Vec<Part> {
    vec![answers(proposed, all, by, question, words), entries(reviews, question, words)]
}

fn answers(
    proposed: &[Proposed],
    all: &[&Fact],
    by: Dimension,
    question: &Question,
    words: Words<'_>,
) -> Part {
    let lookup = words.names.lookup();
    let asked: HashSet<TicketId> = proposed.iter().map(|one| one.ticket).collect();
    let mut facts: HashMap<TicketId, Vec<&Fact>> = HashMap::new();
    for fact in all.iter().filter(|fact| asked.contains(&fact.ticket)) {
        facts.entry(fact.ticket).or_default().push(fact);
    }
    // The one that was open then: of one question they are in the order in which they started.
    let of = |one: &Proposed| {
        let facts = facts.get(&one.ticket)?;
        facts.iter().rfind(|fact| fact.started_at <= one.span.from).copied()
    };
    let mut groups: BTreeMap<Value, Vec<Span>> = BTreeMap::new();
    let mut whole = Vec::new();
    // The work was done, also when the question turned out to be spam or another one's double afterwards; only that it has no properties.
    let are_all = question.filter.all().is_empty();
    let counted = proposed.iter().map(|one| (one, of(one))).filter(|(_, fact)| are_all || fact.is_some());
    for (one, fact) in counted {
        let value = match by {
            // Whose answer it is, whoever held the question afterwards.
            Dimension::Expert => Value::of_id(Some(one.author.0)),
            Dimension::Organisation => words.names.works_for(Value::of_id(Some(one.author.0))),
            _ => fact.map_or(Value::NONE, |fact| lookup.value(by, fact)),
        };
        groups.entry(value).or_default().push(one.span);
        whole.push(one.span);
    }
    let mut rows: Vec<Row> = groups
        .iter()
        .map(|(value, spans)| Row {
            labels: vec![label(by, *value, words)],
            is_total: false,
            cells: cells(spans, question.as_of),
            query: Some(narrowed(question, by, *value, words)),
        })
        .collect();
    rows.sort_by_cached_key(|row| row.labels.first().map(|label| label.words.clone()));
    rows.push(total_row(cells(&whole, question.as_of), question, words));
    Part {
        name: "risposte",
        title: words.t("approvals-answers"),
        notes: vec![words.t("approvals-answers-about"), words.t("approvals-about")],
        drawing: None,
        has_bars: true,
        table: Table { headings: vec![heading(by, words)], columns: COLUMNS.to_vec(), rows },
    }
}

fn entries(reviews: &[Span], question: &Question, words: Words<'_>) -> Part {
    let (from, end) = question.period.instants();
    let inside: Vec<Span> =
        reviews.iter().filter(|span| from <= span.from && span.from < end).copied().collect();
    let row = Row {
        labels: vec![Label { code: "totale".to_owned(), words: words.t("statistics-whole-period") }],
        is_total: true,
        cells: cells(&inside, question.as_of),
        query: None,
    };
    Part {
        name: "schede",
        title: words.t("approvals-entries"),
        notes: vec![words.t("approvals-entries-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "gruppo", words: words.t("reports-group") }],
            columns: COLUMNS.to_vec(),
            rows: vec![row],
        },
    }
}

/// The cells under [`COLUMNS`].
pub(super) fn cells(spans: &[Span], as_of: Instant) -> Vec<Cell> {
    let (mut approved, mut returned, mut undecided, mut waiting) = (0, 0, 0, 0);
    let mut decided = Vec::new();
    let mut lasting = Vec::new();
    for span in spans {
        let (until, ended) = match span.end {
            End::Waiting => (as_of, false),
            End::Approved(at) | End::Returned(at) => (at, true),
            End::Undecided(at) => (at, false),
        };
        *match span.end {
            End::Waiting => &mut waiting,
            End::Approved(_) => &mut approved,
            End::Returned(_) => &mut returned,
            End::Undecided(_) => &mut undecided,
        } += 1;
        let micros = (until.micros() - span.from.micros()).max(0);
        lasting.push(Wait { time: waits::hours(micros), ended });
        if ended {
            decided.push(micros);
        }
    }
    decided.sort_unstable();
    let of_decided = |p| hours(quantile(&decided, p).map(|found| found.in_units_of(waits::MICROS)));
    let proposed = u64::try_from(spans.len()).unwrap_or(u64::MAX);
    vec![
        Cell::Count(proposed),
        Cell::Count(approved),
        Cell::Count(returned),
        Cell::Count(undecided),
        Cell::Count(waiting),
        Rate::of(returned, approved + returned).map_or(Cell::Nothing, Cell::Rate),
        of_decided(0.5),
        of_decided(0.9),
        median(&mut lasting, 0.5),
    ]
}
