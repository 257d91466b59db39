//! The period that a page of figures is about: whole days in Milan.

use chrono::{Datelike, Duration, Months, NaiveDate, Timelike};
use serde::Serialize;

use crate::kernel::clock::{Instant, typed_day};

/// A stretch of days, both ends included, at most [`Period::MAX_DAYS`] long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Of a day without its clock changes, which make up for each other within a year.
const SECONDS_OF_DAY: u32 = 86_400;

/// Why a period was refused. Each has a text `statistics-period-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodProblem {
    /// No day (`2026-11-24`, `24/11/2026`) and no month (`2026-11`).
    NoDate,
    /// The end is before the beginning.
    Reversed,
    /// Longer than twenty years.
    TooLong,
    /// Begins or ends within a month, and this reader may choose whole months only.
    PartOfMonth,
    /// Begins or ends within a calendar year, and this reader may choose whole ones only.
    PartOfYear,
}

impl PeriodProblem {
    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoDate => "statistics-period-no-date",
            Self::Reversed => "statistics-period-reversed",
            Self::TooLong => "statistics-period-too-long",
            Self::PartOfMonth => "statistics-period-part-of-month",
            Self::PartOfYear => "statistics-period-part-of-year",
        }
    }
}

impl Period {
    /// Twenty years.
    pub const MAX_DAYS: i64 = 7305;

    /// The month of `today` and the eleven before it.
    pub fn last_year(today: NaiveDate) -> Self {
        let this_month = first_of_month(today);
        Self {
            from: this_month.checked_sub_months(Months::new(11)).unwrap_or(this_month),
            to: last_of_month(today),
        }
    }

    /// The calendar year of `today`, up to its month.
    pub fn this_year(today: NaiveDate) -> Self {
        Self { from: january(today.year()).unwrap_or(today), to: last_of_month(today) }
    }

    /// The calendar year before that of `today`.
    pub fn year_before(today: NaiveDate) -> Self {
        let from = january(today.year() - 1).unwrap_or(today);
        Self { from, to: january(today.year()).and_then(|day| day.pred_opt()).unwrap_or(today) }
    }

    /// The month before that of `today`.
    pub fn month_before(today: NaiveDate) -> Self {
        let to = first_of_month(today).pred_opt().unwrap_or(today);
        Self { from: first_of_month(to), to }
    }

    /// The quarter of `today`, up to its month.
    pub fn this_quarter(today: NaiveDate) -> Self {
        Self { from: first_of_quarter(today), to: last_of_month(today) }
    }

    /// The quarter before that of `today`.
    pub fn quarter_before(today: NaiveDate) -> Self {
        let to = first_of_quarter(today).pred_opt().unwrap_or(today);
        Self { from: first_of_quarter(to), to }
    }

    /// The month of a day.
    pub fn month_of(day: NaiveDate) -> Self {
        Self { from: first_of_month(day), to: last_of_month(day) }
    }

