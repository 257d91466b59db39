//! The indicators of a year with their targets, as the page, the files and a frozen report tell them.

use chrono::NaiveDate;
use serde::Serialize;

use super::pace;
use super::{Actual, Indicator, actuals, store, years};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts, percent, until};
use crate::statistics::figure::Figure;
use crate::statistics::period::Period;
use crate::statistics::reader::Reader;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Sheet, Table};
use crate::statistics::shown::Shown;

/// An indicator as the page shows it.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) indicator: Indicator,
    pub(super) label: String,
    pub(super) about: String,
    /// What it stands at, when it is a count.
    pub(super) count: Option<Shown<u64>>,
    /// The same, when it is a share; and whether it is of enough cases.
    pub(super) rate: Option<Shown<Rate>>,
    pub(super) firm: bool,
    pub(super) target: Option<i32>,
    /// Of the target, from 0 on.
    pub(super) reached: Option<f64>,
    /// Where it stands on the way to its target, in words.
    pub(super) pace: Option<String>,
}

/// The indicators of a calendar year as one reader may see them.
pub(in crate::statistics) struct YearTable {
    pub(super) year: i32,
    /// Those that can be asked for.
    pub(super) years: Vec<i32>,
    pub(super) period: Period,
    /// The last day of which questions count, when the running month has too few for this reader.
    pub(super) until: Option<NaiveDate>,
    pub(super) lines: Vec<Line>,
    as_of: Instant,
    /// Whether small counts are in it, which nobody outside the desk may see.
    pub(super) is_inner: bool,
}

impl YearTable {
    /// Those of a year, true at `now`; none of a year without figures. Blocks: call it inside a reading closure of the database.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::statistics) fn read(
        conn: &mut Conn,
        app: &App,
        year: i32,
        reader: Reader,
        lang: Lang,
        now: Instant,
    ) -> DbResult<Option<Self>> {
        let today = now.rome().date_naive();
        let years = years(app, conn, today)?;
        let Some(period) = Period::year(year).filter(|_| years.contains(&year)) else { return Ok(None) };
        let (actuals, until) = actuals(app, conn, period, reader, now)?;
        let targets = store::in_force(&store::history(conn, year)?);
        let line = |(indicator, actual): (Indicator, Actual)| {
            let today = if indicator == Indicator::Entries { today } else { until.unwrap_or(today) };
            Line::of(indicator, actual, targets.get(&indicator).copied(), (year, today), (lang, &app.texts))
        };
        let lines = actuals.into_iter().map(line).collect();
        Ok(Some(Self { year, years, period, until, lines, as_of: now, is_inner: reader.is_inside() }))
    }

    /// That questions of the running month are not counted, when they are not.
    pub(super) fn uncounted(&self, lang: Lang, texts: &Texts) -> Option<String> {
        let until = until(lang, self.until?, self.as_of);
        Some(texts.get(lang, "indicators-uncounted", &[("until", until.into())]))
    }

    /// The same as a sheet.
    pub(in crate::statistics) fn sheet(&self, lang: Lang, texts: &Texts) -> Sheet {
        let t = |key: &str| texts.get(lang, key, &[]);
        let how = ["once", "large", "pace"].map(|how| t(&format!("indicators-how-{how}")));
        let notes = self.uncounted(lang, texts).into_iter().chain(how).collect();
        let part = Part {
            name: "indicatori",
            title: t("indicators-link"),
            notes,
            drawing: None,
            has_bars: false,
            table: Table {
                headings: vec![Heading { name: "indicatore", words: t("indicators-indicator") }],
                columns: vec![Figure::Actual, Figure::Target, Figure::Pace, Figure::Definition],
                rows: self.lines.iter().map(|line| line.row(lang, texts)).collect(),
            },
        };
        Sheet {
            name: "indicatori",
            title: t("indicators-link"),
            period: self.period,
            narrowed: String::new(),
            as_of: self.as_of,
            is_inner: self.is_inner,
            parts: vec![part],
        }
    }
}

impl Line {
    fn of(
        indicator: Indicator,
        actual: Actual,
        target: Option<i32>,
        (year, today): (i32, NaiveDate),
        (lang, texts): (Lang, &Texts),
    ) -> Self {
        let (count, rate) = match actual {
            Actual::Count(count) => (Some(count), None),
            Actual::Share(rate) => (None, Some(rate)),
        };
        let wanted = target.and_then(|target| u64::try_from(target).ok());
        let seen_count = count.and_then(Shown::seen).zip(wanted);
        let seen_rate = rate.and_then(Shown::seen).zip(wanted);
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^53")]
        let of_target = |(actual, target): (u64, u64)| actual as f64 / target as f64;
        let pace = seen_count
            .map(|(actual, target)| match indicator {
                Indicator::Bodies => pace::of_bodies(actual, target, year, today),
                _ => pace::of_count(actual, target, year, today),
            })
            .or(seen_rate.map(|(actual, target)| pace::of_share(&actual, target, year, today)));
        Self {
            indicator,
            label: texts.get(lang, &indicator.label(), &[]),
            about: indicator.about(lang, texts),
            count,
            rate,
            firm: rate.and_then(Shown::seen).is_some_and(|rate| rate.is_firm()),
            target,
            reached: seen_count.map(of_target),
            pace: pace.map(|pace| pace.words(lang, texts)),
        }
    }

    fn row(&self, lang: Lang, texts: &Texts) -> Row {
        let actual = match (self.count, self.rate) {
            (Some(count), _) => count.into(),
            (_, rate) => rate.unwrap_or(Shown::Nothing).into(),
        };
        let target = self.target.and_then(|target| u64::try_from(target).ok());
        let reached = self.reached.map(|share| percent(lang, share, 0));
        let reached =
            reached.map(|share| texts.get(lang, "indicators-reached", &[("share", share.into())]) + ".");
        let stands: Vec<String> = reached.into_iter().chain(self.pace.clone()).collect();
        let stands = if stands.is_empty() { Cell::Nothing } else { Cell::Words(stands.join(" ")) };
        Row {
            labels: vec![Label { code: self.indicator.to_string(), words: self.label.clone() }],
            is_total: false,
            cells: vec![
                actual,
                target.map_or(Cell::Nothing, Cell::Count),
                stands,
                Cell::Words(self.about.clone()),
            ],
            query: None,
        }
    }
}
