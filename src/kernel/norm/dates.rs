//! Days and years as citations write them.

use chrono::NaiveDate;

use super::cursor::Cursor;

/// The months as Italian writes them, January first.
pub const ITALIAN_MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The first letters of a month that are enough to know it.
const SHORTEST_MONTH: usize = 3;
/// The Kingdom of Italy's first year, and one that nobody here will see.
const YEARS: std::ops::RangeInclusive<u32> = 1861..=2100;
/// Years of two digits up to this one are of this century.
pub(super) const LAST_SHORT_YEAR: u16 = 30;

/// A year, and whether it is written in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) year: u16,
    pub(super) in_full: bool,
}

/// A year of four digits, or of two, with or without an apostrophe.
pub(super) fn year(cursor: &mut Cursor<'_>) -> Option<Year> {
    let mut ahead = *cursor;
    ahead.apostrophe();
    let digits = ahead.digits()?;
    let number: u32 = digits.parse().ok()?;
    let found = match digits.len() {
        4 if YEARS.contains(&number) => Year { year: u16::try_from(number).ok()?, in_full: true },
        2 => {
            let century = if number <= u32::from(LAST_SHORT_YEAR) { 2000 } else { 1900 };
            Year { year: u16::try_from(century + number).ok()?, in_full: false }
        }
        _ => return None,
    };
    *cursor = ahead;
    Some(found)
}

/// "26 marzo 2001", "1° apr. 1999", "26/03/2001", "26.3.01", "26-3-2001".
pub(super) fn date(cursor: &mut Cursor<'_>) -> Option<(NaiveDate, Year)> {
    let mut ahead = *cursor;
    let day = small(&mut ahead)?;
    ahead.mark('°');
    let (month, separator) = match month(&mut ahead) {
        Some(month) => (month, None),
        None => {
            let separator = ['/', '.', '-'].into_iter().find(|separator| ahead.mark(*separator))?;
            (small(&mut ahead)?, Some(separator))
        }
    };
    if separator.is_some_and(|separator| !ahead.mark(separator)) {
        return None;
    }
    let year = year(&mut ahead)?;
    let date = NaiveDate::from_ymd_opt(i32::from(year.year), month, day)?;
    *cursor = ahead;
    Some((date, year))
}

/// A day or a month in figures.
fn small(cursor: &mut Cursor<'_>) -> Option<u32> {
    let digits = cursor.digits()?;
    if digits.len() > 2 { None } else { digits.parse().ok() }
}

/// A month by its name, whole or cut ("mar.", "sett.").
fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = cursor.peek_word()?.to_lowercase();
    let is_month = |month: &str| {
        month == word || (word.len() >= SHORTEST_MONTH && word.len() <= 4 && month.starts_with(&word))
    };
    let place = ITALIAN_MONTHS
        .iter()
        .position(|month| is_month(month))
        .or_else(|| ENGLISH.iter().position(|month| is_month(month)))?;
    cursor.skip();
    cursor.mark('.');
    u32::try_from(place + 1).ok()
}
