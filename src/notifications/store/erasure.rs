//! What somebody was told, and how she wanted to be.

use diesel::prelude::*;

use crate::kernel::ids::AccountId;
use crate::platform::db::schema::{daily_digests, notices, notification_choices};
use crate::platform::db::{Conn, DbResult};

/// Deletes all of it.
pub(in crate::notifications) fn delete_of(conn: &mut Conn, account: AccountId) -> DbResult<()> {
    diesel::delete(notices::table.filter(notices::recipient_id.eq(account))).execute(conn)?;
    diesel::delete(notification_choices::table.filter(notification_choices::account_id.eq(account)))
        .execute(conn)?;
    diesel::delete(daily_digests::table.filter(daily_digests::account_id.eq(account))).execute(conn)?;
    Ok(())
}
