//! What each expert has in hand and how long her answers take: for coordinators alone, and no ranking of persons.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::breakdown::{heading, hours, label, narrowed};
use super::{Words, load, waits};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Lookup, Value};
use crate::statistics::facts::{Fact, Standing};
use crate::statistics::figure::Figure;
use crate::statistics::figures::{Counts, tallied};
use crate::statistics::holders::{Holders, Move, Way};
use crate::statistics::methods::log_rank::stratified;
use crate::statistics::methods::survival::{Curve, Reached, Wait};
use crate::statistics::quantile::quantile;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Hours, Label, Part, Row, Table};

/// Under so many waits nothing is said of how long they are.
pub(super) const ENOUGH: usize = 10;

/// What the report is made of.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    /// The records that started in the period.
    pub(super) picked: &'a [&'a Fact],
    /// The records whenever they started.
    pub(super) all: &'a [&'a Fact],
    /// Who held which question.
    pub(super) holders: &'a Holders,
    /// The day of the first question of all.
    pub(super) began: Option<NaiveDate>,
}

/// The parts of the report.
pub(super) fn parts(seen: Seen<'_>, question: &Question, words: Words<'_>) -> Vec<Part> {
    let lookup = words.names.lookup();
    vec![
        work(seen, Dimension::Expert, question, words),
        load::part(seen, question, words),
        first_answers(seen.picked, Dimension::Expert, question, words),
        topics(seen.picked, &lookup, question, words),
        taking(seen, &lookup, question, words),
        work(seen, Dimension::Organisation, question, words),
        first_answers(seen.picked, Dimension::Organisation, question, words),
    ]
}

/// What is counted of an expert, or of all of an organisation.
#[derive(Clone, Default)]
struct Work {
    open: u64,
    overdue: u64,
    taken: u64,
    handed_to: u64,
    handed_on: u64,
    counts: Counts,
    /// Microseconds to where she took it herself, of what was in the queue.
    claims: Vec<i64>,
}

impl std::iter::Sum for Work {
    fn sum<I: Iterator<Item = Self>>(groups: I) -> Self {
        groups.fold(Self::default(), |mut all, one| {
            all.open += one.open;
            all.overdue += one.overdue;
            all.taken += one.taken;
            all.handed_to += one.handed_to;
            all.handed_on += one.handed_on;
            all.counts = [all.counts, one.counts].into_iter().sum();
            all.claims.extend(one.claims);
            all
        })
    }
}

impl Work {
    fn cells(mut self) -> Vec<Cell> {
        self.claims.sort_unstable();
        let median = quantile(&self.claims, 0.5).map(|median| median.in_units_of(waits::MICROS));
        vec![
            Cell::Count(self.open),
            Cell::Count(self.overdue),
            Cell::Count(self.taken),
            Cell::Count(self.handed_to),
            Cell::Count(self.handed_on),
            Cell::Count(self.counts.answered),
            self.counts.rate().map_or(Cell::Nothing, Cell::Rate),
            hours(median),
        ]
    }
}

const WORK: [Figure; 8] = [
    Figure::OpenNow,
    Figure::OverdueNow,
    Figure::Taken,
    Figure::HandedTo,
    Figure::HandedOn,
    Figure::Answered,
    Figure::Within,
    Figure::OwnClaim,
];

fn work(seen: Seen<'_>, by: Dimension, question: &Question, words: Words<'_>) -> Part {
    let mut groups = counted(seen, by, question, words);
    let total: Work = groups.values().cloned().sum();
    let mut rows: Vec<Row> = by_name(groups.keys().copied(), by, words)
        .into_iter()
        .filter_map(|value| Some((value, groups.remove(&value)?)))
        .map(|(value, work)| Row {
            labels: vec![label(by, value, words)],
            is_total: false,
            cells: work.cells(),
            query: Some(narrowed(question, by, value, words)),
        })
        .collect();
    rows.push(total_row(total.cells(), question, words));
    let (name, title) = match by {
        Dimension::Organisation => ("lavoro-per-ente", "experts-work-by-organisation"),
        _ => ("lavoro", "experts-work"),
    };
    Part {
        name,
        title: words.t(title),
        notes: vec![words.t("experts-no-ranking"), words.t("experts-work-about")],
        drawing: None,
        has_bars: true,
        table: Table { headings: vec![heading(by, words)], columns: WORK.to_vec(), rows },
    }
}

