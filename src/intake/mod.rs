//! Mails that come in, and which question each of them belongs to.
//!
//! # The way of a mail
//! [`receive`] stores the message as it came, before anybody is told that it was taken and before anybody reads it. The job
//! `intake` (and whoever stored it, at once) then takes it in: `platform::mail::understand` says what it says, `facts` looks up
//! whose it is and what it answers, `decision` says what becomes of it, `carry_out` does that, and notes it beside the mail in the
//! same transaction. What is held waits for a person at `/coda/posta`; what was put aside is listed there with the reason, and can
//! be taken in all the same.
//!
//! # What always holds
//! - A message is stored once, whatever way it comes and how often.
//! - No header gives a right. A mail joins a question when it names one of its mails *and* comes from one of its parties; what
//!   an expert writes becomes a draft, which she sends from the page; nobody in copy is ever written to.
//! - Nothing is sent in answer to what a program wrote.
//!
//! Mails come from mailboxes that [`imap`] reads, from a mail server by [`lmtp`] or by `dialoga mail receive`; [`reconciliation`] says
//! of each day what became of them. [`import`] makes questions of the conversations of an old mailbox.
mod archive;
mod by_hand;
mod carry_out;
mod decision;
mod erasure;
mod facts;
mod files;
pub mod imap;
pub mod lmtp;
mod mask;
mod model;
mod own;
pub mod pages;
#[cfg(test)]
mod plans;
pub mod receive;
mod receiving;
pub mod reconciliation;
mod reports;
mod store;
mod take_in;
mod too_large;
mod words;

pub use archive::{ArchiveError, LeftOut, Progress, Report, Unanswered, Wanted, import};
pub use erasure::forget_person;
pub use model::{IncomingState, Reason, Source};
pub use own::own_mails;
pub use receive::{Envelope, ReceiveError, Received};
pub use receiving::Receiving;
pub use store::{held, known_keys};
pub use take_in::{forget_old, take_in_waiting};
