//! The period that a page of figures is about: whole days in Milan.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

/// A stretch of days, both ends included, at most [`Period::MAX_DAYS`] long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Why a period was refused. Each has a text `statistics-period-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodProblem {
    /// Not of the form `2026-11-24` or `2026-11`.
    NoDate,
    /// The end is before the beginning.
    Reversed,
    /// Longer than twenty years.
    TooLong,
}

impl PeriodProblem {
    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoDate => "statistics-period-no-date",
            Self::Reversed => "statistics-period-reversed",
            Self::TooLong => "statistics-period-too-long",
        }
    }
}

impl Period {
    /// Twenty years.
    pub const MAX_DAYS: i64 = 7305;

    /// The month of `today` and the eleven before it.
    pub fn last_year(today: NaiveDate) -> Self {
        let this_month = first_of_month(today);
        Self { from: this_month.checked_sub_months(Months::new(11)).unwrap_or(this_month), to: today }
    }

    /// The calendar year of `today`, up to `today`.
    pub fn this_year(today: NaiveDate) -> Self {
        Self { from: january(today.year()).unwrap_or(today), to: today }
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

    /// The period that a person wrote; an end left out is that of [`Period::last_year`]. A month stands for its first
    /// day at the beginning and for its last at the end.
    ///
    /// # Errors
    /// No date, or no period.
    pub fn parse(from: &str, to: &str, today: NaiveDate) -> Result<Self, PeriodProblem> {
        let usual = Self::last_year(today);
        let to = match to.trim() {
            "" => usual.to,
            text => day(text).or_else(|| Some(last_of_month(month(text)?))).ok_or(PeriodProblem::NoDate)?,
        };
        let from = match from.trim() {
            "" => Self::last_year(to).from,
            text => day(text).or_else(|| month(text)).ok_or(PeriodProblem::NoDate)?,
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
        !text.is_empty() && day(text).or_else(|| month(text)).is_none()
    }

    /// The first days of its months, in order.
    pub fn months(&self) -> Vec<NaiveDate> {
        let next = |day: &NaiveDate| day.checked_add_months(Months::new(1));
        std::iter::successors(Some(first_of_month(self.from)), next)
            .take_while(|day| *day <= self.to)
            .collect()
    }

    /// As it stands in an address.
    pub fn query(&self) -> String {
        format!("dal={}&al={}", self.from, self.to)
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10;
    shape.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten().filter(is_of_our_time)
}

fn month(text: &str) -> Option<NaiveDate> {
    (text.len() == 7).then(|| day(&format!("{text}-01"))).flatten()
}

/// Years outside four digits are typing errors, and would run out of the calendar.
fn is_of_our_time(day: &NaiveDate) -> bool {
    (1900..=2200).contains(&day.year())
}

/// The first day of the month of a day.
fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    first_of_month(day)
        .checked_add_months(Months::new(1))
        .and_then(|next| next.checked_sub_days(Days::new(1)))
        .unwrap_or(day)
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

    fn parse(from: &str, to: &str) -> Result<(String, String), PeriodProblem> {
        let period = Period::parse(from, to, date("2026-11-24"))?;
        Ok((period.from.to_string(), period.to.to_string()))
    }

    #[test]
    fn a_period_is_written_by_day_or_by_month() {
        let period = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(parse("", ""), period("2025-12-01", "2026-11-24"));
        assert_eq!(parse("2026-02", "2026-02"), period("2026-02-01", "2026-02-28"));
        assert_eq!(parse("2026-02-10", "2026-03-09"), period("2026-02-10", "2026-03-09"));
        assert_eq!(parse("", "2014-06"), period("2013-07-01", "2014-06-30"));
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
    fn the_usual_periods_are_whole_months() {
        let today = date("2026-01-31");
        assert_eq!(Period::month_before(today).query(), "dal=2025-12-01&al=2025-12-31");
        assert_eq!(Period::year_before(today).query(), "dal=2025-01-01&al=2025-12-31");
        assert_eq!(Period::this_year(today).query(), "dal=2026-01-01&al=2026-01-31");
        let months = Period::last_year(today).months();
        assert_eq!((months.len(), months[0]), (12, date("2025-02-01")));
    }
}
