//! Reading what was stored: the job `intake`.

use std::error::Error;
use std::sync::Arc;

use chrono::Duration;
use futures_util::{StreamExt, stream};

use super::carry_out::{self, Hand};
use super::decision::Decision;
use super::files::{self, Files};
use super::model::{IncomingState, Settled, Stored};
use super::store::{self, Due};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::IncomingId;
use crate::platform::db::{Conn, DbError};
use crate::platform::jobs::Running;
use crate::platform::mail::incoming::{EnvelopeSender, Incoming};
use crate::platform::mail::understand;
use crate::platform::storage::StorageError;
use crate::platform::uploads::{self, StoredFile};

/// Mails taken at once.
const BATCH: i64 = 64;
/// Of the small ones so many are under way at the same time: enough to share commits.
const AT_ONCE: usize = 16;
/// Larger messages, which take several times their size while they are read, are read one by one.
const SMALL: i64 = 512 * 1024;
/// After so many attempts that ended the reader, a mail is given up, where a person sees it.
const ATTEMPTS: i32 = 5;
/// A mail whose reading ended in nothing is tried again after so long: whoever read it was killed, or the file store or the database was
/// out of reach.
const PAUSE: Duration = Duration::minutes(1);
/// Rows thrown away in one transaction.
const FORGOTTEN_AT_ONCE: i64 = 200;

/// Why a mail was not read this time.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The database; the mail waits.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The file store; the mail waits.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Reading it ended the reader.
    #[error("reading it panicked")]
    Panicked,
}

/// Takes in every mail that waits.
pub fn take_in_waiting(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        // A look first: whoever has nothing to do writes nothing.
        while app.db.read(move |conn| store::is_any_due(conn, now)).await? {
            let lease = move |conn: &mut Conn| store::lease(conn, now, now + PAUSE, ATTEMPTS, BATCH);
            let (small, large): (Vec<Due>, Vec<Due>) =
                app.db.write(lease).await?.into_iter().partition(|due| due.size <= SMALL);
            stream::iter(small).for_each_concurrent(AT_ONCE, |due| take_in(&app, due.id, now)).await;
            for due in large {
                take_in(&app, due.id, now).await;
            }
        }
        Ok(())
    })
}

/// Takes in one mail that was leased, if it still waits. What does not succeed is tried again when its lease ends.
async fn take_in(app: &Arc<App>, id: IncomingId, now: Instant) {
    let trouble = match tried(app, id, now).await {
        Ok(Some(settled)) => {
            let (state, reason) = (settled.state.as_str(), settled.reason.as_str());
            tracing::info!(
                mail = id.0,
                state,
                reason,
                ticket = settled.ticket.map(|id| id.0),
                "mail taken in"
            );
            return;
        }
        Ok(None) => return,
        Err(trouble) => trouble,
    };
    tracing::warn!(mail = id.0, %trouble, "a mail was not taken in");
    let put_off = move |conn: &mut Conn| store::put_off(conn, id, now + PAUSE);
    let noted = match &trouble {
        Trouble::Storage(error) if error.is_lost() => {
            app.db.write::<_, DbError, _>(move |conn| store::fail(conn, id, now)).await
        }
        Trouble::Storage(_) => app.db.write(put_off).await,
        Trouble::Database(error) if error.is_passing() => app.db.write(put_off).await,
        Trouble::Database(_) | Trouble::Panicked => Ok(()),
    };
    if let Err(error) = noted {
        tracing::warn!(mail = id.0, %error, "that a mail was not taken in was not noted");
    }
}

