//! Texts that cannot be wrong: parsed once at the edge, then passed as types.

use std::fmt;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;
use serde::Serialize;

/// Why a text was refused. What a page says of it depends on the field: see `FieldErrors::keep`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing but blanks.
    Empty,
    /// More characters than allowed.
    TooLong {
        /// The longest allowed, in characters.
        max: usize,
    },
    /// Control characters, or something that is not text.
    Unreadable,
    /// Not an address of the form `name@example.it`.
    NotAnAddress,
    /// A name that leads to a web page.
    Link,
}

macro_rules! stored_text {
    ($name:ident) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<DB> FromSql<Text, DB> for $name
        where
            DB: Backend,
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                String::from_sql(bytes).map(Self)
            }
        }

        impl<DB> ToSql<Text, DB> for $name
        where
            DB: Backend,
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.as_str().to_sql(out)
            }
        }
    };
}

/// An e-mail address, in lower case, safe to put in a header.
///
/// RFC 5321 limits: 64 octets before the `@`, 254 in all. Quoted local parts and address literals are refused: no
/// provider hands them out, and they are where header injections hide.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct EmailAddress(String);
stored_text!(EmailAddress);

impl EmailAddress {
    /// Parses an address as a person types it: surrounding blanks and capitals do not matter.
    ///
    /// # Errors
    /// `Empty`, `TooLong` or `NotAnAddress`.
    pub fn parse(input: &str) -> Result<Self, TextProblem> {
        let text = input.trim().to_lowercase();
        if text.is_empty() {
            return Err(TextProblem::Empty);
        }
        if text.len() > 254 {
            return Err(TextProblem::TooLong { max: 254 });
        }
        let (local, domain) = text.rsplit_once('@').ok_or(TextProblem::NotAnAddress)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char));
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            })
            && labels.last().is_some_and(|tld| tld.len() >= 2 && !tld.chars().all(|c| c.is_ascii_digit()));
        if local_ok && domain_ok { Ok(Self(text)) } else { Err(TextProblem::NotAnAddress) }
    }

    /// The address for logs: first letter and domain only would still be personal, so a short hash.
    pub fn masked(&self) -> String {
        use sha2::{Digest, Sha256};
        let digest = Sha256::digest(self.0.as_bytes());
        super::hex(&digest[..4])
    }

    /// The mailbox that it is an address of, for counting alone: what stands behind a plus sign its owner writes as she likes.
    pub fn mailbox(&self) -> String {
        let bare = self.0.rsplit_once('@').and_then(|(local, domain)| {
            let (name, _) = local.split_once('+').filter(|(name, _)| !name.is_empty())?;
            Some(format!("{name}@{domain}"))
        });
        bare.unwrap_or_else(|| self.0.clone())
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

fn is_atom_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c)
}

/// A telephone number that can be dialled: 5 to 15 digits (15 is the most that ITU-T E.164, 6.1 allows), perhaps with a plus
/// before them. How a person groups the digits tells nothing and is not kept; a `tel:` address takes it as it is (RFC 3966).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Phone(String);
stored_text!(Phone);

impl Phone {
    /// Reads a number as people write it: with blanks, dots, dashes, slashes or parentheses. `None` when it is none.
    pub fn parse(input: &str) -> Option<Self> {
        let is_between = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '/' | '(' | ')');
        let plain: String = input.chars().filter(|c| !is_between(*c)).collect();
        let digits = plain.strip_prefix('+').unwrap_or(&plain);
        let is_number = (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(Self(plain))
    }
}

/// One line of text: no line breaks, no control characters, blanks at the ends removed.
fn single_line(input: &str, max: usize) -> Result<String, TextProblem> {
    let text = without_invisible(input);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(TextProblem::Empty);
    }
    if text.chars().any(is_forbidden) {
        return Err(TextProblem::Unreadable);
    }
    if text.chars().count() > max {
        return Err(TextProblem::TooLong { max });
    }
    Ok(text)
}

