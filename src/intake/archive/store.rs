//! Which mails were taken over: the only SQL that writes `imported_mails`.

use std::collections::HashMap;

use diesel::prelude::*;

use super::note::Key;
use crate::kernel::ids::TicketId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::schema::{accounts, imported_mails, tickets};
use crate::platform::db::{Conn, DbResult};

/// So many keys go into one statement; SQLite allows 32,766 values.
const KEYS: usize = 1_000;

/// Of these mails those that were taken over, with the question of each and the address of its requester.
pub(super) fn known(
    conn: &mut Conn,
    keys: &[Key],
) -> DbResult<HashMap<String, (TicketId, Option<EmailAddress>)>> {
    let mut known = HashMap::new();
    for keys in keys.chunks(KEYS) {
        let keys: Vec<String> = keys.iter().map(|key| key.hex()).collect();
        let rows: Vec<(String, TicketId, Option<EmailAddress>)> = imported_mails::table
            .inner_join(tickets::table)
            .inner_join(accounts::table.on(accounts::id.eq(tickets::requester_id)))
            .filter(imported_mails::key.eq_any(keys))
            .select((imported_mails::key, imported_mails::ticket_id, accounts::email))
            .load(conn)?;
        known.extend(rows.into_iter().map(|(key, ticket, email)| (key, (ticket, email))));
    }
    Ok(known)
}

/// The questions that mails of these identifiers are part of.
pub(in crate::intake) fn tickets_of(conn: &mut Conn, ids: &[String]) -> DbResult<Vec<(String, TicketId)>> {
    let keys: HashMap<String, &String> = ids.iter().map(|id| (Key::of_id(id).hex(), id)).collect();
    let rows: Vec<(String, TicketId)> = imported_mails::table
        .filter(imported_mails::key.eq_any(keys.keys().cloned().collect::<Vec<_>>()))
        .select((imported_mails::key, imported_mails::ticket_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(key, ticket)| Some(((*keys.get(&key)?).clone(), ticket))).collect())
}

/// Notes that these mails are part of a question.
pub(super) fn remember(conn: &mut Conn, ticket: TicketId, keys: &[Key]) -> DbResult<()> {
    for key in keys {
        diesel::insert_into(imported_mails::table)
            .values((imported_mails::key.eq(key.hex()), imported_mails::ticket_id.eq(ticket)))
            .execute(conn)?;
    }
    Ok(())
}
