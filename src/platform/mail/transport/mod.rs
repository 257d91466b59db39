//! The way out: a folder for trying out, or a mail server.
mod file;
mod relay;
mod smtp;
mod stage;

use std::path::Path;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::client::{Certificate, TlsParameters};

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
    /// Reads the settings and the file of authorities; connects to nothing.
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
                let tls = trusted(&relay.host, &config.smtp_ca_file)?;
                Way::Smtp(Smtp::new(relay, tls, step, config.concurrency))
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

    /// Connects and signs in to the mail server and names our address, or tries to write in the folder, without sending
    /// anything.
    ///
    /// # Errors
    /// Why no mail could leave now.
    pub async fn check(&self) -> Result<(), Failure> {
        match &self.way {
            Way::Folder(folder) => folder.check().await,
            Way::Smtp(smtp) => smtp.check(&self.from.email).await,
        }
    }

    /// Says goodbye to the mail server until there is mail again.
    pub async fn rest(&self) {
        if let Way::Smtp(smtp) = &self.way {
            smtp.hang_up().await;
        }
    }
}

/// Whose certificates hold for `host`: those of the public authorities, and of those in the file, where one is named.
fn trusted(host: &str, authorities: &Path) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if !authorities.as_os_str().is_empty() {
        let wrong = |why: &str| format!("mail.smtp_ca_file {}: {why}", authorities.display());
        let pem = std::fs::read(authorities).map_err(|error| wrong(&error.to_string()))?;
        if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
            return Err(wrong("it holds no certificate in PEM form"));
        }
        builder =
            builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|e| wrong(&e.to_string()))?);
    }
    builder.build().map_err(|error| format!("TLS cannot be used with mail.smtp_ca_file: {error}"))
}
