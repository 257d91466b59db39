//! Rows of incoming mails.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{IncomingState, Reason, Settled, Source, Stored};
use super::receive::{Envelope, Received};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, IncomingId, OutsideId, TicketId};
use crate::kernel::text::EmailAddress;
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{incoming_mails as rows, outside_addresses};
use crate::platform::db::{Conn, DbResult};

/// A message that lies in the store.
#[derive(Debug)]
pub struct NewIncoming {
    /// By which way it came.
    pub source: Source,
    /// SHA-256 of all of it, in hex.
    pub content_hash: String,
    /// Where it lies.
    pub raw_key: String,
    /// Bytes.
    pub size: i64,
    /// What the mail server says.
    pub envelope: Envelope,
}

/// Where a body outside the desk is written to now; nowhere once it was removed.
pub fn outside_address(conn: &mut Conn, id: OutsideId) -> DbResult<Option<EmailAddress>> {
    let found = outside_addresses::table.find(id).select(outside_addresses::address);
    Ok(found.first::<Option<EmailAddress>>(conn).optional()?.flatten())
}

/// The mail of exactly this content.
pub fn of_content(conn: &mut Conn, content_hash: &str) -> DbResult<Option<IncomingId>> {
    Ok(rows::table.filter(rows::content_hash.eq(content_hash)).select(rows::id).first(conn).optional()?)
}

/// Inserts the row of a stored message, unless there is one.
pub fn insert(conn: &mut Conn, new: &NewIncoming, now: Instant) -> DbResult<Received> {
    portable::exclusive(conn, &format!("incoming-content:{}", new.content_hash))?;
    if let Some(id) = of_content(conn, &new.content_hash)? {
        return Ok(Received::Known(id));
    }
    let id = diesel::insert_into(rows::table)
        .values((
            rows::source.eq(new.source),
            rows::content_hash.eq(&new.content_hash),
            rows::raw_key.eq(&new.raw_key),
            rows::size.eq(new.size),
            rows::envelope_from.eq(&new.envelope.from),
            rows::envelope_to.eq(&new.envelope.to),
            rows::received_at.eq(now),
            rows::state.eq(IncomingState::Waiting),
            rows::attempts.eq(0),
            rows::next_attempt_at.eq(now),
        ))
        .returning(rows::id)
        .get_result(conn)?;
    Ok(Received::New(id))
}

/// Inserts the row of a message of which only the heading was stored, unless there is one: it waits for a person.
pub fn insert_too_large(
    conn: &mut Conn,
    new: &NewIncoming,
    told: &Heading,
    now: Instant,
) -> DbResult<Received> {
    let received = insert(conn, new, now)?;
    if let Received::New(id) = received {
        let settled = Settled { state: IncomingState::Held, reason: Reason::TooLarge, ticket: None };
        settle(conn, id, told, settled, None, now)?;
    }
    Ok(received)
}

/// A mail that is to be read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Its row.
    pub id: IncomingId,
    /// Bytes of the message.
    pub size: i64,
}

/// Whether any mail is to be read now.
pub fn is_any_due(conn: &mut Conn, now: Instant) -> DbResult<bool> {
    let due = rows::table.filter(rows::state.eq(IncomingState::Waiting).and(rows::next_attempt_at.le(now)));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Takes mails to be read, the oldest first. Each counts as tried from here on, and nobody else tries it until `until`: a mail whose
/// reading ends the whole program is not the first that the next start reads. What was tried too often is given up.
pub fn lease(
    conn: &mut Conn,
    now: Instant,
    until: Instant,
    most_attempts: i32,
    limit: i64,
) -> DbResult<Vec<Due>> {
    portable::exclusive(conn, "incoming-lease")?;
    let found: Vec<(IncomingId, i64, i32)> = rows::table
        .filter(rows::state.eq(IncomingState::Waiting).and(rows::next_attempt_at.le(now)))
        .order((rows::next_attempt_at.asc(), rows::id.asc()))
        .limit(limit)
        .select((rows::id, rows::size, rows::attempts))
        .load(conn)?;
    let (hopeless, due): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, _, attempts)| *attempts >= most_attempts);
    for (id, _, _) in hopeless {
        tracing::error!(mail = id.0, "a mail cannot be read, and waits for a person");
        fail(conn, id, now)?;
    }
    let ids: Vec<IncomingId> = due.iter().map(|(id, _, _)| *id).collect();
    diesel::update(rows::table.filter(rows::id.eq_any(ids)))
        .set((rows::attempts.eq(rows::attempts + 1), rows::next_attempt_at.eq(until)))
        .execute(conn)?;
    Ok(due.into_iter().map(|(id, size, _)| Due { id, size }).collect())
}

