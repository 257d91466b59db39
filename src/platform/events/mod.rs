//! The append-only list of events and its followers.
