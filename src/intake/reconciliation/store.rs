//! Counting the mails of a time.

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::intake::model::{IncomingState, Reason, Source};
use crate::kernel::clock::Instant;
use crate::platform::db::schema::incoming_mails as rows;
use crate::platform::db::{Conn, DbResult};

/// So many mails of a way stand so, for a reason.
type Counted = (Source, IncomingState, Option<Reason>, i64);

/// What was stored from one instant up to another.
pub fn stored(conn: &mut Conn, from: Instant, until: Instant) -> DbResult<Vec<Counted>> {
    Ok(rows::table
        .filter(rows::received_at.ge(from).and(rows::received_at.lt(until)))
        .group_by((rows::source, rows::state, rows::reason))
        .select((rows::source, rows::state, rows::reason, count_star()))
        .load(conn)?)
}
