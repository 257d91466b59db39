//! Rows of sessions.

use diesel::prelude::*;

use super::people::{PERSON, person_of};
use crate::accounts::model::Person;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::schema::{accounts, sessions};
use crate::platform::db::{Conn, DbResult};

/// A session as stored.
#[derive(Debug, Clone)]
pub struct Session {
    /// Digest of its secret.
    pub token_hash: String,
    /// When the person signed in.
    pub created_at: Instant,
    /// Within five minutes of its last use.
    pub last_seen_at: Instant,
    /// When it ends whatever happens.
    pub expires_at: Instant,
    /// Browser and system, for the person's list.
    pub device: String,
}

type Row = (String, Instant, Instant, Instant, String);
const ROW: (
    sessions::token_hash,
    sessions::created_at,
    sessions::last_seen_at,
    sessions::expires_at,
    sessions::device,
) = (
    sessions::token_hash,
    sessions::created_at,
    sessions::last_seen_at,
    sessions::expires_at,
    sessions::device,
);

fn session_of((token_hash, created_at, last_seen_at, expires_at, device): Row) -> Session {
    Session { token_hash, created_at, last_seen_at, expires_at, device }
}

/// Inserts a session.
///
/// # Errors
/// When the database fails.
pub fn insert(conn: &mut Conn, account: AccountId, session: &Session) -> DbResult<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(&session.token_hash),
            sessions::account_id.eq(account),
            sessions::created_at.eq(session.created_at),
            sessions::last_seen_at.eq(session.last_seen_at),
            sessions::expires_at.eq(session.expires_at),
            sessions::device.eq(&session.device),
        ))
        .execute(conn)?;
    Ok(())
}

/// A session that nobody ended, with its person; its times are for the caller to judge.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, token_hash: &str) -> DbResult<Option<(Session, Person)>> {
    let row = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::token_hash.eq(token_hash).and(sessions::ended_at.is_null()))
        .select((ROW, PERSON))
        .first(conn)
        .optional()?;
    Ok(row.map(|(session, person)| (session_of(session), person_of(person))))
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn touch(conn: &mut Conn, token_hash: &str, now: Instant) -> DbResult<()> {
    diesel::update(sessions::table.filter(sessions::token_hash.eq(token_hash)))
        .set(sessions::last_seen_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub fn end(conn: &mut Conn, token_hash: &str, now: Instant) -> DbResult<()> {
    diesel::update(
        sessions::table.filter(sessions::token_hash.eq(token_hash).and(sessions::ended_at.is_null())),
    )
    .set(sessions::ended_at.eq(now))
    .execute(conn)?;
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// When the database fails.
pub fn end_all(conn: &mut Conn, account: AccountId, now: Instant) -> DbResult<()> {
    diesel::update(
        sessions::table.filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null())),
    )
    .set(sessions::ended_at.eq(now))
    .execute(conn)?;
    Ok(())
}

/// The sessions of an account that nobody ended and that time has not ended, newest first.
///
/// # Errors
/// When the database fails.
pub fn open_of(
    conn: &mut Conn,
    account: AccountId,
    idle_since: Instant,
    now: Instant,
) -> DbResult<Vec<Session>> {
    let rows = sessions::table
        .filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null()))
        .filter(sessions::expires_at.gt(now).and(sessions::last_seen_at.gt(idle_since)))
        .order(sessions::created_at.desc())
        .select(ROW)
        .load(conn)?;
    Ok(rows.into_iter().map(session_of).collect())
}

/// Every session of an account that is still kept, with when it was ended, oldest first.
///
/// # Errors
/// When the database fails.
pub fn all_of(conn: &mut Conn, account: AccountId) -> DbResult<Vec<(Session, Option<Instant>)>> {
    let rows = sessions::table
        .filter(sessions::account_id.eq(account))
        .order(sessions::created_at)
        .select((ROW, sessions::ended_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, ended_at)| (session_of(row), ended_at)).collect())
}

/// Deletes every session of a person.
///
/// # Errors
/// When the database fails.
pub fn delete_all(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account))).execute(conn)?;
    Ok(())
}

/// Deletes what expired before `before`.
///
/// # Errors
/// When the database fails.
pub fn delete_expired(conn: &mut Conn, before: Instant) -> DbResult<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.lt(before))).execute(conn)?)
}
