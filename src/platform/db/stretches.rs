//! Counting by stretches of time that follow each other in one statement, such as the months of a period.

use chrono::NaiveDate;
use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, IsContainedInGroupBy, SelectableExpression, ValidGrouping, is_aggregate,
    is_contained_in_group_by,
};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use crate::kernel::clock::Instant;

/// The place, from 0, of the stretch that a column lies in: to be selected, and grouped by with columns beside it. Each but the first
/// stretch begins at one of some values, in their order.
///
/// The values stand in the text itself: as parameters PostgreSQL would not know that what is selected is what is grouped by.
#[derive(Debug, Clone)]
pub struct Place(String);

/// Of an instant: written as SQLite keeps it, which PostgreSQL reads.
pub fn of_instant(column: &str, beginnings: &[Instant]) -> Place {
    Place::of(column, beginnings.iter().map(|at| format!("'{}'", at.utc().format("%F %T%.f"))))
}

/// Of a day.
pub fn of_day(column: &str, beginnings: &[NaiveDate]) -> Place {
    Place::of(column, beginnings.iter().map(|day| format!("'{day}'")))
}

impl Place {
    fn of(column: &str, beginnings: impl Iterator<Item = String>) -> Self {
        let mut last = 0;
        let mut cases = String::new();
        for (place, beginning) in beginnings.enumerate() {
            cases.push_str(&format!(" WHEN {column} < {beginning} THEN {place}"));
            last = place + 1;
        }
        // A CASE without a WHEN is none.
        let whole = if last == 0 { "0".to_owned() } else { format!("CASE{cases} ELSE {last} END") };
        Self(format!("CAST({whole} AS BIGINT)"))
    }
}

impl Expression for Place {
    type SqlType = BigInt;
}

impl<DB: Backend> QueryFragment<DB> for Place {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql(&self.0);
        Ok(())
    }
}

impl QueryId for Place {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Source> SelectableExpression<Source> for Place {}

impl<Source> AppearsOnTable<Source> for Place {}

impl<Grouped> ValidGrouping<Grouped> for Place {
    type IsAggregate = is_aggregate::Never;
}

/// It is no column.
impl<Of> IsContainedInGroupBy<Of> for Place {
    type Output = is_contained_in_group_by::No;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stretch_has_its_place() {
        assert_eq!(of_instant("at", &[]).0, "CAST(0 AS BIGINT)");
        let at = Instant::parse_rfc3339("2026-01-31T23:00:00Z").expect("an instant");
        let cases = "CASE WHEN at < '2026-01-31 23:00:00' THEN 0 ELSE 1 END";
        assert_eq!(of_instant("at", &[at]).0, format!("CAST({cases} AS BIGINT)"));
        let day = |day| NaiveDate::from_ymd_opt(2026, 2, day).expect("a day");
        let two = of_day("day", &[day(1), day(15)]).0;
        let cases = "CASE WHEN day < '2026-02-01' THEN 0 WHEN day < '2026-02-15' THEN 1 ELSE 2 END";
        assert_eq!(two, format!("CAST({cases} AS BIGINT)"));
    }
}
