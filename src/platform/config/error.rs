//! What is wrong with the configuration, in one plain sentence.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a value was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Default,
    File { path: PathBuf, line: usize },
    Variable(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default value"),
            Self::File { path, line } => write!(f, "{} line {line}", path.display()),
            Self::Variable(name) => write!(f, "environment variable {name}"),
        }
    }
}

/// A configuration that the desk refuses to start with. Its text names the key and its place, never a secret value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl ConfigError {
    pub(super) fn unknown(key: &str, place: &Place) -> Self {
        Self(format!("Unknown setting {key} ({place}); config/default.toml lists the settings that exist."))
    }

    pub(super) fn bad(key: &str, place: &Place, reason: &str) -> Self {
        Self(format!("The setting {key} ({place}) is wrong: {reason}."))
    }

    pub(super) fn unreadable(path: &Path, reason: &str) -> Self {
        Self(format!("The configuration file {} cannot be read: {reason}.", path.display()))
    }

    pub(super) fn syntax(path: &Path, line: usize, reason: &str) -> Self {
        Self(format!("The configuration file {} is not valid TOML at line {line}: {reason}.", path.display()))
    }
}
