//! What is thrown away at night: drafts that nobody came back to, and files that nothing refers to.

use std::collections::HashSet;
use std::error::Error;

use chrono::Duration;

use super::error::TicketError;
use super::{actions, store};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::uploads;

/// A draft is kept so long after its last change: it may hold what nobody should keep without need (GDPR art. 5(1)(e)).
const DRAFT_LIFE: Duration = Duration::days(90);
/// A file younger than this may still wait for its row.
const FILE_GRACE: Duration = Duration::hours(24);
const DRAFTS_AT_ONCE: i64 = 100;

/// Says which of these keys of the file store a row refers to.
pub type KnownKeys = fn(&mut Conn, &[String]) -> DbResult<Vec<String>>;

/// Deletes old drafts with their files, and files without a row, neither of a message nor of what one of `also` knows; answers how many
/// of each.
///
/// # Errors
/// When the database or the file store fails; what was deleted stays deleted.
pub async fn delete_forgotten(
    app: &App,
    now: Instant,
    also: &'static [KnownKeys],
) -> Result<(usize, usize), Box<dyn Error + Send + Sync>> {
    let (mut drafts, oldest) = (0, now - DRAFT_LIFE);
    loop {
        let old =
            app.db.read(move |conn| store::drafts::untouched_since(conn, oldest, DRAFTS_AT_ONCE)).await?;
        if old.is_empty() {
            break;
        }
        for account in old {
            app.db
                .write::<_, TicketError, _>(move |conn| actions::discard_untouched(conn, account, oldest))
                .await?;
            drafts += 1;
        }
    }
    let mut orphans = 0;
    for keys in app.storage.older_than(now - FILE_GRACE).await? {
        let wanted = keys.clone();
        let looking = move |conn: &mut Conn| -> DbResult<HashSet<String>> {
            let mut known: HashSet<String> =
                store::attachments::known_keys(conn, &wanted)?.into_iter().collect();
            for others in also {
                known.extend(others(conn, &wanted)?);
            }
            Ok(known)
        };
        let known = app.db.read(looking).await?;
        for key in keys.iter().filter(|key| !known.contains(*key)) {
            uploads::remove(&app.storage, key).await;
            orphans += 1;
        }
    }
    Ok((drafts, orphans))
}

/// Forgets who had which question open, as soon as no claim depends on it any more; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_presence(app: &App, now: Instant) -> DbResult<usize> {
    let kept = Duration::hours(app.config.tickets.claim_hours.into()).max(Duration::days(1));
    app.db.write(move |conn| store::presence::delete_before(conn, now - kept)).await
}

/// Deletes the answers that somebody typed and never sent, of questions that are long over; answers how many.
///
/// # Errors
/// When the database fails; what was deleted stays deleted.
pub async fn delete_outlived_drafts(app: &App, now: Instant) -> DbResult<usize> {
    let before = now - Duration::days(app.config.tickets.answer_draft_days.into());
    let mut deleted = 0;
    loop {
        let some = move |conn: &mut Conn| store::answer_drafts::delete_outlived(conn, before, DRAFTS_AT_ONCE);
        match app.db.write(some).await? {
            0 => return Ok(deleted),
            count => deleted += count,
        }
    }
}
