//! Questions and their conversation: ask, queue, claim, answer, wait, reopen.
//!
//! [`actions`] holds one function per use case; which moves a question can make is the table in `rules`.

pub mod actions;
mod error;
mod files;
mod forms;
mod housekeeping;
mod model;
pub mod pages;
mod rules;
mod store;
mod times;
mod upload;
mod zip_directory;

pub use error::{TicketError, TicketResult};
pub use housekeeping::delete_forgotten;
pub use model::{Attachment, Channel, Message, MessageKind, Stage, Ticket, TicketState};
pub use store::messages::{body_of, place_of};
pub use store::tickets::find;
pub use times::apply_times;
