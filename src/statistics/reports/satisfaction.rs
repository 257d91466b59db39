//! What people say of the answers, how many say it, and what those who say nothing could change.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::{Datelike, Months, NaiveDate};

use super::Words;
use super::breakdown::{heading, label, narrowed};
use super::groups::{self, Compared};
use crate::kernel::rating::Verdict;
use crate::kernel::wilson::Rate;
use crate::platform::i18n::{decimal, percent};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::{Fact, Rating, Standing};
use crate::statistics::figure::Figure;
use crate::statistics::methods::difference::difference;
use crate::statistics::methods::silence;
use crate::statistics::methods::trend::trend;
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Points, Row, Table};

/// When fewer of those who were asked say something, it is warned of those who do not.
const WORRYING: f64 = 0.6;

/// What people said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) answered: u64,
    pub(super) asked: u64,
    /// Of the asked, those who said something.
    pub(super) responded: u64,
    /// Of these, those whom it helped.
    pub(super) responded_yes: u64,
    volunteered: u64,
    yes: u64,
    partly: u64,
    no: u64,
}

impl AddAssign<&Self> for Said {
    fn add_assign(&mut self, other: &Self) {
        self.answered += other.answered;
        self.asked += other.asked;
        self.responded += other.responded;
        self.responded_yes += other.responded_yes;
        self.volunteered += other.volunteered;
        self.yes += other.yes;
        self.partly += other.partly;
        self.no += other.no;
    }
}

impl Said {
    /// Counts a record.
    pub(super) fn add(&mut self, fact: &Fact) {
        if !matches!(fact.standing, Standing::Answered(_)) {
            return;
        }
        self.answered += 1;
        let verdict = match fact.rating {
            Rating::NotAsked => return,
            Rating::NotGiven => {
                self.asked += 1;
                return;
            }
            Rating::Given(verdict) => {
                self.asked += 1;
                self.responded += 1;
                self.responded_yes += u64::from(verdict == Verdict::Yes);
                verdict
            }
            Rating::Volunteered(verdict) => {
                self.volunteered += 1;
                verdict
            }
        };
        *match verdict {
            Verdict::Yes => &mut self.yes,
            Verdict::Partly => &mut self.partly,
            Verdict::No => &mut self.no,
        } += 1;
    }

    fn of<'f>(facts: impl Iterator<Item = &'f Fact>) -> Self {
        let mut said = Self::default();
        facts.for_each(|fact| said.add(fact));
        said
    }

    fn all(&self) -> u64 {
        self.yes + self.partly + self.no
    }

    /// Share of the asked who said something.
    pub(super) fn response(&self) -> Option<Rate> {
        Rate::of(self.responded, self.asked)
    }

    fn helped(&self) -> Option<Rate> {
        Rate::of(self.yes, self.all())
    }

    /// The cells under [`COLUMNS`].
    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Count(self.answered),
            Cell::Count(self.asked),
            rate(self.response()),
            Cell::Count(self.volunteered),
            rate(self.helped()),
            rate(Rate::of(self.partly, self.all())),
            rate(Rate::of(self.no, self.all())),
        ]
    }

    /// The cells under [`BOUNDS`].
    pub(super) fn bounds(&self) -> Vec<Cell> {
        let bounds = silence::bounds(self.responded_yes, self.responded, self.asked);
        let (low, high) = bounds.unzip();
        vec![
            Cell::Count(self.asked),
            rate(self.response()),
            rate(Rate::of(self.responded_yes, self.responded)),
            rate(low),
            rate(high),
        ]
    }
}

const COLUMNS: [Figure; 7] = [
    Figure::Answered,
    Figure::RatingsAsked,
    Figure::Response,
    Figure::Volunteered,
    Figure::Helped,
    Figure::HelpedPartly,
    Figure::HelpedNot,
];

/// What those who say nothing could change.
pub(super) const BOUNDS: [Figure; 5] = [
    Figure::RatingsAsked,
    Figure::Response,
    Figure::HelpedAsked,
    Figure::HelpedAtLeast,
    Figure::HelpedAtMost,
];

fn rate(rate: Option<Rate>) -> Cell {
    rate.map_or(Cell::Nothing, Cell::Rate)
}

/// The parts of the report.
pub(super) fn parts(picked: &[&Fact], by: Dimension, question: &Question, words: Words<'_>) -> Vec<Part> {
    let lookup = words.names.lookup();
    let mut grouped: BTreeMap<Value, Said> = BTreeMap::new();
    let of_asked = groups::asked(picked, by);
    for fact in &of_asked {
        grouped.entry(lookup.value(by, fact)).or_default().add(fact);
    }
    let asked = Said::of(of_asked.into_iter());
    let compared: Vec<Compared> = grouped
        .iter()
        .map(|(value, said)| Compared { value: *value, hits: said.yes, total: said.all() })
        .collect();
    let table = |name, title, notes, columns: &[Figure], cells: fn(&Said) -> Vec<Cell>| {
        let row = |value: Value, said: &Said| Row {
            labels: vec![label(by, value, words)],
            is_total: false,
            cells: cells(said),
            query: Some(narrowed(question, by, value, words)),
        };
        let mut ordered: Vec<(&Value, &Said)> = grouped.iter().collect();
        ordered.sort_by_key(|(value, _)| groups::order(by, **value, words));
        let mut rows: Vec<Row> = ordered.into_iter().map(|(value, said)| row(*value, said)).collect();
        rows.push(groups::total_row(cells(&asked), by, question, words));
        Part {
            name,
            title: words.t(title),
            notes,
            drawing: None,
            has_bars: false,
            table: Table { headings: vec![heading(by, words)], columns: columns.to_vec(), rows },
        }
    };
    let mut silent = vec![words.t("satisfaction-silent-about")];
    silent.extend(asked.response().map(|rate| warning(rate, words)));
    let about = [Some(words.t("satisfaction-about")), groups::only_of(by, words)];
    vec![
        table(
            "giudizi",
            "satisfaction-verdicts",
            about.into_iter().flatten().collect(),
            &COLUMNS,
            Said::cells,
        ),
        table("chi-non-risponde", "satisfaction-silent", silent, &BOUNDS, Said::bounds),
        groups::part(
            "differenze",
            words.t("satisfaction-differences"),
            vec![words.t("satisfaction-differences-about")],
            Figure::Helped,
            (by, &compared),
            words,
        ),
        in_time(picked, words),
        quarters(picked, question, words),
    ]
}