/// Without the marks that nobody sees, which come along when a text is copied from a page: soft hyphens, blanks of no width,
/// the marks of direction, and of a file's beginning.
fn without_invisible(input: &str) -> String {
    let is_invisible = |c| {
        matches!(c, '\u{00AD}' | '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
    };
    input.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Controls, and the marks that turn the direction of text around (they disguise names and links).
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The name of a person or a firm, at most 120 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Name(String);
stored_text!(Name);

impl Name {
    /// The longest name, in characters.
    pub const MAX: usize = 120;

    /// Parses a name. Names are shown to others and written into mails, so none may be a link.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Unreadable` or `Link`.
    pub fn parse(input: &str) -> Result<Self, TextProblem> {
        let text = single_line(input, Self::MAX)?;
        if text.split_whitespace().any(is_link) { Err(TextProblem::Link) } else { Ok(Self(text)) }
    }

    /// How mails greet a person: the word after titles such as `avv.` and `dott.ssa`. `None` for what does not look like
    /// the name of a person, such as a firm's or one with initials.
    pub fn first_name(&self) -> Option<&str> {
        let is_title = |word: &&str| word.split_once('.').is_some_and(|(title, _)| title.len() > 1);
        let is_plain = |word: &&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
        let mut words = self.0.split_whitespace().skip_while(is_title);
        let first = words.next().filter(is_plain)?;
        words.all(|word| is_plain(&word)).then_some(first)
    }

    /// What lists of people are sorted by: the surname without accents, with what belongs before it (`De Santis`), then
    /// the rest. Titles (`avv.`, `dott.ssa`) do not count. The surname is taken to be the last word.
    pub fn sort_key(&self) -> String {
        const PARTICLES: [&str; 14] =
            ["d", "da", "dal", "de", "degli", "dei", "del", "della", "di", "el", "la", "lo", "van", "von"];
        let words: Vec<&str> = self.0.split_whitespace().filter(|word| !word.contains('.')).collect();
        let last = words.len().saturating_sub(1);
        let belongs = |word: &&&str| PARTICLES.contains(&slug(word).as_str());
        // A first name always stays.
        let before = words.iter().take(last).skip(1).rev().take_while(belongs).count();
        let (first, surname) = words.split_at(last - before.min(last));
        slug(&[surname, first].concat().join(" "))
    }
}

/// Whether mail programs and browsers would make a link of a word: `https://…`, `www.…`, `example.it/…`. A host alone is
/// none, since firms are called so.
fn is_link(word: &str) -> bool {
    let word = word.to_lowercase();
    let has_path = word.split_once('/').is_some_and(|(host, _)| {
        host.rsplit_once('.').is_some_and(|(_, end)| end.len() > 1 && end.chars().all(char::is_alphabetic))
    });
    word.contains("://") || word.contains("www.") || has_path
}

/// The subject of a question or the title of an entry, at most [`Subject::MAX`] characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Subject(String);
stored_text!(Subject);

impl Subject {
    /// The longest subject, in characters.
    pub const MAX: usize = 200;

    /// Parses a subject.
    ///
    /// # Errors
    /// `Empty`, `TooLong` or `Unreadable`.
    pub fn parse(input: &str) -> Result<Self, TextProblem> {
        single_line(input, Self::MAX).map(Self)
    }
}

/// Why something was decided, for whoever it concerns, at most [`Reason::MAX`] characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Reason(String);
stored_text!(Reason);

impl Reason {
    /// The longest reason, in characters.
    pub const MAX: usize = 500;

    /// Parses a reason; line breaks become blanks.
    ///
    /// # Errors
    /// `Empty`, `TooLong` or `Unreadable`.
    pub fn parse(input: &str) -> Result<Self, TextProblem> {
        single_line(input, Self::MAX).map(Self)
    }
}

/// The text of a question, an answer, a note: several lines, at most [`Body::MAX`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Body(String);
stored_text!(Body);

impl Body {
    /// The longest text, in characters. The model of the municipalities has 600; legal questions need more.
    pub const MAX: usize = 20_000;

    /// Parses a text: line ends become `\n`, blanks at the end of the text are removed.
    ///
    /// # Errors
    /// `Empty`, `TooLong` or `Unreadable`.
    pub fn parse(input: &str) -> Result<Self, TextProblem> {
        let text = without_invisible(input).replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_matches(|c: char| c.is_whitespace());
        if text.is_empty() {
            return Err(TextProblem::Empty);
        }
        if text.chars().any(is_forbidden) {
            return Err(TextProblem::Unreadable);
        }
        if text.chars().count() > Self::MAX {
            return Err(TextProblem::TooLong { max: Self::MAX });
        }
        Ok(Self(text.to_owned()))
    }
}

/// The part of a foreign text that can be kept, at most `max` characters: what nobody could read is left out.
pub fn readable(input: &str, max: usize) -> String {
    input.chars().filter(|c| *c == '\r' || !is_forbidden(*c)).take(max).collect()
}

/// A name for addresses: lower case letters and digits without accents, joined by hyphens, at most 80 characters;
/// empty when the text has neither letters nor digits.
pub fn slug(text: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c if c.is_ascii_alphanumeric() => c,
        _ => ' ',
    };
    let words: String = text.to_lowercase().chars().map(plain).collect();
    let mut slug = String::new();
    for word in words.split_whitespace() {
        if slug.len() + 1 + word.len() > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() {
        words.split_whitespace().next().unwrap_or_default().chars().take(80).collect()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_lower_case_and_without_blanks() {
        assert_eq!(
            EmailAddress::parse("  Anna.Rossi@Esempio.IT ").map(|a| a.to_string()),
            Ok("anna.rossi@esempio.it".into())
        );
    }

    #[test]
    fn what_stands_behind_a_plus_makes_no_other_mailbox() {
        for (address, mailbox) in
            [("a@b.it", "a@b.it"), ("a+1@b.it", "a@b.it"), ("a+1+2@b.it", "a@b.it"), ("+1@b.it", "+1@b.it")]
        {
            let parsed = EmailAddress::parse(address).expect("an address");
            assert_eq!(parsed.mailbox(), mailbox);
        }
    }

    #[test]
    fn what_could_become_a_header_is_no_address() {
        for input in [
            "anna@esempio.it\nBcc: a@b.it",
            "anna",
            "@esempio.it",
            "anna@",
            "anna@esempio",
            "a b@esempio.it",
            "\"a\"@esempio.it",
            "anna@esempio..it",
            ".anna@esempio.it",
            "anna@-esempio.it",
            "anna@[127.0.0.1]",
            "anna@127.0.0.1",
            "<anna@esempio.it>",
        ] {
            assert_eq!(EmailAddress::parse(input), Err(TextProblem::NotAnAddress), "{input:?}");
        }
    }

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

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            Subject::parse(" Part-time\r\n  dopo la maternità ").map(|s| s.to_string()),
            Ok("Part-time dopo la maternità".into())
        );
        assert_eq!(Subject::parse("a\u{202E}b"), Err(TextProblem::Unreadable));
        assert_eq!(Subject::parse(" \n "), Err(TextProblem::Empty));
        assert_eq!(Subject::parse("\u{200B}\u{200F}"), Err(TextProblem::Empty));
        assert_eq!(Subject::parse("con\u{AD}gedo").map(|s| s.to_string()), Ok("congedo".into()));
        assert_eq!(Subject::parse(&"x".repeat(201)), Err(TextProblem::TooLong { max: 200 }));
    }

    #[test]
    fn a_body_keeps_its_lines_and_refuses_nul() {
        assert_eq!(Body::parse("uno\r\ndue\r\n\r\n").map(|b| b.to_string()), Ok("uno\ndue".into()));
        assert_eq!(Body::parse("a\0b"), Err(TextProblem::Unreadable));
    }

    #[test]
    fn a_name_is_no_link() {
        for link in [
            "http://evil.example",
            "Clicca qui: HTTPS://evil.example/x",
            "www.evil.example",
            "Premio (WWW.evil.example)",
            "evil.example/premio",
            "ftp://x",
        ] {
            assert_eq!(Name::parse(link), Err(TextProblem::Link), "{link}");
        }
        for name in
            ["Anna D'Amico", "Rossi S.r.l./Bianchi S.p.A.", "Ditta Neri c/o Verdi", "Booking.com", "A/B"]
        {
            assert!(Name::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn people_are_greeted_by_first_name() {
        for (name, first) in [
            ("Anna Rossi", Some("Anna")),
            ("avv. Chiara Montorfano", Some("Chiara")),
            ("Prof. avv. Àlice D’Amico", Some("Àlice")),
            ("dott.ssa Lucia De Santis", Some("Lucia")),
            ("Anna-Maria", Some("Anna-Maria")),
            ("A. Rossi", None),
            ("Anna M. Rossi", None),
            ("Officina Ricci s.n.c.", None),
            ("Rossi & Figli", None),
            ("dott.ssa", None),
            ("4ever", None),
        ] {
            assert_eq!(Name::parse(name).expect("a name").first_name(), first, "{name}");
        }
    }

    #[test]
    fn people_are_sorted_by_surname() {
        let mut names =
            ["avv. Zita Bruni", "Àlice D'Amico", "dott.ssa Lucia De Santis", "Pelé", "Anna Della Torre"]
                .map(|name| Name::parse(name).expect("a name"));
        names.sort_by_key(Name::sort_key);
        assert_eq!(
            names.each_ref().map(Name::as_str),
            ["avv. Zita Bruni", "Àlice D'Amico", "dott.ssa Lucia De Santis", "Anna Della Torre", "Pelé"]
        );
    }

    #[test]
    fn a_slug_is_plain_and_ends_with_a_whole_word() {
        assert_eq!(slug("Maternità e paternità: l'obbligo"), "maternita-e-paternita-l-obbligo");
        assert_eq!(slug("!!!"), "");
        assert_eq!(slug(&"parola ".repeat(20)).len(), 76);
        assert_eq!(slug(&"x".repeat(200)).len(), 80);
    }
}
