//! The rows of the outbox: the only SQL that writes them.

use diesel::prelude::*;

use super::recipient::{self, Recipient};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, MessageId, OutboxId, Position, TicketId};
use crate::platform::db::portable::{DueMails, due_mails};
use crate::platform::db::schema::outbox;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::failure::SendProblem;
use crate::platform::mail::mail_id::MailId;

crate::text_enum! {
    /// Where a mail stands.
    pub enum OutboxState {
        /// Waits for its time.
        Queued = "queued",
        /// A node has it under a lease.
        Sending = "sending",
        /// Taken by the mail server.
        Sent = "sent",
        /// Given up: a person sees it and may send it again.
        Failed = "failed",
        /// No longer needed when its time came, such as a reminder of a question that has its answer; or another took its place.
        Dropped = "dropped",
    }
}

/// A mail to be queued.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// The event that it follows from.
    pub event: Position,
    /// Who gets it.
    pub recipient: Recipient,
    /// Which mail: a closed word of the notifications.
    pub mail: &'static str,
    /// The question it is about.
    pub ticket: Option<TicketId>,
    /// The message of that question it is about.
    pub message: Option<MessageId>,
    /// The catalogue entry it is about.
    pub entry: Option<EntryId>,
    /// Its Message-ID, for good.
    pub id: MailId,
    /// Its subject, for the administration page.
    pub subject: String,
    /// Whether somebody asked for it and waits: then it leaves before the others.
    pub is_asked_for: bool,
}

/// A mail that this node may send until its lease runs out.
#[derive(Debug, Clone, Queryable)]
pub struct Leased {
    /// Row of the outbox.
    pub id: OutboxId,
    /// The event that it follows from.
    pub event_position: i64,
    /// Who gets it.
    pub recipient: Recipient,
    /// Which mail.
    pub mail: String,
    /// The question it is about.
    pub ticket: Option<TicketId>,
    /// The message of that question it is about.
    pub message: Option<MessageId>,
    /// The catalogue entry it is about.
    pub entry: Option<EntryId>,
    /// Its Message-ID.
    pub rfc_message_id: MailId,
    /// Attempts that count.
    pub attempts: i32,
    /// What went wrong last.
    pub last_problem: Option<SendProblem>,
}

impl Leased {
    /// Whether it was under way on nodes that stopped as often as it may be tried: it is tried no more, since it may be what stops them.
    pub(super) fn stopped_too_many(&self, max_attempts: i32) -> bool {
        self.last_problem == Some(SendProblem::NodeStopped) && self.attempts >= max_attempts
    }

    /// Whether it waited because its reader had so many.
    pub(super) fn was_kept_back(&self) -> bool {
        self.last_problem == Some(SendProblem::TooMany)
    }
}

/// Queues a mail that may leave from `due` on. The same mail queued again (same event, person and kind) is passed over.
///
/// # Errors
/// When the database fails.
pub fn enqueue(conn: &mut Conn, mail: &NewMail, due: Instant, now: Instant) -> DbResult<()> {
    let same =
        outbox::table.filter(outbox::event_position.eq(mail.event.0)).filter(outbox::mail.eq(mail.mail));
    let known: i64 = match mail.recipient {
        Recipient::Account(id) => same.filter(outbox::recipient_id.eq(id)).count().get_result(conn)?,
        Recipient::Outside(id) => same.filter(outbox::outside_id.eq(id)).count().get_result(conn)?,
    };
    if known > 0 {
        return Ok(());
    }
    diesel::insert_into(outbox::table)
        .values((
            outbox::event_position.eq(mail.event.0),
            outbox::recipient_id.eq(mail.recipient.account()),
            outbox::outside_id.eq(mail.recipient.outside()),
            outbox::mail.eq(mail.mail),
            outbox::ticket_id.eq(mail.ticket),
            outbox::message_id.eq(mail.message),
            outbox::entry_id.eq(mail.entry),
            outbox::rfc_message_id.eq(&mail.id),
            outbox::state.eq(OutboxState::Queued),
            outbox::attempts.eq(0),
            outbox::next_attempt_at.eq(due),
            outbox::subject.eq(&mail.subject),
            outbox::created_at.eq(now),
            outbox::is_asked_for.eq(mail.is_asked_for),
        ))
        .execute(conn)?;
    Ok(())
}

/// For how many mails there is a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    /// Whatever they are.
    pub(super) any: usize,
    /// Those that somebody asked for, the others among them.
    pub(super) asked_for: usize,
}

/// Whether any mail is due for which there is a place.
pub(super) fn is_any_due(conn: &mut Conn, places: Places, now: Instant) -> DbResult<bool> {
    let which = if places.any > 0 { DueMails::All } else { DueMails::AskedFor };
    Ok(!due_mails(conn, which, now, 1)?.is_empty())
}

