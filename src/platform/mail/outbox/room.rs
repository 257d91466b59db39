//! How many mails one address gets in an hour. What is more waits behind what waits already, and leaves by itself as places become
//! free. What is on its way counts as gone; what two nodes lease at the same moment they may both find room for.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;

use chrono::Duration;
use diesel::prelude::*;

use super::store::{Leased, OutboxState};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutboxId};
use crate::platform::db::schema::outbox;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::failure::SendProblem;

const HOUR: Duration = Duration::hours(1);

/// That there is no room for a mail now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeptBack {
    /// When a place becomes free.
    pub(super) until: Instant,
    /// Whether nothing of its reader's waited for a place before.
    pub(super) is_first: bool,
}

/// The room that the readers of a batch have left.
pub(super) struct Room {
    now: Instant,
    /// When mails left in the last hour, and when those will that were kept back, in that order.
    sent: HashMap<AccountId, Vec<Instant>>,
    /// Until when the last mail waits that is not in the batch.
    behind: HashMap<AccountId, Instant>,
    /// Of whom something waited before.
    known: HashSet<AccountId>,
}

impl Room {
    /// Looks up what these mails have to fit into: three statements, however many they are.
    pub(super) fn for_mails(conn: &mut Conn, mails: &[&Leased], now: Instant) -> DbResult<Self> {
        let readers: HashSet<AccountId> = mails.iter().filter_map(|mail| mail.recipient.account()).collect();
        let readers = Vec::from_iter(readers);
        let (mut sent, mut behind): (HashMap<_, Vec<Instant>>, _) = (HashMap::new(), HashMap::new());
        if !readers.is_empty() {
            for (reader, at) in left_since(conn, &readers, now - HOUR)? {
                sent.entry(reader).or_default().push(at);
            }
            for reader in under_way(conn, &readers, mails)? {
                sent.entry(reader).or_default().push(now);
            }
            behind = waits_until(conn, &readers)?;
        }
        let kept_back = mails.iter().filter(|mail| mail.was_kept_back());
        let in_batch = kept_back.filter_map(|mail| mail.recipient.account());
        let known = behind.keys().copied().chain(in_batch).collect();
        Ok(Self { now, sent, behind, known })
    }

    /// Gives a place to a mail, of which its reader gets at most so many in an hour, or says until when it waits.
    pub(super) fn take(&mut self, mail: &Leased, most: NonZeroUsize) -> Option<KeptBack> {
        let reader = mail.recipient.account()?;
        let sent = self.sent.entry(reader).or_default();
        // Whoever is new stands behind those who wait; those were given their turn.
        let behind = self.behind.get(&reader).copied().filter(|_| !mail.was_kept_back());
        let free = sent.len().checked_sub(most.get()).map(|oldest| sent[oldest] + HOUR);
        let until = match (behind, free) {
            (None, None) => {
                sent.push(self.now);
                return None;
            }
            (behind, free) => [behind, free].into_iter().flatten().fold(self.now, Instant::max),
        };
        sent.push(until);
        Some(KeptBack { until, is_first: self.known.insert(reader) })
    }
}

/// When mails left to these readers, in that order.
fn left_since(conn: &mut Conn, readers: &[AccountId], since: Instant) -> DbResult<Vec<(AccountId, Instant)>> {
    let left = outbox::table
        .filter(outbox::recipient_id.eq_any(readers).and(outbox::sent_at.gt(since)))
        .order((outbox::recipient_id, outbox::sent_at))
        .select((outbox::recipient_id.assume_not_null(), outbox::sent_at.assume_not_null()));
    Ok(left.load(conn)?)
}

/// The reader of each mail that is being sent already, by this node or another.
fn under_way(conn: &mut Conn, readers: &[AccountId], but: &[&Leased]) -> DbResult<Vec<AccountId>> {
    let but: Vec<OutboxId> = but.iter().map(|mail| mail.id).collect();
    let under_way = outbox::table
        .filter(outbox::recipient_id.eq_any(readers).and(outbox::sent_at.is_null()))
        .filter(outbox::state.eq(OutboxState::Sending).and(outbox::id.ne_all(but)));
    Ok(under_way.select(outbox::recipient_id.assume_not_null()).load(conn)?)
}

