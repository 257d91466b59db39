//! What people need more or less than before, made of what the tables of the years publish: every question received, asked again or not,
//! by area, topic, municipality and who asks. Whole years are compared with as many before them, by the time that has passed, so that the
//! running year has its part too; services stand beside topics and beside municipalities, not beside both at once, which no table crosses.
//!
//! Everything derived (growth, shares, probabilities, order) is made of counts that are seen on the same row and of the totals, so it
//! says nothing that they do not. A row stands where a count of it is seen and is not zero, whatever the other one is.
//!
//! Words are left out. A word of a question could be told of by five people and still be the name of one: the desk leaves out what
//! is written like a name, which does for its own coordinators and is no proof. What was searched in vain is left out because nobody who
//! searches is recorded, so nobody knows whether one person or many typed it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::super::Words;
use super::super::breakdown::{heading, label};
use super::super::needs::{THEMES, areas_meant, gaps_first, service_cells, span, theme_cells};
use super::years::Years;
use crate::platform::db::{Conn, DbResult};
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::Withheld;
use crate::statistics::figure::Figure;
use crate::statistics::methods::several::holm;
use crate::statistics::needs::evidence::ranked;
use crate::statistics::needs::known::{Known, area, is_municipality};
use crate::statistics::needs::store;
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::released::Outside;
use crate::statistics::sheet::{Cell, Part, Row, Table};

/// Some years.
struct Side {
    period: Period,
    years: Years,
    /// How much of them the desk was there, in seconds: from the day of its first question to now.
    seconds: u32,
    total: u64,
}

impl Side {
    fn of(outside: &Outside, period: Period, words: Words<'_>) -> Self {
        let began = outside.facts.first_day(outside.as_of);
        let seconds = period.seconds(began, outside.released.until, outside.as_of);
        let years = Years::of(outside, period, &words.names.tree);
        let total = years.all().iter().map(|year| year.counts.total().received).sum();
        Self { period, years, seconds, total }
    }

    /// How many questions were received of each value that has any.
    fn received(&self, by: Dimension, words: Words<'_>) -> BTreeMap<Value, u64> {
        let mut counts = BTreeMap::new();
        let stored = if by == Dimension::Area { Dimension::Topic } else { by };
        for (value, of) in self.years.all().iter().flat_map(|year| year.counts.by(stored)) {
            let value = match by {
                Dimension::Area => area(&words.names.tree, *value),
                _ => *value,
            };
            *counts.entry(value).or_default() += of.received;
        }
        counts
    }

    fn is_seen(&self, by: Dimension, value: Value) -> bool {
        self.years.value(by, value) < Withheld::Row
    }
}

/// Years, and as many before them.
struct Both {
    now: Side,
    before: Side,
}

/// As many calendar years right before those of a period.
fn years_before(period: Period) -> Option<Period> {
    let (first, last) = (period.from.year(), period.to.year());
    let from = NaiveDate::from_ymd_opt(first - (last - first + 1), 1, 1)?;
    Some(Period { from, to: NaiveDate::from_ymd_opt(first - 1, 12, 31)? })
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
    let Some(earlier) = years_before(question.period) else { return Ok(Vec::new()) };
    let side = |period| Side::of(outside, period, words);
    let both = Both { now: side(question.period), before: side(earlier) };
    let known = Known::of(store::services(conn)?, &words.names.tree);
    let mut parts: Vec<Part> =
        THEMES.into_iter().map(|(by, name, title)| themes(&both, by, (name, title), words)).collect();
    if let Some(first) = parts.first_mut() {
        first.notes.extend(["outside-needs-compared", "outside-needs-without"].map(|key| words.t(key)));
    }
    parts.push(services(&both.now, Dimension::Topic, &known, words));
    parts.push(services(&both.now, Dimension::Territory, &known, words));
    Ok(parts)
}

