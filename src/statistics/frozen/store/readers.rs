//! Who is told when a report is frozen.

use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, FrozenReportId};
use crate::platform::db::schema::frozen_readers as readers;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::statistics::frozen::Span;

/// Everybody's choices, by account.
pub fn all(conn: &mut Conn) -> DbResult<Vec<(AccountId, Span)>> {
    Ok(readers::table
        .order((readers::account_id.asc(), readers::span.asc()))
        .select((readers::account_id, readers::span))
        .load(conn)?)
}

/// Keeps what somebody chose in place of what she had chosen.
pub fn choose(conn: &mut Conn, account: AccountId, spans: &[Span]) -> DbResult<()> {
    // Of two presses at once both would find nothing to delete, and the second could not insert.
    portable::exclusive(conn, &format!("frozen-readers:{account}"))?;
    diesel::delete(readers::table.filter(readers::account_id.eq(account))).execute(conn)?;
    for span in spans {
        diesel::insert_into(readers::table)
            .values((readers::account_id.eq(account), readers::span.eq(span)))
            .execute(conn)?;
    }
    Ok(())
}

/// Tells those who want it of a report that was frozen in this transaction.
pub fn tell(conn: &mut Conn, report: FrozenReportId, span: Span, now: Instant) -> DbResult<()> {
    let told: Vec<AccountId> = readers::table
        .filter(readers::span.eq(span))
        .order(readers::account_id.asc())
        .select(readers::account_id)
        .load(conn)?;
    for account in told {
        events::append(conn, now, Actor::System, &Event::ReportFrozen { report, account })?;
    }
    Ok(())
}
