//! A period against another: what differs by more than chance.

use chrono::{Datelike, Months, NaiveDate};

use super::{Words, waits};
use crate::kernel::clock::Instant;
use crate::statistics::disclosure::Withheld;
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::figures::{Counts, counted};
use crate::statistics::methods::counts::ratio;
use crate::statistics::methods::difference::difference;
use crate::statistics::methods::log_rank::log_rank;
use crate::statistics::methods::several::holm;
use crate::statistics::methods::survival::{Curve, Wait};
use crate::statistics::period::Period;
use crate::statistics::sheet::{Cell, FIGURES, Heading, Hours, Label, Part, Points, Row, Table};

crate::text_enum! {
    /// With what a period is compared.
    pub enum Against {
        /// The same days of the year before; of a period longer than a year, of so many years before that no day is in both.
        YearBefore = "anno",
        /// Of whole months as many right before them, so that a quarter is compared with the one before; of other days as many.
        Before = "prima",
    }
}

impl Against {
    /// The other period; none where the calendar ends.
    pub(super) fn period(self, period: Period) -> Option<Period> {
        match self {
            Self::YearBefore => (1..).find_map(|years| {
                let from = period.from.checked_sub_months(Months::new(12 * years));
                let to = earlier(period.to, years);
                let shifted = from.zip(to).map(|(from, to)| Period { from, to });
                shifted.is_none_or(|shifted| shifted.to < period.from).then_some(shifted)
            })?,
            Self::Before => {
                let to = period.from.pred_opt()?;
                let from = if period.has_whole_months() {
                    let months = u32::try_from(period.months().len()).ok()?;
                    period.from.checked_sub_months(Months::new(months))?
                } else {
                    to - (period.to - period.from)
                };
                Some(Period { from, to })
            }
        }
    }
}

/// The same day so many years before; the end of a month is the end of that one.
fn earlier(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    let next = day.succ_opt()?;
    let months = Months::new(12 * years);
    if next.day() == 1 { next.checked_sub_months(months)?.pred_opt() } else { day.checked_sub_months(months) }
}

/// A figure in both periods.
struct Line {
    figure: Figure,
    before: Cell,
    now: Cell,
    change: Cell,
    test: &'static str,
    p: Option<f64>,
    /// Whether it became more.
    more: bool,
    /// Whether this reader may not see it.
    hidden: bool,
}

/// From which level on each line is withheld.
const HIDDEN_FROM: [Withheld; 4] = [Withheld::Row, Withheld::Outcome, Withheld::Outcome, Withheld::Outcome];

impl Line {
    /// The same without what it says.
    fn hidden(&self) -> Self {
        let [before, now, change] = [Cell::Hidden, Cell::Hidden, Cell::Hidden];
        Self { figure: self.figure, before, now, change, test: self.test, p: None, more: false, hidden: true }
    }
}

/// The parts of the report, of which so much is withheld in one of the periods; `query` is where the lists of its questions are, for
/// whoever may open them. Time that has not come yet, and that before the desk opened, brings nothing and is not counted as time of a
/// period.
pub(super) fn parts(
    now: &[&Fact],
    before: &[&Fact],
    (periods, began): ((Period, Period), Option<NaiveDate>),
    withheld: Withheld,
    (as_of, query): (Instant, Option<String>),
    words: Words<'_>,
) -> Vec<Part> {
    let counts = |facts: &[&Fact]| counted(facts.iter().copied(), as_of);
    let today = as_of.rome().date_naive();
    let seconds = |period: Period| period.seconds(began, today, as_of);
    let own = counts(now);
    let other = counts(before);
    let mut lines = vec![
        arrivals((other.received, seconds(periods.1)), (own.received, seconds(periods.0))),
        within(&other, &own),
    ];
    lines.extend(
        [waits::Clock::Gross, waits::Clock::Net]
            .map(|clock| waiting(&waits::of(before, clock, as_of), &waits::of(now, clock, as_of), clock)),
    );
    for (line, from) in lines.iter_mut().zip(HIDDEN_FROM) {
        if withheld >= from {
            *line = line.hidden();
        }
    }
    let tested: Vec<f64> = lines.iter().filter_map(|line| line.p).collect();
    let mut corrected = holm(&tested).into_iter();
    let row = |line: Line| {
        let p = line.p.and_then(|_| corrected.next());
        let verdict = match p {
            None if line.hidden => Cell::Hidden,
            None => Cell::TooFew,
            Some(p) if p >= 0.05 => Cell::Words(words.t("reports-not-distinguishable")),
            Some(_) if line.more => Cell::Words(words.t("reports-more")),
            Some(_) => Cell::Words(words.t("reports-less")),
        };
        Row {
            labels: vec![Label {
                code: line.figure.as_str().to_owned(),
                words: words.t(&line.figure.label()),
            }],
            is_total: false,
            cells: vec![
                line.before,
                line.now,
                line.change,
                Cell::Words(words.t(line.test)),
                match p {
                    None if line.hidden => Cell::Hidden,
                    None => Cell::TooFew,
                    Some(p) => Cell::Probability(p),
                },
                verdict,
            ],
            query: query.clone(),
        }
    };
    let span = |period: Period| crate::platform::i18n::period(words.lang, period.from, period.to);
    // Readers outside the desk would know those of today from a table that holds them and one that does not.
    let about = match periods.0.to < today {
        true => "reports-comparison-about",
        false => "reports-comparison-about-with-today",
    };
    let notes = vec![
        words.with(about, &[("now", span(periods.0).into()), ("before", span(periods.1).into())]),
        words.t("reports-comparison-method"),
    ];
    vec![Part {
        name: "cambiamenti",
        title: words.t("reports-comparison-table"),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: FIGURES, words: words.t("reports-comparison-figure") }],
            columns: vec![
                Figure::Before,
                Figure::Now,
                Figure::Change,
                Figure::Test,
                Figure::Chance,
                Figure::Verdict,
            ],
            rows: lines.into_iter().map(row).collect(),
        },
    }]
}

