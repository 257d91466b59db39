//! Rows of one-time tokens: links in mails.

use diesel::prelude::*;

use crate::accounts::token::TokenPurpose;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::schema::one_time_tokens as tokens;
use crate::platform::db::{Conn, DbResult};

/// Inserts a token.
///
/// # Errors
/// When the database fails.
pub fn insert(
    conn: &mut Conn,
    token_hash: &str,
    account: AccountId,
    purpose: TokenPurpose,
    now: Instant,
    expires_at: Instant,
) -> DbResult<()> {
    diesel::insert_into(tokens::table)
        .values((
            tokens::token_hash.eq(token_hash),
            tokens::account_id.eq(account),
            tokens::purpose.eq(purpose),
            tokens::created_at.eq(now),
            tokens::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whose token it is and what for, while it can be used.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, token_hash: &str, now: Instant) -> DbResult<Option<(AccountId, TokenPurpose)>> {
    Ok(tokens::table
        .filter(tokens::token_hash.eq(token_hash))
        .filter(tokens::used_at.is_null().and(tokens::expires_at.gt(now)))
        .select((tokens::account_id, tokens::purpose))
        .first(conn)
        .optional()?)
}

/// Uses a token up. Of two at once exactly one gets true: the row decides, not a look before.
///
/// # Errors
/// When the database fails.
pub fn take(conn: &mut Conn, token_hash: &str, now: Instant) -> DbResult<bool> {
    let taken = diesel::update(
        tokens::table
            .filter(tokens::token_hash.eq(token_hash))
            .filter(tokens::used_at.is_null().and(tokens::expires_at.gt(now))),
    )
    .set(tokens::used_at.eq(now))
    .execute(conn)?;
    Ok(taken == 1)
}

/// Makes all of an account's unused tokens useless.
///
/// # Errors
/// When the database fails.
pub fn void_all(conn: &mut Conn, account: AccountId, now: Instant) -> DbResult<()> {
    diesel::update(tokens::table.filter(tokens::account_id.eq(account).and(tokens::used_at.is_null())))
        .set(tokens::used_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Deletes a token that was not used.
///
/// # Errors
/// When the database fails.
pub fn delete(conn: &mut Conn, token_hash: &str) -> DbResult<()> {
    let row = tokens::table.filter(tokens::token_hash.eq(token_hash).and(tokens::used_at.is_null()));
    diesel::delete(row).execute(conn)?;
    Ok(())
}

/// Deletes every token of an account, used ones too.
///
/// # Errors
/// When the database fails.
pub fn delete_all(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    diesel::delete(tokens::table.filter(tokens::account_id.eq(account))).execute(conn)?;
    Ok(())
}

/// Deletes what expired before `before`.
///
/// # Errors
/// When the database fails.
pub fn delete_expired(conn: &mut Conn, before: Instant) -> DbResult<usize> {
    Ok(diesel::delete(tokens::table.filter(tokens::expires_at.lt(before))).execute(conn)?)
}
