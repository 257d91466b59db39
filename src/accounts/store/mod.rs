//! SQL of people: the only writer of organisations, accounts, consents, sessions and tokens.
pub(super) mod absences;
pub(super) mod erasures;
pub(super) mod people;
pub(super) mod personal_tokens;
pub(super) mod sessions;
pub(super) mod staff;
pub(super) mod tokens;
