//! Deleting what nobody needs any more.

use chrono::Duration;

use crate::accounts::store::{sessions, tokens};
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};

/// An expired session is kept so long: its cookie still proves whose draft a form is.
const KEPT: Duration = Duration::days(7);

/// Deletes sessions and tokens that expired a week ago; answers how many rows went.
///
/// # Errors
/// When the database fails.
pub fn delete_expired(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    Ok(sessions::delete_expired(conn, now - KEPT)? + tokens::delete_expired(conn, now - KEPT)?)
}
