//! Deleting what nobody needs any more.

use chrono::Duration;

use crate::accounts::store::{absences, sessions, tokens};
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::day_of_rome;

/// An expired session is kept so long: its cookie still proves whose draft a form is.
const KEPT: Duration = Duration::days(7);

/// When somebody was away says nothing a month after she came back.
const ABSENCE_KEPT: Duration = Duration::days(30);

/// Deletes sessions and tokens that expired a week ago, and absences that ended a month ago; answers how many rows went.
///
/// # Errors
/// When the database fails.
pub fn delete_expired(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    let absences = absences::delete_ended(conn, day_of_rome(now - ABSENCE_KEPT))?;
    Ok(sessions::delete_expired(conn, now - KEPT)? + tokens::delete_expired(conn, now - KEPT)? + absences)
}
