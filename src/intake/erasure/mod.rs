//! What is kept of the mails of somebody whose data are erased.
//!
//! The rows of what she wrote, and of what belongs to her questions, stay with nothing but their times, their size and the hash of
//! the message, so that the same message does not come back when a mailbox is read again; what waited for a person is put aside.
//! The messages as they came are deleted. A mail that is stored and not read yet is a new person's, as one that comes tomorrow.
//! `imported_mails` stays as it is: hashes, by which an archive that is imported once more does not bring her questions back.

mod store;

use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::Gone;

/// Forgets what her mails said; answers where the messages lie.
///
/// # Errors
/// When the database fails.
pub fn forget_person(conn: &mut Conn, gone: &Gone<'_>, now: Instant) -> DbResult<Vec<String>> {
    store::forget(conn, gone.email, gone.tickets, now)
}
