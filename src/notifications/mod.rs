//! Which mail follows from which event, to whom, and what it says.
//!
//! [`rules`] is the table; people of the desk choose by which channels they are told of what it names: the follower tells it on
//! the page, or queues it in the outbox, many reminders of one person as one digest; [`Letters`] writes each mail when it is
//! sent.
mod addressees;
mod cases;
mod composer;
mod daily;
mod digest;
mod erasure;
mod facts;
mod follower;
mod letters;
mod mail;
mod matter;
pub mod notices_page;
pub mod outbox_page;
mod outside;
pub mod rules;
mod sample;
mod store;
#[cfg(test)]
mod tests;
pub mod texts;
mod trial;
mod wanted;

use std::sync::Arc;

use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::jobs::Running;

pub use composer::{LetterKeys, Letters};
pub use daily::tell_daily;
pub use erasure::forget_person;
pub use follower::{backlog, forget_old, ignore_so_far, step};
pub use mail::Mail;
pub use store::notices::unread;

/// Sends what is due: the job `outbox`.
pub fn send_due(app: Arc<App>, _now: Instant) -> Running {
    Box::pin(async move {
        app.outbox.send_due().await?;
        Ok(())
    })
}
