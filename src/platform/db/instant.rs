//! How each database's instants are read.

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
    fn number(text: &str) -> Option<u32> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
    }
    let (date, time) = text.split_once(' ')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut date = date.splitn(3, '-').map(number);
    let mut time = time.splitn(3, ':').map(number);
    let year = i32::try_from(date.next()??).ok()?;
    let day = NaiveDate::from_ymd_opt(year, date.next()??, date.next()??)?;
    let nanos = match fraction.len() {
        0 => 0,
        digits @ 1..=9 => number(fraction)?.checked_mul(10u32.pow(9 - u32::try_from(digits).ok()?))?,
        _ => return None,
    };
    day.and_hms_nano_opt(time.next()??, time.next()??, time.next()??, nanos)
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
    use chrono::DateTime;
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

        #[test]
        fn no_other_text_is_a_stored_time(text in "[-:. 0-9T]{0,28}") {
            let known = chrono::NaiveDateTime::parse_from_str(&text, "%F %T%.f").ok();
            prop_assert!(parse_stored(&text).is_none_or(|time| known == Some(time)), "{}", text);
        }
    }
}
