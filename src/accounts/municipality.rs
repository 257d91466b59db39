//! Municipalities of the Provincia di Milano, the territory that questions and figures are grouped by.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// Source and licence stand in the head of the file.
const FILE: &str = include_str!("data/municipalities.csv");
/// Code and name of those that are no more, and the code of the one that each became part of: accounts and questions of
/// before keep their code, and people may go on naming them.
const FORMER: [(&str, &str, &str); 2] =
    [("015235", "vermezzo", "015251"), ("015246", "zelo surrigone", "015251")];
const OUTSIDE: &str = "outside";
const UNDISCLOSED: &str = "undisclosed";

static ALL: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    FILE.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split(',');
            Some(Municipality::Of { code: fields.next()?, name: fields.next()? })
        })
        .collect()
});

/// By code, and by name in small letters; those of former times too.
static KNOWN: LazyLock<HashMap<String, Municipality>> = LazyLock::new(|| {
    let names = ALL.iter().filter_map(|one| Some((one.name()?.to_lowercase(), *one)));
    let mut known: HashMap<String, Municipality> =
        names.chain(ALL.iter().map(|one| (one.code().to_owned(), *one))).collect();
    for (code, name, today) in FORMER {
        if let Some(today) = known.get(today).copied() {
            known.extend([(code.to_owned(), today), (name.to_owned(), today)]);
        }
    }
    known
});

/// Where each stands in the list, by code.
static PLACES: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| ALL.iter().enumerate().map(|(place, one)| (one.code(), place)).collect());

/// Where somebody lives or works. Stored as the Istat code, which outlives changes of name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub enum Municipality {
    /// One of the Provincia's.
    Of {
        /// Istat code, six digits.
        code: &'static str,
        /// Official name.
        name: &'static str,
    },
    /// Not in the Provincia ("fuori provincia").
    Outside,
    /// The person prefers not to say.
    Undisclosed,
}

impl Municipality {
    /// The municipalities in alphabetical order, without the two answers that are none.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// A small number for it, in the order of [`Municipality::all`], the two answers that are none after it: for what is counted
    /// in memory, never stored.
    pub fn place(self) -> u16 {
        let place = match self {
            Self::Of { code, .. } => PLACES.get(code).copied().unwrap_or(ALL.len()),
            Self::Outside => ALL.len(),
            Self::Undisclosed => ALL.len() + 1,
        };
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// What has that number.
    pub fn at(place: u16) -> Option<Self> {
        let place = usize::from(place);
        let others = || [Self::Outside, Self::Undisclosed].get(place.checked_sub(ALL.len())?).copied();
        ALL.get(place).copied().or_else(others)
    }

    /// The stored word: the Istat code, `outside` or `undisclosed`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Of { code, .. } => code,
            Self::Outside => OUTSIDE,
            Self::Undisclosed => UNDISCLOSED,
        }
    }

    /// The stored words that mean it: its own, and those of what became part of it.
    pub fn stored(self) -> Vec<&'static str> {
        let former = FORMER.iter().filter(|(.., today)| *today == self.code()).map(|(code, ..)| *code);
        std::iter::once(self.code()).chain(former).collect()
    }

    /// The name, which is the same in both languages; `None` for the two answers that are no municipality.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Of { name, .. } => Some(name),
            Self::Outside | Self::Undisclosed => None,
        }
    }

    /// Reads a stored word, an Istat code or a name, whatever its capitals and blanks, of today or of before.
    pub fn parse(input: &str) -> Option<Self> {
        let text = input.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match text.as_str() {
            OUTSIDE => Some(Self::Outside),
            UNDISCLOSED => Some(Self::Undisclosed),
            text => KNOWN.get(text).copied(),
        }
    }
}

impl fmt::Display for Municipality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl serde::Serialize for Municipality {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<DB> FromSql<Text, DB> for Municipality
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let word = String::from_sql(bytes)?;
        Self::parse(&word).ok_or_else(|| format!("unknown municipality: {word:?}").into())
    }
}

impl<DB> ToSql<Text, DB> for Municipality
where
    DB: Backend,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.code().to_sql(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_133_municipalities_of_the_provincia_each_once() {
        assert_eq!(Municipality::all().len(), 133);
        for one in Municipality::all() {
            assert_eq!(Municipality::parse(one.code()), Some(*one));
            assert_eq!(one.name().and_then(Municipality::parse), Some(*one));
        }
    }

    #[test]
    fn each_answer_has_a_number_of_its_own() {
        let answers = Municipality::all().iter().copied();
        for one in answers.chain([Municipality::Outside, Municipality::Undisclosed]) {
            assert_eq!(Municipality::at(one.place()), Some(one));
        }
        assert_eq!(Municipality::at(135), None);
    }

    #[test]
    fn what_was_a_municipality_is_part_of_one() {
        for former in ["015235", "015246", "Vermezzo", "Zelo  Surrigone"] {
            let today = Municipality::parse(former);
            assert_eq!(today.map(Municipality::code), Some("015251"), "{former}");
            assert_eq!(today.and_then(Municipality::name), Some("Vermezzo con Zelo"));
        }
    }

    #[test]
    fn a_name_is_found_as_people_type_it() {
        let sesto = Municipality::parse("  sesto  SAN giovanni ");
        assert_eq!(sesto.and_then(Municipality::name), Some("Sesto San Giovanni"));
        assert_eq!(Municipality::parse("015146").and_then(Municipality::name), Some("Milano"));
        assert_eq!(Municipality::parse("outside"), Some(Municipality::Outside));
        assert_eq!(Municipality::parse("Bergamo"), None);
        assert_eq!(Municipality::parse(""), None);
    }
}
