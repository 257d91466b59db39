//! Frozen reports and their corrections. Neither is ever changed or deleted.

pub mod readers;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::Span;
use super::document::digest;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, ErratumId, FrozenReportId};
use crate::platform::db::schema::{frozen_errata as errata, frozen_reports as reports};
use crate::platform::db::{Conn, DbResult, portable};
use crate::statistics::period::Period;

/// A report as it is listed.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: FrozenReportId,
    pub span: Span,
    pub period: Period,
    pub frozen_at: Instant,
    /// Nobody when the job froze it.
    pub frozen_by: Option<AccountId>,
    /// SHA-256 of its document.
    pub digest: String,
}

type Row = (FrozenReportId, Span, String, String, Instant, Option<AccountId>, String);
type Columns = (
    reports::id,
    reports::span,
    reports::first_day,
    reports::last_day,
    reports::frozen_at,
    reports::frozen_by,
    reports::digest,
);
const COLUMNS: Columns = (
    reports::id,
    reports::span,
    reports::first_day,
    reports::last_day,
    reports::frozen_at,
    reports::frozen_by,
    reports::digest,
);

fn listed((id, span, from, to, frozen_at, frozen_by, digest): Row) -> Option<Listed> {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let period = Period { from: day(&from)?, to: day(&to)? };
    Some(Listed { id, span, period, frozen_at, frozen_by, digest })
}

/// Whether the report of a period is frozen.
pub fn is_frozen(conn: &mut Conn, span: Span, period: Period) -> DbResult<bool> {
    let found: Option<FrozenReportId> = reports::table
        .filter(reports::span.eq(span).and(reports::first_day.eq(period.from.to_string())))
        .select(reports::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// First day of each frozen report of a length, and who froze it: nobody when the job did.
pub fn of_span(conn: &mut Conn, span: Span) -> DbResult<Vec<(NaiveDate, Option<AccountId>)>> {
    let rows: Vec<(String, Option<AccountId>)> = reports::table
        .filter(reports::span.eq(span))
        .select((reports::first_day, reports::frozen_by))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(day, by)| Some((day.parse().ok()?, by))).collect())
}

/// Keeps a document; none when the report of the period is frozen already, perhaps by another node a moment ago.
pub fn keep(
    conn: &mut Conn,
    span: Span,
    period: Period,
    document: &str,
    (months_told, withheld): (&str, &str),
    by: Option<AccountId>,
    now: Instant,
) -> DbResult<Option<FrozenReportId>> {
    portable::exclusive(conn, "frozen_reports")?;
    if is_frozen(conn, span, period)? {
        return Ok(None);
    }
    let id = diesel::insert_into(reports::table)
        .values((
            reports::span.eq(span),
            reports::first_day.eq(period.from.to_string()),
            reports::last_day.eq(period.to.to_string()),
            reports::frozen_at.eq(now),
            reports::frozen_by.eq(by),
            reports::digest.eq(digest(document)),
            reports::document.eq(document),
            reports::months_told.eq(months_told),
            reports::withheld.eq(withheld),
        ))
        .returning(reports::id)
        .get_result(conn)?;
    Ok(Some(id))
}

/// All, the newest period first. There are seventeen a year.
pub fn list(conn: &mut Conn) -> DbResult<Vec<Listed>> {
    let rows: Vec<Row> =
        reports::table.order((reports::last_day.desc(), reports::id.desc())).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().filter_map(listed).collect())
}

/// One with its document.
pub fn find(conn: &mut Conn, id: FrozenReportId) -> DbResult<Option<(Listed, String)>> {
    let found: Option<(Row, String)> =
        reports::table.find(id).select((COLUMNS, reports::document)).first(conn).optional()?;
    Ok(found.and_then(|(row, document)| Some((listed(row)?, document))))
}

/// Those whose document is not the one that was frozen; and how many there are in all.
///
/// # Errors
/// When the database fails.
pub fn damaged(conn: &mut Conn) -> DbResult<(Vec<FrozenReportId>, usize)> {
    let ids: Vec<FrozenReportId> = reports::table.order(reports::id.asc()).select(reports::id).load(conn)?;
    let mut wrong = Vec::new();
    // One at a time: all documents together may be large.
    for id in &ids {
        let (kept, document): (String, String) =
            reports::table.find(*id).select((reports::digest, reports::document)).first(conn)?;
        if digest(&document) != kept {
            wrong.push(*id);
        }
    }
    Ok((wrong, ids.len()))
}

/// What turned out to be wrong.
#[derive(Debug, Clone)]
pub struct Erratum {
    pub report: FrozenReportId,
    /// The part that it is about; none when all of it.
    pub part: Option<String>,
    pub words: String,
    pub by: AccountId,
    pub at: Instant,
}

/// The corrections of a report, the oldest first.
pub fn errata_of(conn: &mut Conn, id: FrozenReportId) -> DbResult<Vec<Erratum>> {
    type Row = (FrozenReportId, Option<String>, String, AccountId, Instant);
    let rows: Vec<Row> = errata::table
        .filter(errata::report_id.eq(id))
        .order(errata::id.asc())
        .select((errata::report_id, errata::part, errata::words, errata::written_by, errata::written_at))
        .load(conn)?;
    let erratum = |(report, part, words, by, at)| Erratum { report, part, words, by, at };
    Ok(rows.into_iter().map(erratum).collect())
}

/// How many corrections each report has that has some.
pub fn errata_counts(conn: &mut Conn) -> DbResult<Vec<(FrozenReportId, i64)>> {
    Ok(errata::table
        .group_by(errata::report_id)
        .select((errata::report_id, diesel::dsl::count(errata::id)))
        .load(conn)?)
}

/// Adds a correction; the same words about the same part again, as by a second press, add none.
pub fn add_erratum(conn: &mut Conn, new: &Erratum) -> DbResult<Option<ErratumId>> {
    portable::exclusive(conn, "frozen_errata")?;
    let known = errata_of(conn, new.report)?;
    if known.iter().any(|one| one.part == new.part && one.words == new.words) {
        return Ok(None);
    }
    let id = diesel::insert_into(errata::table)
        .values((
            errata::report_id.eq(new.report),
            errata::part.eq(new.part.as_deref()),
            errata::words.eq(&new.words),
            errata::written_by.eq(new.by),
            errata::written_at.eq(new.at),
        ))
        .returning(errata::id)
        .get_result(conn)?;
    Ok(Some(id))
}
