//! What the desk holds of a person, for that person to see and to take away.
mod copy;
pub mod pages;
