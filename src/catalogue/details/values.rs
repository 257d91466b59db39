//! What a field of a kind's own may hold: read from one text, whether typed, imported or stored, and written as one.

use url::Url;

use crate::accounts::{CompanySize, Municipality};
use crate::catalogue::forms::optional;
use crate::kernel::text::{EmailAddress, Phone, TextProblem};

/// How a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A few words.
    Line,
    /// Paragraphs in Markdown.
    Text,
    /// One thing a line.
    List,
    /// How large a firm is.
    Size,
    /// One of the Provincia's.
    Municipality,
    /// Numbers to be dialled.
    Phones,
    /// An address of mail.
    Mail,
    /// A page elsewhere.
    Site,
}

/// Why a text is no value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Too long, or no text.
    Text(TextProblem),
    /// Longer than a list may be.
    TooMany,
    /// No number that can be dialled.
    Phone,
    /// No address of mail.
    Mail,
    /// No address of a page.
    Site,
    /// None of the Provincia's.
    Municipality,
    /// No size of a firm.
    Size,
}

/// A value that may be missing: that is its default, and is written as the empty text.
pub(super) trait Value: Sized + Default {
    const SHAPE: Shape;

    /// Reads what [`Value::written`] writes, and what people write in its place.
    fn read(text: &str) -> Result<Self, Wrong>;

    fn written(&self) -> String;
}

/// A few words on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// The longest, in characters.
    const MAX: usize = 300;
}

impl Value for Line {
    const SHAPE: Shape = Shape::Line;

    fn read(text: &str) -> Result<Self, Wrong> {
        let text = optional(text, Self::MAX).map_err(Wrong::Text)?;
        Ok(Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    fn written(&self) -> String {
        self.0.clone()
    }
}

/// Paragraphs in Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The longest, in characters.
    pub const MAX: usize = 4_000;
}

impl Value for Text {
    const SHAPE: Shape = Shape::Text;

    fn read(text: &str) -> Result<Self, Wrong> {
        optional(text, Self::MAX).map(Self).map_err(Wrong::Text)
    }

    fn written(&self) -> String {
        self.0.clone()
    }
}

/// Several things, each a few words, none twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Things(Vec<String>);

impl Things {
    /// The most of them.
    pub const MOST: usize = 100;
}

impl Value for Things {
    const SHAPE: Shape = Shape::List;

    fn read(text: &str) -> Result<Self, Wrong> {
        let mut things = Vec::new();
        for line in text.lines() {
            let Line(thing) = Line::read(line)?;
            if !thing.is_empty() && !things.contains(&thing) {
                things.push(thing);
            }
        }
        if things.len() > Self::MOST { Err(Wrong::TooMany) } else { Ok(Self(things)) }
    }

    fn written(&self) -> String {
        self.0.join("\n")
    }
}

/// Numbers as people group their digits, each of which can be dialled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phones(Vec<(String, Phone)>);

impl Phones {
    /// The most of them.
    const MOST: usize = 10;
}

impl Value for Phones {
    const SHAPE: Shape = Shape::Phones;

    fn read(text: &str) -> Result<Self, Wrong> {
        let mut phones: Vec<(String, Phone)> = Vec::new();
        for shown in text.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let dialled = Phone::parse(shown).ok_or(Wrong::Phone)?;
            if phones.iter().all(|(_, known)| *known != dialled) {
                phones.push((shown.split_whitespace().collect::<Vec<_>>().join(" "), dialled));
            }
        }
        if phones.len() > Self::MOST { Err(Wrong::TooMany) } else { Ok(Self(phones)) }
    }

