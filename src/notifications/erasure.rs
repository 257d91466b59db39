//! What is kept of the mails and notices to somebody whose data are erased.
//!
//! Notices, choices and digests go. The rows of her mails stay without what servers said of her address: their numbers are those
//! of the figures, their subjects name a question by its number alone, and their Message-IDs are the desk's own. What had not left
//! does not leave any more.

use super::store::erasure;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::outbox;
use crate::tickets::Gone;

/// Forgets what she was told; there are no files of it.
///
/// # Errors
/// When the database fails.
pub fn forget_person(conn: &mut Conn, gone: &Gone<'_>, _now: Instant) -> DbResult<Vec<String>> {
    erasure::delete_of(conn, gone.account)?;
    outbox::forget_reader(conn, gone.account)?;
    Ok(Vec::new())
}
