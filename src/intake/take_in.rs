//! Reading what was stored: the job `intake`.

use std::error::Error;
use std::sync::Arc;

use chrono::Duration;
use futures_util::{StreamExt, stream};

use super::carry_out::{self, Hand};
use super::decision::Decision;
use super::files::{self, Files};
use super::model::{IncomingState, Settled, Stored};
use super::store;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::IncomingId;
use crate::platform::db::{DbError, DbResult};
use crate::platform::jobs::Running;
use crate::platform::mail::incoming::{EnvelopeSender, Incoming};
use crate::platform::mail::understand;
use crate::platform::storage::StorageError;
use crate::tickets::{self, StoredFile};

/// Mails read at once.
const BATCH: i64 = 64;
/// Of these so many are under way at the same time: enough to share commits.
const AT_ONCE: usize = 16;
/// After so many attempts that ended the reader, a mail is given up, where a person sees it.
const ATTEMPTS: i32 = 5;
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
        loop {
            let due = app.db.read(move |conn| store::due(conn, now, BATCH)).await?;
            if due.is_empty() {
                return Ok(());
            }
            let all = i64::try_from(due.len()).is_ok_and(|found| found < BATCH);
            let tried = stream::iter(due).map(|id| take_in(&app, id, now)).buffer_unordered(AT_ONCE);
            let outcomes: Vec<DbResult<()>> = tried.collect().await;
            outcomes.into_iter().collect::<DbResult<Vec<()>>>()?;
            if all {
                return Ok(());
            }
        }
    })
}

/// Takes in one mail, if it still waits. What cannot be done now is put off.
///
/// # Errors
/// When the database fails; then the mail waits.
pub async fn take_in(app: &Arc<App>, id: IncomingId, now: Instant) -> DbResult<()> {
    let Some(stored) = app.db.read(move |conn| store::waiting(conn, id)).await? else { return Ok(()) };
    let attempts = stored.attempts + 1;
    match tried(app, stored, now).await {
        Ok(Some(settled)) => {
            let (state, reason) = (settled.state.as_str(), settled.reason.as_str());
            tracing::info!(
                mail = id.0,
                state,
                reason,
                ticket = settled.ticket.map(|id| id.0),
                "mail taken in"
            );
            Ok(())
        }
        Ok(None) => Ok(()),
        Err(Trouble::Database(error)) => Err(error),
        Err(Trouble::Panicked) if attempts >= ATTEMPTS => {
            tracing::error!(mail = id.0, "a mail cannot be read, and waits for a person");
            app.db.write(move |conn| store::fail(conn, id, now)).await
        }
        Err(trouble) => {
            tracing::warn!(mail = id.0, %trouble, attempts, "a mail was not taken in, and waits");
            let until = now + Duration::minutes(2_i64.pow(attempts.clamp(0, 6).unsigned_abs()));
            app.db.write(move |conn| store::put_off(conn, id, attempts, until)).await
        }
    }
}

async fn tried(app: &Arc<App>, stored: Stored, now: Instant) -> Result<Option<Settled>, Trouble> {
    let mail = Arc::new(read(app, &stored.raw_key, stored.envelope_from.clone()).await?);
    let (reader, known, message) = (Arc::clone(app), stored.clone(), Arc::clone(&mail));
    let decision: Decision =
        app.db.read(move |conn| carry_out::decided(conn, &reader, &known, &message)).await?;
    let has_files = matches!(decision, Decision::Ask { .. } | Decision::Reply { .. });
    let (files, left_out) = if has_files { keep(app, &mail).await? } else { Default::default() };
    let (hand, message, kept) = (Arc::clone(app), Arc::clone(&mail), files.clone());
    let done = app
        .db
        .write::<_, DbError, _>(move |conn| {
            let hand =
                Hand { app: &hand, id: stored.id, mail: &message, files: &kept, left_out: &left_out, now };
            carry_out::carry_out(conn, &hand, &stored)
        })
        .await?;
    // Files of what became no message after all. Those of a failed transaction are found by the nightly cleaning.
    if done.is_none_or(|settled| settled.state != IncomingState::Taken) {
        tickets::remove_files(&app.storage, &files).await;
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

async fn keep(app: &App, mail: &Incoming) -> Result<(Vec<StoredFile>, Vec<String>), Trouble> {
    let Files { taken, left_out } = files::sort(mail, &app.config.tickets);
    Ok((tickets::keep_files(&app.storage, taken).await?, left_out))
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
            app.storage.delete(&key).await?;
        }
    }
}
