//! Composing, queueing and sending mail, and understanding what comes in; knows nothing of the desk's texts.
mod compose;
mod discretion;
mod dkim;
mod failure;
pub mod imap;
pub mod incoming;
mod mail_id;
pub mod outbox;
mod signer;
mod tls;
mod transport;
mod trouble;

pub use compose::{Composed, Enclosed, Outgoing, Unsubscribe};
pub use dkim::DnsRecord;
pub use failure::{Concern, Consequence, Failure, SendProblem};
pub use incoming::{EnvelopeSender, Incoming, understand};
pub use mail_id::MailId;
pub use outbox::Outbox;
pub use signer::MailSigner;
pub use transport::{Checked, Mailer};
pub use trouble::pause;
