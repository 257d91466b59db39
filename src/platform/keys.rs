//! The installation's secret: configured, or made at first start and kept in the database, where every node finds it.

use diesel::prelude::*;

use super::config::Secret;
use super::db::schema::instance_keys;
use super::db::{Db, DbError};

const NAME: &str = "installation";

/// The secret that other keys are derived from. Several nodes over one database share it without further setting;
/// `security.secret` keeps it out of the database and its backups.
///
/// # Errors
/// When the database fails.
pub fn installation_secret(db: &Db, configured: Option<&Secret>) -> Result<String, DbError> {
    if let Some(secret) = configured {
        return Ok(secret.expose().to_owned());
    }
    let existing = |conn: &mut super::db::Conn| -> Result<Option<String>, DbError> {
        let found = instance_keys::table
            .filter(instance_keys::name.eq(NAME))
            .select(instance_keys::value)
            .first(conn)
            .optional()?;
        Ok(found)
    };
    if let Some(secret) = db.read_blocking(existing)? {
        return Ok(secret);
    }
    let created = db.write_blocking::<_, DbError, _>(|conn| {
        diesel::insert_into(instance_keys::table)
            .values((instance_keys::name.eq(NAME), instance_keys::value.eq(super::random_hex(32))))
            .execute(conn)?;
        Ok(())
    });
    match created {
        // Another node was first: its key is the one.
        Err(error) if !error.is_unique_violation() => return Err(error),
        _ => {}
    }
    db.read_blocking(existing)?.ok_or_else(|| DbError::Connection("the installation has no key".to_owned()))
}
