//! The days on which offices in Italy are closed by law: a table of rules with the years in which each holds.
//!
//! The list is article 2 of L. 260/1949 (in force since June 1949; whole years from 1950 on) with what changed it: L. 54/1977,
//! art. 1 (in force since 8 March 1977) struck seven days; DPR 792/1985 (Gazzetta Ufficiale of 31 December 1985) gave the
//! Epiphany back; L. 336/2000, art. 1 gave 2 June back; D.L. 5/2011, art. 1 added one day once; L. 151/2025, art. 1 (in force
//! since 1 January 2026) added 4 October. Sundays are holidays too; of these the table has Easter alone, the others are left to
//! the weekly timetable.

use chrono::{Datelike, Duration, NaiveDate};

use super::calendar::YearlyDay;

/// A national holiday in the years in which it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NationalHoliday {
    /// The end of the key of its name in the texts.
    pub key: &'static str,
    /// Its day.
    pub day: YearlyDay,
    /// First year.
    pub from: i32,
    /// Last year; none while it holds.
    pub until: Option<i32>,
    /// Where it is written.
    pub law: &'static str,
}

const LAW: &str = "L. 260/1949, art. 2";
const STRUCK: &str = "L. 260/1949, art. 2; L. 54/1977, art. 1";

/// Every rule, in the order of the year.
pub const NATIONAL: &[NationalHoliday] = &[
    always("new-year", YearlyDay::of(1, 1)),
    between("epiphany", YearlyDay::of(1, 6), 1950, 1977, STRUCK),
    NationalHoliday {
        key: "epiphany",
        day: YearlyDay::of(1, 6),
        from: 1986,
        until: None,
        law: "L. 260/1949, art. 2; DPR 792/1985, art. 1",
    },
    between("unity-150", YearlyDay::of(3, 17), 2011, 2011, "D.L. 5/2011, art. 1"),
    between("saint-joseph", YearlyDay::of(3, 19), 1950, 1976, STRUCK),
    always("easter", YearlyDay::Easter(0)),
    always("easter-monday", YearlyDay::Easter(1)),
    always("liberation", YearlyDay::of(4, 25)),
    always("labour", YearlyDay::of(5, 1)),
    between("ascension", YearlyDay::Easter(39), 1950, 1976, STRUCK),
    between("republic", YearlyDay::of(6, 2), 1950, 1976, "L. 260/1949, art. 1; L. 54/1977, art. 1"),
    NationalHoliday {
        key: "republic",
        day: YearlyDay::of(6, 2),
        from: 2001,
        until: None,
        law: "L. 260/1949, art. 1; L. 336/2000, art. 1",
    },
    between("corpus-domini", YearlyDay::Easter(60), 1950, 1976, STRUCK),
    between("saints-peter-paul", YearlyDay::of(6, 29), 1950, 1976, STRUCK),
    always("assumption", YearlyDay::of(8, 15)),
    NationalHoliday {
        key: "saint-francis",
        day: YearlyDay::of(10, 4),
        from: 2026,
        until: None,
        law: "L. 260/1949, art. 2; L. 151/2025, art. 1",
    },
    always("all-saints", YearlyDay::of(11, 1)),
    between("victory", YearlyDay::of(11, 4), 1950, 1976, STRUCK),
    always("immaculate", YearlyDay::of(12, 8)),
    always("christmas", YearlyDay::of(12, 25)),
    always("saint-stephen", YearlyDay::of(12, 26)),
];

const fn always(key: &'static str, day: YearlyDay) -> NationalHoliday {
    NationalHoliday { key, day, from: 1950, until: None, law: LAW }
}

const fn between(
    key: &'static str,
    day: YearlyDay,
    from: i32,
    until: i32,
    law: &'static str,
) -> NationalHoliday {
    NationalHoliday { key, day, from, until: Some(until), law }
}

/// The national holiday that falls on this day, if any.
pub fn national_holiday(date: NaiveDate) -> Option<&'static NationalHoliday> {
    let year = date.year();
    NATIONAL.iter().find(|rule| {
        rule.from <= year && rule.until.is_none_or(|until| year <= until) && rule.day.is_on(date)
    })
}

/// Whether the day is a national holiday, Easter Sunday included.
pub fn is_national_holiday(date: NaiveDate) -> bool {
    national_holiday(date).is_some()
}

/// Easter Sunday of a Gregorian year, by the anonymous algorithm printed in *Nature* (20 April 1876) and in Meeus,
/// *Astronomical Algorithms*, chapter 8. `None` only for years that a date cannot hold.
pub fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let in_century = year.rem_euclid(100);
    let skipped_leaps = century / 4;
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - skipped_leaps - moon_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    let from_march = epact + to_sunday - 7 * late_moon + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(from_march / 31).ok()?,
        u32::try_from(from_march % 31 + 1).ok()?,
    )
}

/// So many days after Easter Sunday of a year.
pub(super) fn days_from_easter(year: i32, days: i32) -> Option<NaiveDate> {
    easter(year)?.checked_add_signed(Duration::days(days.into()))
}
