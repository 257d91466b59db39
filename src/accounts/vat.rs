//! The partita IVA of an Italian firm.

use std::fmt;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// Eleven digits whose last one checks the others (d.m. 23-12-1976): a Luhn sum over a number of seven digits and the
/// code of the province that gave it.
#[derive(Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow, serde::Serialize)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct VatNumber(String);

impl VatNumber {
    /// Reads a number as people write it: with or without `IT`, blanks, dots or dashes. `None` when it is none.
    pub fn parse(input: &str) -> Option<Self> {
        let text: String = input
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'))
            .collect::<String>()
            .to_uppercase();
        let digits = text.strip_prefix("IT").unwrap_or(&text);
        if digits.len() != 11 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (number, rest) = digits.split_at(7);
        let office: u16 = rest.get(..3)?.parse().ok()?;
        let office_exists = (1..=100).contains(&office) || matches!(office, 120 | 121 | 888 | 999);
        (number != "0000000" && office_exists && luhn(digits)).then(|| Self(digits.to_owned()))
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the last digit checks the others: every second digit counts double, less nine when that exceeds nine.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, double) if double > 9 => double - 9,
                (_, double) => double,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

impl fmt::Display for VatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<DB> FromSql<Text, DB> for VatNumber
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        String::from_sql(bytes).map(Self)
    }
}

impl<DB> ToSql<Text, DB> for VatNumber
where
    DB: Backend,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_str().to_sql(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_numbers_are_read_however_they_are_written() {
        for input in [
            "00743110157",
            "02591700907",
            "12345670785",
            "IT 00743110157",
            "it00743110157",
            " 0074311 015 7 ",
        ] {
            assert!(VatNumber::parse(input).is_some(), "{input}");
        }
        assert_eq!(VatNumber::parse("IT 0259-1700.907").map(|n| n.to_string()), Some("02591700907".into()));
    }

    #[test]
    fn a_wrong_digit_length_or_province_is_refused() {
        for input in [
            "00743110158",
            "00000000000",
            "0074311015",
            "007431101570",
            "0074311O157",
            "FR00743110157",
            "",
            "00000001016",
            "12345672005",
            "１２３４５６７０７８５",
        ] {
            assert_eq!(VatNumber::parse(input), None, "{input}");
        }
    }

    #[test]
    fn any_single_wrong_digit_is_noticed() {
        let right = "12345670785";
        for place in 0..11 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                if wrong[place] != digit {
                    wrong[place] = digit;
                    assert_eq!(VatNumber::parse(&wrong.iter().collect::<String>()), None);
                }
            }
        }
    }
}
