//! What people need more or less than before: by theme, in which words, and where no service is known for it.

mod services;
mod themes;

use chrono::NaiveDate;

use super::Words;
use super::comparison::Against;
use crate::app::App;
use crate::catalogue::personal_data::{Parties, findings};
use crate::kernel::ids::TicketId;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::search::Request;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::several::benjamini_hochberg;
use crate::statistics::needs::evidence::{Grown, Verdict, ranked};
use crate::statistics::needs::known::Known;
use crate::statistics::needs::{LEAST_PEOPLE, MOST_QUESTIONS, evenly, store};
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Table};
use crate::tickets::Residue;
pub(super) use services::{areas_meant, cells as service_cells, gaps_first};
pub(super) use themes::{THEMES, cells as theme_cells};
use themes::{chance, growth, verdict};

/// So many words are shown, the best supported first.
const WORDS_SHOWN: usize = 40;
/// A word that fewer entries than this say has no entry worth the name.
const FEW_ENTRIES: usize = 2;
/// So many searches in vain are read, and shown.
const SEARCHES_READ: i64 = 500;
const SEARCHES_SHOWN: usize = 25;

/// A question asked for the first time.
struct Asked {
    ticket: TicketId,
    area: Value,
    topic: Value,
    territory: Value,
    kind: Value,
    is_italian: bool,
}

impl Asked {
    /// Its value of one of [`THEMES`].
    fn value(&self, by: Dimension) -> Value {
        match by {
            Dimension::Area => self.area,
            Dimension::Territory => self.territory,
            Dimension::Kind => self.kind,
            _ => self.topic,
        }
    }
}

/// The questions of both periods, and how many days of each have come.
struct Both {
    before: Vec<Asked>,
    now: Vec<Asked>,
    periods: (Period, Period),
    against: Against,
    /// The day of the desk's first question.
    began: Option<NaiveDate>,
}

impl Both {
    /// The address of the questions that are counted now, of these values; and of those that they are compared with.
    fn query(&self, question: &Question, values: &[(Dimension, Value)], words: Words<'_>) -> String {
        let first = question.filter.with(Dimension::Turn, Value::FIRST);
        let filter = values.iter().fold(first, |filter, (by, value)| filter.with(*by, *value));
        let own = Question { period: self.periods.0, filter, ..question.clone() };
        format!("{}&confronto={}", own.query(words.names), self.against)
    }
}

/// The parts of the report. Today, which is not over, and the days to come are left out, and the same days of
/// the period before.
pub(super) fn parts(
    conn: &mut Conn,
    app: &App,
    question: &Question,
    against: Against,
    words: Words<'_>,
) -> DbResult<Vec<Part>> {
    let yesterday = question.as_of.rome().date_naive().pred_opt();
    let passed = yesterday.and_then(|yesterday| question.period.passed(yesterday));
    let Some((period, earlier)) = passed.and_then(|period| Some((period, against.period(period)?))) else {
        return Ok(Vec::new());
    };
    let lookup = words.names.lookup();
    let italian = words.names.parse(Dimension::Language, "it");
    let asked = |fact: &Fact| Asked {
        ticket: fact.ticket,
        area: lookup.value(Dimension::Area, fact),
        topic: lookup.value(Dimension::Topic, fact),
        territory: lookup.value(Dimension::Territory, fact),
        kind: lookup.value(Dimension::Kind, fact),
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
            against,
            began: facts.first_day(question.as_of),
        }
    })?;
    let compared = said(conn, app, &both)?;
    let known = Known::of(store::services(conn)?, &words.names.tree);
    let mut parts: Vec<Part> =
        THEMES.into_iter().map(|theme| themes::part(&both, theme, question, words)).collect();
    parts.extend([
        shown_words(&compared, &both, words),
        without_entry(app, &compared, &both, words),
        in_vain(conn, period, words)?,
        services::part(&both, &known, question, words),
    ]);
    Ok(parts)
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

