//! What the program writes on standard error while it runs.
//!
//! Fields are ids, codes, counts and durations. Names, addresses, texts, tokens and passwords are never fields: a log is
//! read by more people, and kept longer, than the data it speaks of.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::platform::config::{LogFormat, Telemetry};

/// Starts logging for the whole process. Further calls change nothing, which tests rely on.
pub fn start_logs(config: &Telemetry) {
    // A single word is about the desk; of its libraries only warnings are of interest, and none of what strangers send that
    // is no HTTP.
    let filter = match config.log_level.contains([',', '=']) {
        true => config.log_level.clone(),
        false => format!("warn,actix_http::h1=off,dialoga={}", config.log_level),
    };
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).try_init(),
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).try_init(),
    };
    // An error means that a subscriber is already there.
    if started.is_ok() {
        log_panics();
    }
}

/// A panic becomes a line like any other. Its message stays out of production logs: it may quote what people wrote.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        if cfg!(debug_assertions) {
            tracing::error!(place, message = %panic, "the program panicked");
        } else {
            tracing::error!(place, "the program panicked");
        }
    }));
}
