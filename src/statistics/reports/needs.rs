//! What people need more or less than before: by theme, in which words, and where no service is known for it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Words;
use super::comparison::Against;
use crate::accounts::Municipality;
use crate::app::App;
use crate::catalogue::personal_data::{Parties, findings};
use crate::kernel::ids::{TicketId, TopicId};
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::decimal;
use crate::platform::search::Request;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::several::{benjamini_hochberg, holm};
use crate::statistics::needs::evidence::{Grown, Verdict, ranked};
use crate::statistics::needs::{LEAST_PEOPLE, MOST_QUESTIONS, WordCount, evenly, store};
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Points, Row, Table};
use crate::tickets::Residue;

/// So many words are shown, the best supported first.
const WORDS_SHOWN: usize = 40;
/// A word that fewer entries than this say has no entry worth the name.
const FEW_ENTRIES: usize = 2;
/// So many searches in vain are read, and shown.
const SEARCHES_READ: i64 = 500;
const SEARCHES_SHOWN: usize = 25;
/// So many themes and places are shown.
const PLACES_SHOWN: usize = 60;

/// A question asked for the first time.
struct Asked {
    ticket: TicketId,
    topic: Option<TopicId>,
    area: Value,
    territory: Value,
    is_italian: bool,
}

/// The questions of both periods, and how many days of each have come.
struct Both {
    before: Vec<Asked>,
    now: Vec<Asked>,
    periods: (Period, Period),
    /// The day of the desk's first question.
    began: Option<NaiveDate>,
}

/// The parts of the report. Days that have not come yet are left out, and the same days of the period before.
pub(super) fn parts(
    conn: &mut Conn,
    app: &App,
    question: &Question,
    against: Against,
    words: Words<'_>,
) -> DbResult<Vec<Part>> {
    let today = question.as_of.rome().date_naive();
    let passed = question.period.passed(today);
    let Some((period, earlier)) = passed.and_then(|period| Some((period, against.period(period)?))) else {
        return Ok(Vec::new());
    };
    let lookup = words.names.lookup();
    let italian = words.names.parse(Dimension::Language, "it");
    let asked = |fact: &Fact| Asked {
        ticket: fact.ticket,
        topic: fact.topic(),
        area: lookup.value(Dimension::Area, fact),
        territory: lookup.value(Dimension::Territory, fact),
        is_italian: Some(lookup.value(Dimension::Language, fact)) == italian,
    };
    let both = app.figures.look(conn, |facts| {
        let pick = |period| {
            let picked = Question { period, ..question.clone() }.pick(facts, &lookup);
            picked.into_iter().filter(|fact| !fact.is_reopening()).map(asked).collect()
        };
        Both {
            before: pick(earlier),
            now: pick(period),
            periods: (period, earlier),
            began: facts.first_day(question.as_of),
        }
    })?;
    let counted = said(conn, app, &both)?;
    let compared = compared(&counted);
    let lacking = without_entry(app, &compared, &both, words);
    Ok(vec![
        themes(&both, Dimension::Area, words),
        themes(&both, Dimension::Topic, words),
        shown_words(&compared, &both, words),
        lacking,
        in_vain(conn, period, words)?,
        services(conn, &both, question, words)?,
    ])
}

