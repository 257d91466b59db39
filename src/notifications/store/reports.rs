//! What a mail says of a frozen report.

use diesel::prelude::*;

use crate::kernel::ids::FrozenReportId;
use crate::notifications::facts::ReportFacts;
use crate::platform::db::schema::frozen_reports as reports;
use crate::platform::db::{Conn, DbResult};

/// A report.
pub(in crate::notifications) fn find(conn: &mut Conn, id: FrozenReportId) -> DbResult<Option<ReportFacts>> {
    let found: Option<(String, String, String)> = reports::table
        .find(id)
        .select((reports::first_day, reports::last_day, reports::digest))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(from, to, digest)| {
        Some(ReportFacts { id, from: from.parse().ok()?, to: to.parse().ok()?, digest })
    }))
}
