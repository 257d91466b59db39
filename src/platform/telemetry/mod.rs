//! Structured logs and metrics, without personal data.
mod logs;
mod metrics;

pub use logs::start_logs;
pub use metrics::{Metrics, metrics};
