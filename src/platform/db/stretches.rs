//! Counting by stretches of time that follow each other in one statement, such as the months of a period.

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

/// Of an instant: written as SQLite keeps it, which PostgreSQL reads. Days are few enough to be counted one
/// by one.
pub fn of_instant(column: &str, beginnings: &[Instant]) -> Place {
    let mut cases = String::new();
    for (place, at) in beginnings.iter().enumerate() {
        let at = at.utc().format("%F %T%.f");
        cases.push_str(&format!(" WHEN {column} < '{at}' THEN {place}"));
    }
    // A CASE without a WHEN is none.
    let whole = match beginnings.len() {
        0 => "0".to_owned(),
        last => format!("CASE{cases} ELSE {last} END"),
    };
    Place(format!("CAST({whole} AS BIGINT)"))
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
        let at = |text| Instant::parse_rfc3339(text).expect("an instant");
        let (february, march) = (at("2026-01-31T23:00:00Z"), at("2026-02-28T23:00:00Z"));
        let cases = "CASE WHEN at < '2026-01-31 23:00:00' THEN 0 ELSE 1 END";
        assert_eq!(of_instant("at", &[february]).0, format!("CAST({cases} AS BIGINT)"));
        let cases =
            "CASE WHEN at < '2026-01-31 23:00:00' THEN 0 WHEN at < '2026-02-28 23:00:00' THEN 1 ELSE 2 END";
        assert_eq!(of_instant("at", &[february, march]).0, format!("CAST({cases} AS BIGINT)"));
    }
}
