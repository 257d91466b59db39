//! What somebody of the desk has before her.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId};
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::Stage;

/// More would not be read in one mail.
const MOST: i64 = 50;

/// The questions that a person holds and owes before an instant, the most urgent first, with their deadlines.
///
/// # Errors
/// When the database fails.
pub fn owed_by(conn: &mut Conn, person: AccountId, before: Instant) -> DbResult<Vec<(TicketId, Instant)>> {
    Ok(tickets::table
        .filter(tickets::stage.eq(Stage::Todo).and(tickets::assignee_id.eq(person)))
        .filter(tickets::queue_at.lt(before))
        .order((tickets::queue_at.asc(), tickets::id.asc()))
        .limit(MOST)
        .select((tickets::id, tickets::queue_at))
        .load(conn)?)
}

/// How many questions of a person wait for their requesters, and how many nobody holds that she may take: of her groups,
/// or of none.
///
/// # Errors
/// When the database fails.
pub fn around(conn: &mut Conn, person: AccountId, groups: &[GroupId]) -> DbResult<(i64, i64)> {
    let waiting = tickets::stage.eq(Stage::Waiting).and(tickets::assignee_id.eq(person));
    let hers = tickets::group_id.is_null().or(tickets::group_id.eq_any(groups.to_vec()));
    let free = tickets::stage.eq(Stage::Todo).and(tickets::assignee_id.is_null()).and(hers);
    let waiting = tickets::table.filter(waiting).count().get_result(conn)?;
    Ok((waiting, tickets::table.filter(free).count().get_result(conn)?))
}
