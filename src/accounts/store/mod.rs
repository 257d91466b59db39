//! SQL of people: the only writer of organisations, accounts, consents, sessions and one-time tokens.
pub(super) mod people;
pub(super) mod sessions;
pub(super) mod staff;
pub(super) mod tokens;