    /// A calendar year; none that no calendar has.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self { from: january(year)?, to: NaiveDate::from_ymd_opt(year, 12, 31)? })
    }

    /// What of it lies in another that it meets.
    pub fn within(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// The period that a person wrote, `usual` when nothing; a beginning left out makes it twelve months long. A month
    /// stands for its first day at the beginning and for its last at the end.
    ///
    /// # Errors
    /// No date, or no period.
    pub fn parse(from: &str, to: &str, usual: Self) -> Result<Self, PeriodProblem> {
        let to = match to.trim() {
            "" => usual.to,
            text => {
                typed_day(text).or_else(|| Some(last_of_month(month(text)?))).ok_or(PeriodProblem::NoDate)?
            }
        };
        let from = match from.trim() {
            "" if to == usual.to => usual.from,
            "" => Self::last_year(to).from,
            text => typed_day(text).or_else(|| month(text)).ok_or(PeriodProblem::NoDate)?,
        };
        if to < from {
            return Err(PeriodProblem::Reversed);
        }
        if (to - from).num_days() > Self::MAX_DAYS {
            return Err(PeriodProblem::TooLong);
        }
        Ok(Self { from, to })
    }

    /// Whether a text is neither a day, nor a month, nor empty.
    pub fn is_written_wrong(text: &str) -> bool {
        let text = text.trim();
        !text.is_empty() && typed_day(text).or_else(|| month(text)).is_none()
    }

    /// Whether a text is a day, but not the first of a month.
    pub fn begins_within_a_month(text: &str) -> bool {
        typed_day(text).is_some_and(|day| day.day() != 1)
    }

    /// Itself, if it begins and ends with a month.
    ///
    /// # Errors
    /// It does not.
    pub fn of_whole_months(self) -> Result<Self, PeriodProblem> {
        self.has_whole_months().then_some(self).ok_or(PeriodProblem::PartOfMonth)
    }

    /// Whether it begins and ends with a month.
    pub fn has_whole_months(&self) -> bool {
        self.from.day() == 1 && self.to == last_of_month(self.to)
    }

    /// Whether all days of a calendar year up to `today` belong to it.
    pub fn holds_year(&self, year: i32, today: NaiveDate) -> bool {
        let last = NaiveDate::from_ymd_opt(year, 12, 31).map(|last| last.min(last_of_month(today)));
        january(year).is_some_and(|first| self.from <= first) && last.is_some_and(|last| last <= self.to)
    }

    /// The calendar years that it touches.
    pub fn years(&self) -> std::ops::RangeInclusive<i32> {
        self.from.year()..=self.to.year()
    }

    /// The first days of its months, in order.
    pub fn months(&self) -> Vec<NaiveDate> {
        let next = |day: &NaiveDate| day.checked_add_months(Months::new(1));
        std::iter::successors(Some(first_of_month(self.from)), next)
            .take_while(|day| *day <= self.to)
            .collect()
    }

    /// What of it has come by a day; nothing when none of it has.
    pub fn passed(self, today: NaiveDate) -> Option<Self> {
        (self.from <= today).then(|| Self { to: self.to.min(today), ..self })
    }

    /// How many of its days there were from `began`, when the desk opened, up to `until`; none when nobody ever asked.
    pub fn days(&self, began: Option<NaiveDate>, until: NaiveDate) -> u32 {
        let days = began.map_or(0, |began| (self.to.min(until) - self.from.max(began)).num_days() + 1);
        u32::try_from(days).unwrap_or(0)
    }

    /// The same in seconds. Of today only what is over counts: who is told of a period with the questions that today has brought so far
    /// would take it for a fall in its first hours, if it stood for a whole day.
    pub fn seconds(&self, began: Option<NaiveDate>, until: NaiveDate, as_of: Instant) -> u32 {
        let now = as_of.rome();
        let days = self.days(began, until).saturating_mul(SECONDS_OF_DAY);
        match self.to.min(until) == now.date_naive() {
            true => days.saturating_sub(SECONDS_OF_DAY - now.num_seconds_from_midnight()),
            false => days,
        }
    }

    /// The instant in which it begins and the one before which it ends, by the clock of Milan.
    pub fn instants(&self) -> (Instant, Instant) {
        (Instant::midnight(self.from), Instant::midnight(self.to + Duration::days(1)))
    }

    /// As it stands in an address.
    pub fn query(&self) -> String {
        if self.has_whole_months() {
            format!("dal={}&al={}", self.from.format("%Y-%m"), self.to.format("%Y-%m"))
        } else {
            format!("dal={}&al={}", self.from, self.to)
        }
    }
}

fn month(text: &str) -> Option<NaiveDate> {
    (text.len() == 7).then(|| typed_day(&format!("{text}-01"))).flatten()
}

/// The first day of the month of a day.
pub(super) fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    first_of_month(day).checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// The first day of the quarter of a day: quarters begin in January, April, July and October.
fn first_of_quarter(day: NaiveDate) -> NaiveDate {
    first_of_month(day).with_month0(day.month0() / 3 * 3).unwrap_or(day)
}

