//! How the dialogue with a mail server is kept from others.

use std::path::Path;

use lettre::transport::smtp::client::{Certificate, TlsParameters};

use super::relay::{Relay, Security};
use crate::platform::mail::tls::{Trust, authorities_of};

const AUTHORITIES: &str = "mail.smtp_ca_file";

/// When the connection becomes TLS, and whose certificates hold then.
pub(super) enum Protection {
    /// From the first byte.
    FromTheStart(Trust),
    /// By STARTTLS, or not at all.
    StartTls(TlsParameters),
    /// By STARTTLS where it is offered.
    StartTlsIfOffered(TlsParameters),
    /// Never.
    Never,
}

impl Protection {
    /// Certificates of the public authorities hold, and of those in the file, where one is named.
    pub(super) fn new(relay: &Relay, authorities: &Path) -> Result<Self, String> {
        Ok(match relay.security {
            Security::FromTheStart => Self::FromTheStart(Trust::new(AUTHORITIES, authorities)?),
            Security::StartTls => Self::StartTls(parameters(&relay.host, authorities)?),
            Security::StartTlsIfOffered => Self::StartTlsIfOffered(parameters(&relay.host, authorities)?),
            Security::Never => Self::Never,
        })
    }
}

/// What lettre needs to turn a connection to `host` into TLS.
fn parameters(host: &str, authorities: &Path) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = authorities_of(AUTHORITIES, authorities)? {
        let wrong = |why: &str| format!("{AUTHORITIES} {}: {why}", authorities.display());
        if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
            return Err(wrong("it holds no certificate in PEM form"));
        }
        builder =
            builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|e| wrong(&e.to_string()))?);
    }
    builder.build().map_err(|error| format!("TLS cannot be used with {AUTHORITIES}: {error}"))
}
