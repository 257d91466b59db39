//! Freezing: counting outside any writing transaction, keeping in one.

use std::sync::Arc;

use super::document::Frozen;
use super::{Span, store};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, FrozenReportId};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::jobs::Running;
use crate::statistics::period::Period;

/// The periodic job `frozen_reports`: freezes the newest month, quarter and year that have been over for as many days as the
/// configuration says. Another node, a second run, or a run after one that was killed freezes only what is not frozen.
pub fn freeze_ended(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let (today, after) = (now.rome().date_naive(), app.config.statistics.freeze_after_days);
        for span in Span::ALL {
            if let Some(period) = span.due(today, after) {
                freeze(&app, *span, period, None, now).await?;
            }
        }
        Ok(())
    })
}

/// Freezes the report of a period that is over; none when there is nothing to freeze, or it is frozen already.
pub(super) async fn freeze(
    app: &Arc<App>,
    span: Span,
    period: Period,
    by: Option<AccountId>,
    now: Instant,
) -> Result<Option<FrozenReportId>, FreezeError> {
    let reading = Arc::clone(app);
    let make = move |conn: &mut Conn| -> DbResult<Option<Frozen>> {
        if store::is_frozen(conn, span, period)? {
            return Ok(None);
        }
        Frozen::make(conn, &reading, span, period, now)
    };
    let Some(frozen) = app.db.read::<_, DbError, _>(make).await? else { return Ok(None) };
    let text = frozen.text()?;
    // Whoever asked for old reports is not to be told of each.
    let write = move |conn: &mut Conn| -> DbResult<Option<FrozenReportId>> {
        let kept = store::keep(conn, span, period, &text, by, now)?;
        if let Some(id) = kept.filter(|_| by.is_none()) {
            store::readers::tell(conn, id, span, now)?;
        }
        Ok(kept)
    };
    Ok(app.db.write::<_, DbError, _>(write).await?)
}

/// Why nothing could be frozen.
#[derive(Debug, thiserror::Error)]
pub(super) enum FreezeError {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A figure is no number.
    #[error("the report cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}
