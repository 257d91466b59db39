//! Rows of folders that are read, and of what was found in them.

use diesel::prelude::*;

use super::model::Outcome;
use crate::intake::model::Source;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{ImapFolderId, IncomingId};
use crate::platform::db::schema::{imap_folders as folders, imap_messages as seen, incoming_mails as mails};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::mail::imap::{ImapProblem, Uid};

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

/// Something of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct InFolder<T> {
    /// What tells its mailbox from others.
    pub mailbox: String,
    /// The folder.
    pub folder: String,
    /// What.
    pub about: T,
}

/// How it stands with a folder.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, serde::Serialize)]
pub struct Standing {
    /// When it was read to its end.
    pub read_at: Option<Instant>,
    /// Why it cannot be read.
    pub problem: Option<ImapProblem>,
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

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// Of the one that is stored: as if it were found for the first time.
    pub outcome: Outcome,
    /// What was stored.
    pub mail: Option<IncomingId>,
    /// Why it was not given, where asking for it ended the dialogue.
    pub problem: Option<ImapProblem>,
    /// When it is asked for again.
    pub ask_at: Option<Instant>,
}

impl Fate {
    /// There is nothing in it.
    pub const EMPTY: Self = Self { outcome: Outcome::Empty, mail: None, problem: None, ask_at: None };

    /// It is durable.
    pub fn stored(outcome: Outcome, mail: IncomingId) -> Self {
        Self { outcome, mail: Some(mail), problem: None, ask_at: None }
    }

    /// The server keeps it back.
    pub fn not_given(problem: Option<ImapProblem>) -> Self {
        Self { outcome: Outcome::NotGiven, mail: None, problem, ask_at: None }
    }
}

/// Notes what became of a message, which is durable by now, and that all before it are settled.
pub fn settle(conn: &mut Conn, cursor: &Cursor, uid: Uid, fate: Fate, now: Instant) -> DbResult<()> {
    let (validity, number) = (cursor.uid_validity.unwrap_or_default(), i64::from(uid));
    let row = seen::table.find((cursor.id, validity, number));
    let known: Option<Outcome> = row.select(seen::outcome).first(conn).optional()?;
    let outcome = match fate.mail {
        Some(mail) if is_of_another(conn, mail)? => Outcome::Known,
        _ => fate.outcome,
    };
    let about = (
        seen::outcome.eq(outcome),
        seen::mail_id.eq(fate.mail),
        seen::problem.eq(fate.problem),
        seen::ask_at.eq(fate.ask_at),
    );
    match (known, outcome) {
        // It is of the day on which it was found.
        (Some(Outcome::NotGiven), Outcome::NotGiven) => {
            diesel::update(row).set(about).execute(conn)?;
        }
        (Some(Outcome::NotGiven), _) => {
            diesel::update(row).set((seen::found_at.eq(now), about)).execute(conn)?;
        }
        (Some(_), _) => {}
        (None, _) => {
            diesel::insert_into(seen::table)
                .values((
                    seen::folder_id.eq(cursor.id),
                    seen::uid_validity.eq(validity),
                    seen::uid.eq(number),
                    seen::found_at.eq(now),
                    about,
                ))
                .execute(conn)?;
        }
    }
    pass(conn, cursor, uid)
}

/// Whether a mail came by another message of a folder, or by another way. One that was stored from a folder and belongs to no
/// message there is of whoever was killed before it was settled: it is counted as new, which it is, and not as known besides.
fn is_of_another(conn: &mut Conn, mail: IncomingId) -> DbResult<bool> {
    // Two folders with the same message settle it one after the other.
    portable::exclusive(conn, &format!("imap-mail:{mail}"))?;
    let source: Option<Source> = mails::table.find(mail).select(mails::source).first(conn).optional()?;
    if source != Some(Source::Imap) {
        return Ok(true);
    }
    let first = seen::outcome.eq_any([Outcome::New, Outcome::TooLarge]);
    let by_another = seen::table.filter(seen::mail_id.eq(mail).and(first));
    Ok(diesel::select(diesel::dsl::exists(by_another)).get_result(conn)?)
}

/// The messages that were not given and are to be asked for.
pub fn due(conn: &mut Conn, cursor: &Cursor, now: Instant) -> DbResult<Vec<i64>> {
    let of_folder =
        seen::folder_id.eq(cursor.id).and(seen::uid_validity.eq(cursor.uid_validity.unwrap_or_default()));
    Ok(seen::table
        .filter(seen::outcome.eq(Outcome::NotGiven).and(of_folder).and(seen::ask_at.le(now)))
        .order(seen::uid)
        .select(seen::uid)
        .load(conn)?)
}

