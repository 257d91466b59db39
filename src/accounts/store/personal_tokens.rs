//! Rows of personal tokens: programs that act for a person.

use diesel::prelude::*;
use serde::Serialize;

use super::people::{PERSON, person_of};
use crate::accounts::model::Person;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, PersonalTokenId};
use crate::kernel::text::Name;
use crate::platform::db::schema::{accounts, personal_tokens as tokens};
use crate::platform::db::{Conn, DbResult};

/// A token as its owner sees it, without its secret.
#[derive(Debug, Clone, Serialize)]
pub struct PersonalToken {
    /// Its id.
    pub id: PersonalTokenId,
    /// What it is for, in the owner's words.
    pub name: String,
    /// When it was made.
    pub created_at: Instant,
    /// Within an hour of its last use.
    pub last_used_at: Option<Instant>,
}

/// Inserts a token and answers its id. A unique index keeps two of one name from one person.
///
/// # Errors
/// When the database fails.
pub fn insert(
    conn: &mut Conn,
    account: AccountId,
    name: &Name,
    token_hash: &str,
    now: Instant,
) -> DbResult<PersonalTokenId> {
    Ok(diesel::insert_into(tokens::table)
        .values((
            tokens::account_id.eq(account),
            tokens::name.eq(name),
            tokens::token_hash.eq(token_hash),
            tokens::created_at.eq(now),
        ))
        .returning(tokens::id)
        .get_result(conn)?)
}

/// Whose token it is, and when its use was last noted.
///
/// # Errors
/// When the database fails.
pub fn find(
    conn: &mut Conn,
    token_hash: &str,
) -> DbResult<Option<(PersonalTokenId, Option<Instant>, Person)>> {
    let row = tokens::table
        .inner_join(accounts::table)
        .filter(tokens::token_hash.eq(token_hash))
        .select((tokens::id, tokens::last_used_at, PERSON))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, used, person)| (id, used, person_of(person))))
}

/// Notes that a token was used.
///
/// # Errors
/// When the database fails.
pub fn touch(conn: &mut Conn, id: PersonalTokenId, now: Instant) -> DbResult<()> {
    diesel::update(tokens::table.filter(tokens::id.eq(id)))
        .set(tokens::last_used_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// The tokens of a person, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_account(conn: &mut Conn, account: AccountId) -> DbResult<Vec<PersonalToken>> {
    let rows: Vec<(PersonalTokenId, String, Instant, Option<Instant>)> = tokens::table
        .filter(tokens::account_id.eq(account))
        .order(tokens::id.asc())
        .select((tokens::id, tokens::name, tokens::created_at, tokens::last_used_at))
        .load(conn)?;
    let token = |(id, name, created_at, last_used_at)| PersonalToken { id, name, created_at, last_used_at };
    Ok(rows.into_iter().map(token).collect())
}

/// Deletes every token of a person; answers which there were.
///
/// # Errors
/// When the database fails.
pub fn delete_all(conn: &mut Conn, account: AccountId) -> DbResult<Vec<PersonalTokenId>> {
    let of_account = tokens::table.filter(tokens::account_id.eq(account));
    Ok(diesel::delete(of_account).returning(tokens::id).get_results(conn)?)
}

/// Deletes a token of a person; answers whether it was there.
///
/// # Errors
/// When the database fails.
pub fn delete(conn: &mut Conn, account: AccountId, id: PersonalTokenId) -> DbResult<bool> {
    let deleted = diesel::delete(tokens::table.filter(tokens::id.eq(id).and(tokens::account_id.eq(account))))
        .execute(conn)?;
    Ok(deleted == 1)
}
