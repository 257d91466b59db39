//! Italian and English texts.
mod lang;

pub use lang::Lang;
