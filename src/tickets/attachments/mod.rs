//! Files that come with words: what may be taken in, and where it is kept until its row is written.

pub mod check;
pub mod keep;
mod zip_directory;