    fn written(&self) -> String {
        self.0.iter().map(|(shown, _)| shown.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A page on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site(Url);

impl Site {
    /// The longest, in characters.
    const MAX: usize = 500;
}

impl Value for Option<Site> {
    const SHAPE: Shape = Shape::Site;

    fn read(text: &str) -> Result<Self, Wrong> {
        let text = optional(text, Site::MAX).map_err(Wrong::Text)?;
        if text.is_empty() {
            return Ok(None);
        }
        let whole = if text.contains("://") { text } else { format!("https://{text}") };
        let url = Url::parse(&whole).map_err(|_| Wrong::Site)?;
        let is_public = url.host_str().is_some_and(|host| host.contains('.')) && url.username().is_empty();
        if !is_public || !["http", "https"].contains(&url.scheme()) || whole.contains(char::is_whitespace) {
            return Err(Wrong::Site);
        }
        Ok(Some(Site(url)))
    }

    fn written(&self) -> String {
        self.as_ref().map_or_else(String::new, |Site(url)| url.to_string())
    }
}

impl Value for Option<EmailAddress> {
    const SHAPE: Shape = Shape::Mail;

    fn read(text: &str) -> Result<Self, Wrong> {
        match EmailAddress::parse(text) {
            Ok(address) => Ok(Some(address)),
            Err(TextProblem::Empty) => Ok(None),
            Err(_) => Err(Wrong::Mail),
        }
    }

    fn written(&self) -> String {
        self.as_ref().map_or_else(String::new, EmailAddress::to_string)
    }
}

impl Value for Option<Municipality> {
    const SHAPE: Shape = Shape::Municipality;

    fn read(text: &str) -> Result<Self, Wrong> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let known = Municipality::parse(text).filter(|place| place.name().is_some());
        known.map(Some).ok_or(Wrong::Municipality)
    }

    fn written(&self) -> String {
        self.and_then(Municipality::name).unwrap_or_default().to_owned()
    }
}

impl Value for Option<CompanySize> {
    const SHAPE: Shape = Shape::Size;

    fn read(text: &str) -> Result<Self, Wrong> {
        match text.trim() {
            "" => Ok(None),
            word => CompanySize::parse(word).map(Some).ok_or(Wrong::Size),
        }
    }

    fn written(&self) -> String {
        self.map_or_else(String::new, |size| size.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept<T: Value>(text: &str) -> Result<String, Wrong> {
        let written = T::read(text)?.written();
        assert_eq!(T::read(&written).map(|again| again.written()), Ok(written.clone()), "{text}");
        Ok(written)
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        assert_eq!(kept::<Line>("  Via  Roma,\n 1 "), Ok("Via Roma, 1".to_owned()));
        assert_eq!(kept::<Text>("Uno.\r\n\r\nDue."), Ok("Uno.\n\nDue.".to_owned()));
        assert_eq!(kept::<Things>("Nido\n\n Spazio  gioco\nNido\n"), Ok("Nido\nSpazio gioco".to_owned()));
        assert_eq!(
            kept::<Phones>("02/7740.1234; +39 347 1234567, 0277401234"),
            Ok("02/7740.1234, +39 347 1234567".to_owned())
        );
        assert_eq!(
            kept::<Option<Site>>("www.comune.rho.mi.it/nidi"),
            Ok("https://www.comune.rho.mi.it/nidi".to_owned())
        );
        assert_eq!(kept::<Option<EmailAddress>>(" Nido@Rho.Example "), Ok("nido@rho.example".to_owned()));
        assert_eq!(kept::<Option<Municipality>>("sesto san giovanni"), Ok("Sesto San Giovanni".to_owned()));
        assert_eq!(kept::<Option<Municipality>>("Vermezzo"), Ok("Vermezzo con Zelo".to_owned()));
        assert_eq!(kept::<Option<CompanySize>>("micro"), Ok("micro".to_owned()));
    }

    #[test]
    fn what_is_no_value_is_refused() {
        assert_eq!(kept::<Line>(&"x".repeat(301)), Err(Wrong::Text(TextProblem::TooLong { max: 300 })));
        assert_eq!(kept::<Line>("a\u{0}b"), Err(Wrong::Text(TextProblem::Unreadable)));
        assert_eq!(
            kept::<Things>(&(0..101).map(|n| format!("{n}\n")).collect::<String>()),
            Err(Wrong::TooMany)
        );
        for text in ["chiamare la mattina", "112", "02 77401234 Anna"] {
            assert_eq!(kept::<Phones>(text), Err(Wrong::Phone), "{text}");
        }
        for text in
            ["javascript:alert(1)", "ftp://a.it", "a", "https://io@a.it", "a b.it", "data:text/html,x", "//"]
        {
            assert_eq!(kept::<Option<Site>>(text), Err(Wrong::Site), "{text}");
        }
        assert_eq!(kept::<Option<EmailAddress>>("nido"), Err(Wrong::Mail));
        for text in ["Roma", "outside", "undisclosed"] {
            assert_eq!(kept::<Option<Municipality>>(text), Err(Wrong::Municipality), "{text}");
        }
        assert_eq!(kept::<Option<CompanySize>>("grande"), Err(Wrong::Size));
    }
}
