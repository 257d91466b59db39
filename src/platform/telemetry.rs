//! Structured logs and metrics, without personal data.
