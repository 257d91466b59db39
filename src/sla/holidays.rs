//! The days on which offices in Italy are closed by law, computed for any year.
//!
//! The list is article 2 of L. 260/1949 as it stands today: L. 54/1977 struck five feasts from it, DPR 792/1985 gave
//! the Epiphany back, L. 336/2000 gave 2 June back, L. 151/2025 added 4 October from 2026. Sundays are holidays too;
//! they are left to the weekly timetable. Right from 2012 on, which is before the desk opened.

use chrono::{Datelike, Days, NaiveDate};

/// First year with 4 October, San Francesco (L. 151/2025, art. 1).
const SAINT_FRANCIS_FROM: i32 = 2026;

/// Whether the day is a national holiday, Easter Sunday included.
pub fn is_national_holiday(date: NaiveDate) -> bool {
    match (date.month(), date.day()) {
        // New Year, Epiphany, Liberation, Labour, Republic, Assumption, All Saints, Immaculate, Christmas, St Stephen.
        (1, 1 | 6) | (4, 25) | (5, 1) | (6, 2) | (8, 15) | (11, 1) | (12, 8 | 25 | 26) => true,
        (10, 4) => date.year() >= SAINT_FRANCIS_FROM,
        // Easter falls between 22 March and 25 April, so its Monday never after 26 April.
        (3 | 4, _) => easter(date.year())
            .is_some_and(|sunday| date == sunday || sunday.checked_add_days(Days::new(1)) == Some(date)),
        _ => false,
    }
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
