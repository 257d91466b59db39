//! Reading one folder to its end: what is new there is stored, message by message, and then noted.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use chrono::{Duration, NaiveDate};

use super::model::Outcome;
use super::store::{self, Cursor, Fate};
use super::{LARGE, Reader};
use crate::intake::model::Source;
use crate::intake::receive::{Envelope, ReceiveError, Received, receive};
use crate::intake::reconciliation;
use crate::intake::too_large;
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::day_of_rome;
use crate::platform::mail::imap::{Fetched, Folder, ImapFault, ImapProblem, Session, Uid, Which};

/// So many messages are asked for their size at once.
const BATCH: usize = 100;
/// So many numbers are named in one statement.
const FORGOTTEN_AT_ONCE: usize = 1_000;
/// Of a message that is too large, what its heading lies in.
const BEGINNING: usize = 64 * 1024;
/// A message that ended the dialogue so often, where the server gave others, is not given, and holds those behind it up no longer.
const FAULTS: u32 = 3;
/// So many numbers before that of a message others are looked for.
const NEAR: Uid = 1_000;
/// Looks at what is new, one after the other; a server that always has more is asked again after a while.
const LOOKS: u32 = 100;
/// So often is one asked for that was settled as not given.
const ONCE: u32 = 1;
/// What a server may have had no time for is asked for again after so long.
const LATER: Duration = Duration::hours(1);

/// Why reading ended early; it goes on where it ended.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The server.
    #[error(transparent)]
    Imap(#[from] ImapFault),
    /// A message could not be stored.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DbError),
    /// Another node reads.
    #[error("another node reads this folder")]
    Lost,
}

/// What messages of a folder turned out to be like, over all connections.
#[derive(Debug, Default)]
pub struct Odd {
    /// They are larger than the server had said: they are not fetched again.
    oversized: BTreeSet<Uid>,
    /// Asking for them ended the dialogue: how often that was surely their fault.
    faults: BTreeMap<Uid, u32>,
    /// They were asked for, and not given, since the folder was compared.
    not_given: BTreeSet<Uid>,
    /// To ask for sizes ended the dialogue: of which message is found by asking for them one by one.
    sizes_are_unknown: bool,
    /// How often another was not given either when one of those was to be asked for.
    in_vain: usize,
}

/// A folder that is open.
pub struct Open<'a> {
    pub reader: &'a Reader,
    pub session: &'a mut Session,
    pub cursor: Cursor,
    pub odd: &'a mut Odd,
    /// How often reading ended in trouble since it last came further.
    pub times: &'a mut u32,
    /// Whether the server gave a message since it was asked for new ones.
    pub gives: bool,
}

