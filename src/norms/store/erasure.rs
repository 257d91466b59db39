//! What is kept of the answers to somebody whose data are erased, and of what she was told.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::MessageId;
use crate::platform::db::schema::{answer_norms, messages, norm_reviews, norm_tellings};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::Gone;

/// So many ids go into one statement; SQLite allows 32,766 values.
const AT_ONCE: usize = 1_000;

/// Forgets which acts her answers cite, and that she is to be told of one: there are no words to look at again, and nobody to
/// tell. What was looked at stays, as numbers.
///
/// # Errors
/// When the database fails.
pub fn forget_person(conn: &mut Conn, gone: &Gone<'_>, _now: Instant) -> DbResult<Vec<String>> {
    diesel::delete(norm_tellings::table.filter(norm_tellings::account_id.eq(gone.account))).execute(conn)?;
    for tickets in gone.tickets.chunks(AT_ONCE) {
        let said: Vec<MessageId> =
            messages::table.filter(messages::ticket_id.eq_any(tickets)).select(messages::id).load(conn)?;
        for said in said.chunks(AT_ONCE) {
            diesel::delete(answer_norms::table.filter(answer_norms::message_id.eq_any(said)))
                .execute(conn)?;
            let open = norm_reviews::outcome.is_null().and(norm_reviews::message_id.eq_any(said));
            diesel::delete(norm_reviews::table.filter(open)).execute(conn)?;
        }
    }
    Ok(Vec::new())
}