/// The row of all.
pub(super) fn total_row(cells: Vec<Cell>, question: &Question, words: Words<'_>) -> Row {
    Row {
        labels: vec![Label { code: "totale".to_owned(), words: words.t("statistics-whole-period") }],
        is_total: true,
        cells,
        query: Some(question.query(words.names)),
    }
}

/// By name, so that nobody is first; what is with nobody comes last.
fn by_name(values: impl Iterator<Item = Value>, by: Dimension, words: Words<'_>) -> Vec<Value> {
    let mut values: Vec<Value> = values.collect();
    values.sort_by_cached_key(|value| {
        (*value == Value::NONE, words.names.name(by, *value, words.lang, words.texts).to_lowercase())
    });
    values
}

/// What is counted of each expert, or of each organisation.
fn counted(seen: Seen<'_>, by: Dimension, question: &Question, words: Words<'_>) -> BTreeMap<Value, Work> {
    let (as_of, lookup) = (question.as_of, words.names.lookup());
    let of_fact = |fact: &Fact| lookup.value(by, fact);
    let of_expert = |expert: Value| match by {
        Dimension::Organisation => words.names.works_for(expert),
        _ => expert,
    };
    let mut groups: BTreeMap<Value, Work> = BTreeMap::new();
    for fact in seen.all.iter().filter(|fact| fact.ended_at().is_none()) {
        let work = groups.entry(of_fact(fact)).or_default();
        work.open += 1;
        work.overdue += u64::from(fact.is_overdue(as_of));
    }
    for (value, figures) in tallied(seen.picked.iter().copied(), as_of, of_fact).groups {
        groups.entry(value).or_default().counts = figures.counts;
    }
    for fact in seen.picked.iter().filter(|fact| !fact.is_reopening()) {
        let first = taken_first(seen, fact).filter(|first| first.way == Way::Claimed);
        if let Some(first) = first {
            let waited = first.at.micros() - fact.started_at.micros();
            groups.entry(of_expert(first.to)).or_default().claims.push(waited);
        }
    }
    let mut asked: Vec<TicketId> = seen.all.iter().map(|fact| fact.ticket).collect();
    asked.sort_unstable();
    let (from, end) = question.period.instants();
    for moves in seen.holders.all().chunk_by(|one, other| one.ticket == other.ticket) {
        let passed = |one: &Move| from <= one.at && one.at < end && one.way != Way::Released;
        if !moves.iter().any(passed) || asked.binary_search(&moves[0].ticket).is_err() {
            continue;
        }
        for one in moves.iter().filter(|one| passed(one)) {
            let work = groups.entry(of_expert(one.to)).or_default();
            work.taken += 1;
            if let Way::HandedOver(from) = one.way {
                work.handed_to += 1;
                if from != Value::NONE {
                    groups.entry(of_expert(from)).or_default().handed_on += 1;
                }
            }
        }
    }
    groups
}

const FIRST: [Figure; 7] = [
    Figure::FirstAnswered,
    Figure::FirstMedian,
    Figure::FirstP90,
    Figure::FirstWait,
    Figure::FirstNetMedian,
    Figure::FirstNetP90,
    Figure::FirstNetWait,
];

type Groups<'f> = BTreeMap<Value, Vec<&'f Fact>>;

