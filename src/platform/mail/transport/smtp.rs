//! Delivery to a mail server, over a few connections that are kept while there is mail.
//!
//! lettre's own pool is not used, for three reasons seen in its source (0.11.23): its timeout covers the TCP
//! connection only, so that a server that stalls later holds a sender for ever; a sender cancelled from outside puts
//! its connection back into the pool in the middle of a dialogue, where the next mail reads the replies of the last
//! and may be taken for sent; and its errors do not tell a refused sign-in from a refused recipient.

use std::future::Future;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::response::Response;

use super::dial::{Secured, dial};
use super::protection::Protection;
use super::relay::Relay;
use super::stage::{Fault, Stage, judge, judge_recipient};
use crate::platform::mail::compose::Composed;
use crate::platform::mail::failure::{Failure, SendProblem};

/// After the final dot a server may take long to reply, and giving up early doubles mails (RFC 5321, 4.5.3.2.6).
const PATIENCE_AT_THE_END: u32 = 4;

const PATIENCE_AT_GOODBYE: Duration = Duration::from_secs(2);

pub(super) struct Smtp {
    relay: Relay,
    protection: Protection,
    step: Duration,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
    keep: usize,
}

impl Smtp {
    pub(super) fn new(relay: Relay, protection: Protection, step: Duration, keep: usize) -> Self {
        Self { relay, protection, step, idle: Mutex::default(), keep }
    }

    /// Host and port, for people.
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.relay.host, self.relay.port)
    }

    /// The setting that names it.
    pub(super) fn key(&self) -> &'static str {
        self.relay.key
    }

    pub(super) async fn deliver(&self, message: &Composed) -> Result<(), Failure> {
        let mut connection = self.begin(message).await?;
        for recipient in message.envelope.to() {
            let reply = self.step(connection.command(Rcpt::new(recipient.clone(), Vec::new()))).await;
            if let Err(fault) = reply {
                self.keep_if_in_order(connection, &fault).await;
                let sender = message.envelope.from().map(Address::to_string).unwrap_or_default();
                return Err(judge_recipient(&sender, &fault, &self.relay.discretion));
            }
        }
        let message_stage = |fault| self.judge(Stage::Message, &fault);
        self.step(connection.command(Data)).await.map_err(message_stage)?;
        within(self.step * PATIENCE_AT_THE_END, connection.message(&message.bytes))
            .await
            .map_err(message_stage)?;
        self.park(connection);
        Ok(())
    }

    /// Goes as far as naming a sender, and a recipient, because many servers speak of the sender only then. That the desk
    /// writes to itself means nothing: whether the server takes that is not asked.
    pub(super) async fn check(&self, sender: &Address) -> Result<(), Failure> {
        let mut connection = self.connect().await?;
        let mail = Mail::new(Some(sender.clone()), Vec::new());
        self.step(connection.command(mail)).await.map_err(|fault| self.judge(Stage::Sender, &fault))?;
        if let Err(fault) = self.step(connection.command(Rcpt::new(sender.clone(), Vec::new()))).await {
            let failure = judge_recipient(sender.as_ref(), &fault, &self.relay.discretion);
            if !matches!(failure.problem, SendProblem::RecipientRefused | SendProblem::TryLater) {
                return Err(failure);
            }
        }
        if self.step(connection.command(Rset)).await.is_ok() {
            self.park(connection);
        }
        Ok(())
    }

    /// Says goodbye on every kept connection, as servers expect (RFC 5321, 4.1.1.10), and waits for no answer for long.
    pub(super) async fn hang_up(&self) {
        let kept = std::mem::take(&mut *self.idle());
        let goodbyes = kept.into_iter().map(|mut connection| async move {
            // One that does not answer is closed all the same.
            let _ = within(self.step.min(PATIENCE_AT_GOODBYE), connection.quit()).await;
        });
        join_all(goodbyes).await;
    }

    /// A connection on which the server has accepted MAIL. A kept connection may have died meanwhile: nothing was said
    /// on it yet, so a new one takes its place.
    async fn begin(&self, message: &Composed) -> Result<AsyncSmtpConnection, Failure> {
        let mail = || Mail::new(message.envelope.from().cloned(), Vec::new());
        let kept = self.idle().pop();
        if let Some(mut connection) = kept {
            match self.step(connection.command(mail())).await {
                Ok(_) => return Ok(connection),
                // Servers end a session after so many mails with 421; whether it is more, a new connection tells. What it says may
                // name an address, or repeat what it was shown.
                Err(_) => tracing::debug!("kept connection to the mail server is of no use"),
            }
        }
        let mut connection = self.connect().await?;
        self.step(connection.command(mail())).await.map_err(|fault| self.judge(Stage::Sender, &fault))?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let relay = &self.relay;
        let unreachable = |fault| self.judge(Stage::Connect, &fault);
        let stream = within(self.step * 2, self.stream()).await.map_err(unreachable)?;
        let greeting = AsyncSmtpConnection::connect_with_transport(stream, &relay.hello);
        let mut connection = within(self.step * 2, greeting).await.map_err(unreachable)?;
        let upgrade = match &self.protection {
            Protection::StartTls(tls) => Some(tls),
            Protection::StartTlsIfOffered(tls) => connection.can_starttls().then_some(tls),
            Protection::FromTheStart(_) | Protection::Never => None,
        };
        if let Some(tls) = upgrade {
            within(self.step, connection.starttls(tls.clone(), &relay.hello))
                .await
                .map_err(|fault| self.judge(Stage::Encrypt, &fault))?;
        }
        if let Some(credentials) = &relay.credentials {
            self.step(connection.auth(DEFAULT_MECHANISMS, credentials))
                .await
                .map_err(|fault| self.judge(Stage::SignIn, &fault))?;
        }
        Ok(connection)
    }

    async fn stream(&self) -> io::Result<Box<dyn AsyncTokioStream>> {
        let stream = dial(&self.relay.host, self.relay.port, self.step).await?;
        Ok(match &self.protection {
            Protection::FromTheStart(trust) => {
                Box::new(Secured(trust.secure(&self.relay.host, stream).await?))
            }
            Protection::StartTls(_) | Protection::StartTlsIfOffered(_) | Protection::Never => {
                Box::new(stream)
            }
        })
    }

    fn judge(&self, stage: Stage, fault: &Fault) -> Failure {
        judge(stage, fault, &self.relay.discretion)
    }

    /// After a plain refusal the connection serves the next mail; after anything else it is dropped.
    async fn keep_if_in_order(&self, mut connection: AsyncSmtpConnection, fault: &Fault) {
        if fault.is_reply() && self.step(connection.command(Rset)).await.is_ok() {
            self.park(connection);
        }
    }

    fn park(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle();
        if idle.len() < self.keep {
            idle.push(connection);
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<AsyncSmtpConnection>> {
        // A list of connections is whole whatever happened to the thread that held it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn step(&self, command: impl Future<Output = Result<Response, Error>>) -> Result<Response, Fault> {
        within(self.step, command).await
    }
}

async fn within<T, E: Into<Fault>>(
    time: Duration,
    step: impl Future<Output = Result<T, E>>,
) -> Result<T, Fault> {
    match tokio::time::timeout(time, step).await {
        Ok(result) => result.map_err(Into::into),
        Err(_) => Err(Fault::TimedOut),
    }
}
