//! Use cases of accounts: one function each, inside one transaction.
pub(super) mod housekeeping;
pub(super) mod membership;
pub(super) mod password;
pub(super) mod profile;
pub(super) mod registration;
pub(super) mod session;
