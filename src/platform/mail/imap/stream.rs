//! The connection below the dialogue: TCP, and TLS over it.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::address::ImapAddress;
use super::fault::{ImapFault, ImapProblem};
use crate::platform::mail::tls::Trust;

/// What can be read and written.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send + Sync {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Duplex for T {}

pub(super) type Stream = Box<dyn Duplex>;

pub(super) async fn connect(address: &ImapAddress) -> Result<Stream, ImapFault> {
    let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
    stream.set_nodelay(true)?;
    Ok(Box::new(stream))
}

/// TLS over a connection to this server.
pub(super) async fn secure(
    trust: &Trust,
    address: &ImapAddress,
    stream: Stream,
) -> Result<Stream, ImapFault> {
    match trust.secure(&address.host, stream).await {
        Ok(stream) => Ok(Box::new(stream)),
        Err(error) => Err(ImapFault::new(ImapProblem::Insecure, &error.to_string())),
    }
}
