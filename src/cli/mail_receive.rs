//! `dialoga mail receive`: for the pipe of a mail server.

use std::io::Read;

use bytes::Bytes;
use clap::Args;

use super::failure::{Explain, Failure};
use crate::intake::{self, Envelope, Received, Source};
use crate::kernel::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::storage::Storage;

/// Where the message comes from.
#[derive(Debug, Args)]
pub(super) struct MailReceive {
    /// Address that it was sent to.
    #[arg(long, value_name = "ADDRESS")]
    to: Option<String>,
    /// Address in its envelope; empty for a message that wants no answer.
    #[arg(long, value_name = "ADDRESS", allow_hyphen_values = true)]
    from: Option<String>,
}

/// How it ended.
pub(super) enum Ended {
    /// Stored; or known before.
    Stored,
    /// Not now: the mail server is to come again.
    Later(Failure),
    /// Never: the mail server tells the sender.
    Refused(Failure),
}

pub(super) fn run(config: &Config, given: MailReceive) -> Ended {
    match stored(config, given) {
        Ok(Ok(received)) => {
            if let Received::Known(id) = received {
                tracing::info!(mail = id.0, "the same message was stored before");
            }
            Ended::Stored
        }
        Ok(Err(error)) if error.is_passing() => Ended::Later(explained(error)),
        Ok(Err(error)) => Ended::Refused(explained(error)),
        Err(failure) => Ended::Later(failure),
    }
}

fn explained(error: intake::ReceiveError) -> Failure {
    Err::<(), _>(error).explain("The message was not stored").err().unwrap_or_else(|| Failure::new(""))
}

fn stored(config: &Config, given: MailReceive) -> Result<Result<Received, intake::ReceiveError>, Failure> {
    let most = config.intake.max_message_bytes;
    let mut raw = Vec::new();
    // One byte more is read, so that too large a message is known to be so.
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin().lock().take(bound).read_to_end(&mut raw).explain("The message could not be read")?;
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let storage =
        Storage::open(&config.storage.attachments()).explain("The folder of messages could not be opened")?;
    let envelope = Envelope { from: given.from, to: given.to };
    let now = Clock::system().now();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .explain("The program could not start")?;
    let storing =
        intake::receive::receive(&db, &storage, Bytes::from(raw), envelope, Source::Pipe, most, now);
    Ok(runtime.block_on(storing))
}
