//! The texts of mails, which people at the desk may write anew.
//!
//! A mail is a frame and the words in it. The frame stays the program's: greeting, facts, links, signature and footer, and what
//! a link lets others do; the words of each place (`passages`) may be written anew for each mail and language, with the
//! values that this place knows as placeholders. What was written is tried against the place before it is stored and again
//! before it is sent (`Wording`), so that no mail fails, loses its link or says an untruth for want of a value: what does not
//! fit any more is passed over for the program's own text, and the page says so.
pub mod pages;
mod passages;
pub(super) mod store;
mod wording;
mod wordings;

pub(super) use wording::Wording;
#[cfg(test)]
pub(super) use wording::{marked, read_in_cases, unfit};
pub(super) use wordings::Wordings;