/// How long the first answers took, and those wait that have none.
fn first_answers(picked: &[&Fact], by: Dimension, question: &Question, words: Words<'_>) -> Part {
    let lookup = words.names.lookup();
    let first: Vec<&Fact> = picked.iter().copied().filter(|fact| !fact.is_reopening()).collect();
    let mut groups: Groups<'_> = BTreeMap::new();
    for fact in &first {
        groups.entry(lookup.value(by, fact)).or_default().push(fact);
    }
    let cells = |facts: &[&Fact]| {
        let figures = tallied(facts.iter().copied(), question.as_of, |_| ()).total;
        let wait = |clock| median(&mut waits::of(facts, clock, question.as_of), 0.5);
        vec![
            Cell::Count(figures.counts.answered),
            hours(figures.gross.median),
            hours(figures.gross.p90),
            wait(waits::Clock::Gross),
            hours(figures.net.median),
            hours(figures.net.p90),
            wait(waits::Clock::Net),
        ]
    };
    let mut rows: Vec<Row> = by_name(groups.keys().copied(), by, words)
        .into_iter()
        .filter_map(|value| Some((value, groups.get(&value)?)))
        .map(|(value, facts)| Row {
            labels: vec![label(by, value, words)],
            is_total: false,
            cells: cells(facts),
            query: Some(narrowed(&first_asked(question), by, value, words)),
        })
        .collect();
    rows.push(total_row(cells(&first), &first_asked(question), words));
    let (name, title) = match by {
        Dimension::Organisation => ("prime-risposte-per-ente", "experts-first-by-organisation"),
        _ => ("prime-risposte", "experts-first"),
    };
    let mut notes = vec![words.t("experts-first-about")];
    notes.extend(compared(groups, &lookup, question.as_of, words));
    Part {
        name,
        title: words.t(title),
        notes,
        drawing: None,
        has_bars: false,
        table: Table { headings: vec![heading(by, words)], columns: FIRST.to_vec(), rows },
    }
}

/// The same question of those alone that were asked for the first time.
pub(super) fn first_asked(question: &Question) -> Question {
    Question { filter: question.filter.with(Dimension::Turn, Value::FIRST), ..question.clone() }
}

/// The time by which a share ended, those counted that go on.
pub(super) fn median(waits: &mut [Wait], share: f64) -> Cell {
    if waits.len() < ENOUGH {
        return Cell::TooFew;
    }
    let Reached { time, interval: (low, high) } = Curve::of(waits).reached(share);
    Cell::Hours(Hours { hours: time, low, high })
}

/// Whether the waits differ among questions of the same area: experts do not get the same ones.
fn compared(mut groups: Groups<'_>, lookup: &Lookup<'_>, as_of: Instant, words: Words<'_>) -> Option<String> {
    groups.retain(|value, facts| *value != Value::NONE && facts.len() >= ENOUGH);
    let mut strata: BTreeMap<Value, Vec<Vec<Wait>>> = BTreeMap::new();
    for (place, facts) in groups.values().enumerate() {
        for (fact, wait) in facts.iter().zip(waits::of(facts, waits::Clock::Gross, as_of)) {
            let of_area = strata.entry(lookup.value(Dimension::Area, fact));
            of_area.or_insert_with(|| vec![Vec::new(); groups.len()])[place].push(wait);
        }
    }
    let strata: Vec<Vec<Vec<Wait>>> = strata.into_values().collect();
    let test = stratified(&strata)?;
    Some(waits::told(&test, groups.len(), ["experts-differ", "experts-alike"], words))
}

