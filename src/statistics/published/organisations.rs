//! What a year withholds of those for whom answers were written.

use std::collections::{BTreeMap, BTreeSet};

use super::YearBefore;
use crate::kernel::least_count::LeastCount;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::disclosure::{Told, Withheld};
use crate::statistics::figures::Counts;

/// The table of those for whom answers were written. All questions of an organisation were answered, so one that is seen at all hides
/// nothing of how they stand, and what waits is in the row without any: where how all stand is withheld, that row is, and with it an
/// organisation, so that how many of both were answered stays open.
pub(super) fn of(
    rows: &BTreeMap<Value, Counts>,
    total: Withheld,
    (before, least): (&YearBefore, LeastCount),
) -> BTreeMap<Value, Withheld> {
    let all = |level| rows.keys().map(|value| (*value, level)).collect();
    let alone =
        |value: &Value| rows.get(value).map_or(Withheld::Nothing, |counts| Withheld::alone(counts, least));
    let was = |value: &Value| before.value(Dimension::Organisation, *value);
    let is_open = |value: &Value| alone(value).max(was(value).0) > Withheld::Nothing;
    if total == Withheld::Nothing && !rows.keys().any(is_open) {
        return all(Withheld::Nothing);
    }
    if total >= Withheld::Outcome {
        return all(Withheld::Row);
    }
    let is_small = |value: &Value| *value != Value::NONE && alone(value) >= Withheld::Outcome;
    let mut hidden: BTreeSet<Value> = rows
        .keys()
        .filter(|value| **value == Value::NONE || is_small(value) || was(value).0 >= Withheld::Row)
        .copied()
        .collect();
    // Of one small organisation with the row without any it would be known how many were answered in time.
    let (needed, has_small) = if rows.keys().any(is_small) { (2, true) } else { (1, false) };
    loop {
        let hidden_now = &hidden;
        let named = |is_hidden: bool| {
            let of = rows.iter().filter(move |(value, _)| **value != Value::NONE);
            of.filter(move |(value, _)| hidden_now.contains(value) == is_hidden).map(|(_, counts)| counts)
        };
        let count = u64::try_from(named(true).count()).unwrap_or(u64::MAX);
        let has_room = |sum: u64| sum >= count.saturating_add(least.get() - 1);
        // Each is known to have an answer: where their sum is hardly more than that, it says how many each has.
        let (answered, within): (u64, u64) =
            (named(true).map(|counts| counts.answered).sum(), named(true).map(|counts| counts.within).sum());
        // It is known that the smallest are hidden, and how small one is that is seen.
        let is_between = match named(false).map(|counts| counts.received).min() {
            None => false,
            Some(smallest) if has_small => least.withholds(answered.saturating_sub(smallest)),
            Some(smallest) => smallest < least.get() + 2,
        };
        // How many of those that are hidden were not in time is known, and where it is withheld how questions stand, that some of
        // few of them may still wait.
        let in_time: u64 =
            hidden.iter().filter_map(|value| rows.get(value)).map(|counts| counts.within).sum();
        let decided: u64 = hidden.iter().filter_map(|value| rows.get(value)).map(Counts::decided).sum();
        let is_late_known = total == Withheld::Standing && decided - in_time < least.get();
        let is_open = has_room(answered) && (within == 0 || has_room(within));
        if count >= needed && is_open && !is_between && !is_late_known {
            break;
        }
        let others =
            rows.iter().filter(|(value, _)| !hidden.contains(value) && was(value).1 == Told::Nothing);
        match others.min_by_key(|(_, counts)| counts.received) {
            Some((value, _)) => hidden.insert(*value),
            None => return all(Withheld::Row),
        };
    }
    let level = |value: &Value| if hidden.contains(value) { Withheld::Row } else { Withheld::Nothing };
    rows.keys().map(|value| (*value, level(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many are seen of so many answered in time and late, none of them without an organisation but one that waits, late, where
    /// `total` withholds how many do.
    fn seen(total: Withheld, answered: &[(u64, u64)]) -> Vec<u64> {
        let of = |(within, late): (u64, u64)| Counts {
            received: within + late,
            answered: within + late,
            within,
            ..Counts::default()
        };
        let named = answered.iter().zip(1..).map(|(counts, id)| (Value::of_id(Some(id)), of(*counts)));
        let overdue = u64::from(total == Withheld::Standing);
        let none = Counts { received: 9 + overdue, closed: 9, open: overdue, overdue, ..Counts::default() };
        let rows: BTreeMap<Value, Counts> = named.chain([(Value::NONE, none)]).collect();
        let levels = super::of(&rows, total, (&YearBefore::default(), LeastCount::LOWEST));
        let shown = rows.iter().filter(|(value, _)| levels[value] == Withheld::Nothing);
        shown.filter(|(value, _)| **value != Value::NONE).map(|(_, counts)| counts.received).collect()
    }

    #[test]
    fn what_is_hidden_is_not_known_by_how_little_it_is_together() {
        assert_eq!(seen(Withheld::Nothing, &[(300, 0), (180, 2), (60, 4)]), [300, 182, 64]);
        // Two answers of two that are known to have one each.
        assert_eq!(seen(Withheld::Nothing, &[(300, 0), (180, 0), (60, 0), (1, 0), (1, 0)]), [300, 180]);
        assert_eq!(seen(Withheld::Nothing, &[(300, 0), (180, 0), (60, 0), (2, 0), (2, 0)]), [300, 180, 60]);
        // One alone is not hidden by the row of those without any.
        assert_eq!(seen(Withheld::Nothing, &[(300, 0), (180, 0), (2, 0)]), [300]);
    }

    #[test]
    fn nor_by_how_little_the_next_one_has() {
        assert_eq!(seen(Withheld::Standing, &[(150, 0), (30, 3), (7, 2)]), [150, 33]);
        // The smaller of two fours could be nothing but three or four.
        assert_eq!(seen(Withheld::Standing, &[(150, 0), (33, 0), (3, 1), (3, 1)]), [150, 33]);
        // Of those that are hidden one was not in time: it would be known to wait.
        assert_eq!(seen(Withheld::Standing, &[(150, 0), (30, 3), (9, 0)]), [150]);
        assert_eq!(seen(Withheld::Outcome, &[(150, 0), (33, 0), (9, 0)]), [0_u64; 0]);
    }
}
