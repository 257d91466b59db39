//! What the program writes on standard error while it runs.
//!
//! Fields are ids, codes, counts and durations. Names, addresses, texts, tokens and passwords are never fields: a log is
//! read by more people, and kept longer, than the data it speaks of.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::platform::config::{LogFormat, Telemetry};

/// Starts logging for the whole process. Further calls change nothing, which tests rely on.
pub fn start_logs(config: &Telemetry) {
    let filter = EnvFilter::try_new(&config.log_level).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // An error means that a subscriber is already there.
    let _ = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).try_init(),
        LogFormat::Text => lines
            .with_target(false)
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .try_init(),
    };
}
