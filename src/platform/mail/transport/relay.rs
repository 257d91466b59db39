//! Which mail server, how secured, as whom: read from `mail.smtp_url` or `mail.smtp_fallback_urls`, and `mail.smtp_tls`.

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::platform::config::{Secret, SmtpTls};
use crate::platform::mail::discretion::Discretion;

/// When the connection becomes TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// From the first byte (`smtps://`). The safest: nothing is said in clear that could be tampered with (RFC 8314).
    FromTheStart,
    /// By STARTTLS, or not at all.
    StartTls,
    /// By STARTTLS where it is offered: does not stop an attacker in between.
    StartTlsIfOffered,
    /// Never: for a relay on this machine.
    Never,
}

/// A mail server that takes our mail.
#[derive(Debug)]
pub(super) struct Relay {
    /// The setting that names it.
    pub(super) key: &'static str,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) credentials: Option<Credentials>,
    /// Keeps what the server repeats of the password from people.
    pub(super) discretion: Discretion,
    pub(super) hello: ClientId,
}

impl Relay {
    /// Reads `smtps://user:password@host:465/name-for-ehlo` or `smtp://…:587` from the setting `key`; user and password
    /// percent-encoded.
    pub(super) fn parse(key: &'static str, text: &str, tls: SmtpTls) -> Result<Self, String> {
        let wrong = |what: &str| format!("{key} {what}; write smtp://user:password@host:587");
        let url = Url::parse(text).map_err(|_| wrong("is not a URL"))?;
        let (security, port) = match (url.scheme(), tls) {
            ("smtps", _) => (Security::FromTheStart, 465),
            ("smtp", SmtpTls::Required) => (Security::StartTls, 587),
            ("smtp", SmtpTls::Opportunistic) => (Security::StartTlsIfOffered, 587),
            ("smtp", SmtpTls::None) => (Security::Never, 25),
            _ => return Err(wrong("must start with smtp:// or smtps://")),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("names no host"))?;
        if url.query().is_some() {
            return Err(wrong("has a question mark: how to use TLS is said by mail.smtp_tls"));
        }
        let decode = |part: &str| percent_decode_str(part).decode_utf8().map(|text| text.into_owned());
        let (credentials, discretion) = match (url.username(), url.password()) {
            ("", None) => (None, Discretion::new("", None)),
            (user, Some(password)) => {
                let user = decode(user).map_err(|_| wrong("has an unreadable user"))?;
                let password = decode(password).map_err(|_| wrong("has an unreadable password"))?;
                // Who we are is no secret, and tells many refusals apart.
                let discretion = Discretion::new("", Some(&Secret::from(password.as_str())));
                (Some(Credentials::new(user, password)), discretion)
            }
            (_, None) => return Err(wrong("has a user without password")),
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Ok(Self {
            key,
            // IPv6 addresses stand in brackets in a URL, without them everywhere else.
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            security,
            credentials,
            discretion,
            hello,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_required_unless_the_settings_say_otherwise() {
        let read =
            |url, tls| Relay::parse("mail.smtp_url", url, tls).map(|relay| (relay.security, relay.port));
        assert_eq!(read("smtps://posta.it", SmtpTls::None), Ok((Security::FromTheStart, 465)));
        assert_eq!(read("smtp://posta.it", SmtpTls::Required), Ok((Security::StartTls, 587)));
        assert_eq!(read("smtp://posta.it:2525", SmtpTls::None), Ok((Security::Never, 2525)));
    }

    #[test]
    fn a_wrong_url_is_told_without_its_password() {
        for url in [
            "posta.it",
            "http://a:segreta@posta.it",
            "smtp://anna@posta.it",
            "smtp://a:segreta@posta.it?tls=none",
        ] {
            let error = Relay::parse("mail.smtp_url", url, SmtpTls::Required).expect_err("wrong");
            assert!(error.contains("mail.smtp_url") && !error.contains("segreta"), "{error}");
        }
    }

    #[test]
    fn odd_characters_of_a_password_are_percent_encoded() {
        let relay = Relay::parse("mail.smtp_url", "smtp://a%40b.it:p%2Fw@[::1]/desk.it", SmtpTls::Required)
            .expect("right");
        assert_eq!(relay.credentials, Some(Credentials::new("a@b.it".into(), "p/w".into())));
        assert_eq!(relay.host, "::1");
    }
}
