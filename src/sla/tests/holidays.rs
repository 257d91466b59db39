use chrono::{Datelike, NaiveDate};

use crate::sla::{NATIONAL, easter, is_national_holiday, national_holiday};

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

#[test]
fn a_feast_is_one_in_the_years_of_its_law() {
    let law = |year, month, date| national_holiday(day(year, month, date)).map(|rule| rule.law);
    // L. 54/1977 came into force on 8 March 1977, after the Epiphany and before San Giuseppe; the Epiphany came back with 1986.
    assert!(law(1977, 1, 6).is_some() && law(1978, 1, 6).is_none() && law(1985, 1, 6).is_none());
    assert_eq!(law(1986, 1, 6), Some("L. 260/1949, art. 2; DPR 792/1985, art. 1"));
    assert!(law(1976, 3, 19).is_some() && law(1977, 3, 19).is_none());
    // Ascension and Corpus Domini of 1976, by Easter on 18 April.
    assert!(law(1976, 5, 27).is_some() && law(1976, 6, 17).is_some());
    // 2 June fell away in 1977 and came back with L. 336/2000, of November.
    assert!(law(1976, 6, 2).is_some() && law(1977, 6, 2).is_none() && law(2000, 6, 2).is_none());
    assert_eq!(law(2001, 6, 2), Some("L. 260/1949, art. 1; L. 336/2000, art. 1"));
    // Once, for the 150 years of the unity.
    assert_eq!([2010, 2011, 2012].map(|year| law(year, 3, 17).is_some()), [false, true, false]);
    assert!(NATIONAL.iter().all(|rule| rule.until.is_none_or(|until| rule.from <= until)));
}
