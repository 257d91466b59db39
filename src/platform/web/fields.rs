//! What is wrong with a form, field by field.

use serde::Serialize;

use crate::kernel::text::TextProblem;
use crate::platform::i18n::{Lang, Texts};

/// Every mistake of a form, in the order of the page: the summary on top and the message at each field come from here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct FieldError {
    field: String,
    key: String,
    args: Vec<(&'static str, String)>,
}

/// A mistake as the page shows it: the summary links to the id of the field, which is its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownError {
    /// Name of the field; empty when the mistake belongs to the form as a whole.
    pub field: String,
    /// What is wrong and how to mend it, in the visitor's language.
    pub message: String,
}

impl FieldErrors {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mistake, said by the text `key`.
    pub fn add(&mut self, field: &str, key: impl Into<String>) {
        self.add_with(field, key, Vec::new());
    }

    /// Adds a mistake whose text has variables.
    pub fn add_with(&mut self, field: &str, key: impl Into<String>, args: Vec<(&'static str, String)>) {
        self.0.push(FieldError { field: field.to_owned(), key: key.into(), args });
    }

    /// Keeps the value of a parsed text, or adds why it was refused: texts `{prefix}empty`, `too-long` (which has
    /// `$max`), `unreadable`, `not-an-address` and `link`; `prefix` ends in `-`.
    pub fn keep<T>(&mut self, field: &str, prefix: &str, parsed: Result<T, TextProblem>) -> Option<T> {
        let (word, max) = match parsed {
            Ok(value) => return Some(value),
            Err(TextProblem::Empty) => ("empty", None),
            Err(TextProblem::TooLong { max }) => ("too-long", Some(max)),
            Err(TextProblem::Unreadable) => ("unreadable", None),
            Err(TextProblem::NotAnAddress) => ("not-an-address", None),
            Err(TextProblem::Link) => ("link", None),
        };
        let args = max.map(|max| ("max", max.to_string())).into_iter().collect();
        self.add_with(field, format!("{prefix}{word}"), args);
        None
    }

    /// Keeps a value that is there, or adds that it is missing or wrong.
    pub fn require<T>(&mut self, field: &str, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.add(field, key);
        }
        value
    }

    /// Adds the mistakes of fields further down the page.
    pub fn append(&mut self, further_down: Self) {
        self.0.extend(further_down.0);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that are wrong, in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|error| error.field.as_str())
    }

    /// `value` when nothing is wrong.
    ///
    /// # Errors
    /// These mistakes, otherwise.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }

    /// The mistakes in a language, for the page.
    pub fn shown(&self, texts: &Texts, lang: Lang) -> Vec<ShownError> {
        let shown = |error: &FieldError| {
            let args: Vec<_> =
                error.args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            ShownError { field: error.field.clone(), message: texts.get(lang, &error.key, &args) }
        };
        self.0.iter().map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::text::{Name, Subject};

    #[test]
    fn all_mistakes_are_kept_in_the_order_of_the_page() {
        let mut errors = FieldErrors::new();
        assert!(errors.keep("name", "x-name-", Name::parse(" ")).is_none());
        assert!(errors.keep("subject", "x-subject-", Subject::parse("Congedo")).is_some());
        assert!(errors.require("topic", "x-topic", None::<i32>).is_none());
        let fields: Vec<_> =
            errors.0.iter().map(|error| (error.field.as_str(), error.key.as_str())).collect();
        assert_eq!(fields, [("name", "x-name-empty"), ("topic", "x-topic")]);
        assert!(errors.into_result(Some(())).is_err());
    }
}