fn january(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).expect("an instant")
    }

    fn parse(from: &str, to: &str) -> Result<(String, String), PeriodProblem> {
        let period = Period::parse(from, to, Period::last_year(date("2026-11-24")))?;
        Ok((period.from.to_string(), period.to.to_string()))
    }

    #[test]
    fn a_period_is_written_by_day_or_by_month() {
        let period = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(parse("", ""), period("2025-12-01", "2026-11-30"));
        assert_eq!(parse("2026-02", "2026-02"), period("2026-02-01", "2026-02-28"));
        assert_eq!(parse("2026-02-10", "2026-03-09"), period("2026-02-10", "2026-03-09"));
        assert_eq!(parse("", "2014-06"), period("2013-07-01", "2014-06-30"));
        assert_eq!(parse("1/2/2026", "9.3.2026"), period("2026-02-01", "2026-03-09"));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        assert_eq!(parse("2026-03-10", "2026-03-09"), Err(PeriodProblem::Reversed));
        assert_eq!(parse("1990-01", ""), Err(PeriodProblem::TooLong));
        for text in
            ["ieri", "2026", "2026-13", "2026-02-30", "20260210", "+2026-1-1", "99999-01-01", "0001-01-01"]
        {
            assert_eq!(parse(text, ""), Err(PeriodProblem::NoDate), "{text}");
        }
    }

    #[test]
    fn whole_months_and_whole_years_are_told_from_parts() {
        let today = date("2026-11-24");
        let period = |from: &str, to: &str| Period { from: date(from), to: date(to) };
        for (part, query) in [
            (period("2026-02-02", "2026-03-31"), "dal=2026-02-02&al=2026-03-31"),
            (period("2026-02-01", "2026-03-30"), "dal=2026-02-01&al=2026-03-30"),
        ] {
            assert_eq!(part.of_whole_months(), Err(PeriodProblem::PartOfMonth));
            assert_eq!(part.query(), query);
        }
        let whole = period("2025-02-01", "2026-11-30");
        assert_eq!(whole.of_whole_months(), Ok(whole));
        assert_eq!(whole.query(), "dal=2025-02&al=2026-11");
        let holds =
            |period: Period| period.years().map(|year| period.holds_year(year, today)).collect::<Vec<_>>();
        assert_eq!(holds(whole), [false, true]);
        assert_eq!(holds(period("2025-01-01", "2026-10-31")), [true, false]);
        assert_eq!(holds(period("2026-01-01", "2026-12-31")), [true]);
    }

    #[test]
    fn of_today_only_what_is_over_counts() {
        let (began, new_year) = (Some(date("2025-02-01")), at("2027-01-01T06:00:00+01:00"));
        let year = |year| Period::year(year).expect("a year");
        let until = |until: &str, of: i32| year(of).seconds(began, date(until), new_year);
        assert_eq!(until("2027-01-01", 2027), SECONDS_OF_DAY / 4);
        assert_eq!(until("2027-01-01", 2026), 365 * SECONDS_OF_DAY);
        assert_eq!(until("2027-01-01", 2025), 334 * SECONDS_OF_DAY);
        // The running month is not counted at all: no part of today.
        assert_eq!(until("2026-12-31", 2027), 0);
        assert_eq!(until("2026-12-31", 2026), 365 * SECONDS_OF_DAY);
        let november = at("2026-11-24T10:30:00+01:00");
        let told = |until: &str| year(2026).seconds(began, date(until), november);
        assert_eq!(told("2026-11-24"), 327 * SECONDS_OF_DAY + 37_800);
        assert_eq!(told("2026-10-31"), 304 * SECONDS_OF_DAY);
        let (midnight, last) = (at("2026-12-31T00:00:00+01:00"), at("2026-12-31T23:59:59+01:00"));
        let on_the_last_day = |as_of| year(2026).seconds(began, date("2026-12-31"), as_of);
        assert_eq!(on_the_last_day(midnight), 364 * SECONDS_OF_DAY);
        assert_eq!(on_the_last_day(last), 365 * SECONDS_OF_DAY - 1);
        assert_eq!(year(2026).seconds(None, date("2026-11-24"), november), 0);
    }

    #[test]
    fn the_usual_periods_are_whole_months() {
        let today = date("2026-01-31");
        assert_eq!(Period::month_before(today).query(), "dal=2025-12&al=2025-12");
        assert_eq!(Period::quarter_before(today).query(), "dal=2025-10&al=2025-12");
        assert_eq!(Period::this_quarter(today).query(), "dal=2026-01&al=2026-01");
        assert_eq!(Period::year_before(today).query(), "dal=2025-01&al=2025-12");
        assert_eq!(Period::this_year(today).query(), "dal=2026-01&al=2026-01");
        let months = Period::last_year(today).months();
        assert_eq!((months.len(), months[0]), (12, date("2025-02-01")));
        // The last day of a month that is longer than the first of its quarter.
        let quarters = |day| [Period::this_quarter(date(day)), Period::quarter_before(date(day))];
        assert_eq!(
            quarters("2026-12-31").map(|quarter| quarter.query()),
            ["dal=2026-10&al=2026-12", "dal=2026-07&al=2026-09"]
        );
        assert_eq!(
            quarters("2026-05-31").map(|quarter| quarter.query()),
            ["dal=2026-04&al=2026-05", "dal=2026-01&al=2026-03"]
        );
    }
}
