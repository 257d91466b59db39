//! Composing, queueing and sending mail.
