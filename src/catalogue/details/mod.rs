//! What an entry of a kind says besides title, text in brief and text: fields of its own, which entries of other kinds cannot
//! have.
//!
//! A field is read from one text and written as one (`values`), whether it is typed, imported, stored or exported: as the
//! object of its names and texts, without those that are empty.

mod values;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::model::EntryKind;
use crate::accounts::{CompanySize, Municipality};
use crate::kernel::text::EmailAddress;
use values::Value;
pub use values::{Line, Phones, Shape, Site, Text, Things, Wrong};

/// A field that a kind has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in imports, exports and the database.
    pub name: &'static str,
    /// How it is shown.
    pub shape: Shape,
}

/// What is wrong with each field.
pub type Mistakes = Vec<(&'static str, Wrong)>;

macro_rules! fields {
    ($(#[$meta:meta])* $kind:ident { $($(#[$field_meta:meta])* $field:ident: $value:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $kind { $($(#[$field_meta])* pub $field: $value),+ }

        impl $kind {
            const FIELDS: &'static [Field] =
                &[$(Field { name: stringify!($field), shape: <$value as Value>::SHAPE }),+];

            fn read<'a>(given: &impl Fn(&'static str) -> &'a str, mistakes: &mut Mistakes) -> Self {
                $(let $field = <$value as Value>::read(given(stringify!($field))).unwrap_or_else(|wrong| {
                    mistakes.push((stringify!($field), wrong));
                    Default::default()
                });)+
                Self { $($field),+ }
            }

            fn written(&self) -> Vec<String> {
                vec![$(self.$field.written()),+]
            }
        }
    };
}

fields! {
    /// Of a question and its answer.
    Answer {
        /// Who has the right to it.
        for_whom: Line,
        /// When it does not hold.
        exceptions: Text,
        /// The steps to take.
        what_to_do: Text,
    }
}

fields! {
    /// Of a good practice.
    Practice {
        /// Who did it: a firm, an office, a network.
        who: Line,
        /// How large the firm is.
        size: Option<CompanySize>,
        /// What it does.
        sector: Line,
        /// What was done.
        measure: Text,
        /// What it costs.
        cost: Line,
        /// Who pays that.
        paid_by: Line,
        /// What came of it.
        result: Text,
        /// What others need to do the same.
        how_to_repeat: Text,
        /// Whom to ask about it.
        contact: Line,
    }
}

fields! {
    /// Of a service of the territory.
    Service {
        /// The body that offers it.
        body: Line,
        /// Street and number.
        address: Line,
        /// Where that is.
        municipality: Option<Municipality>,
        /// For children, or people, of what age.
        ages: Line,
        /// When it is open.
        hours: Line,
        /// What it costs.
        cost: Line,
        /// Numbers to call.
        phone: Phones,
        /// Where to write.
        email: Option<EmailAddress>,
        /// Its page.
        website: Option<Site>,
        /// What it offers, one service each.
        services: Things,
    }
}

/// The fields of an entry's kind, and with them its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Details {
    /// Domanda e risposta.
    Answer(Box<Answer>),
    /// Buona pratica.
    Practice(Box<Practice>),
    /// Servizio territoriale.
    Service(Box<Service>),
}

