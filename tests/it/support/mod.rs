//! What the tests share.
pub mod smtp_peer;