/// What a response rate means for the figures.
pub(super) fn warning(response: Rate, words: Words<'_>) -> String {
    let key = if response.share < WORRYING { "satisfaction-low" } else { "satisfaction-enough" };
    words.with(key, &[("share", percent(words.lang, response.share, 1).into())])
}

/// Whether answers that came late helped as often.
fn in_time(picked: &[&Fact], words: Words<'_>) -> Part {
    let late = |fact: &&&Fact| matches!(fact.standing, Standing::Answered(at) if at > fact.due_at);
    let soon = Said::of(picked.iter().filter(|fact| !late(fact)).copied());
    let late = Said::of(picked.iter().filter(late).copied());
    let found = match (soon.helped(), late.helped()) {
        (Some(soon), Some(late)) if soon.is_firm() && late.is_firm() => difference(soon, late),
        _ => None,
    };
    let row = |code: &str, key: &str, said: &Said, compared: Vec<Cell>| Row {
        labels: vec![Label { code: code.to_owned(), words: words.t(key) }],
        is_total: false,
        cells: [vec![rate(said.helped())], compared].concat(),
        query: None,
    };
    let compared = found.map_or_else(
        || vec![Cell::TooFew, Cell::Words(words.t("reports-test-proportions")), Cell::TooFew, Cell::TooFew],
        |found| {
            let (low, high) = found.interval;
            let verdict = match (found.p < 0.05, found.share > 0.0) {
                (false, _) => "reports-not-distinguishable",
                (true, true) => "satisfaction-late-helps-more",
                (true, false) => "satisfaction-late-helps-less",
            };
            vec![
                Cell::Points(Points { difference: found.share, low, high }),
                Cell::Words(words.t("reports-test-proportions")),
                Cell::Probability(found.p),
                Cell::Words(words.t(verdict)),
            ]
        },
    );
    Part {
        name: "puntualita",
        title: words.t("satisfaction-in-time"),
        notes: vec![words.t("satisfaction-in-time-about")],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "risposta", words: words.t("satisfaction-answer") }],
            columns: vec![
                Figure::Helped,
                Figure::ShareDifference,
                Figure::Test,
                Figure::SingleChance,
                Figure::Verdict,
            ],
            rows: vec![
                row("entro_scadenza", "satisfaction-soon", &soon, vec![Cell::Nothing; 4]),
                row("oltre_scadenza", "satisfaction-late", &late, compared),
            ],
        },
    }
}

/// Quarter by quarter, and whether it rises or falls.
fn quarters(picked: &[&Fact], question: &Question, words: Words<'_>) -> Part {
    let quarter = |day: NaiveDate| (day.year(), day.month0() / 3);
    let mut said: BTreeMap<(i32, u32), Said> = BTreeMap::new();
    for fact in picked {
        said.entry(quarter(fact.day)).or_default().add(fact);
    }
    let first = said.keys().next().copied().unwrap_or_default();
    let place = |(year, quarter): (i32, u32)| {
        let years = u32::try_from(year - first.0).unwrap_or(0);
        (years * 4 + quarter).saturating_sub(first.1)
    };
    let shares: Vec<(u32, Rate)> =
        said.iter().filter_map(|(quarter, said)| Some((place(*quarter), said.helped()?))).collect();
    let mut notes = vec![words.t("satisfaction-quarters-about")];
    let cases: u64 = shares.iter().map(|(_, rate)| rate.total).sum();
    match trend(&shares).filter(|_| shares.len() >= 3 && cases >= 3 * Rate::ENOUGH) {
        None => notes.push(words.t("satisfaction-trend-too-few")),
        Some(found) => {
            let key = match (found.p < 0.05, found.rises) {
                (false, _) => "satisfaction-trend-none",
                (true, true) => "satisfaction-trend-up",
                (true, false) => "satisfaction-trend-down",
            };
            let p = words.probability(found.p);
            let chi = decimal(words.lang, found.chi_squared, 2);
            notes.push(words.with(key, &[("p", p.into()), ("chi", chi.into())]));
        }
    }
    let query = |year: i32, quarter: u32| {
        let first = NaiveDate::from_ymd_opt(year, quarter * 3 + 1, 1)?;
        let to = first.checked_add_months(Months::new(3))?.pred_opt()?;
        let period = Period { from: first, to }.within(question.period);
        Some(Question { period, ..question.clone() }.query(words.names))
    };
    let row = |((year, quarter), said): (&(i32, u32), &Said)| Row {
        labels: vec![Label {
            code: format!("{year}-T{}", quarter + 1),
            words: words.with(
                "satisfaction-quarter",
                &[("quarter", (quarter + 1).to_string().into()), ("year", year.to_string().into())],
            ),
        }],
        is_total: false,
        cells: said.cells(),
        query: query(*year, *quarter),
    };
    Part {
        name: "trimestri",
        title: words.t("satisfaction-quarters"),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "trimestre", words: words.t("satisfaction-quarter-column") }],
            columns: COLUMNS.to_vec(),
            rows: said.iter().map(row).collect(),
        },
    }
}
