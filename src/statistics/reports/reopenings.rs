//! Which answers were not the last word: questions that were asked again.

use std::collections::{BTreeMap, HashMap};
use std::ops::AddAssign;

use super::breakdown::{heading, hours, label, narrowed};
use super::experts::{ENOUGH, first_asked, median};
use super::groups::{self, Compared};
use super::{Words, waits};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::wilson::Rate;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::{Fact, Facts, Standing};
use crate::statistics::figure::Figure;
use crate::statistics::figures::tallied;
use crate::statistics::methods::log_rank::log_rank;
use crate::statistics::methods::survival::{Curve, Wait};
use crate::statistics::quantile::quantile;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Table};

/// After so many days it is told how many were asked again.
const AFTER_DAYS: [u32; 7] = [1, 3, 7, 14, 30, 60, 90];

/// How often a question was asked again.
#[derive(Debug, Clone, Copy)]
struct Again {
    first: Instant,
    times: u32,
}

/// The questions that were asked again, whenever.
pub(super) struct Reopened(HashMap<TicketId, Again>);

impl Reopened {
    /// Those of all records.
    pub(super) fn of(facts: &Facts, as_of: Instant) -> Self {
        let mut reopened = HashMap::new();
        for fact in facts.iter().filter(|fact| fact.is_reopening() && fact.counts(as_of)) {
            let again = reopened.entry(fact.ticket).or_insert(Again { first: fact.started_at, times: 0 });
            again.first = again.first.min(fact.started_at);
            again.times += 1;
        }
        Self(reopened)
    }

    /// How often the question was asked again after this answer, which has to be its first.
    pub(super) fn times(&self, fact: &Fact) -> u32 {
        let is_first_answer = matches!(fact.standing, Standing::Answered(_)) && !fact.is_reopening();
        let again = is_first_answer.then(|| self.0.get(&fact.ticket)).flatten();
        again.map_or(0, |again| again.times)
    }
}

/// What became of first answers.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) answered: u64,
    pub(super) reopened: u64,
    pub(super) twice: u64,
    /// Microseconds from the answer to where it was asked again.
    after: Vec<i64>,
    /// The same in hours, with those counted that were not so far.
    pub(super) waits: Vec<Wait>,
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.answered += other.answered;
        self.reopened += other.reopened;
        self.twice += other.twice;
        self.after.extend(&other.after);
        self.waits.extend(&other.waits);
    }
}

impl Tally {
    /// Counts a record.
    pub(super) fn add(&mut self, fact: &Fact, reopened: &Reopened, as_of: Instant) {
        let Standing::Answered(answered) = fact.standing else { return };
        if fact.is_reopening() {
            return;
        }
        self.answered += 1;
        let again = reopened.0.get(&fact.ticket);
        let until = again.map_or(as_of, |again| again.first);
        let micros = (until.micros() - answered.micros()).max(0);
        self.waits.push(Wait { time: waits::hours(micros), ended: again.is_some() });
        if let Some(again) = again {
            self.reopened += 1;
            self.twice += u64::from(again.times > 1);
            self.after.push(micros);
        }
    }

    fn share(&self) -> Option<Rate> {
        Rate::of(self.reopened, self.answered)
    }

    /// How many, their share, how many more than once, and how soon.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let mut after = self.after.clone();
        after.sort_unstable();
        let of = |p| hours(quantile(&after, p).map(|found| found.in_units_of(waits::MICROS)));
        vec![
            Cell::Count(self.answered),
            Cell::Count(self.reopened),
            self.share().map_or(Cell::Nothing, Cell::Rate),
            Cell::Count(self.twice),
            of(0.5),
            of(0.9),
        ]
    }
}

