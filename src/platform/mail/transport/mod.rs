//! The way out: a folder for trying out, or a mail server.
mod dial;
mod file;
mod protection;
mod relay;
mod relays;
mod smtp;
mod stage;

use std::time::Duration;

use futures_util::future::join_all;
use lettre::Address;
use lettre::message::Mailbox;

use self::file::Folder;
use self::protection::Protection;
use self::relay::Relay;
use self::relays::Relays;
use self::smtp::Smtp;
use super::compose::{Composed, Outgoing, compose};
use super::dkim::{DnsRecord, Signer};
use super::failure::{Failure, SendProblem};
use super::mail_id::MailId;
use crate::kernel::clock::Instant;
use crate::platform::config::{Mail, MailTransport, Secret};

/// Composes and delivers; shared by the whole process.
pub struct Mailer {
    from: Mailbox,
    signer: Option<Signer>,
    way: Way,
}

/// What a look at one way out found.
pub struct Checked {
    /// Host and port of the mail server, where there are several; else nothing.
    pub server: Option<String>,
    /// The setting that names it.
    pub key: &'static str,
    /// Whether mail could leave by it now.
    pub found: Result<(), Failure>,
}

enum Way {
    Folder(Folder),
    Smtp(Relays),
}

impl Mailer {
    /// Reads the settings, the file of authorities and the key for signatures; connects to nothing.
    ///
    /// # Errors
    /// One plain sentence about the key that is wrong, without its secret part.
    pub fn new(config: &Mail) -> Result<Self, String> {
        let from: Mailbox = config.from.parse().map_err(|_| "mail.from is not an address".to_owned())?;
        let signer = signer(config, from.email.domain())?;
        let way = match (config.transport, &config.smtp_url) {
            (MailTransport::File, _) => Way::Folder(Folder::new(config.file_dir.clone())),
            (MailTransport::Smtp, Some(url)) => {
                let first = std::iter::once(("mail.smtp_url", url));
                let others = config.smtp_fallback_urls.iter().map(|url| ("mail.smtp_fallback_urls", url));
                let servers = first.chain(others).map(|(key, url)| server(config, key, url));
                Way::Smtp(Relays::new(servers.collect::<Result<_, _>>()?))
            }
            (MailTransport::Smtp, None) => return Err("mail.smtp_url is empty".to_owned()),
        };
        Ok(Self { from, signer, way })
    }

    /// Our address.
    pub fn address(&self) -> &Address {
        &self.from.email
    }

    /// The id made of `local` and the domain of our address.
    ///
    /// # Errors
    /// When `local` holds more than letters, digits, `.`, `-` and `_`.
    pub fn mail_id(&self, local: &str) -> Result<MailId, Failure> {
        MailId::new(local, self.from.email.domain())
            .ok_or_else(|| Failure::new(SendProblem::Unwritable, "the Message-ID has an odd character"))
    }

    /// Composes a mail from the desk's address, dated `now` and signed where the settings say so.
    ///
    /// # Errors
    /// [`SendProblem::Unwritable`].
    pub fn compose(&self, mail: &Outgoing, now: Instant) -> Result<Composed, Failure> {
        let unwritable = |error: String| Failure::new(SendProblem::Unwritable, &error);
        let mut composed = compose(mail, &self.from, now).map_err(unwritable)?;
        if let Some(signer) = &self.signer {
            composed.bytes = signer.sign(&composed.bytes, now).map_err(unwritable)?;
        }
        Ok(composed)
    }

    /// Hands a message over. `Ok` means that the other side has it: durably in the folder, or accepted by a server. Of several
    /// servers, those that turned us away before `now` rest for a while.
    ///
    /// # Errors
    /// Why not, classified. The message may have arrived all the same when [`SendProblem::Interrupted`].
    pub async fn deliver(&self, message: &Composed, now: Instant) -> Result<(), Failure> {
        match &self.way {
            Way::Folder(folder) => folder.deliver(message).await,
            Way::Smtp(servers) => servers.deliver(message, now).await,
        }
    }

    /// Connects and signs in to each mail server and names our address, or tries to write in the folder, without sending
    /// anything.
    pub async fn check(&self) -> Vec<Checked> {
        match &self.way {
            Way::Folder(folder) => {
                vec![Checked { server: None, key: "mail.file_dir", found: folder.check().await }]
            }
            Way::Smtp(relays) => {
                let is_one_of_several = relays.servers().count() > 1;
                let checks = relays.servers().map(|server| async move {
                    let name = is_one_of_several.then(|| server.name());
                    Checked { server: name, key: server.key(), found: server.check(&self.from.email).await }
                });
                join_all(checks).await
            }
        }
    }

    /// What must stand in the domain name system for the signatures to hold; `None` where mails are not signed.
    pub fn dns_record(&self) -> Option<DnsRecord> {
        self.signer.as_ref().map(Signer::record)
    }

    /// Says goodbye to the mail servers until there is mail again.
    pub async fn rest(&self) {
        if let Way::Smtp(servers) = &self.way {
            servers.hang_up().await;
        }
    }
}

fn server(config: &Mail, key: &'static str, url: &Secret) -> Result<Smtp, String> {
    let relay = Relay::parse(key, url.expose(), config.smtp_tls)?;
    let step = Duration::from_secs(config.smtp_timeout_seconds);
    let protection = Protection::new(&relay, &config.smtp_ca_file)?;
    Ok(Smtp::new(relay, protection, step, config.concurrency))
}

/// Who signs the mails, if the settings name a key. The domain of our address may be one below the one that signs, so that
/// DMARC takes the signature for ours (RFC 7489, section 3.1.1).
fn signer(config: &Mail, our_domain: &str) -> Result<Option<Signer>, String> {
    if config.dkim_key_file.as_os_str().is_empty() {
        return Ok(None);
    }
    let domain = match config.dkim_domain.as_str() {
        "" => our_domain,
        domain => domain,
    };
    if our_domain != domain && !our_domain.ends_with(&format!(".{domain}")) {
        return Err(format!("mail.dkim_domain is {domain}, but the address in mail.from is of {our_domain}"));
    }
    let wrong = |why: &str| format!("mail.dkim_key_file {}: {why}", config.dkim_key_file.display());
    let pem = std::fs::read(&config.dkim_key_file).map_err(|error| wrong(&error.to_string()))?;
    Signer::new(domain, &config.dkim_selector, &pem).map(Some).map_err(wrong)
}