/// Which values grow or fade, the best supported first.
fn themes(both: &Both, by: Dimension, (name, title): (&'static str, &str), words: Words<'_>) -> Part {
    let Both { now, before } = both;
    let (counts_now, counts_before) = (now.received(by, words), before.received(by, words));
    let (mut compared, mut partly) = (Vec::new(), Vec::new());
    if now.years.total().max(before.years.total()) < Withheld::Row {
        for value in counts_now.keys().chain(counts_before.keys()).copied().collect::<BTreeSet<Value>>() {
            let of = |side: &Side, counts: &BTreeMap<Value, u64>| {
                side.is_seen(by, value).then(|| counts.get(&value).copied().unwrap_or(0))
            };
            match (of(before, &counts_before), of(now, &counts_now)) {
                (Some(before), Some(now)) => compared.push((value, before, now)),
                (Some(0), None) | (None, Some(0)) | (None, None) => {}
                seen => partly.push((value, seen)),
            }
        }
    }
    // Without anything before there is nothing to compare with.
    let time_before = if before.total == 0 { 0 } else { before.seconds };
    let mut rows: Vec<Row> = ranked(compared, (time_before, now.seconds), holm)
        .iter()
        .map(|grown| row(by, grown.key, theme_cells(grown, (before.total, now.total), words), words))
        .collect();
    partly.sort_by_cached_key(|(value, _)| words.names.name(by, *value, words.lang, words.texts));
    rows.extend(partly.into_iter().map(|(value, (before, now))| {
        let seen = |count: Option<u64>| count.map_or(Cell::Hidden, Cell::Count);
        let cells = [vec![seen(before), seen(now)], vec![Cell::Hidden; COLUMNS.len() - 2]].concat();
        row(by, value, cells, words)
    }));
    let spans = [("now", span(now.period, words).into()), ("before", span(before.period, words).into())];
    let mut notes = vec![words.with("outside-needs-about", &spans)];
    if ![now, before].into_iter().all(|side| side.years.shows_every_value(by)) {
        notes.push(words.t("outside-rest"));
    }
    Part {
        name,
        title: words.t(title),
        notes,
        drawing: None,
        has_bars: false,
        table: Table { headings: vec![heading(by, words)], columns: COLUMNS.to_vec(), rows },
    }
}

const COLUMNS: [Figure; 6] = [
    Figure::Before,
    Figure::Now,
    Figure::ReceivedGrowth,
    Figure::ReceivedShareMoved,
    Figure::Chance,
    Figure::Verdict,
];

fn row(by: Dimension, value: Value, cells: Vec<Cell>, words: Words<'_>) -> Row {
    Row { labels: vec![label(by, value, words)], is_total: false, cells, query: None }
}

/// Questions beside services: where there is none first, then by questions for each service.
fn services(now: &Side, by: Dimension, known: &Known<'_>, words: Words<'_>) -> Part {
    let is_by_place = by == Dimension::Territory;
    // Nothing where services are no answer to it.
    let of_value = |value: Value| match is_by_place {
        true => is_municipality(value).then(|| known.in_place(value)),
        false => known.are_for(value).then(|| known.for_topic(value, None)),
    };
    let asked = now.received(by, words).into_iter().filter(|(value, _)| now.is_seen(by, *value));
    let mut asked: Vec<(Value, u64, u64)> =
        asked.filter_map(|(value, asked)| Some((value, asked, of_value(value)?))).collect();
    gaps_first(&mut asked);
    let lacking = asked.iter().filter(|(.., services)| *services == 0).count();
    let (name, title, about) = match is_by_place {
        true => ("servizi-comuni", "outside-services-places", "outside-services-places-about"),
        false => ("servizi-argomenti", "outside-services-topics", "outside-services-topics-about"),
    };
    let mut notes = vec![words.with(
        about,
        &[
            ("now", span(now.period, words).into()),
            ("lacking", lacking.into()),
            ("all", asked.len().into()),
            ("everywhere", known.nowhere().into()),
        ],
    )];
    if !is_by_place {
        notes.extend(areas_meant(known, words));
    }
    if !now.years.shows_every_value(by) {
        notes.push(words.t("outside-rest"));
    }
    let row = |(value, asked, services): (Value, u64, u64)| {
        row(by, value, service_cells(asked, services, words), words)
    };
    Part {
        name,
        title: words.t(title),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![heading(by, words)],
            columns: vec![Figure::Received, Figure::Services, Figure::Gap],
            rows: asked.into_iter().map(row).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::needs::evidence::Verdict;

    /// Ten a day all the year before, and three on the morning of New Year's Day.
    #[test]
    fn the_first_morning_of_a_year_is_no_fall() {
        const DAY: u32 = 86_400;
        let found = |now: u32| ranked(vec![((), 3_650, 3)], (365 * DAY, now), holm)[0].verdict();
        assert_eq!(found(DAY / 4), Verdict::Unclear);
        assert_eq!(found(DAY), Verdict::Fades);
    }
}