impl Open<'_> {
    /// Takes note of whose numbers the folder has.
    pub async fn begin(&mut self, folder: Folder) -> Result<(), Trouble> {
        let validity = i64::from(folder.uid_validity);
        if self.cursor.uid_validity == Some(validity) {
            return Ok(());
        }
        if self.cursor.uid_validity.is_some() {
            tracing::warn!(
                folder = self.reader.name(),
                "a folder has new numbers: it is read from its beginning"
            );
        }
        *self.odd = Odd::default();
        let old_until = match folder.uid_next {
            Some(next) => i64::from(next.saturating_sub(1)),
            None => self.session.uids(1, None, Which::All).await?.last().copied().map_or(0, i64::from),
        };
        let id = self.cursor.id;
        self.reader
            .app
            .db
            .write::<_, DbError, _>(move |conn| store::begin(conn, id, validity, old_until))
            .await?;
        self.cursor = Cursor { uid_validity: Some(validity), last_uid: 0, old_until, ..self.cursor };
        Ok(())
    }

    /// Stores everything that is new. Answers early when the desk closes.
    pub async fn read(&mut self) -> Result<(), Trouble> {
        self.gives = false;
        self.ask_again().await?;
        for look in 1..=LOOKS {
            let new = self.new_uids().await?;
            for batch in new.chunks(BATCH) {
                let sizes = self.sizes(batch).await?;
                for uid in batch {
                    if self.reader.is_stopped() {
                        return Ok(());
                    }
                    let size = sizes.iter().find(|(of, _)| of == uid).map(|(_, size)| *size);
                    self.take(*uid, size, FAULTS).await?;
                    self.reader.keep(&self.cursor).await?;
                }
            }
            // Those before that were left are not looked at again.
            let end = new.last().copied().map_or(0, i64::from).max(self.cursor.old_until);
            if end > self.cursor.last_uid {
                self.pass(end).await?;
            }
            if new.is_empty() {
                break;
            }
            if look == LOOKS {
                tracing::warn!(
                    folder = self.reader.name(),
                    looks = LOOKS,
                    "a folder does not come to its end"
                );
            }
        }
        self.odd.sizes_are_unknown = false;
        let (id, now) = (self.cursor.id, self.reader.app.clock.now());
        self.reader.app.db.write::<_, DbError, _>(move |conn| store::is_well(conn, id, now)).await?;
        Ok(())
    }

    /// How large these messages are, as far as the server says.
    async fn sizes(&mut self, batch: &[Uid]) -> Result<Vec<(Uid, u32)>, Trouble> {
        if self.odd.sizes_are_unknown {
            return Ok(Vec::new());
        }
        let sizes = self.session.sizes(batch).await;
        self.odd.sizes_are_unknown = sizes.is_err();
        Ok(sizes?)
    }

    /// What has a number behind the last one; of what was there at the beginning, what is not too old. Behind the last number that
    /// there can be is nothing.
    async fn new_uids(&mut self) -> Result<Vec<Uid>, Trouble> {
        let next = self.cursor.last_uid + 1;
        let mut found = Vec::new();
        if let (Ok(from), true) = (Uid::try_from(next), next <= self.cursor.old_until) {
            let until = number(self.cursor.old_until);
            found = self.session.uids(from, Some(until), Which::Since(self.since())).await?;
        }
        if let Ok(from) = Uid::try_from(next.max(self.cursor.old_until + 1)) {
            found.extend(self.session.uids(from, None, Which::All).await?);
        }
        Ok(found)
    }

    /// Nothing older is taken: what the desk read once and threw away meanwhile would be new to it.
    fn since(&self) -> NaiveDate {
        let app = &self.reader.app;
        let kept = app.clock.now() - Duration::days(app.config.intake.keep_days.into());
        self.cursor.since.max(kept).utc().date_naive()
    }

    /// Those that were not given, and are due: after a time, or because somebody wishes it.
    async fn ask_again(&mut self) -> Result<(), Trouble> {
        let (cursor, now) = (self.cursor, self.reader.app.clock.now());
        let due =
            self.reader.app.db.read::<_, DbError, _>(move |conn| store::due(conn, &cursor, now)).await?;
        for uid in due {
            if self.reader.is_stopped() {
                return Ok(());
            }
            self.take(number(uid), None, ONCE).await?;
            self.reader.keep(&self.cursor).await?;
        }
        Ok(())
    }

    /// Takes a message in; one that ends the dialogue `patience` times is settled as not given.
    async fn take(&mut self, uid: Uid, size: Option<u32>, patience: u32) -> Result<(), Trouble> {
        if patience == ONCE || self.odd.faults.contains_key(&uid) {
            self.see_another_given(uid).await?;
        }
        // A line that breaks, and a server that has no time for anybody, are no message's fault.
        let is_sure = self.gives;
        match self.asked_for(uid, size).await {
            Ok(Some(fate)) => {
                self.odd.faults.remove(&uid);
                self.settle(uid, fate).await
            }
            // It is not there any more.
            Ok(None) => {
                let cursor = self.cursor;
                let drop = move |conn: &mut Conn| store::drop_not_given(conn, &cursor, uid);
                self.reader.app.db.write::<_, DbError, _>(drop).await?;
                self.pass(i64::from(uid)).await
            }
            Err(Trouble::Imap(fault)) => {
                // Its heading is asked for instead.
                if fault.problem == ImapProblem::TooMuch && self.odd.oversized.insert(uid) {
                    return Err(fault.into());
                }
                let faults = self.odd.faults.entry(uid).or_default();
                *faults += u32::from(is_sure);
                if *faults >= patience {
                    self.odd.faults.remove(&uid);
                    let ask_at = (patience > ONCE).then(|| self.reader.app.clock.now() + LATER);
                    self.settle(uid, Fate { ask_at, ..Fate::not_given(Some(fault.problem)) }).await?;
                    *self.times = 0;
                }
                Err(fault.into())
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Asks for the beginning of another message, before one is asked for that ended the dialogue: the newest of the others, and where
    /// that is not given either, the next of them the next time.
    async fn see_another_given(&mut self, uid: Uid) -> Result<(), Trouble> {
        if self.gives {
            return Ok(());
        }
        let near = uid.saturating_sub(NEAR).max(1);
        let mut others = self.session.uids(near, None, Which::All).await?;
        others.retain(|other| *other != uid);
        let place = self.odd.in_vain.checked_rem(others.len()).unwrap_or_default();
        let Some(other) = others.iter().rev().nth(place) else { return Ok(()) };
        self.odd.in_vain += 1;
        self.gives = self.session.beginning(*other, 1).await?.is_some();
        if self.gives {
            // The trouble was with that one message.
            (self.odd.in_vain, *self.times) = (0, 0);
        }
        Ok(())
    }

    /// What became of a message that was asked for; none when it is not there any more.
    async fn asked_for(&mut self, uid: Uid, size: Option<u32>) -> Result<Option<Fate>, Trouble> {
        let most = self.reader.app.config.intake.max_message_bytes;
        let is_too_large = size.is_some_and(|size| usize::try_from(size).is_ok_and(|size| size > most));
        if is_too_large || self.odd.oversized.contains(&uid) {
            return Ok(Some(match self.session.beginning(uid, BEGINNING).await? {
                Some(begun) => {
                    self.gives = true;
                    self.store_heading(begun, size).await?
                }
                None => Fate::not_given(None),
            }));
        }
        let _turn = match size.is_none_or(|size| size > LARGE) {
            true => Some(self.reader.turns.acquire().await),
            false => None,
        };
        if let Some(message) = self.session.message(uid, most).await? {
            self.gives = true;
            return Ok(Some(self.store_message(message).await?));
        }
        if self.session.uids(uid, Some(uid), Which::All).await?.is_empty() {
            return Ok(None);
        }
        Ok(Some(match self.session.message(uid, most).await? {
            Some(message) => self.store_message(message).await?,
            None => Fate::not_given(None),
        }))
    }

    async fn settle(&mut self, uid: Uid, fate: Fate) -> Result<(), Trouble> {
        if fate.outcome == Outcome::NotGiven {
            self.odd.not_given.insert(uid);
            let problem = fate.problem.map(ImapProblem::as_str);
            tracing::warn!(
                folder = self.reader.name(),
                uid,
                problem,
                "the server names a message and does not give it"
            );
        }
        let (cursor, now) = (self.cursor, self.reader.app.clock.now());
        let settle = move |conn: &mut Conn| store::settle(conn, &cursor, uid, fate, now);
        self.reader.app.db.write::<_, DbError, _>(settle).await?;
        // One that was missed lies before.
        self.cursor.last_uid = self.cursor.last_uid.max(i64::from(uid));
        Ok(())
    }

    /// Once a day: what lies in the folder is compared with what was found in it, and what was missed is taken in. A server that
    /// gives its messages numbers as it should leaves none to be missed.
    pub async fn compare(&mut self) -> Result<(), Trouble> {
        let (app, cursor) = (&self.reader.app, self.cursor);
        let now = app.clock.now();
        if cursor.compared_at.is_some_and(|at| day_of_rome(at) == day_of_rome(now))
            || self.reader.is_stopped()
        {
            return Ok(());
        }
        let (found, not_given) =
            app.db.read::<_, DbError, _>(move |conn| store::found(conn, &cursor)).await?;
        let found: BTreeSet<i64> = found.into_iter().collect();
        let not_given: BTreeSet<i64> = not_given.into_iter().collect();
        let (last, old_until) = (number(cursor.last_uid), number(cursor.old_until));
        let mut there = Vec::new();
        if old_until > 0 {
            there = self.session.uids(1, Some(old_until), Which::Since(self.since())).await?;
        }
        if old_until < last {
            there.extend(self.session.uids(old_until + 1, Some(last), Which::All).await?);
        }
        let mut missed = 0_usize;
        for uid in there.iter().filter(|uid| !found.contains(&i64::from(**uid))) {
            if not_given.contains(&i64::from(*uid)) {
                // Once a day: whatever kept it back may be over.
                if !self.odd.not_given.contains(uid) {
                    self.take(*uid, None, ONCE).await?;
                }
            } else {
                missed += 1;
                self.take(*uid, None, FAULTS).await?;
            }
        }
        let messages = there.len();
        match missed {
            0 => tracing::info!(folder = self.reader.name(), messages, "all that lies in a folder was found"),
            _ => tracing::warn!(
                folder = self.reader.name(),
                messages,
                missed,
                "messages of a folder had been missed"
            ),
        }
        let there: BTreeSet<i64> = there.into_iter().map(i64::from).collect();
        let gone: Vec<i64> = found.union(&not_given).filter(|uid| !there.contains(uid)).copied().collect();
        // The account of the last days counts them.
        let kept = i64::from(self.reader.app.config.intake.keep_days).max(reconciliation::COUNTED_DAYS);
        let before = now - Duration::days(kept);
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let (messages, missed) = (count(messages), count(missed));
        let note = move |conn: &mut Conn| {
            for gone in gone.chunks(FORGOTTEN_AT_ONCE) {
                store::forget(conn, &cursor, gone, before)?;
            }
            store::forget_earlier(conn, &cursor, before)?;
            store::compared(conn, cursor.id, messages, missed, now)
        };
        self.reader.app.db.write::<_, DbError, _>(note).await?;
        self.odd.not_given.clear();
        self.cursor.compared_at = Some(now);
        Ok(())
    }

    /// Whether it is new, or was stored by whoever was killed before it was settled, `store::settle` finds out.
    async fn store_message(&self, message: Fetched) -> Result<Fate, Trouble> {
        let app = &self.reader.app;
        let most = app.config.intake.max_message_bytes;
        let (raw, now) = (message.bytes, app.clock.now());
        match receive(&app.db, &app.storage, raw, Envelope::default(), Source::Imap, most, now).await {
            Ok(Received::New(id) | Received::Known(id)) => Ok(Fate::stored(Outcome::New, id)),
            Err(ReceiveError::Empty) => Ok(Fate::EMPTY),
            Err(error) => Err(error.into()),
        }
    }

    async fn store_heading(&self, begun: Fetched, size: Option<u32>) -> Result<Fate, Trouble> {
        let app = &self.reader.app;
        let received = too_large::note(app, heading(&begun.bytes), size, Source::Imap, app.clock.now());
        let (Received::New(id) | Received::Known(id)) = received.await?;
        Ok(Fate::stored(Outcome::TooLarge, id))
    }

    async fn pass(&mut self, to: i64) -> Result<(), Trouble> {
        let cursor = self.cursor;
        let pass = move |conn: &mut Conn| store::pass(conn, &cursor, number(to));
        self.reader.app.db.write::<_, DbError, _>(pass).await?;
        self.cursor.last_uid = self.cursor.last_uid.max(to);
        Ok(())
    }
}

/// Numbers of messages are of 32 bits; those of the database hold them.
fn number(stored: i64) -> Uid {
    Uid::try_from(stored).unwrap_or(Uid::MAX)
}

/// A message without its text.
fn heading(begun: &Bytes) -> Bytes {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"].into_iter().filter_map(|end| {
        let at = begun.windows(end.len()).position(|window| window == end)?;
        Some(at + end.len())
    });
    match ends.min() {
        Some(end) => begun.slice(..end),
        // A heading that goes on: as much of it as ends with a line.
        None => {
            let end = begun.iter().rposition(|byte| *byte == b'\n').map_or(begun.len(), |at| at + 1);
            Bytes::from([begun.get(..end).unwrap_or_default(), b"\r\n"].concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_ends_at_the_first_empty_line() {
        let heading = |text: &'static str| heading(&Bytes::from_static(text.as_bytes()));
        assert_eq!(heading("A: b\r\nC: d\r\n\r\nText\r\n\r\n"), "A: b\r\nC: d\r\n\r\n");
        assert_eq!(heading("A: b\n\nText\r\n\r\n"), "A: b\n\n");
        assert_eq!(heading("A: b\r\nC: d…"), "A: b\r\n\r\n");
    }
}
