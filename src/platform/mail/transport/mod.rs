//! The way out: a folder for trying out, or a mail server.
mod file;
mod relay;
mod smtp;
mod stage;

use std::time::Duration;

use lettre::message::Mailbox;

use self::file::Folder;
use self::relay::Relay;
use self::smtp::Smtp;
use super::compose::{Composed, Outgoing, compose};
use super::failure::{Failure, SendProblem};
use super::mail_id::MailId;
use crate::kernel::clock::Instant;
use crate::platform::config::{Mail, MailTransport};

/// Composes and delivers; shared by the whole process.
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

enum Way {
    Folder(Folder),
    Smtp(Smtp),
}

impl Mailer {
    /// Reads the settings; connects to nothing.
    ///
    /// # Errors
    /// One plain sentence about the key that is wrong, without its secret part.
    pub fn new(config: &Mail) -> Result<Self, String> {
        let from = config.from.parse().map_err(|_| "mail.from is not an address".to_owned())?;
        let way = match (config.transport, &config.smtp_url) {
            (MailTransport::File, _) => Way::Folder(Folder::new(config.file_dir.clone())),
            (MailTransport::Smtp, Some(url)) => {
                let relay = Relay::parse(url.expose(), config.smtp_tls)?;
                let step = Duration::from_secs(config.smtp_timeout_seconds);
                Way::Smtp(Smtp::new(relay, step, config.concurrency))
            }
            (MailTransport::Smtp, None) => return Err("mail.smtp_url is empty".to_owned()),
        };
        Ok(Self { from, way })
    }

    /// The id made of `local` and the domain of our address.
    ///
    /// # Errors
    /// When `local` holds more than letters, digits, `.`, `-` and `_`.
    pub fn mail_id(&self, local: &str) -> Result<MailId, Failure> {
        MailId::new(local, self.from.email.domain())
            .ok_or_else(|| Failure::new(SendProblem::Unwritable, "the Message-ID has an odd character"))
    }

    /// Composes a mail from the desk's address, dated `now`.
    ///
    /// # Errors
    /// [`SendProblem::Unwritable`].
    pub fn compose(&self, mail: &Outgoing, now: Instant) -> Result<Composed, Failure> {
        compose(mail, &self.from, now).map_err(|error| Failure::new(SendProblem::Unwritable, &error))
    }

    /// Hands a message over. `Ok` means that the other side has it: durably in the folder, or accepted by the server.
    ///
    /// # Errors
    /// Why not, classified. The message may have arrived all the same when [`SendProblem::Interrupted`].
    pub async fn deliver(&self, message: &Composed) -> Result<(), Failure> {
        match &self.way {
            Way::Folder(folder) => folder.deliver(message).await,
            Way::Smtp(smtp) => smtp.deliver(message).await,
        }
    }

    /// Connects and signs in to the mail server, or tries to write in the folder, without sending anything.
    ///
    /// # Errors
    /// Why no mail could leave now.
    pub async fn check(&self) -> Result<(), Failure> {
        match &self.way {
            Way::Folder(folder) => folder.check().await,
            Way::Smtp(smtp) => smtp.check().await,
        }
    }

    /// Says goodbye to the mail server until there is mail again.
    pub fn rest(&self) {
        if let Way::Smtp(smtp) = &self.way {
            smtp.hang_up();
        }
    }
}
