//! Typed configuration, one struct per concern, checked before anything starts.
//!
//! `config/default.toml` (embedded) holds every key with its default and is the list of keys that exist; a local file
//! and then `DIALOGA__SECTION__KEY` variables override it. To add a key: write it with its comment in `default.toml`
//! and as a field here. What a value may be is said by the field's type.
mod error;
mod intake;
mod layers;
mod sections;
#[cfg(test)]
mod tests;
mod values;

use std::path::Path;

pub use error::ConfigError;
pub use intake::{ImapTls, Intake, Mailbox};
pub use sections::{
    Accounts, Config, Database, LogFormat, Mail, MailTransport, Norms, Office, Schedule, Security, Server,
    SessionLimits, Sessions, Sla, SlaClock, SmtpTls, Storage, Telemetry, Tickets, Timetable,
};
pub use values::{MonthDay, Network, Pace, PublicUrl, Secret, Span};

/// Where the local file is looked for when `--config` is not given.
pub const LOCAL_FILE: &str = "config/local.toml";

/// The documented defaults, as embedded in the program.
pub const DEFAULT_TOML: &str = include_str!("../../../config/default.toml");

impl Config {
    /// Reads defaults, then the file (`config/local.toml` when `file` is none, and only if it exists), then the
    /// process's environment.
    ///
    /// # Errors
    /// The first unknown key or bad value, with its name and place.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let local = Path::new(LOCAL_FILE);
        let file = file.or_else(|| local.exists().then_some(local));
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        });
        Self::from_layers(file, environment)
    }

    /// The defaults alone.
    pub fn defaults() -> Self {
        Self::from_layers(None, std::iter::empty())
            .expect("the embedded defaults are valid, a test reads them")
    }

    /// Reads defaults, a file and the given variables; what [`Config::load`] does, with its inputs as arguments.
    ///
    /// # Errors
    /// The first unknown key or bad value, with its name and place.
    pub fn from_layers(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut layers = layers::Layers::defaults()?;
        if let Some(path) = file {
            layers.add_file(path)?;
        }
        layers.add_environment(environment)?;
        let config: Self = layers.read()?;
        config.check().map_err(|(key, reason)| layers.blame(key, reason))?;
        Ok(config)
    }
}
