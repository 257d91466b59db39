//! From a leased mail to the message that leaves. A panic over one mail is that mail's failure like any other: its
//! neighbours leave, and it is tried again and given up in the end.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::composer::{Composer, Gathered};
use super::room::Room;
use super::settle::Fate;
use super::store::Leased;
use super::undeliverable::undeliverable_of;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::compose::Composed;
use crate::platform::mail::failure::{Failure, SendProblem};
use crate::platform::mail::transport::Mailer;

/// Said of a mail that cannot be written because the program panics over it; the log knows the place.
const PANICKED: &str = "the program panicked over it";

/// Said of a mail for which the database fails, where it does not for others.
pub(super) const UNREADABLE: &str = "the database fails over it";

/// What a mail is made of, or what becomes of it without.
pub(super) type Found<T> = Result<Gathered<T>, Fate>;

/// A mail that waits for its turn.
pub(super) enum Letter<T> {
    /// As it leaves.
    Written(Composed),
    /// Its link is made when it leaves: each that were made before would be good for nothing but to be found.
    Unlinked(Box<(Leased, T)>),
}

/// A mail that is not even looked at, lest it stop this node too. The stop was counted when it was leased.
pub(super) fn given_up<T>(mail: Leased) -> (Leased, Found<T>) {
    let mail = Leased { attempts: mail.attempts - 1, ..mail };
    (mail, Err(Fate::Failed(Failure::new(SendProblem::NodeStopped, ""))))
}

/// What the texts of these mails need, as it stands now. Whoever no mail reaches is sent nothing but what she asks for,
/// and whoever had too many waits.
pub(super) fn gather<C: Composer>(
    composer: &C,
    conn: &mut Conn,
    mails: Vec<Leased>,
    now: Instant,
) -> DbResult<Vec<(Leased, Found<C::Data>)>> {
    let unasked = mails.iter().filter(|mail| !composer.is_asked_for(mail));
    // What is written to others is asked of the composer.
    let recipients: Vec<AccountId> = unasked.filter_map(|mail| mail.recipient.account()).collect();
    let undeliverable = undeliverable_of(conn, &recipients)?;
    let bounded: Vec<&Leased> = mails.iter().filter(|mail| composer.most_per_hour(mail).is_some()).collect();
    let mut room = Room::for_mails(conn, &bounded, now)?;
    mails
        .into_iter()
        .map(|mail| {
            let found = catch_unwind(AssertUnwindSafe(|| composer.gather(conn, &mail, now)))
                .unwrap_or_else(|_| Ok(Gathered::Faulty(PANICKED.to_owned())))?;
            let is_stopped = matches!(found, Gathered::Ready(_))
                && mail.recipient.account().is_some_and(|account| undeliverable.contains_key(&account))
                && !composer.is_asked_for(&mail);
            if is_stopped {
                return Ok((mail, Err(Fate::Failed(Failure::new(SendProblem::Undeliverable, "")))));
            }
            let most = composer.most_per_hour(&mail).filter(|_| matches!(found, Gathered::Ready(_)));
            let kept_back = most.and_then(|most| room.take(&mail, most));
            Ok((mail, kept_back.map_or(Ok(found), |kept_back| Err(Fate::KeptBack(kept_back)))))
        })
        .collect()
}

/// The letter, or what becomes of a mail without one.
pub(super) fn letter<C: Composer>(
    composer: &C,
    mailer: &Mailer,
    mail: &Leased,
    found: Found<C::Data>,
    now: Instant,
) -> Result<Letter<C::Data>, Fate> {
    match found? {
        Gathered::Needless => Err(Fate::Dropped),
        Gathered::Faulty(why) => Err(unwritable(mail, &why)),
        Gathered::Ready(data) if composer.has_link(mail) => {
            Ok(Letter::Unlinked(Box::new((mail.clone(), data))))
        }
        Gathered::Ready(data) => compose(composer, mailer, mail, data, now).map(Letter::Written),
    }
}

/// The message.
pub(super) fn compose<C: Composer>(
    composer: &C,
    mailer: &Mailer,
    mail: &Leased,
    data: C::Data,
    now: Instant,
) -> Result<Composed, Fate> {
    let written = catch_unwind(AssertUnwindSafe(|| {
        let outgoing = composer.write(mail, data, now)?;
        mailer.compose(&outgoing, now).map_err(|failure| failure.detail)
    }));
    written.unwrap_or_else(|_| Err(PANICKED.to_owned())).map_err(|why| unwritable(mail, &why))
}

/// A fault of the program, over this mail.
pub(super) fn unwritable(mail: &Leased, why: &str) -> Fate {
    tracing::error!(mail = mail.rfc_message_id.as_str(), why, "a mail cannot be written");
    Fate::Failed(Failure::new(SendProblem::Unwritable, why))
}