fn real(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

pub(super) fn span(period: Period, words: Words<'_>) -> String {
    crate::platform::i18n::period(words.lang, period.from, period.to)
}

fn about(key: &str, both: &Both, words: Words<'_>) -> String {
    words.with(
        key,
        &[("now", span(both.periods.0, words).into()), ("before", span(both.periods.1, words).into())],
    )
}

pub(super) fn verdict(verdict: Verdict, words: Words<'_>) -> Cell {
    match verdict {
        Verdict::Grows => Cell::Words(words.t("needs-grows")),
        Verdict::Fades => Cell::Words(words.t("needs-fades")),
        Verdict::Unclear => Cell::Words(words.t("reports-not-distinguishable")),
        Verdict::TooFew => Cell::TooFew,
    }
}

pub(super) fn growth<K>(grown: &Grown<K>) -> Cell {
    match grown.ratio {
        None => Cell::TooFew,
        Some(ratio) if !ratio.ratio.is_finite() => Cell::Nothing,
        Some(ratio) => Cell::Ratio(ratio.ratio, ratio.interval.0, ratio.interval.1),
    }
}

pub(super) fn chance<K>(grown: &Grown<K>) -> Cell {
    grown.p.map_or(Cell::TooFew, Cell::Probability)
}

/// Which areas or topics grow or fade.
fn themes(both: &Both, by: Dimension, words: Words<'_>) -> Part {
    let value = |asked: &Asked| match by {
        Dimension::Area => asked.area,
        _ => Value::of_id(asked.topic.map(|topic| topic.0)),
    };
    let mut counts: BTreeMap<Value, (u64, u64)> = BTreeMap::new();
    for asked in &both.before {
        counts.entry(value(asked)).or_default().0 += 1;
    }
    for asked in &both.now {
        counts.entry(value(asked)).or_default().1 += 1;
    }
    let days = |period: Period| period.days(both.began, both.periods.0.to);
    let of = (days(both.periods.1), days(both.periods.0));
    let counted = counts.into_iter().map(|(value, (before, now))| (value, before, now)).collect();
    let totals = (real(both.before.len()), real(both.now.len()));
    let row = |grown: &Grown<Value>| {
        let shares = Rate::of(grown.before, totals.0).zip(Rate::of(grown.now, totals.1));
        let moved = shares
            .and_then(|(before, now)| crate::statistics::methods::difference::difference(before, now))
            .map_or(Cell::Nothing, |found| {
                Cell::Points(Points {
                    difference: found.share,
                    low: found.interval.0,
                    high: found.interval.1,
                })
            });
        Row {
            labels: vec![Label {
                code: words.names.word(by, grown.key),
                words: words.names.name(by, grown.key, words.lang, words.texts),
            }],
            is_total: false,
            cells: vec![
                Cell::Count(grown.before),
                Cell::Count(grown.now),
                growth(grown),
                moved,
                chance(grown),
                verdict(grown.verdict(), words),
            ],
            query: None,
        }
    };
    let (name, title) = match by {
        Dimension::Area => ("aree", "needs-areas"),
        _ => ("argomenti", "needs-topics"),
    };
    Part {
        name,
        title: words.t(title),
        notes: vec![about("needs-themes-about", both, words)],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: by.as_str(), words: words.t(&by.label()) }],
            columns: vec![
                Figure::Before,
                Figure::Now,
                Figure::Growth,
                Figure::ShareMoved,
                Figure::Chance,
                Figure::Verdict,
            ],
            rows: ranked(counted, of, holm).iter().map(row).collect(),
        },
    }
}

/// The words of both periods, and of how many questions.
struct Counted {
    words: Vec<WordCount>,
    before: usize,
    now: usize,
}

fn said(conn: &mut Conn, app: &App, both: &Both) -> DbResult<Counted> {
    let italian = |asked: &[Asked]| {
        let mut tickets: Vec<TicketId> =
            asked.iter().filter(|asked| asked.is_italian).map(|asked| asked.ticket).collect();
        tickets.sort_unstable();
        evenly(&tickets, MOST_QUESTIONS)
    };
    let (before, now) = (italian(&both.before), italian(&both.now));
    let erased = Residue::of(&app.texts).map(|residue| residue.subject.to_string()).unwrap_or_default();
    let words = app.heard.count(conn, &erased, &before, &now)?;
    Ok(Counted { words, before: before.len(), now: now.len() })
}

struct Compared {
    words: Vec<Grown<String>>,
    before: u64,
    now: u64,
}

fn compared(counted: &Counted) -> Compared {
    let counts = counted.words.iter().map(|word| (word.word.clone(), word.before, word.now)).collect();
    let of = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Compared {
        words: ranked(counts, (of(counted.before), of(counted.now)), benjamini_hochberg),
        before: real(counted.before),
        now: real(counted.now),
    }
}

