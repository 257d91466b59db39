//! That data were erased, and until the last mail left, to whom that is told.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::kernel::text::{EmailAddress, Reason};
use crate::platform::db::schema::erasures as rows;
use crate::platform::db::{Conn, DbResult};

crate::text_enum! {
    /// Who asked for it.
    pub enum AskedBy {
        /// The person, on her page.
        Herself = "self",
        /// The person, on paper or by mail; somebody of the desk did it.
        Desk = "staff",
    }
}

/// How much was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Erased {
    /// Questions that have no words any more.
    pub questions: i64,
    /// Messages in them.
    pub messages: i64,
    /// Files and mails as they came.
    pub files: i64,
}

/// An erasure to be noted.
#[derive(Debug, Clone)]
pub struct NewErasure {
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// Who of the desk did it, and why.
    pub by_desk: Option<(AccountId, Reason)>,
    /// How much it was.
    pub erased: Erased,
}

/// An erasure as the list shows it.
#[derive(Debug, Clone, Queryable)]
pub struct Erasure {
    /// The account, which is nobody's.
    pub account: AccountId,
    /// When.
    pub at: Instant,
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// Who of the desk did it.
    pub noted_by: Option<AccountId>,
    /// Why.
    pub reason: Option<Reason>,
    /// Questions.
    pub questions: i64,
    /// Messages.
    pub messages: i64,
    /// Files.
    pub files: i64,
}

/// Notes an erasure.
pub fn insert(
    conn: &mut Conn,
    account: AccountId,
    new: &NewErasure,
    tell_to: Option<&EmailAddress>,
    now: Instant,
) -> DbResult<()> {
    let (noted_by, reason) = match &new.by_desk {
        Some((by, reason)) => (Some(*by), Some(reason)),
        None => (None, None),
    };
    diesel::insert_into(rows::table)
        .values((
            rows::account_id.eq(account),
            rows::erased_at.eq(now),
            rows::asked_by.eq(new.asked_by),
            rows::noted_by.eq(noted_by),
            rows::reason.eq(reason),
            rows::questions.eq(new.erased.questions),
            rows::messages.eq(new.erased.messages),
            rows::files.eq(new.erased.files),
            rows::tell_to.eq(tell_to),
        ))
        .execute(conn)?;
    Ok(())
}

/// Where the last mail goes, until it has left.
///
/// # Errors
/// When the database fails.
pub fn last_address(conn: &mut Conn, account: AccountId) -> DbResult<Option<EmailAddress>> {
    let address: Option<Option<EmailAddress>> =
        rows::table.filter(rows::account_id.eq(account)).select(rows::tell_to).first(conn).optional()?;
    Ok(address.flatten())
}

/// Up to `limit` erasures whose last mail may not have left, the oldest first, and when they were.
///
/// # Errors
/// When the database fails.
pub fn with_address(conn: &mut Conn, limit: i64) -> DbResult<Vec<(AccountId, Instant)>> {
    Ok(rows::table
        .filter(rows::tell_to.is_not_null())
        .order(rows::id.asc())
        .limit(limit)
        .select((rows::account_id, rows::erased_at))
        .load(conn)?)
}

/// Forgets where the last mail went.
///
/// # Errors
/// When the database fails.
pub fn forget_address(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    diesel::update(rows::table.filter(rows::account_id.eq(account)))
        .set(rows::tell_to.eq(None::<String>))
        .execute(conn)?;
    Ok(())
}

/// Up to `limit` erasures, the newest first.
///
/// # Errors
/// When the database fails.
pub fn newest(conn: &mut Conn, limit: i64) -> DbResult<Vec<Erasure>> {
    Ok(rows::table
        .order(rows::id.desc())
        .limit(limit)
        .select((
            rows::account_id,
            rows::erased_at,
            rows::asked_by,
            rows::noted_by,
            rows::reason,
            rows::questions,
            rows::messages,
            rows::files,
        ))
        .load(conn)?)
}
