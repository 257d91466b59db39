//! What the outbox asks of whoever writes the mails.

use super::store::Leased;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::compose::Outgoing;

/// What a composer found in the database for a mail.
#[derive(Debug)]
pub enum Gathered<T> {
    /// Everything that its text needs.
    Ready(T),
    /// It is not needed any more.
    Needless,
    /// It cannot be written: a fault of the program, told as text without personal data.
    Faulty(String),
}

/// Writes the mails: knows the desk, which the outbox does not.
pub trait Composer: Send + Sync + 'static {
    /// What a text is made of.
    type Data: Send + 'static;

    /// Whether [`Composer::gather`] writes for this mail (a one-time link), so that it needs a writing transaction.
    fn writes(&self, mail: &Leased) -> bool;

    /// Reads what the text needs, as it stands now.
    ///
    /// # Errors
    /// When the database fails.
    fn gather(&self, conn: &mut Conn, mail: &Leased, now: Instant) -> DbResult<Gathered<Self::Data>>;

    /// Writes the text, outside any transaction.
    ///
    /// # Errors
    /// When it cannot be written: a fault of the program.
    fn write(&self, mail: &Leased, data: Self::Data, now: Instant) -> Result<Outgoing, String>;
}
