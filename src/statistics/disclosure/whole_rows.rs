//! Tables in which rows are withheld as a whole where their outcome alone cannot be.

use std::collections::BTreeSet;

use super::{Group, GroupWithheld, Told, Withheld, protect_rows};
use crate::kernel::least_count::LeastCount;
use crate::statistics::figures::Counts;

/// What one table withholds. An error names the level at which the total cannot stay.
///
/// Where nearly all questions are decided, how many are is known of each row that shows how many it has, and no outcome can be
/// withheld beside the total's. Then the rows that would withhold theirs are withheld as a whole: better all others with
/// their rates and these not at all. Not where a report is kept that tells how many such a row has, nor of rows that have parts.
pub(super) fn protect(
    table: &[Group],
    total: Withheld,
    least: LeastCount,
) -> Result<Vec<GroupWithheld>, Withheld> {
    let found = protect_rows(table, total, least, |_, level| level);
    let is_told =
        |group: &Group| group.hides_with_table || group.counts.received > 0 && group.told >= Told::Received;
    if found != Err(Withheld::Outcome) || table.iter().any(|group| is_told(group) || group.parts.len() > 1) {
        return found;
    }
    let mut hidden: BTreeSet<usize> = BTreeSet::new();
    loop {
        let whole = |place, level| match level {
            Withheld::Outcome => Withheld::Row,
            _ if hidden.contains(&place) => Withheld::Row,
            level => level,
        };
        let levels = protect_rows(table, total, least, whole).map_err(|_| Withheld::Outcome)?;
        if is_size_open(table, &levels, least) {
            return Ok(levels);
        }
        // A row without questions hides none.
        let seen = table.iter().zip(&levels).enumerate();
        let seen = seen.filter(|(_, (group, level))| level.own < Withheld::Row && group.counts.received > 0);
        let next = seen.min_by_key(|(_, (group, _))| group.counts.received).map(|(place, _)| place);
        hidden.insert(next.ok_or(Withheld::Outcome)?);
    }
}

/// Whether a row that is withheld for its small outcome could be of several sizes, for whoever knows that the others are no larger than
/// the smallest that is seen: it has no more than a small outcome, all that were not in time, and all that are not decided.
fn is_size_open(table: &[Group], levels: &[GroupWithheld], least: LeastCount) -> bool {
    let of = |is_hidden: bool| {
        let rows =
            table.iter().zip(levels).filter(move |(_, level)| (level.own >= Withheld::Row) == is_hidden);
        rows.map(|(group, _)| group.counts)
    };
    let hidden: Counts = of(true).sum();
    let others = u64::try_from(of(true).count()).unwrap_or(u64::MAX).saturating_sub(1);
    let seen = of(false).map(|counts| counts.received).filter(|received| *received > 0);
    let Some(smallest) = seen.min() else { return true };
    let fewest = hidden.received.saturating_sub(others.saturating_mul(smallest));
    let most = least.get() - 1 + (hidden.received - hidden.within);
    most >= fewest + 2
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LOWEST, NOTHING, of_tables, protected, row, sum, table};
    use super::*;

    /// All are decided, so how many of each row are is as good as seen.
    #[test]
    fn where_all_are_decided_a_row_with_a_small_outcome_is_withheld_as_a_whole() {
        let none = row(0, 0, 0, 0);
        let (total, levels) = protected(&[none, row(27, 27, 20, 0), row(26, 26, 22, 0), row(3, 3, 1, 0)]);
        assert_eq!((total, levels), (NOTHING, vec![NOTHING, NOTHING, Withheld::Row, Withheld::Row]));
    }

    /// Of two withheld rows the other is no larger than the smallest that is seen: the small one would be of four.
    #[test]
    fn nor_is_it_known_by_the_smallest_that_is_seen() {
        let twelve = row(12, 12, 12, 0);
        let rows = [row(0, 0, 0, 0), row(30, 30, 30, 0), twelve, twelve, row(4, 4, 2, 0)];
        let hidden = [Withheld::Row; 3];
        assert_eq!(protected(&rows), (NOTHING, [&[NOTHING; 2][..], &hidden].concat()));
    }

    /// A report tells how many each has, so the outcome of a row that grew small follows from the others.
    #[test]
    fn a_row_that_was_told_is_not_withheld_as_a_whole() {
        let rows = [row(5, 5, 2, 0), row(20, 20, 20, 0), row(30, 30, 30, 0)];
        let told = [Told::Received, Told::Standing, Told::Standing];
        let groups =
            table(&rows).into_iter().zip(told).map(|(group, told)| group.told(told).hiding_with_table());
        assert_eq!(of_tables(&sum(&rows), &[groups.collect()], LOWEST).total, Withheld::Outcome);
    }
}
