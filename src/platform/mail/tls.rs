//! TLS over a connection to a mail server, for those that speak it from the first byte and for IMAP.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Whose certificates hold: those of the public authorities, and of those in a file, where one is named.
pub(super) struct Trust(TlsConnector);

impl Trust {
    /// Reads the file that the setting `key` names, unless it is empty.
    pub(super) fn new(key: &str, authorities: &Path) -> Result<Self, String> {
        let mut roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        if let Some(pem) = authorities_of(key, authorities)? {
            let wrong = |why: String| format!("{key} {}: {why}", authorities.display());
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(&pem) {
                let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
                roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
            }
            if roots.len() == before {
                return Err(wrong("it holds no certificate in PEM form".to_owned()));
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS cannot be used: {error}"))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// TLS over a connection to `host`.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] for a name that no certificate could be for, [`io::ErrorKind::InvalidData`] when the other
    /// side does not speak TLS or is not who it says; else what the network says.
    pub(super) async fn secure<S>(&self, host: &str, stream: S) -> io::Result<TlsStream<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidInput, "its name is none that a certificate could be for")
        })?;
        self.0.connect(name, stream).await
    }
}

/// What stands in the file of authorities that the setting `key` names; `None` when it names none.
pub(super) fn authorities_of(key: &str, file: &Path) -> Result<Option<Vec<u8>>, String> {
    if file.as_os_str().is_empty() {
        return Ok(None);
    }
    let pem = std::fs::read(file);
    pem.map(Some).map_err(|error| format!("{key} {}: {error}", file.display()))
}
