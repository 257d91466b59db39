//! Which of the questions that are asked about a list shows, beyond what figures can be narrowed to: those of one number of a table.

use chrono::{Datelike, Duration, NaiveDate};

use super::Words;
use super::request::Asked;
use super::week::weekday;
use crate::kernel::clock::{Instant, typed_day};
use crate::statistics::facts::Fact;

/// At most one row of a table: of questions by age, by the end of a week, or by when in the week they came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// Open for at least so many hours, and for less than so many.
    age: Option<(i64, Option<i64>)>,
    /// Open at the end of this day.
    open_at: Option<NaiveDate>,
    /// Came on this day of the week, from Monday, which is 0, in this hour.
    in_week: Option<(usize, usize)>,
}

impl Cut {
    /// Those of an age in hours, below an upper bound if there is one.
    pub(super) fn of_age(from: i64, below: Option<i64>) -> Self {
        Self { age: Some((from, below)), ..Self::default() }
    }

    /// Those open at the end of a day.
    pub(super) fn at_end_of(day: NaiveDate) -> Self {
        Self { open_at: Some(day), ..Self::default() }
    }

    /// Those that came on a day of the week, from Monday, which is 0, in an hour.
    pub(super) fn in_week(day: usize, hour: usize) -> Self {
        Self { in_week: Some((day, hour)), ..Self::default() }
    }

    /// As it stands in an address; none when a word means nothing.
    pub(super) fn parse(asked: &Asked) -> Option<Self> {
        let word = |name: &str| asked.get(name).map(|word| word.trim()).filter(|word| !word.is_empty());
        let age = match word("attesa") {
            None => None,
            Some(word) => {
                let (from, below) = word.split_once('-')?;
                let below = if below.is_empty() { None } else { Some(below.parse().ok()?) };
                Some((from.parse().ok()?, below))
            }
        };
        let open_at = match word("aperte_al") {
            None => None,
            Some(word) => Some(typed_day(word)?),
        };
        let in_week = match (word("giorno"), word("ora")) {
            (None, None) => None,
            (day, hour) => {
                let (day, hour): (usize, usize) = (day?.parse().ok()?, hour?.parse().ok()?);
                Some((day.checked_sub(1).filter(|day| *day < 7)?, Some(hour).filter(|hour| *hour < 24)?))
            }
        };
        Some(Self { age, open_at, in_week })
    }

    /// An address with this added to it.
    pub(super) fn added(self, mut query: String) -> String {
        if let Some((from, below)) = self.age {
            let below = below.map(|below| below.to_string()).unwrap_or_default();
            query.push_str(&format!("&attesa={from}-{below}"));
        }
        if let Some(day) = self.open_at {
            query.push_str(&format!("&aperte_al={day}"));
        }
        if let Some((day, hour)) = self.in_week {
            query.push_str(&format!("&giorno={}&ora={hour}", day + 1));
        }
        query
    }

    /// What it leaves, in words; empty when it leaves everything. The day at whose end they were open is told apart.
    pub(super) fn words(self, words: Words<'_>) -> String {
        let age = self.age.map(|(from, below)| match below {
            Some(below) => words.with("behind-age", &[("from", from.into()), ("below", below.into())]),
            None => words.with("behind-age-over", &[("from", from.into())]),
        });
        let in_week = self.in_week.map(|(day, hour)| {
            let args =
                [("day", weekday(day, words).into()), ("from", hour.into()), ("to", (hour + 1).into())];
            words.with("behind-in-week", &args)
        });
        age.into_iter().chain(in_week).collect::<Vec<_>>().join("; ")
    }

    /// The day at whose end they were open.
    pub(super) fn open_at(self) -> Option<NaiveDate> {
        self.open_at
    }

    /// Whether it leaves anything out.
    pub(super) fn is_some(self) -> bool {
        self != Self::default()
    }

    /// Whether a record is among them.
    pub(super) fn matches(self, fact: &Fact, as_of: Instant) -> bool {
        let is_of_age = self.age.is_none_or(|(from, below)| {
            let hours = (as_of.micros() - fact.started_at.micros()) / 3_600_000_000;
            from <= hours && below.is_none_or(|below| hours < below)
        });
        let was_open = self.open_at.is_none_or(|day| {
            let end = Instant::midnight(day + Duration::days(1));
            fact.started_at <= end && fact.ended_at().is_none_or(|ended| end < ended)
        });
        let is_then = self.in_week.is_none_or(|(day, hour)| {
            fact.day.weekday().num_days_from_monday() as usize == day && usize::from(fact.hour) == hour
        });
        is_of_age && was_open && is_then
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_read_as_it_was_written() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let asked = |query: &str| -> Asked {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, word)| (name.to_owned(), word.to_owned())).collect()
        };
        for cut in [
            Cut::default(),
            Cut::of_age(0, Some(24)),
            Cut::of_age(672, None),
            Cut::at_end_of(day),
            Cut::in_week(6, 23),
        ] {
            let query = cut.added("dal=2026-01".to_owned());
            assert_eq!(Cut::parse(&asked(&query)), Some(cut), "{query}");
        }
        for wrong in [
            "attesa=24",
            "attesa=a-b",
            "aperte_al=ieri",
            "giorno=1",
            "giorno=0&ora=3",
            "giorno=8&ora=3",
            "giorno=1&ora=24",
            "ora=3",
        ] {
            assert_eq!(Cut::parse(&asked(wrong)), None, "{wrong}");
        }
    }
}
