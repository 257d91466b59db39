//! What the desk holds of a person, for that person to see, to take away, and to have erased.
mod copy;
mod erasure;
pub mod erasure_pages;
mod finishing;
pub mod pages;
pub mod register_pages;
mod store;

pub use finishing::finish_erasures;
