//! Rows made without their domain, for tests of the layers beneath it.

use dialoga::kernel::clock::Instant;
use dialoga::kernel::ids::{AccountId, TicketId, TopicId};
use dialoga::platform::db::schema::{accounts, tickets};
use dialoga::platform::db::{Conn, DbResult};
use diesel::prelude::*;

/// A question with nothing but its row: no message, no clock, no event.
pub fn bare_ticket(
    conn: &mut Conn,
    requester: AccountId,
    topic: Option<TopicId>,
    now: Instant,
) -> DbResult<TicketId> {
    let id = diesel::insert_into(tickets::table)
        .values((
            tickets::requester_id.eq(requester),
            tickets::channel.eq("web"),
            tickets::state.eq("new"),
            tickets::stage.eq("open"),
            tickets::queue_at.eq(now),
            tickets::topic_id.eq(topic),
            tickets::subject.eq("Part-time"),
            tickets::kind.eq("worker"),
            tickets::lang.eq("it"),
            tickets::created_at.eq(now),
            tickets::updated_at.eq(now),
            tickets::content_hash.eq(""),
        ))
        .returning(tickets::id)
        .get_result(conn)?;
    Ok(id)
}

/// [`bare_ticket`] of whoever there is, or of Anna.
pub fn a_ticket(conn: &mut Conn, now: Instant) -> DbResult<TicketId> {
    let known: Option<AccountId> = accounts::table.select(diesel::dsl::max(accounts::id)).first(conn)?;
    let requester = match known {
        Some(id) => id,
        None => diesel::insert_into(accounts::table)
            .values((
                accounts::email.eq("anna@esempio.it"),
                accounts::name.eq("Anna"),
                accounts::role.eq("requester"),
                accounts::state.eq("active"),
                accounts::lang.eq("it"),
                accounts::mail_answer_text.eq(false),
                accounts::created_at.eq(now),
            ))
            .returning(accounts::id)
            .get_result(conn)?,
    };
    bare_ticket(conn, requester, None, now)
}