/// The questions of a period of which the words are read.
struct Sample {
    tickets: Vec<TicketId>,
    /// Whether there are more.
    is_part: bool,
}

impl Sample {
    fn of(mut tickets: Vec<TicketId>) -> Self {
        tickets.sort_unstable();
        let chosen = evenly(&tickets, MOST_QUESTIONS);
        Self { is_part: chosen.len() < tickets.len(), tickets: chosen }
    }
}

/// The words of both periods, and of how many questions that were read.
struct Compared {
    words: Vec<Grown<String>>,
    before: u64,
    now: u64,
    /// Of those that were to be read, how many before and now have no words any more.
    erased: (u64, u64),
    /// Whether there are more questions than were to be read.
    is_sample: bool,
}

impl Compared {
    /// Which questions are missing, where there are any: what nobody can read neither says a word nor fails to.
    fn without(&self, words: Words<'_>) -> Option<String> {
        let (before, now) = self.erased;
        let count = |count: u64| words.count(count).into();
        (before + now > 0)
            .then(|| words.with("needs-words-erased", &[("before", count(before)), ("now", count(now))]))
    }
}

fn said(conn: &mut Conn, app: &App, both: &Both) -> DbResult<Compared> {
    let italian = |asked: &[Asked]| {
        Sample::of(asked.iter().filter(|asked| asked.is_italian).map(|asked| asked.ticket).collect())
    };
    let (before, now) = (italian(&both.before), italian(&both.now));
    let erased = Residue::of(&app.texts).map(|residue| residue.subject.to_string()).unwrap_or_default();
    let heard = app.heard.count(conn, &erased, &before.tickets, &now.tickets)?;
    let counts = heard.words.into_iter().map(|word| (word.word, word.before, word.now)).collect();
    let of = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Compared {
        words: ranked(counts, (of(heard.before), of(heard.now)), benjamini_hochberg),
        before: real(heard.before),
        now: real(heard.now),
        erased: (real(before.tickets.len() - heard.before), real(now.tickets.len() - heard.now)),
        is_sample: before.is_part || now.is_part,
    })
}

fn word_cells(grown: &Grown<String>, of: &Compared, words: Words<'_>) -> Vec<Cell> {
    let rate = |hits, total| Rate::of(hits, total).map_or(Cell::Nothing, Cell::Rate);
    vec![rate(grown.before, of.before), rate(grown.now, of.now), growth(grown, words), chance(grown)]
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
        let mut cells = word_cells(grown, compared, words);
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
    if compared.is_sample {
        notes.push(words.with("needs-words-sample", &[("most", MOST_QUESTIONS.into())]));
    }
    notes.extend(compared.without(words));
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
        let mut cells = word_cells(grown, compared, words);
        cells.push(Cell::Count(real(found)));
        Some(word_row(&grown.key, cells))
    };
    let grown = compared.words.iter().filter(|grown| grown.verdict() == Verdict::Grows);
    let mut notes = vec![about("needs-lacking-about", both, words)];
    notes.extend(compared.without(words));
    Part {
        name: "parole-senza-scheda",
        title: words.t("needs-lacking"),
        notes,
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

#[cfg(test)]
mod tests {
    use super::{MOST_QUESTIONS, Sample, TicketId, is_of_nobody};

    #[test]
    fn what_is_read_whole_is_no_sample() {
        let of = |count: usize| Sample::of((1..).take(count).map(TicketId).collect());
        let told = |sample: &Sample| (sample.tickets.len(), sample.is_part);
        assert_eq!(told(&of(3)), (3, false));
        assert_eq!(told(&of(MOST_QUESTIONS)), (MOST_QUESTIONS, false));
        assert_eq!(told(&of(MOST_QUESTIONS + 1)), (MOST_QUESTIONS, true));
    }

    #[test]
    fn a_search_for_somebody_is_not_shown() {
        assert!(is_of_nobody("nido aziendale notturno") && is_of_nobody("legge 104"));
        assert!(!is_of_nobody("mario rossi") && !is_of_nobody("signora bianchi"));
    }
}
