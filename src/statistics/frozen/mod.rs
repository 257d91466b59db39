//! Frozen reports under `/statistiche/rapporti`: the figures of a month, a quarter or a year, kept when it is over and never changed.
//!
//! `document` makes one as a reader outside the desk may see it, with definitions and method inside, in all languages; its bytes and
//! their SHA-256 are one row (`store`). Every page and every file is made of these bytes alone, so it stays the same after later
//! answers, erasures and new definitions. What turns out to be wrong is told beside it, as a correction.

mod document;
mod files;
mod found;
mod job;
mod letter;
pub mod mailing;
mod new_page;
pub mod pages;
mod span;
mod store;

pub use found::{Found, Kept};
pub use job::freeze_ended;
pub use letter::{Told, files, told};
pub use new_page::{choose_mails, freeze, note_erratum};
pub use span::Span;
pub use store::damaged;
