//! Composing, queueing and sending mail; knows nothing of the desk's texts.
mod compose;
mod failure;
mod mail_id;
pub mod outbox;
mod transport;

pub use compose::{Composed, Outgoing};
pub use failure::{Consequence, Failure, SendProblem};
pub use mail_id::MailId;
pub use outbox::Outbox;
pub use transport::Mailer;