/// A mail that waits to be read; none when somebody else read it meanwhile.
pub fn waiting(conn: &mut Conn, id: IncomingId) -> DbResult<Option<Stored>> {
    type Row = (IncomingId, Option<String>, Option<String>, Option<String>, Instant);
    let row: Option<Row> = rows::table
        .filter(rows::id.eq(id).and(rows::state.eq(IncomingState::Waiting)))
        .select((rows::id, rows::raw_key, rows::envelope_from, rows::envelope_to, rows::received_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, raw_key, envelope_from, envelope_to, received_at)| Stored {
        id,
        raw_key,
        envelope_from,
        envelope_to,
        received_at,
    }))
}

/// [`waiting`], and nobody else's to read until the transaction ends.
pub fn hold(conn: &mut Conn, id: IncomingId) -> DbResult<Option<Stored>> {
    portable::exclusive(conn, &format!("incoming:{id}"))?;
    waiting(conn, id)
}

/// Who wrote a mail and what it is about, as it says itself.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// `Message-ID`, without brackets.
    pub rfc_message_id: Option<String>,
    /// The name of the sender.
    pub sender_name: Option<String>,
    /// The address of the sender.
    pub sender_email: Option<EmailAddress>,
    /// The subject.
    pub subject: String,
    /// Whether its sender formatted it.
    pub formatted: bool,
    /// What was not taken along, one thing a line.
    pub left_out: Vec<String>,
}

