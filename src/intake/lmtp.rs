//! The LMTP listener (RFC 2033): a mail server of this machine hands mails over here, one after the other on one connection, and is
//! told of each, and for each of its recipients, when it is durable. The listener asks nobody who they are: `intake.lmtp_bind` is an
//! address that only that mail server reaches.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver, RequestReceiver};
use smtp_proto::{Error, Request};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::model::Source;
use super::receive::{Envelope, ReceiveError, Received, receive};
use crate::app::App;

/// Each may hold a whole message in memory; further ones wait for their turn.
const SESSIONS: usize = 8;
/// Recipients of one message (RFC 5321, 4.5.3.1.8).
const RECIPIENTS: usize = 100;
/// Commands that make no sense, before the other side is taken for no mail server.
const MISTAKES: u32 = 20;
/// How long a word of the other side is waited for (RFC 5321, 4.5.3.2.7).
const PATIENCE: Duration = Duration::from_secs(300);
/// Bytes read at once.
const CHUNK: usize = 16 * 1024;

/// Takes mails until `stopped`; sessions under way end with the message that they are at.
pub async fn serve(app: Arc<App>, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(SESSIONS));
    loop {
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place,
            () = closed(&mut stopped) => return,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = closed(&mut stopped) => return,
        };
        match accepted {
            Ok((stream, _)) => {
                // Replies are short, and the other side waits for each: held back (RFC 896) they cost 40 ms.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "replies of an LMTP session are held back");
                }
                let (app, stopped) = (Arc::clone(&app), stopped.clone());
                tokio::spawn(async move {
                    let _place = place;
                    if let Err(error) = Session::new(app, stream).run(stopped).await {
                        tracing::debug!(%error, "an LMTP session broke");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "an LMTP connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn closed(stopped: &mut watch::Receiver<bool>) {
    // Whoever would say so is gone: that is the end too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// The dialogue with one mail server.
struct Session<S> {
    app: Arc<App>,
    stream: S,
    is_greeted: bool,
    sender: Option<String>,
    recipients: Vec<String>,
    mistakes: u32,
}

/// What follows a command.
enum Next {
    Command,
    Data,
    End,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    fn new(app: Arc<App>, stream: S) -> Self {
        Self { app, stream, is_greeted: false, sender: None, recipients: Vec::new(), mistakes: 0 }
    }

    async fn run(mut self, mut stopped: watch::Receiver<bool>) -> std::io::Result<()> {
        let host = self.app.config.server.public_url.host();
        self.say(&format!("220 {host} LMTP")).await?;
        let (mut requests, mut chunk) = (RequestReceiver::default(), vec![0; CHUNK]);
        loop {
            let read = tokio::select! {
                read = tokio::time::timeout(PATIENCE, self.stream.read(&mut chunk)) => read,
                () = closed(&mut stopped) => return self.say("421 4.3.2 the desk closes").await,
            };
            let Ok(read) = read else { return self.say("421 4.4.2 nothing was heard").await };
            let mut bytes = match read? {
                0 => return Ok(()),
                count => chunk.get(..count).unwrap_or_default().iter(),
            };
            loop {
                let next = match requests.ingest(&mut bytes) {
                    Ok(request) => self.answer(request.into_owned()).await?,
                    Err(Error::NeedsMoreData { .. }) => break,
                    Err(error) => self.mistake(&error).await?,
                };
                match next {
                    Next::Command => {}
                    Next::End => return Ok(()),
                    Next::Data => {
                        let rest = bytes.as_slice().to_vec();
                        let rest = self.message(&rest).await?;
                        let Some(rest) = rest else { return Ok(()) };
                        // What came behind the message are commands again.
                        if rest.is_empty() {
                            break;
                        }
                        chunk.resize(chunk.len().max(rest.len()), 0);
                        chunk.splice(..rest.len(), rest.iter().copied());
                        bytes = chunk.get(..rest.len()).unwrap_or_default().iter();
                    }
                }
            }
        }
    }

    async fn answer(&mut self, request: Request<String>) -> std::io::Result<Next> {
        let reply = match request {
            Request::Lhlo { .. } => {
                self.reset();
                self.is_greeted = true;
                let most = self.app.config.intake.max_message_bytes;
                let host = self.app.config.server.public_url.host();
                &format!(
                    "250-{host}\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE {most}"
                )
            }
            Request::Ehlo { .. } | Request::Helo { .. } => "500 5.5.1 this is LMTP: say LHLO",
            Request::Mail { .. } if !self.is_greeted => "503 5.5.1 say LHLO first",
            Request::Mail { .. } if self.sender.is_some() => "503 5.5.1 one message at a time",
            Request::Mail { from } if from.size > self.app.config.intake.max_message_bytes => {
                "552 5.3.4 the message is too large"
            }
            Request::Mail { from } => {
                self.sender = Some(from.address);
                "250 2.1.0 ok"
            }
            Request::Rcpt { .. } if self.sender.is_none() => "503 5.5.1 say MAIL first",
            Request::Rcpt { .. } if self.recipients.len() >= RECIPIENTS => "452 4.5.3 too many recipients",
            Request::Rcpt { to } => {
                self.recipients.push(to.address);
                "250 2.1.5 ok"
            }
            Request::Data if self.recipients.is_empty() => "503 5.5.1 say RCPT first",
            Request::Data => {
                self.say("354 go on").await?;
                return Ok(Next::Data);
            }
            Request::Rset => {
                self.reset();
                "250 2.0.0 ok"
            }
            Request::Noop { .. } => "250 2.0.0 ok",
            Request::Vrfy { .. } => "252 2.0.0 send it and see",
            Request::Quit => {
                self.say("221 2.0.0 goodbye").await?;
                return Ok(Next::End);
            }
            other => return self.unknown(other.name()).await,
        };
        self.say(reply).await?;
        Ok(Next::Command)
    }

    async fn unknown(&mut self, name: &str) -> std::io::Result<Next> {
        self.count_mistake(&format!("502 5.5.1 {name} is not spoken here")).await
    }

    async fn mistake(&mut self, error: &Error) -> std::io::Result<Next> {
        let reply = match error {
            Error::UnknownCommand => "500 5.5.2 not understood",
            Error::InvalidSenderAddress => "501 5.1.7 that is no sender",
            Error::InvalidRecipientAddress => "501 5.1.3 that is no recipient",
            Error::ResponseTooLong => "500 5.5.6 the line is too long",
            _ => "501 5.5.4 not understood",
        };
        self.count_mistake(reply).await
    }

    async fn count_mistake(&mut self, reply: &str) -> std::io::Result<Next> {
        self.mistakes += 1;
        if self.mistakes > MISTAKES {
            self.say("421 4.7.0 too many mistakes").await?;
            return Ok(Next::End);
        }
        self.say(reply).await?;
        Ok(Next::Command)
    }

    /// Reads a message up to its last dot, stores it and answers once for each recipient (RFC 2033, 4.2). Answers what came behind
    /// it; `None` when the other side went away before.
    async fn message(&mut self, begun: &[u8]) -> std::io::Result<Option<Vec<u8>>> {
        let app = Arc::clone(&self.app);
        let _receiving = app.receiving.begin();
        let most = app.config.intake.max_message_bytes;
        let (mut receiver, mut raw) = (DataReceiver::new(), Vec::new());
        // The end of the line that said DATA: a dot right behind it ends an empty message.
        receiver.ingest(&mut b"\r\n".iter(), &mut raw);
        raw.clear();
        let mut beyond: Option<DummyDataReceiver> = None;
        let mut chunk = begun.to_vec();
        let rest = loop {
            let mut bytes = chunk.iter();
            let is_whole = match &mut beyond {
                None => receiver.ingest(&mut bytes, &mut raw),
                // Larger than is taken: the rest is read, since it is being sent, and kept nowhere.
                Some(beyond) => beyond.ingest(&mut bytes),
            };
            if is_whole {
                break bytes.as_slice().to_vec();
            }
            if beyond.is_none() && raw.len() > most {
                raw = Vec::new();
                beyond = Some(DummyDataReceiver::new_data(&receiver));
            }
            chunk.resize(CHUNK, 0);
            let read = tokio::time::timeout(PATIENCE, self.stream.read(&mut chunk)).await;
            match read {
                Err(_) | Ok(Ok(0)) => return Ok(None),
                Ok(count) => chunk.truncate(count?),
            }
        };
        let recipients = self.recipients.len();
        let too_large = beyond.is_some();
        let envelope = Envelope { from: self.sender.take(), to: Some(self.recipients.join(", ")) };
        self.reset();
        let reply = match too_large {
            true => "552 5.3.4 the message is too large",
            false => self.store(raw, envelope).await,
        };
        let replies: String = std::iter::repeat_n(format!("{reply}\r\n"), recipients).collect();
        self.stream.write_all(replies.as_bytes()).await?;
        self.stream.flush().await?;
        Ok(Some(rest))
    }

    async fn store(&self, raw: Vec<u8>, envelope: Envelope) -> &'static str {
        let (app, most) = (&self.app, self.app.config.intake.max_message_bytes);
        let now = app.clock.now();
        match receive(&app.db, &app.storage, Bytes::from(raw), envelope, Source::Lmtp, most, now).await {
            Ok(Received::New(_)) => "250 2.0.0 stored",
            Ok(Received::Known(_)) => "250 2.0.0 stored before",
            Err(ReceiveError::TooLarge { .. }) => "552 5.3.4 the message is too large",
            Err(ReceiveError::Empty) => "554 5.6.0 the message is empty",
            Err(error) => {
                tracing::warn!(%error, "a message was not stored, and is to come again");
                "451 4.3.0 not now, come again"
            }
        }
    }

    fn reset(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    async fn say(&mut self, reply: &str) -> std::io::Result<()> {
        self.stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }
}