async fn tried(app: &Arc<App>, id: IncomingId, now: Instant) -> Result<Option<Settled>, Trouble> {
    let Some(stored) = app.db.read(move |conn| store::waiting(conn, id)).await? else { return Ok(None) };
    app.receiving.let_pass().await;
    let mail = Arc::new(read(app, &stored.raw_key, stored.envelope_from.clone()).await?);
    // Nothing has to be decided before the transaction about a mail that brings no files.
    let kept = if mail.attachments.is_empty() {
        Some(Kept::default())
    } else if wants_files(app, &stored, &mail).await? {
        Some(keep(app, &mail).await?)
    } else {
        None
    };
    let files = kept.as_ref().map(|kept| kept.files.clone()).unwrap_or_default();
    let (hand, message) = (Arc::clone(app), Arc::clone(&mail));
    let done = app
        .db
        .write::<_, DbError, _>(move |conn| {
            let hand = Hand {
                app: &hand,
                id: stored.id,
                mail: &message,
                files: kept.as_ref().map(|kept| kept.files.as_slice()),
                left_out: kept.as_ref().map_or(&[], |kept| kept.left_out.as_slice()),
                now,
            };
            carry_out::carry_out(conn, &hand, &stored)
        })
        .await?;
    // Files of what became no message after all. Those of a failed transaction are found by the nightly cleaning.
    if done.is_none_or(|settled| settled.state != IncomingState::Taken) {
        uploads::remove_all(&app.storage, &files).await;
    }
    Ok(done)
}

/// The message as its reader understands it. A message that ends the reader ends nothing else.
///
/// # Errors
/// When the file store fails, or the reader ended.
pub async fn read(
    app: &App,
    raw_key: &Option<String>,
    envelope_from: Option<String>,
) -> Result<Incoming, Trouble> {
    let raw = app.storage.get(raw_key.as_deref().unwrap_or_default()).await?;
    let reading = move || {
        let sender = match envelope_from.as_deref() {
            None => EnvelopeSender::Unknown,
            Some("") => EnvelopeSender::Null,
            Some(address) => EnvelopeSender::Address(address),
        };
        understand(&raw, sender)
    };
    tokio::task::spawn_blocking(reading).await.map_err(|_| Trouble::Panicked)
}

/// Whether the files of a mail will be part of a question, so far as can be said before it is taken in.
async fn wants_files(app: &Arc<App>, stored: &Stored, mail: &Arc<Incoming>) -> Result<bool, Trouble> {
    let (reader, known, message) = (Arc::clone(app), stored.clone(), Arc::clone(mail));
    let decision: Decision =
        app.db.read(move |conn| carry_out::decided(conn, &reader, &known, &message)).await?;
    Ok(carry_out::needs_files(&decision))
}

/// The files of a mail, as a question has them.
#[derive(Default)]
struct Kept {
    files: Vec<StoredFile>,
    /// What of it is not taken along.
    left_out: Vec<String>,
}

async fn keep(app: &Arc<App>, mail: &Arc<Incoming>) -> Result<Kept, Trouble> {
    let (at_desk, mail) = (Arc::clone(app), Arc::clone(mail));
    let sorting = move || files::sort(&mail, &at_desk.config.tickets);
    let Files { taken, left_out } =
        tokio::task::spawn_blocking(sorting).await.map_err(|_| Trouble::Panicked)?;
    Ok(Kept { files: uploads::put_all(&app.storage, taken).await?, left_out })
}

/// Throws away the messages that were taken in or put aside long ago; answers how many.
///
/// # Errors
/// When the database fails; what was thrown away stays away.
pub async fn forget_old(app: &App, now: Instant) -> Result<usize, Box<dyn Error + Send + Sync>> {
    let before = now - Duration::days(app.config.intake.keep_days.into());
    let mut forgotten = 0;
    loop {
        let (keys, count) =
            app.db.write::<_, DbError, _>(move |conn| store::forget(conn, before, FORGOTTEN_AT_ONCE)).await?;
        if count == 0 {
            return Ok(forgotten);
        }
        forgotten += count;
        for key in keys {
            if let Err(error) = app.storage.delete(&key).await {
                tracing::warn!(%error, "an old message was not removed; it is found as a file without an owner");
            }
        }
    }
}
