//! What this installation keeps in its database under a name, made when it is first asked for: every node finds the same.

use diesel::prelude::*;

use super::config::Secret;
use super::db::schema::instance_keys;
use super::db::{Conn, Db, DbError, DbResult};

const SECRET: &str = "installation";
const DATABASE: &str = "database";

/// The secret that other keys are derived from. Several nodes over one database share it without further setting;
/// `security.secret` keeps it out of the database and its backups.
///
/// # Errors
/// When the database fails.
pub fn installation_secret(db: &Db, configured: Option<&Secret>) -> DbResult<String> {
    match configured {
        Some(secret) => Ok(secret.expose().to_owned()),
        None => kept(db, SECRET),
    }
}

/// What tells this database from every other, a restored copy of it included: for what is made from a database and kept
/// elsewhere, as the search index is.
///
/// # Errors
/// When the database fails.
pub fn database_id(db: &Db) -> DbResult<String> {
    kept(db, DATABASE)
}

/// The same without making one: `None` before the first start.
///
/// # Errors
/// When the database fails.
pub fn database_id_so_far(conn: &mut Conn) -> DbResult<Option<String>> {
    find(conn, DATABASE)
}

/// Lets the next start make a new id: this database is a copy of the one that had it.
///
/// # Errors
/// When the database fails.
pub fn forget_database_id(conn: &mut Conn) -> DbResult<()> {
    diesel::delete(instance_keys::table.filter(instance_keys::name.eq(DATABASE))).execute(conn)?;
    Ok(())
}

fn find(conn: &mut Conn, name: &str) -> DbResult<Option<String>> {
    let found = instance_keys::table.filter(instance_keys::name.eq(name)).select(instance_keys::value);
    Ok(found.first(conn).optional()?)
}

fn kept(db: &Db, name: &'static str) -> DbResult<String> {
    if let Some(value) = db.read_blocking(|conn| find(conn, name))? {
        return Ok(value);
    }
    let created = db.write_blocking::<_, DbError, _>(move |conn| {
        diesel::insert_into(instance_keys::table)
            .values((instance_keys::name.eq(name), instance_keys::value.eq(super::random_hex(32))))
            .execute(conn)?;
        Ok(())
    });
    match created {
        // Another node was first: its value is the one.
        Err(error) if !error.is_unique_violation() => return Err(error),
        _ => {}
    }
    db.read_blocking(|conn| find(conn, name))?
        .ok_or_else(|| DbError::Connection(format!("the key {name} is not kept")))
}