/// A message that was not given is not there any more: there is nothing to be given.
pub fn drop_not_given(conn: &mut Conn, cursor: &Cursor, uid: Uid) -> DbResult<()> {
    let row = seen::table.find((cursor.id, cursor.uid_validity.unwrap_or_default(), i64::from(uid)));
    diesel::delete(row.filter(seen::outcome.eq(Outcome::NotGiven))).execute(conn)?;
    Ok(())
}

/// A message that a server names and does not give.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, serde::Serialize)]
pub struct NotGiven {
    /// The row of the folder it lies in.
    pub folder_id: ImapFolderId,
    /// Whose numbers the folder has.
    pub uid_validity: i64,
    /// Its number.
    pub uid: i64,
    /// When it was found.
    pub found_at: Instant,
    /// Why it is not given, where asking for it ended the dialogue.
    pub problem: Option<ImapProblem>,
    /// When it is asked for again.
    pub ask_at: Option<Instant>,
}

/// Those of all folders as they are numbered today, the newest first.
pub fn not_given(conn: &mut Conn, limit: i64) -> DbResult<Vec<InFolder<NotGiven>>> {
    Ok(seen::table
        .inner_join(folders::table)
        .filter(seen::outcome.eq(Outcome::NotGiven))
        .filter(folders::uid_validity.eq(seen::uid_validity.nullable()))
        .order(seen::found_at.desc())
        .limit(limit)
        .select((
            folders::mailbox,
            folders::folder,
            (folders::id, seen::uid_validity, seen::uid, seen::found_at, seen::problem, seen::ask_at),
        ))
        .load(conn)?)
}

/// Wishes that a message be asked for at once; false when it was given meanwhile, or is not there any more.
pub fn wish(
    conn: &mut Conn,
    folder: ImapFolderId,
    uid_validity: i64,
    uid: i64,
    now: Instant,
) -> DbResult<bool> {
    let row = seen::table.find((folder, uid_validity, uid)).filter(seen::outcome.eq(Outcome::NotGiven));
    Ok(diesel::update(row).set(seen::ask_at.eq(now)).execute(conn)? == 1)
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
            folders::problem_since.eq(None::<Instant>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes why it cannot be read, and since when.
pub fn is_ill(conn: &mut Conn, id: ImapFolderId, problem: ImapProblem, now: Instant) -> DbResult<()> {
    let since: Option<Instant> = folders::table.find(id).select(folders::problem_since).first(conn)?;
    diesel::update(folders::table.find(id))
        .set((folders::problem.eq(problem), folders::problem_since.eq(since.unwrap_or(now))))
        .execute(conn)?;
    Ok(())
}

/// All folders that were ever read, by name.
pub fn standing(conn: &mut Conn) -> DbResult<Vec<InFolder<Standing>>> {
    Ok(folders::table
        .order((folders::mailbox, folders::folder))
        .select((
            folders::mailbox,
            folders::folder,
            (
                folders::read_at,
                folders::problem,
                folders::problem_since,
                folders::compared_at,
                folders::in_folder,
                folders::missed,
            ),
        ))
        .load(conn)?)
}

/// The numbers of all messages that were found in a folder: those that were given, and those that were not.
pub fn found(conn: &mut Conn, cursor: &Cursor) -> DbResult<(Vec<i64>, Vec<i64>)> {
    let of_folder =
        seen::folder_id.eq(cursor.id).and(seen::uid_validity.eq(cursor.uid_validity.unwrap_or_default()));
    let is_given = seen::outcome.ne(Outcome::NotGiven);
    let given = seen::table.filter(of_folder.and(is_given)).select(seen::uid).load(conn)?;
    let is_not = seen::outcome.eq(Outcome::NotGiven);
    let not_given = seen::table.filter(of_folder.and(is_not)).select(seen::uid).load(conn)?;
    Ok((given, not_given))
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

/// Forgets what was found when the messages of the folder had other numbers, before `before`: nothing is compared with it any more,
/// and no account counts it. Mails that were stored are known by their content.
pub fn forget_earlier(conn: &mut Conn, cursor: &Cursor, before: Instant) -> DbResult<usize> {
    let of_others =
        seen::folder_id.eq(cursor.id).and(seen::uid_validity.ne(cursor.uid_validity.unwrap_or_default()));
    let old = seen::table.filter(of_others.and(seen::found_at.lt(before)));
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
