//! The connection below the dialogue: TCP, and TLS over it.

use std::path::Path;
use std::sync::Arc;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::address::ImapAddress;
use super::fault::{ImapFault, ImapProblem};

/// What can be read and written.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send + Sync {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Duplex for T {}

pub(super) type Stream = Box<dyn Duplex>;

/// Whose certificates hold: those of the public authorities, and of those in a file, where one is named.
pub(super) struct Trust(TlsConnector);

impl Trust {
    pub(super) fn new(authorities: &Path) -> Result<Self, String> {
        let wrong = |why: String| format!("intake.imap_ca_file {}: {why}", authorities.display());
        let mut roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        if let Some(pem) = super::read_authorities(authorities)? {
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

    /// TLS over a connection to this server.
    pub(super) async fn secure(&self, address: &ImapAddress, stream: Stream) -> Result<Stream, ImapFault> {
        let name = ServerName::try_from(address.host.clone()).map_err(|_| {
            ImapFault::new(ImapProblem::Insecure, "its name is none that a certificate could be for")
        })?;
        match self.0.connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(ImapFault::new(ImapProblem::Insecure, &error.to_string())),
        }
    }
}

pub(super) async fn connect(address: &ImapAddress) -> Result<Stream, ImapFault> {
    let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
    stream.set_nodelay(true)?;
    Ok(Box::new(stream))
}
