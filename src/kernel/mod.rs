//! Values without input or output: ids, instants, events, typed texts and a bounded memory. Imports nothing of the crate.
pub mod clock;
pub mod event;
mod hex;
pub mod ids;
pub mod kept;
pub mod least_count;
pub mod norm;
pub mod placeholders;
pub mod rating;
pub mod readability;
pub mod stored;
pub mod text;
pub mod wilson;

pub use hex::hex;