/// What each expert's questions are about.
fn topics(picked: &[&Fact], lookup: &Lookup<'_>, question: &Question, words: Words<'_>) -> Part {
    let mut mix: BTreeMap<Value, BTreeMap<Value, u64>> = BTreeMap::new();
    for fact in picked {
        let areas = mix.entry(lookup.value(Dimension::Expert, fact)).or_default();
        *areas.entry(lookup.value(Dimension::Area, fact)).or_default() += 1;
    }
    let mut rows = Vec::new();
    for expert in by_name(mix.keys().copied(), Dimension::Expert, words) {
        let Some(areas) = mix.get(&expert) else { continue };
        let total: u64 = areas.values().sum();
        for area in by_name(areas.keys().copied(), Dimension::Area, words) {
            let count = areas.get(&area).copied().unwrap_or(0);
            let of_expert =
                Question { filter: question.filter.with(Dimension::Expert, expert), ..question.clone() };
            rows.push(Row {
                labels: vec![label(Dimension::Expert, expert, words), label(Dimension::Area, area, words)],
                is_total: false,
                cells: vec![Cell::Count(count), Rate::of(count, total).map_or(Cell::Nothing, Cell::Rate)],
                query: Some(narrowed(&of_expert, Dimension::Area, area, words)),
            });
        }
    }
    Part {
        name: "argomenti",
        title: words.t("experts-topics"),
        notes: vec![words.t("experts-topics-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(Dimension::Expert, words), heading(Dimension::Area, words)],
            columns: vec![Figure::Received, Figure::MixShare],
            rows,
        },
    }
}

/// When somebody first had the question of a first cycle. Whoever has it after its end has it for another.
fn taken_first(seen: Seen<'_>, fact: &Fact) -> Option<Move> {
    let first = seen.holders.first_taken(fact.ticket, fact.started_at)?;
    fact.ended_at().is_none_or(|ended| first.at <= ended).then_some(*first)
}

/// How long a question lay before anybody had it: from the first time somebody did, at the latest from its answer.
fn taking(seen: Seen<'_>, lookup: &Lookup<'_>, question: &Question, words: Words<'_>) -> Part {
    #[derive(Default)]
    struct Taking {
        waits: Vec<Wait>,
        routed: u64,
    }
    let mut groups: BTreeMap<Value, Taking> = BTreeMap::new();
    let mut all = Taking::default();
    for fact in seen.picked.iter().filter(|fact| !fact.is_reopening()) {
        let first = taken_first(seen, fact).filter(|first| first.at <= question.as_of);
        let (until, ended) = match (first, fact.standing) {
            (Some(first), _) => (first.at, true),
            (None, Standing::Answered(at)) => (at, true),
            (None, Standing::Closed(at)) => (at, false),
            (None, _) => (question.as_of, false),
        };
        let wait = Wait { time: waits::hours((until.micros() - fact.started_at.micros()).max(0)), ended };
        let routed = first.is_some_and(|first| first.way == Way::Routed);
        for group in [&mut all, groups.entry(lookup.value(Dimension::Area, fact)).or_default()] {
            group.waits.push(wait);
            group.routed += u64::from(routed);
        }
    }
    let cells = |taking: &mut Taking| {
        let count = |count: usize| Cell::Count(u64::try_from(count).unwrap_or(u64::MAX));
        vec![
            count(taking.waits.len()),
            count(taking.waits.iter().filter(|wait| wait.ended).count()),
            Cell::Count(taking.routed),
            median(&mut taking.waits, 0.5),
            median(&mut taking.waits, 0.9),
        ]
    };
    let first = first_asked(question);
    let mut rows: Vec<Row> = by_name(groups.keys().copied(), Dimension::Area, words)
        .into_iter()
        .filter_map(|area| Some((area, cells(groups.get_mut(&area)?))))
        .map(|(area, cells)| Row {
            labels: vec![label(Dimension::Area, area, words)],
            is_total: false,
            cells,
            query: Some(narrowed(&first, Dimension::Area, area, words)),
        })
        .collect();
    rows.push(total_row(cells(&mut all), &first, words));
    Part {
        name: "presa-in-carico",
        title: words.t("experts-taking"),
        notes: vec![words.t("experts-taking-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(Dimension::Area, words)],
            columns: vec![
                Figure::FirstReceived,
                Figure::FirstTaken,
                Figure::RoutedAtOnce,
                Figure::TakingMedian,
                Figure::TakingP90,
            ],
            rows,
        },
    }
}
