//! Why a command failed: one plain sentence, then its cause.

use std::error::Error;
use std::fmt;

/// What is written on standard error before the program ends with 1.
#[derive(Debug)]
pub(super) struct Failure {
    sentence: String,
    cause: Option<String>,
}

impl Failure {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), cause: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.sentence.trim_end_matches('.')),
            None => f.write_str(&self.sentence),
        }
    }
}

/// Adds the sentence to an error.
pub(super) trait Explain<T> {
    fn explain(self, sentence: &str) -> Result<T, Failure>;
}

impl<T, E: Error> Explain<T> for Result<T, E> {
    fn explain(self, sentence: &str) -> Result<T, Failure> {
        self.map_err(|error| Failure { sentence: sentence.to_owned(), cause: Some(chain(&error)) })
    }
}

/// An error and its causes; a cause that the text above already quotes is not repeated.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = inner.source();
    }
    text
}