fn word_cells(grown: &Grown<String>, of: &Compared) -> Vec<Cell> {
    let rate = |hits, total| Rate::of(hits, total).map_or(Cell::Nothing, Cell::Rate);
    vec![rate(grown.before, of.before), rate(grown.now, of.now), growth(grown), chance(grown)]
}

const WORD_COLUMNS: [Figure; 4] =
    [Figure::WordBefore, Figure::WordNow, Figure::WordGrowth, Figure::FalseAlarms];

fn word_row(word: &str, cells: Vec<Cell>) -> Row {
    let label = Label { code: word.to_owned(), words: word.to_owned() };
    Row { labels: vec![label], is_total: false, cells, query: None }
}

fn word_heading(words: Words<'_>) -> Vec<Heading> {
    vec![Heading { name: "parola", words: words.t("needs-word") }]
}

/// Which words grow or fade.
fn shown_words(compared: &Compared, both: &Both, words: Words<'_>) -> Part {
    let tested = compared.words.iter().filter(|grown| grown.p.is_some());
    let row = |grown: &Grown<String>| {
        let mut cells = word_cells(grown, compared);
        cells.push(verdict(grown.verdict(), words));
        word_row(&grown.key, cells)
    };
    let mut notes = vec![
        about("needs-words-about", both, words),
        words.with("needs-words-people", &[("least", LEAST_PEOPLE.into())]),
        words.with(
            "needs-words-compared",
            &[("count", tested.clone().count().into()), ("shown", WORDS_SHOWN.into())],
        ),
    ];
    if compared.before.max(compared.now) >= real(MOST_QUESTIONS) {
        notes.push(words.with("needs-words-sample", &[("most", MOST_QUESTIONS.into())]));
    }
    Part {
        name: "parole",
        title: words.t("needs-words"),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: word_heading(words),
            columns: [&WORD_COLUMNS[..], &[Figure::Verdict]].concat(),
            rows: tested.take(WORDS_SHOWN).map(row).collect(),
        },
    }
}

/// Words that grow and that hardly an entry says.
fn without_entry(app: &App, compared: &Compared, both: &Both, words: Words<'_>) -> Part {
    let entries = |word: &str| {
        let found = app.search.search(&Request { text: word, limit: 1, ..Request::default() }).ok()?;
        // Nothing says it: another word was searched in its place.
        Some(if found.corrected.is_some() { 0 } else { found.total })
    };
    let row = |grown: &Grown<String>| {
        let found = entries(&grown.key).filter(|found| *found < FEW_ENTRIES)?;
        let mut cells = word_cells(grown, compared);
        cells.push(Cell::Count(real(found)));
        Some(word_row(&grown.key, cells))
    };
    let grown = compared.words.iter().filter(|grown| grown.verdict() == Verdict::Grows);
    Part {
        name: "parole-senza-scheda",
        title: words.t("needs-lacking"),
        notes: vec![about("needs-lacking-about", both, words)],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: word_heading(words),
            columns: [&WORD_COLUMNS[..], &[Figure::Entries]].concat(),
            rows: grown.take(WORDS_SHOWN).filter_map(row).collect(),
        },
    }
}

/// What was searched for and not found.
fn in_vain(conn: &mut Conn, period: Period, words: Words<'_>) -> DbResult<Part> {
    let searched = store::searched_in_vain(conn, period, SEARCHES_READ)?;
    let shown =
        searched.into_iter().filter(|(typed, times, _)| *times >= words.least.get() && is_of_nobody(typed));
    let row = |(typed, times, days): (String, u64, u64)| {
        word_row(&typed, vec![Cell::Count(times), Cell::Count(days)])
    };
    Ok(Part {
        name: "ricerche-senza-risultato",
        title: words.t("needs-searches"),
        notes: vec![words.with("needs-searches-about", &[("least", words.least.get().into())])],
        drawing: None,
        has_bars: true,
        table: Table {
            headings: vec![Heading { name: "ricerca", words: words.t("needs-search") }],
            columns: vec![Figure::SearchedInVain, Figure::SearchedOnDays],
            rows: shown.take(SEARCHES_SHOWN).map(row).collect(),
        },
    })
}

