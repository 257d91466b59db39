//! What the outbox asks of whoever writes the mails.

use std::num::NonZeroUsize;

use super::store::Leased;
use super::undeliverable::SentMail;
use crate::kernel::clock::Instant;
use crate::kernel::event::MailFate;
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

/// The secret of a one-time link that leads to somebody's account.
pub struct Link(pub String);

/// Writes the mails, and tells what became of them: knows the desk, which the outbox does not.
pub trait Composer: Send + Sync + 'static {
    /// What a text is made of.
    type Data: Send + 'static;

    /// Whether it carries a one-time link, which [`Composer::make_link`] makes when its turn has come.
    fn has_link(&self, mail: &Leased) -> bool;

    /// Whether its reader asked for it, so that it is tried even where no mail reached her.
    fn is_asked_for(&self, mail: &Leased) -> bool;

    /// How many mails its reader gets in an hour, this one among them, before it waits; none where it never does.
    fn most_per_hour(&self, mail: &Leased) -> Option<NonZeroUsize>;

    /// Tells that mails of one reader wait because they are too many; `mail` is the first. Once an hour for each reader. The last
    /// thing of its transaction.
    ///
    /// # Errors
    /// When the database fails.
    fn tell_too_many(&self, conn: &mut Conn, mail: &SentMail, now: Instant) -> DbResult<()>;

    /// Tells what a mail server said became of a mail that it was to take. The last thing of its transaction.
    ///
    /// # Errors
    /// When the database fails.
    fn tell(&self, conn: &mut Conn, mail: &SentMail, fate: MailFate, now: Instant) -> DbResult<()>;

    /// Reads what the text needs, as it stands now. Writes nothing.
    ///
    /// # Errors
    /// When the database fails.
    fn gather(&self, conn: &mut Conn, mail: &Leased, now: Instant) -> DbResult<Gathered<Self::Data>>;

    /// The domain that it goes to.
    fn domain<'a>(&self, data: &'a Self::Data) -> &'a str;

    /// Makes the one-time link of a mail that leaves now; none where it needs none after all.
    ///
    /// # Errors
    /// When the database fails.
    fn make_link(&self, conn: &mut Conn, data: &mut Self::Data, now: Instant) -> DbResult<Option<Link>>;

    /// Makes a link useless that surely reached nobody.
    ///
    /// # Errors
    /// When the database fails.
    fn take_back(&self, conn: &mut Conn, link: &Link) -> DbResult<()>;

    /// Writes the text, outside any transaction.
    ///
    /// # Errors
    /// When it cannot be written: a fault of the program.
    fn write(&self, mail: &Leased, data: Self::Data, now: Instant) -> Result<Outgoing, String>;
}
