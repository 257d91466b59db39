//! Whether people are to be told that the mails of one reader wait because they are too many: once an hour for each, and not for
//! everybody, since the alarm is a mail too.

use chrono::Duration;
use diesel::prelude::*;

use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::schema::mail_alarms::{self, account_id, told_at};
use crate::platform::db::{Conn, DbResult, portable};

const PAUSE: Duration = Duration::hours(1);
/// Whoever was told of so many within the hour looks at all that wait.
const MOST: usize = 10;

/// Whether it is to be told of this reader now; then it is noted as told.
pub(super) fn rings(conn: &mut Conn, reader: AccountId, now: Instant) -> DbResult<bool> {
    // Of two nodes that find so at once the second finds what the first noted.
    portable::exclusive(conn, "mail-alarms")?;
    // Those of the future were noted before the clock was set back.
    let over = told_at.le(now - PAUSE).or(told_at.gt(now));
    diesel::delete(mail_alarms::table.filter(over)).execute(conn)?;
    let told: Vec<AccountId> = mail_alarms::table.select(account_id).load(conn)?;
    if told.len() >= MOST || told.contains(&reader) {
        return Ok(false);
    }
    let row = (account_id.eq(reader), told_at.eq(now));
    diesel::insert_into(mail_alarms::table).values(row).execute(conn)?;
    Ok(true)
}
