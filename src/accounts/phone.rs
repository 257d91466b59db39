//! A telephone number.

use std::fmt;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// A number that can be dialled: 5 to 15 digits (15 is the most that ITU-T E.164, 6.1 allows), perhaps with a plus before
/// them. How a person groups the digits tells nothing and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow, serde::Serialize)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it: with blanks, dots, dashes, slashes or parentheses. `None` when it is none.
    pub fn parse(input: &str) -> Option<Self> {
        let plain: String = input
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')'))
            .collect();
        let digits = plain.strip_prefix('+').unwrap_or(&plain);
        let is_number = (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(Self(plain))
    }

    /// The number without blanks, as a `tel:` address takes it (RFC 3966).
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<DB> FromSql<Text, DB> for Phone
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        String::from_sql(bytes).map(Self)
    }
}

impl<DB> ToSql<Text, DB> for Phone
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
    use super::Phone;

    #[test]
    fn a_number_is_read_however_it_is_grouped() {
        for input in ["02 7740 1234", "02-77401234", "(02) 7740.1234", "02/77401234"] {
            assert_eq!(
                Phone::parse(input).map(|phone| phone.to_string()),
                Some("0277401234".into()),
                "{input}"
            );
        }
        assert_eq!(
            Phone::parse("+39 333 123 4567").map(|phone| phone.to_string()),
            Some("+393331234567".into())
        );
    }

    #[test]
    fn what_cannot_be_dialled_is_none() {
        for input in ["", "no", "1234", "1234567890123456", "333 12a4567", "++39333", "39+333123", "٣٣٣١٢٣٤"]
        {
            assert_eq!(Phone::parse(input), None, "{input}");
        }
    }
}