/// The parts of the report.
pub(super) fn parts(
    picked: &[&Fact],
    reopened: &Reopened,
    by: Dimension,
    question: &Question,
    words: Words<'_>,
) -> Vec<Part> {
    let lookup = words.names.lookup();
    let mut grouped: BTreeMap<Value, Tally> = BTreeMap::new();
    let mut whole = Tally::default();
    let mut asked = Tally::default();
    for fact in picked {
        whole.add(fact, reopened, question.as_of);
        if by.is_asked(fact) {
            grouped.entry(lookup.value(by, fact)).or_default().add(fact, reopened, question.as_of);
        }
    }
    grouped.values().for_each(|tally| asked += tally);
    let compared: Vec<Compared> = grouped
        .iter()
        .map(|(value, tally)| Compared { value: *value, hits: tally.reopened, total: tally.answered })
        .collect();
    let first = first_asked(question);
    let mut ordered: Vec<(Value, &Tally)> = grouped.iter().map(|(value, tally)| (*value, tally)).collect();
    ordered.sort_by_cached_key(|(value, _)| groups::order(by, *value, words));
    let mut rows: Vec<Row> = ordered
        .into_iter()
        .map(|(value, tally)| Row {
            labels: vec![label(by, value, words)],
            is_total: false,
            cells: tally.cells(),
            query: Some(narrowed(&first, by, value, words)),
        })
        .collect();
    rows.push(groups::total_row(asked.cells(), by, &first, words));
    let table = Part {
        name: "riaperture",
        title: words.t("reopenings-shares"),
        notes: [Some(words.t("reopenings-about")), groups::only_of(by, words)]
            .into_iter()
            .flatten()
            .collect(),
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(by, words)],
            columns: vec![
                Figure::FirstAnswered,
                Figure::Reopened,
                Figure::ReopenedShare,
                Figure::ReopenedTwice,
                Figure::ReopenedMedian,
                Figure::ReopenedP90,
            ],
            rows,
        },
    };
    vec![
        table,
        groups::part(
            "differenze",
            words.t("reopenings-differences"),
            vec![words.t("reopenings-differences-about")],
            Figure::ReopenedShare,
            (by, &compared),
            words,
        ),
        over_time(&mut whole.waits, words),
        answers(picked, question, words),
    ]
}

/// How many were asked again after so many days, those counted that were answered a short while ago.
pub(super) fn over_time(waits: &mut [Wait], words: Words<'_>) -> Part {
    let curve = Curve::of(waits);
    let row = |days: u32| {
        let hours = f64::from(days) * 24.0;
        let at_risk = curve.at_risk_after(hours);
        Row {
            labels: vec![Label {
                code: days.to_string(),
                words: words.with("reopenings-days", &[("days", days.into())]),
            }],
            is_total: false,
            cells: vec![
                if at_risk == 0 { Cell::Nothing } else { waits::ended(curve.step_at(hours)) },
                Cell::Count(u64::try_from(at_risk).unwrap_or(u64::MAX)),
            ],
            query: None,
        }
    };
    let rows = if curve.waits < ENOUGH { Vec::new() } else { AFTER_DAYS.map(row).to_vec() };
    Part {
        name: "nel-tempo",
        title: words.t("reopenings-over-time"),
        notes: vec![words.t("reopenings-over-time-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "giorni", words: words.t("reports-waits-after-column") }],
            columns: vec![Figure::ReopenedAfter, Figure::ReopenedAtRisk],
            rows,
        },
    }
}

/// How long the answer to a question that was asked again takes, beside the first one.
fn answers(picked: &[&Fact], question: &Question, words: Words<'_>) -> Part {
    let as_of = question.as_of;
    let turn = |fact: &Fact| if fact.is_reopening() { Value::AGAIN } else { Value::FIRST };
    let groups = tallied(picked.iter().copied(), as_of, turn).groups;
    let of = |value: Value, clock| {
        let facts: Vec<&Fact> = picked.iter().copied().filter(|fact| turn(fact) == value).collect();
        waits::of(&facts, clock, as_of)
    };
    let row = |value: Value| {
        let figures = groups.get(&value).copied().unwrap_or_default();
        let mut gross = of(value, waits::Clock::Gross);
        Row {
            labels: vec![label(Dimension::Turn, value, words)],
            is_total: false,
            cells: vec![
                Cell::Count(figures.counts.received),
                Cell::Count(figures.counts.answered),
                figures.counts.rate().map_or(Cell::Nothing, Cell::Rate),
                median(&mut gross, 0.5),
                median(&mut gross, 0.9),
                median(&mut of(value, waits::Clock::Net), 0.5),
            ],
            query: Some(narrowed(question, Dimension::Turn, value, words)),
        }
    };
    let waits = [Value::FIRST, Value::AGAIN].map(|value| of(value, waits::Clock::Gross));
    let mut notes = vec![words.t("reopenings-answers-about")];
    if let Some(test) = log_rank(&waits).filter(|_| waits.iter().all(|waits| waits.len() >= ENOUGH)) {
        let key = if test.p < 0.05 { "reports-waits-differ" } else { "reports-waits-alike" };
        let p = words.probability(test.p);
        let chi = crate::platform::i18n::decimal(words.lang, test.chi_squared, 2);
        notes.push(words.with(
            key,
            &[
                ("p", p.into()),
                ("chi", chi.into()),
                ("degrees", test.degrees.into()),
                ("groups", waits.len().into()),
            ],
        ));
    }
    Part {
        name: "seconde-risposte",
        title: words.t("reopenings-answers"),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(Dimension::Turn, words)],
            columns: vec![
                Figure::Received,
                Figure::Answered,
                Figure::Within,
                Figure::CensoredMedian,
                Figure::CensoredP90,
                Figure::NetCensoredMedian,
            ],
            rows: [Value::FIRST, Value::AGAIN].map(row).to_vec(),
        },
    }
}
