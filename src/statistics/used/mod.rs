//! How much the catalogue and the mail are used.

pub(super) mod store;