impl Details {
    /// Of an entry that says nothing more than its text.
    pub fn none(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Answer => Self::Answer(Box::default()),
            EntryKind::Practice => Self::Practice(Box::default()),
            EntryKind::Service => Self::Service(Box::default()),
        }
    }

    /// Whose fields they are.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Answer(_) => EntryKind::Answer,
            Self::Practice(_) => EntryKind::Practice,
            Self::Service(_) => EntryKind::Service,
        }
    }

    /// The fields of a kind, in their order.
    pub fn fields(kind: EntryKind) -> &'static [Field] {
        match kind {
            EntryKind::Answer => Answer::FIELDS,
            EntryKind::Practice => Practice::FIELDS,
            EntryKind::Service => Service::FIELDS,
        }
    }

    /// Reads the fields of a kind from what is given for each name.
    ///
    /// # Errors
    /// All mistakes, in the order of the fields.
    pub fn read<'a>(kind: EntryKind, given: impl Fn(&'static str) -> &'a str) -> Result<Self, Mistakes> {
        let (read, mistakes) = Self::read_what_can_be(kind, given);
        if mistakes.is_empty() { Ok(read) } else { Err(mistakes) }
    }

    fn read_what_can_be<'a>(kind: EntryKind, given: impl Fn(&'static str) -> &'a str) -> (Self, Mistakes) {
        let mut mistakes = Vec::new();
        let read = match kind {
            EntryKind::Answer => Self::Answer(Answer::read(&given, &mut mistakes).into()),
            EntryKind::Practice => Self::Practice(Practice::read(&given, &mut mistakes).into()),
            EntryKind::Service => Self::Service(Service::read(&given, &mut mistakes).into()),
        };
        (read, mistakes)
    }

    /// Every field with its text, empty or not.
    pub fn written(&self) -> impl Iterator<Item = (Field, String)> + use<> {
        let texts = match self {
            Self::Answer(answer) => answer.written(),
            Self::Practice(practice) => practice.written(),
            Self::Service(service) => service.written(),
        };
        Self::fields(self.kind()).iter().copied().zip(texts)
    }

    /// The words of all fields, for the search and for whoever looks for something in them: one field a line.
    pub fn words(&self) -> String {
        let is_words = |field: &Field| field.shape != Shape::Size;
        let texts = self.written().filter(|(field, text)| is_words(field) && !text.is_empty());
        texts.map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }

    /// Where a service is.
    pub fn municipality(&self) -> Option<Municipality> {
        match self {
            Self::Service(service) => service.municipality,
            Self::Answer(_) | Self::Practice(_) => None,
        }
    }

    /// As it is stored, beside its kind.
    pub(super) fn stored(&self) -> String {
        let filled = self.written().filter(|(_, text)| !text.is_empty());
        let texts = filled.map(|(field, text)| (field.name.to_owned(), text.into()));
        serde_json::Value::Object(texts.collect()).to_string()
    }

    /// As it was stored. Every text there has been a value of its field; one that a later version of the program does not take
    /// any more is left out, rather than that the entry could not be read at all.
    pub(super) fn of_stored(kind: EntryKind, text: &str) -> Self {
        let texts: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
        let given = |name: &'static str| texts.get(name).map_or("", String::as_str);
        Self::read_what_can_be(kind, given).0
    }
}

impl Serialize for Details {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let filled = self.written().filter(|(_, text)| !text.is_empty());
        serializer.collect_map(filled.map(|(field, text)| (field.name, text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(name: &str) -> &'static str {
        match name {
            "municipality" => "Rho",
            "phone" => "02 0000 0101",
            "email" => "nido@rho.example",
            "website" => "https://www.rho.example/",
            "size" => "small",
            "services" => "Nido\nSpazio gioco",
            _ => "testo",
        }
    }

    #[test]
    fn what_is_stored_is_read_as_the_same() {
        for kind in EntryKind::ALL {
            let details = Details::read(*kind, given).unwrap();
            assert_eq!(details.kind(), *kind);
            assert_eq!(Details::of_stored(*kind, &details.stored()), details);
            assert!(details.written().all(|(_, text)| !text.is_empty()));
            let none = Details::none(*kind);
            assert_eq!(none.stored(), "{}");
            for stored in ["{}", "", "null", r#"{"email":"no address","address":"","other":"x"}"#] {
                assert_eq!(Details::of_stored(*kind, stored), none, "{stored}");
            }
        }
    }

    #[test]
    fn every_mistake_is_told_in_the_order_of_the_fields() {
        let bad = |name: &str| if name == "address" { "Via Roma" } else { "Roma" };
        let names = |kind| -> Vec<&str> {
            let mistakes = Details::read(kind, bad).unwrap_err();
            mistakes.into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(EntryKind::Service), ["municipality", "phone", "email", "website"]);
        assert_eq!(names(EntryKind::Practice), ["size"]);
    }
}