/// Notes what became of a mail.
pub fn settle(
    conn: &mut Conn,
    id: IncomingId,
    heading: &Heading,
    settled: Settled,
    by: Option<AccountId>,
    now: Instant,
) -> DbResult<()> {
    let left_out = (!heading.left_out.is_empty()).then(|| heading.left_out.join("\n"));
    diesel::update(rows::table.filter(rows::id.eq(id)))
        .set((
            rows::state.eq(settled.state),
            rows::reason.eq(settled.reason),
            rows::ticket_id.eq(settled.ticket),
            rows::rfc_message_id.eq(&heading.rfc_message_id),
            rows::sender_name.eq(&heading.sender_name),
            rows::sender_email.eq(&heading.sender_email),
            rows::sender_mailbox.eq(heading.sender_email.as_ref().map(EmailAddress::mailbox)),
            rows::subject.eq(&heading.subject),
            rows::formatted.eq(heading.formatted),
            rows::left_out.eq(left_out),
            rows::settled_at.eq(Some(now)),
            rows::settled_by.eq(by),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that a mail could not be read this time for no fault of its own: it was not tried.
pub fn put_off(conn: &mut Conn, id: IncomingId, until: Instant) -> DbResult<()> {
    diesel::update(rows::table.filter(rows::id.eq(id).and(rows::state.eq(IncomingState::Waiting))))
        .set((rows::attempts.eq(rows::attempts - 1), rows::next_attempt_at.eq(until)))
        .execute(conn)?;
    Ok(())
}

/// Notes that the program cannot read a mail.
pub fn fail(conn: &mut Conn, id: IncomingId, now: Instant) -> DbResult<()> {
    diesel::update(rows::table.filter(rows::id.eq(id).and(rows::state.eq(IncomingState::Waiting))))
        .set((
            rows::state.eq(IncomingState::Failed),
            rows::reason.eq(Some(Reason::Unreadable)),
            rows::settled_at.eq(Some(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// A mail as its page shows it.
#[derive(Debug, Clone, Queryable, serde::Serialize)]
pub struct Kept {
    /// Its row.
    pub id: IncomingId,
    /// Where it stands.
    pub state: IncomingState,
    /// Why.
    pub reason: Option<Reason>,
    /// When it was stored.
    pub received_at: Instant,
    /// What its sender calls herself.
    pub sender_name: Option<String>,
    /// Her address.
    pub sender_email: Option<String>,
    /// The subject.
    pub subject: Option<String>,
    /// The question it belongs to, or names.
    pub ticket: Option<TicketId>,
    /// What was not taken along, one thing a line.
    pub left_out: Option<String>,
    /// When it was decided.
    pub settled_at: Option<Instant>,
    /// The person who decided it.
    #[serde(skip)]
    pub settled_by: Option<AccountId>,
    /// Where the message lies, while it does.
    #[serde(skip)]
    pub raw_key: Option<String>,
    /// `MAIL FROM`.
    #[serde(skip)]
    pub envelope_from: Option<String>,
}

type KeptColumns = (
    rows::id,
    rows::state,
    rows::reason,
    rows::received_at,
    rows::sender_name,
    rows::sender_email,
    rows::subject,
    rows::ticket_id,
    rows::left_out,
    rows::settled_at,
    rows::settled_by,
    rows::raw_key,
    rows::envelope_from,
);
const KEPT: KeptColumns = (
    rows::id,
    rows::state,
    rows::reason,
    rows::received_at,
    rows::sender_name,
    rows::sender_email,
    rows::subject,
    rows::ticket_id,
    rows::left_out,
    rows::settled_at,
    rows::settled_by,
    rows::raw_key,
    rows::envelope_from,
);

/// One mail.
pub fn find(conn: &mut Conn, id: IncomingId) -> DbResult<Option<Kept>> {
    Ok(rows::table.filter(rows::id.eq(id)).select(KEPT).first(conn).optional()?)
}

/// Mails in these states, the newest first, from `before` on.
pub fn list(
    conn: &mut Conn,
    states: &[IncomingState],
    before: Option<IncomingId>,
    limit: i64,
) -> DbResult<Vec<Kept>> {
    let mut found: Vec<Kept> = Vec::new();
    // One state after the other, each by its index: no planner of both merges them in order.
    for state in states {
        let mut some = rows::table
            .filter(rows::state.eq(*state))
            .order(rows::id.desc())
            .limit(limit)
            .select(KEPT)
            .into_boxed();
        if let Some(before) = before {
            some = some.filter(rows::id.lt(before));
        }
        found.extend(some.load(conn)?);
    }
    found.sort_by_key(|mail| std::cmp::Reverse(mail.id));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// How many mails wait for a person.
pub fn held(conn: &mut Conn) -> DbResult<i64> {
    let wait = [IncomingState::Held, IncomingState::Failed];
    Ok(rows::table.filter(rows::state.eq_any(wait)).count().get_result(conn)?)
}

/// Whether a person may still say what becomes of a mail; nobody else does until the transaction ends.
pub fn hold_for_hand(conn: &mut Conn, id: IncomingId) -> DbResult<bool> {
    portable::exclusive(conn, &format!("incoming:{id}"))?;
    let open = rows::table.filter(rows::id.eq(id).and(rows::state.eq_any(IncomingState::OPEN_TO_PEOPLE)));
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(conn)?)
}

/// Notes what a person says becomes of a mail, whatever it says itself; false when it is settled by now.
pub fn settle_by_hand(
    conn: &mut Conn,
    id: IncomingId,
    settled: Settled,
    by: AccountId,
    now: Instant,
) -> DbResult<bool> {
    if !hold_for_hand(conn, id)? {
        return Ok(false);
    }
    diesel::update(rows::table.filter(rows::id.eq(id)))
        .set((
            rows::state.eq(settled.state),
            rows::reason.eq(settled.reason),
            rows::settled_at.eq(Some(now)),
            rows::settled_by.eq(Some(by)),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Lets the program read a mail once more; false when there is nothing to read.
pub fn read_again(conn: &mut Conn, id: IncomingId, now: Instant) -> DbResult<bool> {
    if !hold_for_hand(conn, id)? {
        return Ok(false);
    }
    let again = diesel::update(rows::table.filter(rows::id.eq(id).and(rows::raw_key.is_not_null())))
        .set((
            rows::state.eq(IncomingState::Waiting),
            rows::reason.eq(None::<Reason>),
            rows::attempts.eq(0),
            rows::next_attempt_at.eq(now),
            rows::settled_at.eq(None::<Instant>),
        ))
        .execute(conn)?;
    Ok(again == 1)
}

/// Whether this message of this sender came before: taken in, or held.
pub fn is_known(
    conn: &mut Conn,
    id: IncomingId,
    rfc_message_id: &str,
    sender: Option<&EmailAddress>,
) -> DbResult<bool> {
    let same = rows::rfc_message_id.eq(rfc_message_id).and(rows::id.ne(id));
    let stands = rows::state.eq_any([IncomingState::Taken, IncomingState::Held]);
    let of_sender = rows::sender_email.eq(sender.map(EmailAddress::as_str));
    let known = rows::table.filter(same.and(stands).and(of_sender));
    Ok(diesel::select(diesel::dsl::exists(known)).get_result(conn)?)
}

/// The questions that earlier mails of this sender became part of, by their identifiers; the oldest mail first.
pub fn tickets_of(
    conn: &mut Conn,
    ids: &[String],
    sender: &EmailAddress,
) -> DbResult<Vec<(String, TicketId)>> {
    let mut found: Vec<(IncomingId, Option<String>, Option<TicketId>)> = rows::table
        .filter(rows::rfc_message_id.eq_any(ids).and(rows::state.eq(IncomingState::Taken)))
        .filter(rows::sender_email.eq(sender.as_str()))
        .select((rows::id, rows::rfc_message_id, rows::ticket_id))
        .load(conn)?;
    // Asked for in this order, they would be looked for among all mails.
    found.sort_unstable_by_key(|(id, _, _)| *id);
    Ok(found.into_iter().filter_map(|(_, id, ticket)| Some((id?, ticket?))).collect())
}

/// How many questions came by mail after `since` and up to `until`: from the mailbox of one address, or from all.
pub fn asked_between(
    conn: &mut Conn,
    sender: Option<&EmailAddress>,
    since: Instant,
    until: Instant,
) -> DbResult<i64> {
    let mut asked = rows::table
        .filter(rows::state.eq(IncomingState::Taken).and(rows::reason.eq(Reason::Question)))
        .filter(rows::received_at.gt(since).and(rows::received_at.le(until)))
        .count()
        .into_boxed();
    if let Some(sender) = sender {
        asked = asked.filter(rows::sender_mailbox.eq(sender.mailbox()));
    }
    Ok(asked.get_result(conn)?)
}

/// How often this mailbox wrote again after `since` and up to `until`.
pub fn replied_between(
    conn: &mut Conn,
    sender: &EmailAddress,
    since: Instant,
    until: Instant,
) -> DbResult<i64> {
    let replied = rows::table
        .filter(rows::state.eq(IncomingState::Taken).and(rows::reason.eq(Reason::Reply)))
        .filter(rows::received_at.gt(since).and(rows::received_at.le(until)))
        .filter(rows::sender_mailbox.eq(sender.mailbox()));
    Ok(replied.count().get_result(conn)?)
}

/// Whether a mail that came after `since` was held because too many came. Nobody else can note another until the transaction ends.
pub fn is_storm_known(conn: &mut Conn, since: Instant) -> DbResult<bool> {
    portable::exclusive(conn, "incoming-storm")?;
    let held = rows::table.filter(rows::reason.eq(Reason::Storm).and(rows::received_at.gt(since)));
    Ok(diesel::select(diesel::dsl::exists(held)).get_result(conn)?)
}

/// Lets nobody else take in a mail of this sender until the transaction ends, so that many at once are counted one by one.
pub fn hold_sender(conn: &mut Conn, sender: &EmailAddress) -> DbResult<()> {
    portable::exclusive(conn, &format!("incoming-from:{}", sender.mailbox()))
}

/// Which of these keys a row refers to.
pub fn known_keys(conn: &mut Conn, keys: &[String]) -> DbResult<Vec<String>> {
    let found: Vec<Option<String>> =
        rows::table.filter(rows::raw_key.eq_any(keys)).select(rows::raw_key).load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Throws away, up to `limit` at once, what was settled before `before`: the rows of what was put aside, of which it stays known how
/// many came on a day, and of what was taken in the message as it came. Answers where the messages lie, to be deleted after the commit, and how many rows there were.
pub fn forget(conn: &mut Conn, before: Instant, limit: i64) -> DbResult<(Vec<String>, usize)> {
    let over = [IncomingState::Taken, IncomingState::Discarded];
    let old: Vec<(IncomingId, IncomingState, Option<String>)> = rows::table
        .filter(rows::settled_at.lt(before).and(rows::state.eq_any(over)))
        .filter(rows::raw_key.is_not_null())
        .limit(limit)
        .select((rows::id, rows::state, rows::raw_key))
        .load(conn)?;
    let ids: Vec<IncomingId> = old.iter().map(|(id, _, _)| *id).collect();
    let of = |state: IncomingState| rows::id.eq_any(ids.clone()).and(rows::state.eq(state));
    // What a person took up again meanwhile has another state.
    let taken: Vec<IncomingId> = diesel::update(rows::table.filter(of(IncomingState::Taken)))
        .set((
            rows::raw_key.eq(None::<String>),
            rows::left_out.eq(None::<String>),
            rows::sender_name.eq(None::<String>),
            rows::subject.eq(None::<String>),
            rows::envelope_from.eq(None::<String>),
            rows::envelope_to.eq(None::<String>),
        ))
        .returning(rows::id)
        .get_results(conn)?;
    let discarded: Vec<(IncomingId, Instant)> =
        diesel::delete(rows::table.filter(of(IncomingState::Discarded)))
            .returning((rows::id, rows::received_at))
            .get_results(conn)?;
    count_discarded(conn, discarded.iter().map(|(_, at)| *at))?;
    let discarded: Vec<IncomingId> = discarded.into_iter().map(|(id, _)| id).collect();
    let gone = old.iter().filter(|(id, _, _)| taken.contains(id) || discarded.contains(id));
    Ok((gone.filter_map(|(_, _, key)| key.clone()).collect(), old.len()))
}

/// Counts mails that came at these instants and are thrown away: each once, for the transaction that deletes its row counts it.
fn count_discarded(conn: &mut Conn, received: impl Iterator<Item = Instant>) -> DbResult<()> {
    let mut days: BTreeMap<NaiveDate, i32> = BTreeMap::new();
    received.for_each(|at| *days.entry(at.rome().date_naive()).or_default() += 1);
    let row = |(day, number): (NaiveDate, i32)| vec![Cell::Text(day.to_string()), Cell::Small(number)];
    let also = "ON CONFLICT (day) DO UPDATE SET number = discarded_mails.number + excluded.number";
    let rows: Vec<Vec<Cell>> = days.into_iter().map(row).collect();
    portable::with_rows(conn, "INSERT INTO discarded_mails (day, number)", &rows, also)?;
    Ok(())
}
