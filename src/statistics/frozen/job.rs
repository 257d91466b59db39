//! Freezing: counting outside any writing transaction, keeping in one.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::document::{Frozen, Made};
use super::{Span, mailing, store};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, FrozenReportId};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::jobs::Running;
use crate::statistics::disclosure::Told;
use crate::statistics::period::Period;
use crate::statistics::published::YearWithheld;
use crate::statistics::released::Outside;
use crate::topics;

/// So many reports of one length are made in one run; those that a long stop left out beyond them are made by the next.
const AT_ONCE: usize = 12;

/// The periodic job `frozen_reports`: freezes the newest month, quarter and year that have been over for as many days as the
/// configuration says, and those before them that were missed since the first one that it froze. Only the newest is mailed: the others
/// are no news. Another node, a second run, or a run after one that was killed freezes only what is not frozen. Addresses that
/// reports were to be mailed to and that never answered are forgotten.
pub fn freeze_ended(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let (today, after) = (now.rome().date_naive(), app.config.statistics.freeze_after_days);
        let mut failed = None;
        for span in Span::ALL {
            let Some(newest) = span.due(today, after) else { continue };
            let missed = app.db.read(move |conn| missed(conn, *span, newest)).await?;
            for period in missed.into_iter().take(AT_ONCE) {
                let by = By::Job { is_mailed: period == newest };
                // One that cannot be made now keeps no other from being made.
                if let Err(error) = freeze(&app, *span, period, by, now).await {
                    failed.get_or_insert(error);
                }
            }
        }
        app.db.write(move |conn| mailing::forget_unanswered(conn, now)).await?;
        failed.map_or(Ok(()), |error| Err(error.into()))
    })
}

/// By whom a report is frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The job.
    Job { is_mailed: bool },
    /// A coordinator, who says whether it is mailed: it may be old.
    Hand { coordinator: AccountId, is_mailed: bool },
}

/// The periods of a length up to the newest that are not frozen, the newest first: none before the first that the job ever froze, for
/// those are for a coordinator to choose.
fn missed(conn: &mut Conn, span: Span, newest: Period) -> DbResult<Vec<Period>> {
    let frozen = store::of_span(conn, span)?;
    let by_job = frozen.iter().filter(|(_, by)| by.is_none()).map(|(first_day, _)| *first_day);
    let first = by_job.min().unwrap_or(newest.from).min(newest.from);
    let is_frozen = |period: &Period| frozen.iter().any(|(first_day, _)| *first_day == period.from);
    let Some(after) = newest.to.succ_opt() else { return Ok(Vec::new()) };
    Ok(span.ended(after, first).filter(|period| !is_frozen(period)).collect())
}

/// Freezes the report of a period that is over; none when there is nothing to freeze, or it is frozen already.
pub(super) async fn freeze(
    app: &Arc<App>,
    span: Span,
    period: Period,
    by: By,
    now: Instant,
) -> Result<Option<FrozenReportId>, FreezeError> {
    let reading = Arc::clone(app);
    let make = move |conn: &mut Conn| -> DbResult<Made<Aside>> {
        if store::is_frozen(conn, span, period)? {
            return Ok(Made::Nothing);
        }
        let aside = |conn: &mut Conn| Aside::read(conn, &reading, (span, period), now);
        Frozen::make(conn, &reading, (span, period), now, aside)
    };
    let (frozen, aside) = match app.db.read::<_, DbError, _>(make).await? {
        Made::Report(frozen, aside) => (frozen, aside),
        Made::Nothing => return Ok(None),
        Made::Unsteady => return Err(FreezeError::Unsteady),
    };
    let (text, told) = (frozen.text()?, frozen.months_told(&aside.settled));
    let withheld = match aside.withheld.is_empty() {
        true => String::new(),
        false => serde_json::to_string(&aside.withheld)?,
    };
    let (coordinator, is_mailed) = match by {
        By::Job { is_mailed } => (None, is_mailed),
        By::Hand { coordinator, is_mailed } => (Some(coordinator), is_mailed),
    };
    let write = move |conn: &mut Conn| -> DbResult<Option<FrozenReportId>> {
        let kept = store::keep(conn, span, period, &text, (&told, &withheld), coordinator, now)?;
        if let Some(id) = kept.filter(|_| is_mailed) {
            store::readers::tell(conn, id, span, now)?;
            mailing::tell(conn, id, span, now)?;
        }
        Ok(kept)
    };
    Ok(app.db.write::<_, DbError, _>(write).await?)
}

/// What is kept beside a report.
struct Aside {
    /// How much of each month no longer changes.
    settled: BTreeMap<NaiveDate, Told>,
    /// What is withheld of the years that it tells: its own, and that before it, with which it compares.
    withheld: BTreeMap<i32, YearWithheld>,
}

impl Aside {
    fn read(conn: &mut Conn, app: &App, (span, of): (Span, Period), now: Instant) -> DbResult<Self> {
        let outside = app.figures.seen_from_outside(conn, now)?;
        let withheld = match span {
            Span::Year => {
                let years = of.from.year() - 1..=of.from.year();
                let published = outside.published(years.clone(), &topics::tree(conn)?);
                let had_some = |year: &i32| outside.count(*year).total().received > 0;
                years.filter(had_some).filter_map(|year| Some((year, published.of_year(year)?))).collect()
            }
            Span::Month | Span::Quarter => BTreeMap::new(),
        };
        Ok(Self { settled: settled(&outside, of), withheld })
    }
}

/// How much of what is told of the months of a period, by their first days, stays known.
fn settled(outside: &Outside, period: Period) -> BTreeMap<NaiveDate, Told> {
    let settled = |month: NaiveDate| {
        let whole = Period::month_of(month);
        let counts = outside.facts.month_counts(month, whole, outside.as_of).ways.counts();
        Told::settled(&counts, outside.released.least)
    };
    period.months().into_iter().map(|month| (month, settled(month))).collect()
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
    /// Too much happened while it was counted; the next run makes it.
    #[error("the figures changed while the report was made, each time that it was tried")]
    Unsteady,
}