/// Searches are typed in small letters: a name would be known by its capitals.
fn is_of_nobody(typed: &str) -> bool {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let named = typed.split_whitespace().map(capital).collect::<Vec<_>>().join(" ");
    findings(&named, &Parties::default()).is_empty() && findings(typed, &Parties::default()).is_empty()
}

/// What is asked in each place about themes for which services are known, beside those known there: where there is none first.
fn services(conn: &mut Conn, both: &Both, question: &Question, words: Words<'_>) -> DbResult<Part> {
    let tree = &words.names.tree;
    let place = |place: Municipality| Value::of_number(Some(place.place()));
    let (mut known, mut everywhere, mut themes) = (BTreeMap::new(), 0_u64, BTreeSet::new());
    for (topic, municipality, count) in store::services(conn)? {
        let area = Value::of_id(tree.area_of(topic).map(|area| area.0));
        themes.insert(area);
        match municipality.filter(|place| place.name().is_some()) {
            Some(municipality) => *known.entry((area, place(municipality))).or_insert(0_u64) += count,
            None => everywhere += count,
        }
    }
    let mut demand: BTreeMap<(Value, Value), u64> = BTreeMap::new();
    let is_a_place = |value: Value| {
        let at = value.number().and_then(|number| u16::try_from(number).ok()).and_then(Municipality::at);
        at.and_then(Municipality::name).is_some()
    };
    for asked in both.now.iter().filter(|asked| themes.contains(&asked.area) && is_a_place(asked.territory)) {
        *demand.entry((asked.area, asked.territory)).or_default() += 1;
    }
    let mut rows: Vec<((Value, Value), u64, u64)> =
        demand.into_iter().map(|(key, asked)| (key, asked, known.get(&key).copied().unwrap_or(0))).collect();
    // Without services first, then by questions for each service.
    rows.sort_by_key(|(key, asked, services)| {
        (*services > 0, Reverse(asked * 1_000_000 / services.max(&1)), *key)
    });
    let (all, lacking) = (rows.len(), rows.iter().filter(|(.., services)| *services == 0).count());
    let label = |by, value| Label {
        code: words.names.word(by, value),
        words: words.names.name(by, value, words.lang, words.texts),
    };
    let row = |((area, territory), asked, services): ((Value, Value), u64, u64)| {
        let gap = match services {
            0 => words.t("needs-no-service"),
            services => words.with(
                "needs-per-service",
                &[("number", decimal(words.lang, each(asked, services), 1).into())],
            ),
        };
        let narrowed = question.filter.with(Dimension::Area, area).with(Dimension::Territory, territory);
        Row {
            labels: vec![label(Dimension::Area, area), label(Dimension::Territory, territory)],
            is_total: false,
            cells: vec![Cell::Count(asked), Cell::Count(services), Cell::Words(gap)],
            query: Some(Question { filter: narrowed, ..question.clone() }.query(words.names)),
        }
    };
    Ok(Part {
        name: "servizi",
        title: words.t("needs-services"),
        notes: vec![
            about("needs-services-about", both, words),
            words.with("needs-services-lacking", &[("lacking", lacking.into()), ("all", all.into())]),
            words.with("needs-services-everywhere", &[("everywhere", everywhere.into())]),
        ],
        drawing: None,
        has_bars: false,
        table: Table {
            headings: [Dimension::Area, Dimension::Territory]
                .map(|by| Heading { name: by.as_str(), words: words.t(&by.label()) })
                .to_vec(),
            columns: vec![Figure::Demand, Figure::Services, Figure::Gap],
            rows: rows.into_iter().take(PLACES_SHOWN).map(row).collect(),
        },
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
pub(super) fn each(asked: u64, services: u64) -> f64 {
    asked as f64 / services as f64
}

#[cfg(test)]
mod tests {
    use super::is_of_nobody;

    #[test]
    fn a_search_for_somebody_is_not_shown() {
        assert!(is_of_nobody("nido aziendale notturno") && is_of_nobody("legge 104"));
        assert!(!is_of_nobody("mario rossi") && !is_of_nobody("signora bianchi"));
    }
}
