//! Rows of folders that are read, and of what was found in them.

use diesel::prelude::*;

use super::model::Outcome;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{ImapFolderId, IncomingId};
use crate::platform::db::schema::{imap_folders as folders, imap_messages as seen};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::mail::imap::{ImapFault, ImapProblem, Uid};

/// How far a folder is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Cursor {
    /// Its row.
    pub id: ImapFolderId,
    /// What came before is left there.
    pub since: Instant,
    /// Of the folder whose numbers these are.
    pub uid_validity: Option<i64>,
    /// All up to this number are settled.
    pub last_uid: i64,
    /// What was there when it was read for the first time has numbers up to this.
    pub old_until: i64,
    /// When it was last compared with what was found.
    pub compared_at: Option<Instant>,
}

/// How it stands with a folder.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, serde::Serialize)]
pub struct Standing {
    /// User and server.
    pub mailbox: String,
    /// The folder.
    pub folder: String,
    /// When it was read to its end.
    pub read_at: Option<Instant>,
    /// Why it cannot be read.
    pub problem: Option<ImapProblem>,
    /// In the words of the server.
    pub detail: Option<String>,
    /// Since when.
    pub problem_since: Option<Instant>,
    /// When what lies there was compared with what was found.
    pub compared_at: Option<Instant>,
    /// How many messages lay there, of those that are not left there.
    pub in_folder: Option<i64>,
    /// How many of these had not been found, and were taken in then.
    pub missed: Option<i64>,
}

/// Lets `holder` read a folder until `until`, unless another node reads it. A folder that is read for the first time is begun at
/// `since`.
pub fn claim(
    conn: &mut Conn,
    mailbox: &str,
    folder: &str,
    holder: &str,
    since: Instant,
    now: Instant,
    until: Instant,
) -> DbResult<Option<Cursor>> {
    portable::exclusive(conn, &format!("imap:{mailbox}:{folder}"))?;
    let of_name = folders::mailbox.eq(mailbox).and(folders::folder.eq(folder));
    type Row = (ImapFolderId, Option<String>, Option<Instant>);
    // After a clock was set back a lease may end in a year, and nobody renews it.
    let longest = until + (until - now);
    let found: Option<Row> = folders::table
        .filter(of_name)
        .select((folders::id, folders::held_by, folders::held_until))
        .first(conn)
        .optional()?;
    let id = match found {
        Some((_, Some(other), Some(held))) if other != holder && held > now && held <= longest => {
            return Ok(None);
        }
        Some((id, _, _)) => id,
        None => diesel::insert_into(folders::table)
            .values((folders::mailbox.eq(mailbox), folders::folder.eq(folder), folders::since.eq(since)))
            .returning(folders::id)
            .get_result(conn)?,
    };
    diesel::update(folders::table.find(id))
        .set((folders::held_by.eq(holder), folders::held_until.eq(until)))
        .execute(conn)?;
    let cursor = folders::table
        .find(id)
        .select((
            folders::id,
            folders::since,
            folders::uid_validity,
            folders::last_uid,
            folders::old_until,
            folders::compared_at,
        ))
        .first(conn)?;
    Ok(Some(cursor))
}

/// Lets the holder read on until `until`; false when another node reads by now.
pub fn renew(conn: &mut Conn, id: ImapFolderId, holder: &str, until: Instant) -> DbResult<bool> {
    let held = folders::table.filter(folders::id.eq(id).and(folders::held_by.eq(holder)));
    Ok(diesel::update(held).set(folders::held_until.eq(until)).execute(conn)? == 1)
}

/// Lets others read it.
pub fn release(conn: &mut Conn, id: ImapFolderId, holder: &str) -> DbResult<()> {
    diesel::update(folders::table.filter(folders::id.eq(id).and(folders::held_by.eq(holder))))
        .set((folders::held_by.eq(None::<String>), folders::held_until.eq(None::<Instant>)))
        .execute(conn)?;
    Ok(())
}

