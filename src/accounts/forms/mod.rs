//! Forms of accounts, parsed into typed values with every mistake at once.
pub(super) mod absence;
pub(super) mod details;
pub(super) mod member;
pub(super) mod profile;
pub(super) mod registration;
