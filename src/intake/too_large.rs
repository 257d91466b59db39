//! Messages that are not fetched because they are too large: their heading is kept, so that a person knows of them.

use bytes::Bytes;

use super::carry_out;
use super::facts;
use super::model::Source;
use super::receive::{Envelope, ReceiveError, Received, digest};
use super::store::{self, Heading, NewIncoming};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::DbError;
use crate::platform::mail::{EnvelopeSender, understand};

/// Stores the heading durably, as a mail that waits for a person. The same heading is stored once.
///
/// # Errors
/// When the file store or the database fails; never that it is too large.
pub async fn note(
    app: &App,
    heading: Bytes,
    size: Option<u32>,
    source: Source,
    now: Instant,
) -> Result<Received, ReceiveError> {
    // No message has the digest of its heading.
    let content_hash = digest(&[b"heading\n", &heading]);
    let known = content_hash.clone();
    if let Some(id) = app.db.read_briefly(move |conn| store::of_content(conn, &known)).await? {
        return Ok(Received::Known(id));
    }
    let raw = heading.clone();
    let reading = move || {
        let mail = understand(&raw, EnvelopeSender::Unknown);
        let sender = facts::sender(&mail);
        Heading { left_out: vec!["rest".to_owned()], ..carry_out::told(&mail, sender) }
    };
    // A heading that ends the reader is kept all the same.
    let told = tokio::task::spawn_blocking(reading).await.unwrap_or_default();
    let size = size.map_or_else(|| i64::try_from(heading.len()).unwrap_or(i64::MAX), i64::from);
    let raw_key = app.storage.put(heading).await?;
    let new =
        NewIncoming { source, content_hash, raw_key: raw_key.clone(), size, envelope: Envelope::default() };
    let received =
        app.db.write::<_, DbError, _>(move |conn| store::insert_too_large(conn, &new, &told, now)).await?;
    if matches!(received, Received::Known(_))
        && let Err(error) = app.storage.delete(&raw_key).await
    {
        tracing::warn!(%error, "the second copy of a heading was not removed");
    }
    Ok(received)
}
