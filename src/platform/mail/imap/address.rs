//! Which mailbox of which server: read from a URL.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::platform::config::{ImapTls, Secret};

/// When the connection becomes TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// From the first byte (`imaps://`).
    FromTheStart,
    /// By STARTTLS, or not at all.
    StartTls,
    /// Never: for a server on this machine.
    Never,
}

/// A mailbox.
#[derive(Debug, Clone)]
pub struct ImapAddress {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) user: String,
    pub(super) password: Option<Secret>,
    /// What stands behind the host.
    pub(super) folder: Option<String>,
}

impl ImapAddress {
    /// Reads `imaps://user:password@host:993/folder`, written in `key`; user, password and folder percent-encoded.
    ///
    /// # Errors
    /// One plain sentence without the secret part.
    pub(super) fn parse(key: &str, text: &str, tls: ImapTls) -> Result<Self, String> {
        let wrong = |what: &str| format!("{key} {what}; write imaps://user:password@host:993");
        let url = Url::parse(text).map_err(|_| wrong("is not a URL"))?;
        let host = url.host_str().filter(|host| !host.is_empty());
        // IPv6 addresses stand in brackets in a URL, without them everywhere else.
        let host = host.map(|host| host.trim_matches(['[', ']']));
        let security = super::security(url.scheme(), tls, host.unwrap_or_default())
            .ok_or_else(|| wrong("must start with imaps:// or imap://"))?;
        let host = host.ok_or_else(|| wrong("names no host"))?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("has a question mark or a hash: in a password they are written %3F and %23"));
        }
        let decode = |part: &str| percent_decode_str(part).decode_utf8().map(|text| text.into_owned());
        let user = decode(url.username()).map_err(|_| wrong("has an unreadable user"))?;
        if user.is_empty() {
            return Err(wrong("names no user"));
        }
        let password =
            url.password().map(decode).transpose().map_err(|_| wrong("has an unreadable password"))?;
        let folder = decode(url.path().trim_matches('/')).map_err(|_| wrong("has an unreadable folder"))?;
        let port = if security == Security::FromTheStart { 993 } else { 143 };
        Ok(Self {
            host: host.to_owned(),
            port: url.port().unwrap_or(port),
            security,
            user,
            password: password.map(|password| Secret::from(password.as_str())),
            folder: (!folder.is_empty()).then_some(folder),
        })
    }

    /// User, host and port: what it is known by.
    pub fn name(&self) -> String {
        format!("{} at {}", self.user, self.server())
    }

    /// Host, and port where that is not the usual one.
    pub(super) fn server(&self) -> String {
        match self.port {
            143 | 993 => self.host.clone(),
            port => format!("{}:{port}", self.host),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ImapAddress, String> {
        ImapAddress::parse("mail.imap_url", text, ImapTls::Required)
    }

    #[test]
    fn a_url_names_server_user_and_perhaps_a_folder() {
        let address = read("imaps://desk%40casa.it:p%2Fw%3F@posta.it/Posta%20in%20arrivo").expect("right");
        assert_eq!((address.host.as_str(), address.port), ("posta.it", 993));
        assert_eq!(
            (address.user.as_str(), address.folder.as_deref()),
            ("desk@casa.it", Some("Posta in arrivo"))
        );
        assert_eq!(address.password.as_ref().map(Secret::expose), Some("p/w?"));
        assert_eq!(address.name(), "desk@casa.it at posta.it");
        let address = read("imap://desk:x@[::1]:1143").expect("right");
        assert_eq!(
            (address.security, address.host.as_str(), address.port),
            (Security::StartTls, "::1", 1143)
        );
        let never = ImapAddress::parse("k", "imap://desk:x@localhost", ImapTls::None).expect("right");
        assert_eq!((never.security, never.port), (Security::Never, 143));
        let away = ImapAddress::parse("k", "imap://desk:x@posta.it", ImapTls::None).expect("right");
        assert_eq!(away.security, Security::StartTls);
    }

    #[test]
    fn a_wrong_url_is_told_without_its_password() {
        for url in
            ["posta.it", "http://a:segreta@posta.it", "imaps://posta.it", "imaps://a:segreta#1@posta.it"]
        {
            let error = read(url).expect_err("wrong");
            assert!(error.contains("mail.imap_url") && !error.contains("segreta"), "{error}");
        }
    }
}
