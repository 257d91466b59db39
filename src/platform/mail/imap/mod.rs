//! Reading mailboxes over IMAP (RFC 3501): no more of it than is needed to find new messages and to fetch them, without changing
//! anything on the server.
//!
//! Responses are taken apart by `imap-proto`; the dialogue is our own, because whatever is on the other side must neither hold the
//! desk up nor fill its memory: every step has its time, every response its size. (The client libraries that were looked at take
//! responses of half a gigabyte, and leave time to the caller, who cannot stop them in the middle of one.)
mod address;
mod fault;
mod names;
mod session;
mod sign_in;
mod stream;
mod token;
mod wire;

use std::net::IpAddr;
use std::time::Duration;

pub use address::ImapAddress;
pub use fault::{ImapFault, ImapProblem};
pub use session::{Fetched, Folder, Session, Uid, Which};

use self::address::Security;
use self::token::Tokens;
use super::discretion::Discretion;
use super::tls::Trust;
use crate::kernel::clock::Instant;
use crate::platform::config::{Config, ImapTls, Secret};

/// A mailbox of the settings: where it is, who reads it, and which of its folders.
pub struct Account {
    /// The setting that names it.
    pub key: &'static str,
    /// Its folders that are read.
    pub folders: Vec<String>,
    address: ImapAddress,
    access: Access,
    discretion: Discretion,
    trust: Trust,
    step: Duration,
}

/// By what the server knows us.
enum Access {
    Password(Secret),
    /// An access token (RFC 6750), which a command prints.
    Token(Tokens),
}

impl Account {
    /// All mailboxes of the settings; connects to none.
    ///
    /// # Errors
    /// One plain sentence about the key that is wrong, without its secret part.
    pub fn all(config: &Config) -> Result<Vec<Self>, String> {
        let simple = config.mail.imap_url.iter().map(|url| ("mail.imap_url", url, &[][..], &[][..]));
        let others = config.intake.mailboxes.iter().map(|mailbox| {
            ("intake.mailboxes", &mailbox.url, mailbox.folders.as_slice(), mailbox.oauth2_command.as_slice())
        });
        let accounts = simple.chain(others).map(|(key, url, folders, command)| {
            let mut address = ImapAddress::parse(key, url.expose(), config.intake.imap_tls)?;
            let folders = match (folders, address.folder.take()) {
                ([], named) => vec![named.unwrap_or_else(|| "INBOX".to_owned())],
                (folders, None) => folders.to_vec(),
                (_, Some(_)) => return Err(format!("{key} names a folder in its URL and others beside it")),
            };
            Self::new(key, address, folders, command, config)
        });
        let accounts = accounts.collect::<Result<Vec<_>, String>>()?;
        for (place, account) in accounts.iter().enumerate() {
            let before = accounts.iter().take(place);
            if before.clone().any(|other| other.name() == account.name()) {
                return Err(format!("{} names {} twice", account.key, account.name()));
            }
        }
        Ok(accounts)
    }

    /// The mailbox that a URL names, with the password that is in it, or with what the settings know of the same mailbox.
    ///
    /// # Errors
    /// One plain sentence about what is wrong, without the secret part.
    pub fn of_url(url: &str, config: &Config) -> Result<Self, String> {
        let mut address = ImapAddress::parse("the URL", url, config.intake.imap_tls)?;
        let folder = address.folder.take().unwrap_or_else(|| "INBOX".to_owned());
        if address.password.is_some() {
            return Self::new("the URL", address, vec![folder], &[], config);
        }
        let known = Self::all(config)?.into_iter().find(|account| account.name() == address.name());
        let known = known.ok_or_else(|| {
            format!("the URL has no password, and the settings know no mailbox {}", address.name())
        })?;
        Ok(Self { folders: vec![folder], ..known })
    }

    fn new(
        key: &'static str,
        mut address: ImapAddress,
        folders: Vec<String>,
        command: &[String],
        config: &Config,
    ) -> Result<Self, String> {
        let discretion = Discretion::new(&address.user, address.password.as_ref());
        let access = match (address.password.take(), command) {
            (Some(password), []) => Access::Password(password),
            (None, [program, arguments @ ..]) => {
                Access::Token(Tokens::new(program.clone(), arguments.to_vec()))
            }
            (Some(_), [_, ..]) => return Err(format!("{key} has a password and an oauth2_command")),
            (None, []) => return Err(format!("{key} has a user without password")),
        };
        if let Some(folder) =
            folders.iter().find(|folder| folder.is_empty() || folder.contains(char::is_control))
        {
            return Err(format!("{key} names a folder {folder:?}, and there can be none of that name"));
        }
        let trust = Trust::new("intake.imap_ca_file", &config.intake.imap_ca_file)?;
        let step = Duration::from_secs(config.intake.imap_timeout_seconds);
        Ok(Self { key, folders, address, access, discretion, trust, step })
    }

    /// What tells a mailbox from others: user, host and port.
    pub fn name(&self) -> String {
        self.address.name()
    }

    /// As whom it is read.
    pub fn user(&self) -> &str {
        &self.address.user
    }

    /// Where it lies: host, and port where that is not the usual one.
    pub fn server(&self) -> String {
        self.address.server()
    }

    /// What the server or the system said of a fault, for people, without anything that the server was shown.
    pub fn words_of(&self, fault: &ImapFault) -> String {
        self.discretion.told(fault.said())
    }

    /// A connection on which the server knows us.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn sign_in(&self, now: Instant) -> Result<Session, ImapFault> {
        let mut session = Session::connect(&self.address, &self.trust, self.step).await?;
        let user = &self.address.user;
        match &self.access {
            Access::Password(password) => session.login(user, password).await?,
            Access::Token(tokens) => {
                let (token, is_fresh) = tokens.token(now).await?;
                self.discretion.shows(&token);
                let refused = session.present(&self.address, &token).await;
                if matches!(&refused, Err(fault) if fault.problem == ImapProblem::Credentials) {
                    tokens.forget().await;
                    if is_fresh {
                        return refused.map(|()| session);
                    }
                    // It was good until lately: another one, to a server that may have hung up.
                    let (token, _) = tokens.token(now).await?;
                    self.discretion.shows(&token);
                    session = Session::connect(&self.address, &self.trust, self.step).await?;
                    session.present(&self.address, &token).await?;
                } else {
                    refused?;
                }
            }
        }
        session.learn_capabilities().await?;
        Ok(session)
    }
}

/// A password travels in the clear within this machine alone, whatever is set.
fn security(scheme: &str, tls: ImapTls, host: &str) -> Option<Security> {
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match (scheme, tls) {
        ("imaps", _) => Some(Security::FromTheStart),
        ("imap", ImapTls::None) if is_here => Some(Security::Never),
        ("imap", _) => Some(Security::StartTls),
        _ => None,
    }
}
