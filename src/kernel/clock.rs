//! Time as an argument: the only place that reads the system clock.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Rome;
use diesel::backend::Backend;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment in UTC with microseconds, which is what both databases keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Timestamp)]
pub struct Instant(NaiveDateTime);

impl Instant {
    /// The instant of a UTC time; anything finer than a microsecond is dropped.
    pub fn from_utc(time: DateTime<Utc>) -> Self {
        Self::from_micros(time.timestamp_micros())
    }

    /// Microseconds since 1970-01-01 UTC.
    pub fn micros(self) -> i64 {
        self.0.and_utc().timestamp_micros()
    }

    /// The instant `micros` microseconds after 1970-01-01 UTC; out-of-range values become 1970.
    pub fn from_micros(micros: i64) -> Self {
        Self(DateTime::from_timestamp_micros(micros).unwrap_or_default().naive_utc())
    }

    /// The instant of a time that is said without its zone, and means UTC.
    pub fn from_naive_utc(time: NaiveDateTime) -> Self {
        Self::from_utc(time.and_utc())
    }

    /// The UTC time.
    pub fn utc(self) -> DateTime<Utc> {
        self.0.and_utc()
    }

    /// The time on the wall in Milan (Europe/Rome).
    pub fn rome(self) -> DateTime<chrono_tz::Tz> {
        self.utc().with_timezone(&Rome)
    }

    /// The instant at which a day begins in Milan.
    pub fn midnight(day: NaiveDate) -> Self {
        let wall = day.and_time(NaiveTime::MIN);
        // Rome changes its clocks at two or three in the morning, so midnight exists; the zone table alone says so, hence
        // the way out that cannot fail.
        Self(Rome.from_local_datetime(&wall).earliest().map_or(wall, |at| at.naive_utc()))
    }

    /// When the day ends that this instant belongs to in Milan.
    pub fn end_of_day(self) -> Self {
        let day = self.rome().date_naive();
        Self::midnight(day.succ_opt().unwrap_or(day))
    }

    /// When the week began, on its Monday, that this instant belongs to in Milan.
    pub fn start_of_week(self) -> Self {
        let day = self.rome().date_naive();
        Self::midnight(day.week(chrono::Weekday::Mon).checked_first_day().unwrap_or(day))
    }

    /// Parses RFC 3339, whatever its offset.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|time| Self::from_utc(time.with_timezone(&Utc)))
    }

    /// RFC 3339 in UTC with whole seconds, for `<time datetime>` and exports.
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }
}

impl std::ops::Add<Duration> for Instant {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0 + span)
    }
}

impl std::ops::Sub<Duration> for Instant {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(self.0 - span)
    }
}

impl std::ops::Sub for Instant {
    type Output = Duration;
    fn sub(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }
}

/// RFC 3339 in UTC, for templates and files: a time without its zone would be read as another one. Milliseconds, since
/// HTML allows no finer `datetime`; whoever must not lose any precision stores [`Instant::micros`].
impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).ok_or_else(|| serde::de::Error::custom("not an instant of RFC 3339"))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// SQLite keeps it as `YYYY-MM-DD HH:MM:SS[.ffffff]`, whose text order is the order in time.
impl<DB> ToSql<Timestamp, DB> for Instant
where
    DB: Backend,
    NaiveDateTime: ToSql<Timestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

/// Where `now` comes from: the system, or a test's hand.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The system clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until [`Clock::set`] or [`Clock::advance`]; clones share it.
    pub fn fixed(at: Instant) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(at.micros()))))
    }

    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    pub fn now(&self) -> Instant {
        match &self.0 {
            Source::System => Instant::from_utc(Utc::now()),
            Source::Set(micros) => Instant::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock; the system clock is not moved.
    pub fn set(&self, at: Instant) {
        if let Source::Set(micros) = &self.0 {
            micros.store(at.micros(), Ordering::SeqCst);
        }
    }

    /// Moves a fixed clock forward.
    pub fn advance(&self, span: Duration) {
        self.set(self.now() + span);
    }
}

/// A day as a browser sends it (`2026-11-24`) or as an Italian writes it (`24/11/2026`, also with dots or hyphens). Years
/// outside 1900–2200 are typing errors, and would run out of calendars.
pub fn typed_day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    let number = |part: &str| -> Option<u32> {
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => (year, month, day),
        [day, month, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let year = number(year).filter(|year| (1900..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(month)?, number(day)?)
}

/// A time of the day as a browser sends it (`14:30`) or as an Italian writes it (`9:30`, `14.30`).
pub fn typed_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| -> Option<u32> {
        let plain = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    NaiveTime::from_hms_opt(number(hour, 1..=2)?, number(minute, 2..=2)?, 0)
}

/// The instant at which the wall clock in Milan shows this day and time. Of an hour that is shown twice, when the clocks go
/// back, the first: what is promised until then is kept either way. `None` for an hour that is never shown, when they go
/// forward.
pub fn on_wall_of_rome(day: NaiveDate, time: NaiveTime) -> Option<Instant> {
    Rome.from_local_datetime(&day.and_time(time))
        .earliest()
        .map(|at| Instant::from_utc(at.with_timezone(&Utc)))
}

#[cfg(test)]
mod tests {
    use super::{on_wall_of_rome, typed_day, typed_time};

    #[test]
    fn a_day_is_typed_as_browsers_send_it_or_as_people_write_it() {
        for text in ["2026-02-09", " 09/02/2026", "9/2/2026", "9.2.2026", "09-02-2026 "] {
            assert_eq!(typed_day(text).map(|day| day.to_string()).as_deref(), Some("2026-02-09"), "{text}");
        }
        for text in [
            "ieri",
            "",
            "2026",
            "2026-2",
            "30/02/2026",
            "9/2/26",
            "+9/2/2026",
            "1/1/0001",
            "99999-01-01",
            "1/2/3/2026",
        ] {
            assert_eq!(typed_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_typed_as_browsers_send_it_or_as_people_write_it() {
        for (text, time) in [("14:30", "14:30:00"), (" 9.05 ", "09:05:00"), ("00:00", "00:00:00")] {
            assert_eq!(typed_time(text).map(|time| time.to_string()).as_deref(), Some(time), "{text}");
        }
        for text in ["", "14", "14:3", "24:00", "12:60", "+1:30", "014:30", "14:30:10", "alle due", "１:30"]
        {
            assert_eq!(typed_time(text), None, "{text}");
        }
    }

    #[test]
    fn an_hour_shown_twice_is_the_first_and_one_never_shown_is_none() {
        let on_wall = |day, time| {
            let (day, time) = (typed_day(day).expect("a day"), typed_time(time).expect("a time"));
            on_wall_of_rome(day, time).map(|at| at.rfc3339())
        };
        assert_eq!(on_wall("2026-10-25", "01:30").as_deref(), Some("2026-10-24T23:30:00Z"));
        assert_eq!(on_wall("2026-10-25", "02:30").as_deref(), Some("2026-10-25T00:30:00Z"));
        assert_eq!(on_wall("2026-10-25", "03:00").as_deref(), Some("2026-10-25T02:00:00Z"));
        assert_eq!(on_wall("2027-03-28", "02:30"), None);
        assert_eq!(on_wall("2027-03-28", "03:00").as_deref(), Some("2027-03-28T01:00:00Z"));
    }
}
