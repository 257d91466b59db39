//! Use cases of accounts: one function each, inside one transaction.
pub(super) mod absence;
pub(super) mod caller;
pub(super) mod cleanup;
pub(super) mod correspondent;
pub(super) mod erasure;
pub(super) mod membership;
pub(super) mod password;
pub(super) mod personal_token;
pub(super) mod profile;
pub(super) mod registration;
pub(super) mod session;
