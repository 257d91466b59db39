//! How each database's instants are read.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::pg::Pg;
use diesel::sql_types::{Text, Timestamp};
use diesel::sqlite::Sqlite;

use super::connection::MultiBackend;
use crate::kernel::clock::Instant;

impl FromSql<Timestamp, MultiBackend> for Instant {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Timestamp>()
    }
}

/// The time that SQLite keeps. A page of the queue reads hundreds, and chrono interprets its patterns for each of them.
fn parse_stored(text: &str) -> Option<NaiveDateTime> {
    const MARKS: [(usize, u8); 5] = [(4, b'-'), (7, b'-'), (10, b' '), (13, b':'), (16, b':')];
    let number = |digits: &str| -> Option<u32> {
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let (time, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let has_marks = MARKS.iter().all(|(place, mark)| time.as_bytes().get(*place) == Some(mark));
    if !has_marks || time.len() != "YYYY-MM-DD HH:MM:SS".len() {
        return None;
    }
    let part = |places: Range<usize>| number(time.get(places)?);
    let day = NaiveDate::from_ymd_opt(i32::try_from(part(0..4)?).ok()?, part(5..7)?, part(8..10)?)?;
    let digits = u32::try_from(fraction.len()).ok().filter(|digits| (1..=9).contains(digits))?;
    let nanos = number(fraction)? * 10u32.pow(9 - digits);
    day.and_hms_nano_opt(part(11..13)?, part(14..16)?, part(17..19)?, nanos)
}

impl FromSql<Timestamp, Sqlite> for Instant {
    fn from_sql(bytes: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(bytes)?;
        parse_stored(&text)
            .map(Instant::from_naive_utc)
            .ok_or_else(|| format!("not an instant: {text}").into())
    }
}

impl FromSql<Timestamp, Pg> for Instant {
    fn from_sql(bytes: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        <NaiveDateTime as FromSql<Timestamp, Pg>>::from_sql(bytes).map(Instant::from_naive_utc)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDateTime};
    use proptest::prelude::*;

    use super::parse_stored;

    proptest! {
        /// As diesel writes them, and as SQLite's own functions do.
        #[test]
        fn a_stored_time_is_read_as_it_was_written(micros in -62_000_000_000_000_000_i64..250_000_000_000_000_000) {
            let time = DateTime::from_timestamp_micros(micros).expect("in range").naive_utc();
            prop_assert_eq!(parse_stored(&time.format("%F %T%.f").to_string()), Some(time));
            let seconds = DateTime::from_timestamp(micros.div_euclid(1_000_000), 0).expect("in range").naive_utc();
            prop_assert_eq!(parse_stored(&seconds.format("%F %T").to_string()), Some(seconds));
        }

        /// Nearly right, with digits too few or too many, or out of range.
        #[test]
        fn no_other_text_is_a_stored_time(
            text in "[0-9]{3,5}-[01]?[0-9]-[0-3]?[0-9] [0-2]?[0-9]:[0-6]?[0-9]:[0-6]?[0-9](\\.[0-9]{0,10})?"
        ) {
            let known = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f").ok();
            prop_assert!(parse_stored(&text).is_none_or(|time| known == Some(time)), "{}", text);
        }
    }
}
