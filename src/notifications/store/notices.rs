//! What people of the desk are told on the page.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, NoticeId, Position, TicketId};
use crate::notifications::mail::Mail;
use crate::platform::db::schema::notices as rows;
use crate::platform::db::{Conn, DbResult};

/// More unread notices than this are not counted: "99+" says it.
const MOST_COUNTED: i64 = 100;

/// A notice about to be told.
#[derive(Debug, Clone)]
pub(in crate::notifications) struct NewNotice {
    pub(in crate::notifications) recipient: AccountId,
    pub(in crate::notifications) event: Position,
    pub(in crate::notifications) mail: Mail,
    pub(in crate::notifications) ticket: Option<TicketId>,
    pub(in crate::notifications) entry: Option<EntryId>,
    /// When the event happened.
    pub(in crate::notifications) at: Instant,
}

/// A notice.
#[derive(Debug, Clone, Queryable)]
pub(in crate::notifications) struct Notice {
    pub(in crate::notifications) id: NoticeId,
    pub(in crate::notifications) mail: Mail,
    pub(in crate::notifications) ticket: Option<TicketId>,
    pub(in crate::notifications) entry: Option<EntryId>,
    pub(in crate::notifications) at: Instant,
    pub(in crate::notifications) read_at: Option<Instant>,
}

type Columns = (rows::id, rows::mail, rows::ticket_id, rows::entry_id, rows::at, rows::read_at);
const COLUMNS: Columns = (rows::id, rows::mail, rows::ticket_id, rows::entry_id, rows::at, rows::read_at);

/// Tells it, unless whoever follows the events again has told it. To be called in the transaction that moves the cursor past
/// its event.
pub(in crate::notifications) fn insert(conn: &mut Conn, new: &NewNotice) -> DbResult<()> {
    let told = rows::event_position.eq(new.event.0).and(rows::recipient_id.eq(new.recipient));
    let same = rows::table.filter(told.and(rows::mail.eq(new.mail)));
    if diesel::select(diesel::dsl::exists(same)).get_result(conn)? {
        return Ok(());
    }
    diesel::insert_into(rows::table)
        .values((
            rows::recipient_id.eq(new.recipient),
            rows::event_position.eq(new.event.0),
            rows::mail.eq(new.mail),
            rows::ticket_id.eq(new.ticket),
            rows::entry_id.eq(new.entry),
            rows::at.eq(new.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Up to `limit` notices of a person before one of them, the newest first.
pub(in crate::notifications) fn list(
    conn: &mut Conn,
    person: AccountId,
    before: Option<NoticeId>,
    limit: i64,
) -> DbResult<Vec<Notice>> {
    let before = before.unwrap_or(NoticeId(i64::MAX));
    Ok(rows::table
        .filter(rows::recipient_id.eq(person).and(rows::id.lt(before)))
        .order(rows::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(conn)?)
}

/// One notice of a person.
pub(in crate::notifications) fn find(
    conn: &mut Conn,
    person: AccountId,
    id: NoticeId,
) -> DbResult<Option<Notice>> {
    let own = rows::table.filter(rows::recipient_id.eq(person).and(rows::id.eq(id)));
    Ok(own.select(COLUMNS).first(conn).optional()?)
}

/// How many notices a person has not read, up to a hundred.
///
/// # Errors
/// When the database fails.
pub fn unread(conn: &mut Conn, person: AccountId) -> DbResult<i64> {
    let unread: Vec<NoticeId> = rows::table
        .filter(rows::recipient_id.eq(person).and(rows::read_at.is_null()))
        .limit(MOST_COUNTED)
        .select(rows::id)
        .load(conn)?;
    Ok(i64::try_from(unread.len()).unwrap_or(MOST_COUNTED))
}

/// Notes that a person read everything up to a notice.
pub(in crate::notifications) fn mark_read_up_to(
    conn: &mut Conn,
    person: AccountId,
    last: NoticeId,
    now: Instant,
) -> DbResult<()> {
    let unread = rows::recipient_id.eq(person).and(rows::read_at.is_null());
    diesel::update(rows::table.filter(unread.and(rows::id.le(last))))
        .set(rows::read_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Notes that a person read one.
pub(in crate::notifications) fn mark_read(
    conn: &mut Conn,
    person: AccountId,
    id: NoticeId,
    now: Instant,
) -> DbResult<()> {
    let unread = rows::recipient_id.eq(person).and(rows::read_at.is_null());
    diesel::update(rows::table.filter(unread.and(rows::id.eq(id))))
        .set(rows::read_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Forgets what was told before an instant; answers how many.
pub(in crate::notifications) fn forget_before(conn: &mut Conn, before: Instant) -> DbResult<usize> {
    Ok(diesel::delete(rows::table.filter(rows::at.lt(before))).execute(conn)?)
}
