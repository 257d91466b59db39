//! Taking out of the rows of mails what tells who wrote them.

use diesel::prelude::*;

use crate::intake::model::{IncomingState, Reason};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{IncomingId, TicketId};
use crate::kernel::text::EmailAddress;
use crate::platform::db::schema::incoming_mails as rows;
use crate::platform::db::{Conn, DbResult};

/// So many ids go into one statement; SQLite allows 32,766 values.
const AT_ONCE: usize = 1_000;

/// Forgets what is told of the mails from an address, and of those of these questions; answers where the messages lie.
pub(super) fn forget(
    conn: &mut Conn,
    email: Option<&EmailAddress>,
    tickets: &[TicketId],
    now: Instant,
) -> DbResult<Vec<String>> {
    let mut ids: Vec<IncomingId> = Vec::new();
    if let Some(email) = email {
        let from = rows::sender_email.eq(email.as_str());
        ids.extend(rows::table.filter(from).select(rows::id).load::<IncomingId>(conn)?);
    }
    for tickets in tickets.chunks(AT_ONCE) {
        let of = rows::ticket_id.eq_any(tickets);
        ids.extend(rows::table.filter(of).select(rows::id).load::<IncomingId>(conn)?);
    }
    ids.sort_unstable();
    ids.dedup();
    let mut keys: Vec<String> = Vec::new();
    for ids in ids.chunks(AT_ONCE) {
        let settled = || rows::id.eq_any(ids).and(rows::state.ne(IncomingState::Waiting));
        let lie: Vec<Option<String>> = rows::table.filter(settled()).select(rows::raw_key).load(conn)?;
        keys.extend(lie.into_iter().flatten());
        let open = [IncomingState::Held, IncomingState::Failed];
        diesel::update(rows::table.filter(rows::id.eq_any(ids).and(rows::state.eq_any(open))))
            .set((
                rows::state.eq(IncomingState::Discarded),
                rows::reason.eq(Some(Reason::ByHand)),
                rows::settled_at.eq(Some(now)),
            ))
            .execute(conn)?;
        diesel::update(rows::table.filter(settled()))
            .set((
                rows::raw_key.eq(None::<String>),
                rows::envelope_from.eq(None::<String>),
                rows::envelope_to.eq(None::<String>),
                rows::rfc_message_id.eq(None::<String>),
                rows::sender_name.eq(None::<String>),
                rows::sender_email.eq(None::<String>),
                rows::sender_mailbox.eq(None::<String>),
                rows::subject.eq(None::<String>),
                rows::left_out.eq(None::<String>),
            ))
            .execute(conn)?;
    }
    Ok(keys)
}
