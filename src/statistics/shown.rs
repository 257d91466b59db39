//! A figure as a reader may see it.

use serde::Serialize;

/// A figure, nothing, or something withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Shown<T> {
    /// The figure.
    Value(T),
    /// There is no figure: no case to make it of.
    Nothing,
    /// There is one, and this reader may not see it.
    Hidden,
}

impl<T> Shown<T> {
    /// The figure, if it may be seen.
    pub fn or_hidden(figure: Option<T>, hidden: bool) -> Self {
        match figure {
            _ if hidden => Self::Hidden,
            Some(value) => Self::Value(value),
            None => Self::Nothing,
        }
    }

    /// The figure, if there is one that may be seen.
    pub fn seen(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Hidden => None,
        }
    }

    /// Another figure made of this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Value(value) => Shown::Value(make(value)),
            Self::Nothing => Shown::Nothing,
            Self::Hidden => Shown::Hidden,
        }
    }
}
