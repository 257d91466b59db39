//! What erasing a person leaves to be done after the commit: the job `erasures`.

use std::collections::HashSet;
use std::error::Error;
use std::sync::Arc;

use chrono::Duration;

use super::store;
use crate::accounts;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::mail::outbox;
use crate::tickets::KnownKeys;

/// Files, and addresses, looked at together.
const AT_ONCE: i64 = 100;
/// The last mail is tried for so long; then its address goes, whether it arrived or not.
const TOLD_FOR: Duration = Duration::days(7);

/// Deletes the files whose rows are gone, and forgets the addresses to which the last mail, `told`, has left. A file that one of
/// `known` still knows stays.
///
/// # Errors
/// When the database or the file store fails; what is left is done by the next run.
pub async fn finish_erasures(
    app: Arc<App>,
    known: &'static [KnownKeys],
    told: &'static str,
    now: Instant,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    loop {
        let look = move |conn: &mut Conn| -> DbResult<(Vec<String>, HashSet<String>)> {
            let keys = store::some(conn, AT_ONCE)?;
            let mut kept = HashSet::new();
            for known in known {
                kept.extend(known(conn, &keys)?);
            }
            Ok((keys, kept))
        };
        let (keys, kept) = app.db.read(look).await?;
        if keys.is_empty() {
            break;
        }
        for key in keys.iter().filter(|key| !kept.contains(*key)) {
            app.storage.delete(key).await?;
        }
        app.db.write::<_, DbError, _>(move |conn| store::delete(conn, &keys)).await?;
    }
    let over = move |conn: &mut Conn| -> DbResult<Vec<AccountId>> {
        let mut over = Vec::new();
        for (account, at) in accounts::with_address(conn, AT_ONCE)? {
            if at + TOLD_FOR <= now || outbox::is_done_with(conn, told, account, at)? {
                over.push(account);
            }
        }
        Ok(over)
    };
    let over = app.db.read(over).await?;
    if over.is_empty() {
        return Ok(());
    }
    let forget = move |conn: &mut Conn| -> DbResult<()> {
        for account in over {
            accounts::forget_address(conn, account)?;
            // What a server said of the last mail quotes the address too.
            outbox::forget_reader(conn, account)?;
        }
        Ok(())
    };
    app.db.write::<_, DbError, _>(forget).await?;
    Ok(())
}
