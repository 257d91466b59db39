use chrono::{Datelike, NaiveDate};

use crate::sla::{easter, is_national_holiday};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a valid date")
}

#[test]
fn easter_falls_on_the_known_days() {
    // Dates of the ecclesiastical tables; 1954 and 1981 are the exceptions of Gauss's older rule, 1961 and 2008 extremes.
    for (year, month, date) in [
        (1954, 4, 18),
        (1961, 4, 2),
        (1981, 4, 19),
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2013, 3, 31),
        (2014, 4, 20),
        (2015, 4, 5),
        (2016, 3, 27),
        (2017, 4, 16),
        (2018, 4, 1),
        (2019, 4, 21),
        (2020, 4, 12),
        (2021, 4, 4),
        (2022, 4, 17),
        (2023, 4, 9),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2029, 4, 1),
        (2030, 4, 21),
        (2038, 4, 25),
    ] {
        assert_eq!(easter(year), Some(day(year, month, date)), "{year}");
    }
}

#[test]
fn the_holidays_of_2013_are_the_eleven_of_the_law_and_easter() {
    let holidays: Vec<NaiveDate> =
        day(2013, 1, 1).iter_days().take(365).filter(|date| is_national_holiday(*date)).collect();
    let known = [
        (1, 1),
        (1, 6),
        (3, 31),
        (4, 1),
        (4, 25),
        (5, 1),
        (6, 2),
        (8, 15),
        (11, 1),
        (12, 8),
        (12, 25),
        (12, 26),
    ];
    assert_eq!(holidays, known.map(|(month, date)| day(2013, month, date)));
}

#[test]
fn saint_francis_is_a_holiday_from_2026_on() {
    assert!(!is_national_holiday(day(2025, 10, 4)));
    assert!(is_national_holiday(day(2026, 10, 4)));
    assert!(is_national_holiday(day(2040, 10, 4)));
}

#[test]
fn feasts_struck_from_the_list_are_working_days() {
    // San Giuseppe, Saints Peter and Paul, the victory: L. 54/1977.
    for date in [day(2027, 3, 19), day(2027, 6, 29), day(2027, 11, 4)] {
        assert!(!is_national_holiday(date), "{date}");
    }
}

#[test]
fn every_year_has_a_monday_after_easter() {
    for year in 2013..=2040 {
        let sunday = easter(year).expect("a year of this era");
        assert_eq!(sunday.weekday(), chrono::Weekday::Sun, "{year}");
        assert!(is_national_holiday(sunday + chrono::Duration::days(1)), "{year}");
        let tuesday = sunday + chrono::Duration::days(2);
        assert_eq!(is_national_holiday(tuesday), tuesday == day(year, 4, 25), "{year}");
    }
}
