//! How questions come in: month by month, and when in the week.

use chrono::NaiveDate;

use super::super::Words;
use super::super::trend::{self, Scale};
use super::super::week::Week;
use crate::platform::i18n::month_and_year;
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::control::{ENOUGH, chart};
use crate::statistics::period::first_of_month;
use crate::statistics::published::Published;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Table};
use crate::statistics::year_counts::{DAY_PARTS, WEEK_PARTS, week_part};

/// The parts of the report; the desk had its first question on the day `began`.
pub(super) fn parts(
    picked: &[&Fact],
    began: Option<NaiveDate>,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Vec<Part> {
    vec![by_month(picked, began, question, published, words), by_week_part(picked, published, words)]
}

/// The whole months of the period that are over: that in which the desk opened was none, unless it did on its first day.
fn by_month(
    picked: &[&Fact],
    began: Option<NaiveDate>,
    question: &Question,
    published: &Published,
    words: Words<'_>,
) -> Part {
    let this_month = first_of_month(question.as_of.rome().date_naive());
    let begun = began.unwrap_or(this_month);
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
    let week = Week {
        part: "parti-della-settimana",
        column: "dalle_ore",
        stretches: DAY_PARTS,
        named: 1,
        chart: [
            "reports-trend-week-parts-chart",
            "reports-trend-week-parts-chart-about",
            "reports-unit-per-week-part",
        ],
    };
    week.part(|part| (published.week_part(part) < Withheld::Row).then_some(counts[part]), |_| None, words)
}
