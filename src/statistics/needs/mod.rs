//! What people need: what is asked more or less than before, in which words, and where no service is known for it.

pub(super) mod evidence;
mod heard;
pub(super) mod known;
pub(super) mod store;

pub use heard::Heard;
pub(super) use heard::{LEAST_PEOPLE, MOST_QUESTIONS, evenly};
