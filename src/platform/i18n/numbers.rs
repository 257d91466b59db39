//! Numbers as each language writes them: 8700 and 11.800 and 2,5 in Italian; 8,700 and 2.5 in English.

use super::Lang;

/// A whole number with its thousands set apart: in Italian by a dot from 10.000 on, in English by a comma.
pub fn whole(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let (mark, from) = match lang {
        Lang::It => ('.', 5),
        Lang::En => (',', 4),
    };
    let mut text = String::with_capacity(digits.len() + 8);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() >= from && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A number with exactly `decimals` digits after the comma (Italian) or point (English), rounded.
pub fn decimal(lang: Lang, number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    // A number beyond 64 bits, or not finite, is shown as the machine writes it.
    let Ok(value) = integer.parse::<i64>() else { return text };
    let mut integer = whole(lang, value);
    if value == 0 && number < 0.0 && fraction.contains(|digit: char| digit != '0') {
        integer.insert(0, '-');
    }
    match (fraction, lang) {
        ("", _) => integer,
        (_, Lang::It) => format!("{integer},{fraction}"),
        (_, Lang::En) => format!("{integer}.{fraction}"),
    }
}

/// A share (0 to 1) as per cent with `decimals` digits, for tables and charts: `96,4%`.
pub fn percent(lang: Lang, share: f64, decimals: usize) -> String {
    format!("{}%", decimal(lang, share * 100.0, decimals))
}

/// A size in bytes in decimal units, at most one digit after the comma: `48 kB`, `1,5 MB`.
pub fn file_size(lang: Lang, bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} byte{}", if lang == Lang::En && bytes != 1 { "s" } else { "" }),
        1_000..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = bytes.saturating_mul(10) / unit;
    let figure = match (tenths / 10, tenths % 10) {
        (units, tenth) if units < 10 && tenth != 0 => {
            let comma = if lang == Lang::It { ',' } else { '.' };
            format!("{units}{comma}{tenth}")
        }
        (units, _) => units.to_string(),
    };
    format!("{figure} {name}")
}

/// A share in percent with its article: `il 75%`, `l’80%`; `75%` in English.
pub fn the_percent(lang: Lang, percent: i64) -> String {
    let begins_with_a_vowel = matches!(percent, 1 | 8 | 11 | 80..=89 | 800..=899);
    match lang {
        Lang::It if begins_with_a_vowel => format!("l’{percent}%"),
        Lang::It => format!("il {percent}%"),
        Lang::En => format!("{percent}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_each_languages_habit() {
        assert_eq!(whole(Lang::It, 8700), "8700");
        assert_eq!(whole(Lang::It, 11_800), "11.800");
        assert_eq!(whole(Lang::It, -1_234_567), "-1.234.567");
        assert_eq!(whole(Lang::En, 8700), "8,700");
        assert_eq!(whole(Lang::En, 0), "0");
        assert_eq!(decimal(Lang::It, 2.5, 1), "2,5");
        assert_eq!(decimal(Lang::It, -0.5, 1), "-0,5");
        assert_eq!(decimal(Lang::It, -0.04, 1), "0,0");
        assert_eq!(decimal(Lang::En, 12345.678, 2), "12,345.68");
        assert_eq!(percent(Lang::It, 0.9642, 1), "96,4%");
        assert_eq!(percent(Lang::En, 1.0, 0), "100%");
        assert_eq!(the_percent(Lang::It, 75), "il 75%");
        assert_eq!(the_percent(Lang::It, 80), "l’80%");
        assert_eq!(the_percent(Lang::It, 180), "il 180%");
        assert_eq!(the_percent(Lang::En, 80), "80%");
        assert_eq!(file_size(Lang::It, 48_200), "48 kB");
        assert_eq!(file_size(Lang::It, 1_500_000), "1,5 MB");
        assert_eq!(file_size(Lang::En, 10_485_760), "10 MB");
        assert_eq!(file_size(Lang::It, 1), "1 byte");
    }
}
