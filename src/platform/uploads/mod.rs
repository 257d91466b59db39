//! Files that people send: what is taken in, and where it is kept until its row is written.

mod check;
mod keep;
mod zip_directory;

pub use check::{ACCEPT, CheckedFile, FileProblem, check};
pub use keep::{StoredFile, put_all, remove, remove_all};