fn arrivals(before: (u64, u32), now: (u64, u32)) -> Line {
    let found = ratio(before, now);
    Line {
        figure: Figure::Received,
        before: Cell::Count(before.0),
        now: Cell::Count(now.0),
        change: found
            .filter(|found| found.ratio.is_finite())
            .map_or(Cell::Nothing, |found| Cell::Ratio(found.ratio, found.interval.0, found.interval.1)),
        test: "reports-test-counts",
        p: found.map(|found| found.p),
        more: found.is_some_and(|found| found.ratio > 1.0),
        hidden: false,
    }
}

fn within(before: &Counts, now: &Counts) -> Line {
    let found = before.rate().zip(now.rate()).and_then(|(before, now)| difference(before, now));
    let rate = |counts: &Counts| counts.rate().map_or(Cell::Nothing, Cell::Rate);
    Line {
        figure: Figure::Within,
        before: rate(before),
        now: rate(now),
        change: found.map_or(Cell::Nothing, |found| {
            Cell::Points(Points { difference: found.share, low: found.interval.0, high: found.interval.1 })
        }),
        test: "reports-test-proportions",
        p: found.map(|found| found.p),
        more: found.is_some_and(|found| found.share > 0.0),
        hidden: false,
    }
}

fn waiting(before: &[Wait], now: &[Wait], clock: waits::Clock) -> Line {
    let is_enough = before.len() >= waits::ENOUGH && now.len() >= waits::ENOUGH;
    let found = log_rank(&[before.to_vec(), now.to_vec()]).filter(|_| is_enough);
    let median = |waits: &[Wait]| {
        if waits.len() < waits::ENOUGH {
            return Cell::TooFew;
        }
        let reached = Curve::of(&mut waits.to_vec()).reached(0.5);
        Cell::Hours(Hours { hours: reached.time, low: reached.interval.0, high: reached.interval.1 })
    };
    Line {
        figure: match clock {
            waits::Clock::Gross => Figure::CensoredMedian,
            waits::Clock::Net => Figure::NetCensoredMedian,
        },
        before: median(before),
        now: median(now),
        change: Cell::Nothing,
        test: "reports-test-log-rank",
        p: found.map(|found| found.p),
        // Fewer ended than expected: they waited longer.
        more: found.is_some_and(|found| found.last_excess < 0.0),
        hidden: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn other(against: Against, from: &str, to: &str) -> (String, String) {
        let other = against.period(Period { from: day(from), to: day(to) }).expect("the calendar goes on");
        (other.from.to_string(), other.to.to_string())
    }

    fn is(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn whole_months_are_compared_with_as_many_whole_months() {
        let before = |from: &str, to: &str| other(Against::Before, from, to);
        assert_eq!(before("2026-04-01", "2026-06-30"), is("2026-01-01", "2026-03-31"));
        assert_eq!(before("2026-03-01", "2026-03-31"), is("2026-02-01", "2026-02-28"));
        // A leap year, and the turn of one.
        assert_eq!(before("2028-03-01", "2028-03-31"), is("2028-02-01", "2028-02-29"));
        assert_eq!(before("2028-02-01", "2028-02-29"), is("2028-01-01", "2028-01-31"));
        assert_eq!(before("2026-01-01", "2026-01-31"), is("2025-12-01", "2025-12-31"));
        assert_eq!(before("2026-01-01", "2026-03-31"), is("2025-10-01", "2025-12-31"));
        assert_eq!(before("2028-01-01", "2028-12-31"), is("2027-01-01", "2027-12-31"));
        assert_eq!(before("2025-11-01", "2026-10-31"), is("2024-11-01", "2025-10-31"));
    }

    #[test]
    fn other_days_are_compared_with_as_many_days() {
        let before = |from: &str, to: &str| other(Against::Before, from, to);
        // A month that is not over, and months of which a day is missing.
        assert_eq!(before("2026-11-01", "2026-11-23"), is("2026-10-09", "2026-10-31"));
        assert_eq!(before("2026-04-02", "2026-06-30"), is("2026-01-02", "2026-04-01"));
        assert_eq!(before("2026-04-01", "2026-06-29"), is("2026-01-01", "2026-03-31"));
        assert_eq!(before("2026-03-01", "2026-03-30"), is("2026-01-30", "2026-02-28"));
    }

    #[test]
    fn the_year_before_ends_with_the_same_month() {
        assert_eq!(other(Against::YearBefore, "2028-02-01", "2028-02-29"), is("2027-02-01", "2027-02-28"));
        assert_eq!(other(Against::YearBefore, "2029-02-01", "2029-02-28"), is("2028-02-01", "2028-02-29"));
    }
}