/// Until when the last of those waits that were kept back, by reader.
fn waits_until(conn: &mut Conn, readers: &[AccountId]) -> DbResult<HashMap<AccountId, Instant>> {
    // By its state alone SQLite would read all that wait; what is being sent again is few.
    let waiting: Vec<(AccountId, OutboxState, Option<Instant>)> = outbox::table
        .filter(outbox::recipient_id.eq_any(readers).and(outbox::sent_at.is_null()))
        .filter(outbox::last_problem.eq(SendProblem::TooMany))
        .group_by((outbox::recipient_id, outbox::state))
        .select((
            outbox::recipient_id.assume_not_null(),
            outbox::state,
            diesel::dsl::max(outbox::next_attempt_at),
        ))
        .load(conn)?;
    let queued = waiting.into_iter().filter(|(_, state, _)| *state == OutboxState::Queued);
    Ok(queued.filter_map(|(reader, _, until)| Some((reader, until?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::db::plans::{is_searched, plan, statements, try_on_postgres, try_on_sqlite};
    use crate::platform::mail::MailId;

    const ANNA: AccountId = AccountId(7);

    fn mail(id: i64, last_problem: Option<SendProblem>) -> Leased {
        Leased {
            id: OutboxId(id),
            event_position: id,
            recipient: ANNA.into(),
            mail: "receipt".to_owned(),
            ticket: None,
            message: None,
            entry: None,
            rfc_message_id: MailId::new("one", "esempio.it").expect("plain parts"),
            attempts: 0,
            last_problem,
        }
    }

    fn at(minutes: i64) -> Instant {
        Instant::parse_rfc3339("2026-11-27T09:00:00Z").expect("an instant") + Duration::minutes(minutes)
    }

    fn room(sent: &[i64], behind: Option<i64>) -> Room {
        let sent = HashMap::from([(ANNA, sent.iter().map(|minutes| at(*minutes)).collect())]);
        let behind: HashMap<_, _> = behind.map(|minutes| (ANNA, at(minutes))).into_iter().collect();
        Room { now: at(0), sent, known: behind.keys().copied().collect(), behind }
    }

    fn waits(room: &mut Room, mail: &Leased) -> Option<i64> {
        let two = NonZeroUsize::new(2).expect("two");
        room.take(mail, two).map(|kept| (kept.until - at(0)).num_minutes())
    }

    #[test]
    fn what_is_too_much_waits_for_the_places_that_become_free_one_after_the_other() {
        let mut room = room(&[-50], None);
        let waiting: Vec<_> = (1..=6).map(|id| waits(&mut room, &mail(id, None))).collect();
        assert_eq!(waiting, [None, Some(10), Some(60), Some(70), Some(120), Some(130)]);
    }

    #[test]
    fn whoever_is_new_stands_behind_those_who_wait_even_where_there_is_room() {
        let mut room = room(&[], Some(15));
        assert_eq!(waits(&mut room, &mail(9, None)), Some(15));
        assert_eq!(waits(&mut room, &mail(3, Some(SendProblem::TooMany))), None);
    }

    #[test]
    fn it_is_told_once_for_each_reader() {
        let is_first =
            |room: &mut Room, id| room.take(&mail(id, None), NonZeroUsize::MIN).map(|kept| kept.is_first);
        let mut alone = room(&[-10], None);
        assert_eq!([1, 2].map(|id| is_first(&mut alone, id)), [Some(true), Some(false)]);
        assert_eq!(is_first(&mut room(&[-10], Some(20)), 4), Some(false));
    }

    fn try_plans(conn: &mut Conn) {
        let asked = statements(conn, |conn| {
            left_since(conn, &[ANNA, AccountId(8)], at(0)).expect("what left");
            waits_until(conn, &[ANNA, AccountId(8)]).expect("what waits");
        });
        assert_eq!(asked.len(), 2, "{asked:?}");
        for sql in asked {
            let plan = plan(conn, &sql);
            is_searched(&plan);
            assert!(plan.contains("outbox_of_reader"), "{plan}\n{sql}");
        }
        // By its state or by its reader: what is being sent is few.
        let asked = statements(conn, |conn| {
            under_way(conn, &[ANNA, AccountId(8)], &[&mail(1, None)]).expect("what is on its way");
        });
        is_searched(&plan(conn, &asked[0]));
    }

    #[test]
    fn the_room_of_readers_is_found_by_an_index_on_sqlite() {
        try_on_sqlite(try_plans);
    }

    #[test]
    fn the_room_of_readers_is_found_by_an_index_on_postgres() {
        try_on_postgres("outbox_plans", try_plans);
    }
}
