//! Rows of what was kept elsewhere: tickets with dates of their own.

use diesel::prelude::*;

use crate::accounts::RequesterKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, TicketId};
use crate::kernel::text::Subject;
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::tickets::model::{Channel, Priority, TicketState};

/// A ticket that was over, or at least received, before the desk had tickets.
pub struct OldTicket<'a> {
    pub requester: AccountId,
    pub channel: Channel,
    pub subject: &'a Subject,
    pub kind: RequesterKind,
    pub lang: Lang,
    pub content_hash: &'a str,
    pub reference: &'a str,
    pub received: Instant,
    pub answered_at: Option<Instant>,
    /// None when it is open.
    pub closed_at: Option<Instant>,
    pub changed: Instant,
}

/// Inserts an old ticket; [`set_clock`] follows.
pub fn insert(conn: &mut Conn, old: &OldTicket<'_>) -> DbResult<TicketId> {
    let state = if old.closed_at.is_some() { TicketState::Closed } else { TicketState::New };
    let id = diesel::insert_into(tickets::table)
        .values((
            tickets::requester_id.eq(old.requester),
            tickets::channel.eq(old.channel),
            tickets::state.eq(state),
            tickets::topic_proposed.eq(false),
            tickets::priority.eq(Priority::Normal),
            tickets::subject.eq(old.subject),
            tickets::kind.eq(old.kind),
            tickets::lang.eq(old.lang),
            tickets::created_at.eq(old.received),
            tickets::updated_at.eq(old.changed),
            tickets::answered_at.eq(old.answered_at),
            tickets::closed_at.eq(old.closed_at),
            tickets::content_hash.eq(old.content_hash),
            tickets::reference.eq(old.reference),
            tickets::stage.eq(state.stage()),
            tickets::queue_at.eq(old.closed_at.unwrap_or(old.changed)),
        ))
        .returning(tickets::id)
        .get_result(conn)?;
    Ok(id)
}

/// Notes the clock of an old ticket, and what it is promised if it is open.
pub fn set_clock(conn: &mut Conn, id: TicketId, cycle: CycleId, due_at: Option<Instant>) -> DbResult<()> {
    let row = tickets::table.filter(tickets::id.eq(id));
    match due_at {
        None => diesel::update(row).set(tickets::cycle_id.eq(cycle)).execute(conn)?,
        Some(due) => diesel::update(row)
            .set((tickets::cycle_id.eq(cycle), tickets::due_at.eq(due), tickets::queue_at.eq(due)))
            .execute(conn)?,
    };
    Ok(())
}

/// Notes an answer of an old ticket that was found later, if it had none or an earlier one.
pub fn set_answer(conn: &mut Conn, id: TicketId, at: Instant) -> DbResult<()> {
    let earlier = tickets::answered_at.is_null().or(tickets::answered_at.lt(at));
    diesel::update(tickets::table.filter(tickets::id.eq(id).and(earlier)))
        .set(tickets::answered_at.eq(at))
        .execute(conn)?;
    Ok(())
}
