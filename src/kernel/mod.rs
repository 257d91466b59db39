//! Values without input or output: ids, instants, events and typed texts. Imports nothing of the crate.
pub mod clock;
pub mod event;
mod hex;
pub mod ids;
pub mod readability;
pub mod stored;
pub mod text;

pub use hex::hex;