/// The numbers of the folder mean something else than before, or are known for the first time: it is read from its beginning.
pub fn begin(conn: &mut Conn, id: ImapFolderId, uid_validity: i64, old_until: i64) -> DbResult<()> {
    diesel::update(folders::table.find(id))
        .set((
            folders::uid_validity.eq(uid_validity),
            folders::last_uid.eq(0),
            folders::old_until.eq(old_until),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes what became of a message, which is durable by now, and that all before it are settled.
pub fn settle(
    conn: &mut Conn,
    cursor: &Cursor,
    uid: Uid,
    outcome: Outcome,
    mail: Option<IncomingId>,
    now: Instant,
) -> DbResult<()> {
    let (validity, number) = (cursor.uid_validity.unwrap_or_default(), i64::from(uid));
    let row = seen::table.find((cursor.id, validity, number));
    let known: Option<Outcome> = row.select(seen::outcome).first(conn).optional()?;
    if known == Some(Outcome::NotGiven) {
        diesel::update(row)
            .set((seen::found_at.eq(now), seen::outcome.eq(outcome), seen::mail_id.eq(mail)))
            .execute(conn)?;
    } else if known.is_none() {
        diesel::insert_into(seen::table)
            .values((
                seen::folder_id.eq(cursor.id),
                seen::uid_validity.eq(validity),
                seen::uid.eq(number),
                seen::found_at.eq(now),
                seen::outcome.eq(outcome),
                seen::mail_id.eq(mail),
            ))
            .execute(conn)?;
    }
    pass(conn, cursor, uid)
}

/// Notes that all up to a number are settled; never takes that back, whatever another node thinks.
pub fn pass(conn: &mut Conn, cursor: &Cursor, uid: Uid) -> DbResult<()> {
    let number = i64::from(uid);
    let behind = folders::uid_validity.eq(cursor.uid_validity).and(folders::last_uid.lt(number));
    diesel::update(folders::table.filter(folders::id.eq(cursor.id).and(behind)))
        .set(folders::last_uid.eq(number))
        .execute(conn)?;
    Ok(())
}

/// Notes that the folder was read to its end.
pub fn is_well(conn: &mut Conn, id: ImapFolderId, now: Instant) -> DbResult<()> {
    diesel::update(folders::table.find(id))
        .set((
            folders::read_at.eq(now),
            folders::problem.eq(None::<ImapProblem>),
            folders::problem_detail.eq(None::<String>),
            folders::problem_since.eq(None::<Instant>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes why it cannot be read, and since when.
pub fn is_ill(conn: &mut Conn, id: ImapFolderId, fault: &ImapFault, now: Instant) -> DbResult<()> {
    let since: Option<Instant> = folders::table.find(id).select(folders::problem_since).first(conn)?;
    diesel::update(folders::table.find(id))
        .set((
            folders::problem.eq(fault.problem),
            folders::problem_detail.eq(&fault.detail),
            folders::problem_since.eq(since.unwrap_or(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// All folders that were ever read, by name.
pub fn standing(conn: &mut Conn) -> DbResult<Vec<Standing>> {
    Ok(folders::table
        .order((folders::mailbox, folders::folder))
        .select((
            folders::mailbox,
            folders::folder,
            folders::read_at,
            folders::problem,
            folders::problem_detail,
            folders::problem_since,
            folders::compared_at,
            folders::in_folder,
            folders::missed,
        ))
        .load(conn)?)
}

/// The numbers of all messages that were found in a folder, without those that the server did not give: it is asked for them again.
pub fn found(conn: &mut Conn, cursor: &Cursor) -> DbResult<Vec<i64>> {
    let of_folder =
        seen::folder_id.eq(cursor.id).and(seen::uid_validity.eq(cursor.uid_validity.unwrap_or_default()));
    let given = seen::outcome.ne(Outcome::NotGiven);
    Ok(seen::table.filter(of_folder.and(given)).select(seen::uid).load(conn)?)
}

/// Notes what a comparison found.
pub fn compared(
    conn: &mut Conn,
    id: ImapFolderId,
    in_folder: i64,
    missed: i64,
    now: Instant,
) -> DbResult<()> {
    diesel::update(folders::table.find(id))
        .set((folders::compared_at.eq(now), folders::in_folder.eq(in_folder), folders::missed.eq(missed)))
        .execute(conn)?;
    Ok(())
}

/// Forgets these messages of a folder, which are not there any more.
pub fn forget(conn: &mut Conn, cursor: &Cursor, uids: &[i64], before: Instant) -> DbResult<usize> {
    let of_folder =
        seen::folder_id.eq(cursor.id).and(seen::uid_validity.eq(cursor.uid_validity.unwrap_or_default()));
    let old = seen::table.filter(of_folder.and(seen::uid.eq_any(uids)).and(seen::found_at.lt(before)));
    Ok(diesel::delete(old).execute(conn)?)
}

/// What became of the messages that were found from one instant up to another.
pub fn found_between(conn: &mut Conn, from: Instant, until: Instant) -> DbResult<Vec<(Outcome, i64)>> {
    Ok(seen::table
        .filter(seen::found_at.ge(from).and(seen::found_at.lt(until)))
        .group_by(seen::outcome)
        .select((seen::outcome, diesel::dsl::count_star()))
        .load(conn)?)
}