/// Takes as many due mails as there are places, those that somebody asked for first, until `until`. A mail whose lease ran out counts as an attempt: whoever had it stopped. It is taken
/// however often that was, so that what becomes of it is noted and told like what becomes of any other.
pub(super) fn lease(
    conn: &mut Conn,
    owner: &str,
    now: Instant,
    until: Instant,
    places: Places,
) -> DbResult<Vec<Leased>> {
    let limit = |places: usize| i64::try_from(places).unwrap_or(i64::MAX);
    let mut due = due_mails(conn, DueMails::AskedFor, now, limit(places.asked_for))?;
    let others = limit(places.any.saturating_sub(due.len()));
    if others > 0 {
        due.extend(due_mails(conn, DueMails::Others, now, others)?);
    }
    let due: Vec<OutboxId> = due.into_iter().map(OutboxId).collect();
    // What is under way here is nobody's to take, least of all ours.
    let is_own = outbox::lease_owner.is_not_null().and(outbox::lease_owner.assume_not_null().eq(owner));
    let own: Vec<OutboxId> =
        outbox::table.filter(outbox::id.eq_any(&due).and(is_own)).select(outbox::id).load(conn)?;
    let ids: Vec<OutboxId> = due.into_iter().filter(|id| !own.contains(id)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    diesel::update(outbox::table)
        .filter(outbox::id.eq_any(&ids))
        .filter(outbox::state.eq(OutboxState::Sending))
        .set((
            outbox::attempts.eq(outbox::attempts + 1),
            outbox::last_problem.eq(Some(SendProblem::NodeStopped)),
            outbox::last_error.eq(None::<String>),
        ))
        .execute(conn)?;
    // `next_attempt_at` moves to the end of the lease, so that one index finds both what is due and what was abandoned.
    diesel::update(outbox::table)
        .filter(outbox::id.eq_any(&ids))
        .set((
            outbox::state.eq(OutboxState::Sending),
            outbox::lease_owner.eq(Some(owner)),
            outbox::leased_until.eq(Some(until)),
            outbox::next_attempt_at.eq(until),
        ))
        .execute(conn)?;
    let mails = outbox::table
        .filter(outbox::id.eq_any(&ids))
        .order(outbox::id.asc())
        .select((
            outbox::id,
            outbox::event_position,
            recipient::COLUMNS,
            outbox::mail,
            outbox::ticket_id,
            outbox::message_id,
            outbox::entry_id,
            outbox::rfc_message_id,
            outbox::attempts,
            outbox::last_problem,
        ))
        .load(conn)?;
    Ok(mails)
}

/// Holds this node's mails until `until`.
pub(super) fn renew(conn: &mut Conn, owner: &str, until: Instant) -> DbResult<()> {
    diesel::update(outbox::table)
        .filter(outbox::state.eq(OutboxState::Sending))
        .filter(outbox::lease_owner.eq(owner))
        .set((outbox::leased_until.eq(Some(until)), outbox::next_attempt_at.eq(until)))
        .execute(conn)?;
    Ok(())
}

/// Ids of the mails of this question to this person that were queued before, oldest first: at most the first and the
/// last nine, as RFC 5322 lets long threads be cut.
///
/// # Errors
/// When the database fails.
pub fn thread_before(
    conn: &mut Conn,
    ticket: TicketId,
    recipient: AccountId,
    before: OutboxId,
) -> DbResult<Vec<MailId>> {
    let mut ids: Vec<MailId> = outbox::table
        .filter(outbox::ticket_id.eq(ticket))
        .filter(outbox::recipient_id.eq(recipient))
        .filter(outbox::id.lt(before))
        .filter(outbox::state.ne(OutboxState::Dropped))
        .order(outbox::id.asc())
        .select(outbox::rfc_message_id)
        .load(conn)?;
    if ids.len() > 10 {
        ids.drain(1..ids.len() - 9);
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::db::plans::{is_searched, plan, statements, try_on_postgres, try_on_sqlite};

    fn try_plans(conn: &mut Conn) {
        let now = Instant::from_micros(0);
        for (places, index) in [(1, "outbox_due"), (0, "outbox_due_first")] {
            let places = Places { any: places, asked_for: 1 };
            let asked = statements(conn, |conn| assert!(!is_any_due(conn, places, now).expect("an answer")));
            let plan = plan(conn, &asked[0]);
            is_searched(&plan);
            assert!(plan.contains(index), "{plan}");
        }
    }

    #[test]
    fn what_is_due_is_found_by_an_index_on_sqlite() {
        try_on_sqlite(try_plans);
    }

    #[test]
    fn what_is_due_is_found_by_an_index_on_postgres() {
        try_on_postgres("outbox_due_plans", try_plans);
    }
}
