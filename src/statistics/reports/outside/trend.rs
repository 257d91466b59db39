//! How questions come in: month by month, and when in the week.

use chrono::NaiveDate;

use super::super::Words;
use super::super::trend::{self, Scale};
use crate::platform::i18n::month_and_year;
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::control::{ENOUGH, chart};
use crate::statistics::period::first_of_month;
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Drawing, Heading, Label, Mark, Part, Row, Table};
use crate::statistics::year_counts::{DAY_PARTS, WEEK_PARTS, week_part};

/// The parts of the report; `first` is the day of the first question ever.
pub(super) fn parts(
    picked: &[&Fact],
    first: Option<NaiveDate>,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Vec<Part> {
    vec![by_month(picked, first, question, published, words), by_week_part(picked, published, words)]
}

/// The months of the period that are over, from that of the first question on.
fn by_month(
    picked: &[&Fact],
    first: Option<NaiveDate>,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Part {
    let this_month = first_of_month(question.as_of.rome().date_naive());
    let begun = first.map_or(this_month, first_of_month);
    let months: Vec<NaiveDate> =
        question.period.months().into_iter().filter(|month| begun <= *month && *month < this_month).collect();
    let mut counts = vec![0_u32; months.len()];
    for fact in picked {
        if let Ok(place) = months.binary_search(&first_of_month(fact.day)) {
            counts[place] += 1;
        }
    }
    let is_hidden = |month: &NaiveDate| published.month(*month) >= Withheld::Row;
    let hidden = months.iter().any(is_hidden);
    let values: Vec<f64> = counts.iter().copied().map(f64::from).collect();
    // Limits drawn from the others would tell where those that are withheld lie.
    let chart = if hidden { None } else { chart(&values) };
    let sign = |place: usize| chart.as_ref().and_then(|chart| chart.signs.get(place)).copied();
    let row = |(place, (month, count)): (usize, (&NaiveDate, &u32))| Row {
        labels: vec![Label {
            code: month.format("%Y-%m").to_string(),
            words: month_and_year(words.lang, *month),
        }],
        is_total: false,
        cells: vec![
            if is_hidden(month) { Cell::Hidden } else { Cell::Count(u64::from(*count)) },
            match sign(place) {
                Some(sign) => Cell::Words(words.t(trend::sign_key(sign))),
                None if hidden => Cell::Nothing,
                None => Cell::TooFew,
            },
        ],
        query: None,
    };
    let mut notes = vec![words.t("reports-trend-months-about")];
    match &chart {
        None if hidden => notes.push(words.t("reports-trend-months-hidden")),
        None => notes.push(words.with("reports-trend-months-too-few", &[("least", ENOUGH.into())])),
        Some(chart) => notes.push(trend::limits("reports-trend-months-limits", chart, words)),
    }
    let scale = Scale {
        title: "reports-trend-months-chart",
        about: "reports-trend-months-chart-about",
        unit: "reports-unit-per-month",
        name: |month, words| month_and_year(words.lang, month),
        below: "%m/%y",
    };
    Part {
        name: "mesi",
        title: words.t("reports-trend-months"),
        notes,
        drawing: chart.as_ref().map(|chart| trend::control(chart, &months, &values, &scale, words)),
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "mese", words: words.t("statistics-month") }],
            columns: vec![Figure::Received, Figure::Signal],
            rows: months.iter().zip(&counts).enumerate().map(row).collect(),
        },
    }
}

/// When in the week questions come in, six hours at a time.
fn by_week_part(picked: &[&Fact], published: &Published, words: Words<'_>) -> Part {
    let mut counts = [0_u64; WEEK_PARTS];
    for fact in picked {
        counts[week_part(fact.day, fact.hour)] += 1;
    }
    let shown = |part: usize| (published.week_part(part) < Withheld::Row).then_some(counts[part]);
    let weekday = |part: usize| words.t(&format!("reports-weekday-{}", part / DAY_PARTS + 1));
    let hours = |part: usize| {
        let first = part % DAY_PARTS * 24 / DAY_PARTS;
        (first, format!("{first}–{}", first + 24 / DAY_PARTS))
    };
    let row = |part: usize| Row {
        labels: vec![
            Label { code: (part / DAY_PARTS + 1).to_string(), words: weekday(part) },
            Label { code: hours(part).0.to_string(), words: hours(part).1 },
        ],
        is_total: false,
        cells: vec![shown(part).map_or(Cell::Hidden, Cell::Count)],
        query: None,
    };
    let most = (0..WEEK_PARTS).filter_map(shown).max().unwrap_or(0);
    let drawing = (most > 0).then(|| {
        let (left, top, width, height) = (96.0, 24.0, 132.0, 26.0);
        let at = |place: usize, step: f64| f64::from(u32::try_from(place).unwrap_or(0)) * step;
        let mut marks = Vec::new();
        for part in 0..WEEK_PARTS {
            let (x, y) = (left + at(part % DAY_PARTS, width), top + at(part / DAY_PARTS, height));
            if part % DAY_PARTS == 0 {
                marks.push(trend::words_at(left - 8.0, y + 17.0, "end", weekday(part)));
            }
            if part < DAY_PARTS {
                marks.push(trend::words_at(x + width / 2.0, top - 8.0, "middle", hours(part).1));
            }
            let what = shown(part).map_or_else(|| words.t("statistics-withheld"), |count| words.count(count));
            let tip = format!("{}, {}: {what}", weekday(part), hours(part).1);
            match shown(part) {
                Some(count) => {
                    let look = trend::tone(count, most);
                    marks.push(Mark::Rect { x, y, width: width - 1.0, height: height - 1.0, look, tip });
                }
                None => marks.push(trend::words_at(x + width / 2.0, y + 17.0, "middle", "–".to_owned())),
            }
        }
        Drawing {
            title: words.t("reports-trend-week-parts-chart"),
            about: words.t("reports-trend-week-parts-chart-about"),
            unit: words.t("reports-unit-per-week-part"),
            cases: (0..WEEK_PARTS).filter_map(shown).sum(),
            width: 640.0,
            height: top + height * 7.0 + 4.0,
            marks,
            legend: trend::tones(most, words),
        }
    });
    Part {
        name: "parti-della-settimana",
        title: words.t("reports-trend-hours"),
        notes: vec![words.t("reports-trend-hours-about")],
        drawing,
        has_bars: false,
        table: Table {
            headings: vec![
                Heading { name: "giorno", words: words.t("reports-trend-weekday") },
                Heading { name: "dalle_ore", words: words.t("reports-trend-hour") },
            ],
            columns: vec![Figure::Received],
            rows: (0..WEEK_PARTS).map(row).collect(),
        },
    }
}
