//! What a reader outside the desk may see: no count of one or two cases, and none that the rest of the table gives away.
//!
//! Threshold 3 is the least that the *Regole deontologiche* for statistics allow (art. 5, Garante 19 December 2018, GU
//! 14 January 2019 n. 11; D.lgs. 322/1989 art. 9). A small count is withheld (primary suppression), and so are others,
//! until every withheld count could be any of several numbers, the farthest at least two apart, for whoever knows all the
//! rest: that rows add up to the total, that answered and overdue make decided, and that none exceeds received
//! (complementary suppression). What protects people is the number of questions behind a count: a rate of 30 in 31 shows
//! that the desk was late once, which tells nothing of a person, and is not withheld. It does bound what is overdue.

use super::figures::Counts;

/// From so many cases on a count may be seen.
pub const THRESHOLD: u64 = 3;

/// What of a row is withheld, each level with all of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// Nothing.
    Nothing,
    /// Answered and overdue, which give each other away while decided is seen.
    Split,
    /// Decided and within too, and the rate and the times made of them.
    Outcome,
    /// Received too: the whole row.
    Row,
}

const LEVELS: [Withheld; 3] = [Withheld::Row, Withheld::Outcome, Withheld::Split];

impl Withheld {
    /// What a row would withhold by itself.
    fn alone(counts: &Counts) -> Self {
        let small = |count: u64| (1..THRESHOLD).contains(&count);
        if small(counts.received) {
            Self::Row
        } else if small(counts.decided()) || small(counts.within) {
            Self::Outcome
        } else if small(counts.answered) || small(counts.overdue) {
            Self::Split
        } else {
            Self::Nothing
        }
    }
}

/// What is withheld of the total and of the rows of each table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Of the total, which all tables share.
    pub total: Withheld,
    /// Of the rows of each table, in their order.
    pub rows: Vec<Vec<Withheld>>,
}

impl Protection {
    /// For a reader who may see everything.
    pub fn none(tables: &[&[Counts]]) -> Self {
        Self {
            total: Withheld::Nothing,
            rows: tables.iter().map(|rows| vec![Withheld::Nothing; rows.len()]).collect(),
        }
    }

    /// For tables that break the same total down, shown together.
    pub fn of(total: &Counts, tables: &[&[Counts]]) -> Self {
        let mut of_total = Withheld::alone(total);
        loop {
            let tried: Result<Vec<_>, Withheld> =
                tables.iter().map(|rows| protect_rows(rows, of_total)).collect();
            match tried {
                Ok(rows) => return Self { total: of_total, rows },
                // Even with every row withheld the total says too much: it is withheld as well, in all tables.
                Err(level) => of_total = of_total.max(level),
            }
        }
    }
}

/// What the rows of one table withhold. An error names the level at which the total cannot stay.
fn protect_rows(rows: &[Counts], total: Withheld) -> Result<Vec<Withheld>, Withheld> {
    let mut levels: Vec<Withheld> = rows.iter().map(Withheld::alone).collect();
    for level in LEVELS {
        loop {
            let is_total_hidden = total >= level;
            let any_hidden = levels.iter().any(|of_row| *of_row >= level);
            let safe = match (is_total_hidden, any_hidden) {
                // A withheld total needs a withheld row, or the rows would add up to it.
                (true, _) => any_hidden || rows.is_empty(),
                (false, false) => true,
                (false, true) => is_ambiguous(rows, &levels, level),
            };
            if safe {
                break;
            }
            match next_to_hide(rows, &levels, level) {
                Some(place) => levels[place] = level,
                None => return Err(level),
            }
        }
    }
    Ok(levels)
}

/// The row whose loss costs least: the smallest with cases, and only then one without.
fn next_to_hide(rows: &[Counts], levels: &[Withheld], level: Withheld) -> Option<usize> {
    let cost = |counts: &Counts| match level {
        Withheld::Row => (counts.received == 0, counts.received),
        Withheld::Outcome => (counts.decided() == 0, counts.decided()),
        _ => (counts.overdue == 0 || counts.answered == 0, counts.decided()),
    };
    let open = rows.iter().zip(levels).enumerate().filter(|(_, (_, of_row))| **of_row < level);
    open.min_by_key(|(_, (counts, _))| cost(counts)).map(|(place, _)| place)
}

/// Whether every withheld count of the columns of this level could be numbers two apart.
fn is_ambiguous(rows: &[Counts], levels: &[Withheld], level: Withheld) -> bool {
    let hidden: Vec<(&Counts, Withheld)> =
        rows.iter().zip(levels.iter().copied()).filter(|(_, of_row)| *of_row >= level).collect();
    let sum_from = |from: Withheld, value: fn(&Counts) -> u64| -> u64 {
        hidden.iter().filter(|(_, of_row)| *of_row >= from).map(|(counts, _)| value(counts)).sum()
    };
    // What is known of rows that hide even their bound is the sum of their bounds.
    let received = sum_from(Withheld::Row, |counts| counts.received);
    let decided = sum_from(Withheld::Outcome, Counts::decided);
    let column = |value: fn(&Counts) -> u64, bound: fn(&Counts) -> u64, bound_hidden_from, pool| {
        let cells: Vec<Cell> = hidden
            .iter()
            .map(|(counts, of_row)| Cell {
                value: value(counts),
                bound: (*of_row < bound_hidden_from).then(|| bound(counts)),
            })
            .collect();
        has_room(&cells, pool)
    };
    let of_received = |value| column(value, |counts| counts.received, Withheld::Row, received);
    let of_decided = |value| column(value, Counts::decided, Withheld::Outcome, decided);
    match level {
        Withheld::Row => column(|counts| counts.received, |_| 0, Withheld::Row, u64::MAX),
        Withheld::Outcome => of_received(Counts::decided) && of_received(|counts| counts.within),
        _ => [|counts: &Counts| counts.overdue, |counts: &Counts| counts.answered]
            .into_iter()
            .all(|value| of_decided(value) && of_received(value)),
    }
}

/// A withheld count, and the count that is seen and bounds it; without one, the bound is shared with others.
struct Cell {
    value: u64,
    bound: Option<u64>,
}

/// Whether each of these cells, of which only their sum and their bounds are known, could be numbers two apart. Zeros
/// need no room: that nobody did something may be known.
fn has_room(cells: &[Cell], pool: u64) -> bool {
    let sum: u64 = cells.iter().map(|cell| cell.value).sum();
    cells.iter().enumerate().filter(|(_, cell)| cell.value > 0).all(|(place, cell)| {
        let others =
            || cells.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, cell)| cell.bound);
        let shared = if others().any(|bound| bound.is_none()) { pool } else { 0 };
        let room_of_others = others().flatten().fold(shared, u64::saturating_add);
        let (low, high) = (sum.saturating_sub(room_of_others), sum.min(cell.bound.unwrap_or(pool)));
        high >= low + 2
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn row(received: u64, answered: u64, within: u64, overdue: u64) -> Counts {
        Counts { received, answered, within, overdue, closed: 0 }
    }

    fn sum(rows: &[Counts]) -> Counts {
        rows.iter().fold(Counts::default(), |all, one| Counts {
            received: all.received + one.received,
            answered: all.answered + one.answered,
            within: all.within + one.within,
            overdue: all.overdue + one.overdue,
            closed: 0,
        })
    }

    #[test]
    fn large_counts_and_zeros_are_shown() {
        let rows = [row(10, 9, 8, 0), row(0, 0, 0, 0), row(30, 20, 15, 5)];
        let protection = Protection::of(&sum(&rows), &[&rows]);
        assert_eq!(protection, Protection::none(&[&rows]));
    }

    #[test]
    fn a_small_row_is_withheld_with_the_next_smallest() {
        let rows = [row(2, 2, 2, 0), row(50, 50, 50, 0), row(9, 9, 9, 0)];
        let protection = Protection::of(&sum(&rows), &[&rows]);
        assert_eq!(protection.rows[0], [Withheld::Row, Withheld::Nothing, Withheld::Row]);
        assert_eq!(protection.total, Withheld::Nothing);
    }

    #[test]
    fn two_overdue_questions_hide_the_split_and_not_the_rate() {
        let rows = [row(40, 30, 29, 2), row(50, 45, 44, 4), row(60, 60, 60, 0)];
        let protection = Protection::of(&sum(&rows), &[&rows]);
        assert_eq!(protection.rows[0], [Withheld::Split, Withheld::Split, Withheld::Nothing]);
    }

    #[test]
    fn one_row_with_one_case_hides_the_total_as_well() {
        let rows = [row(1, 1, 1, 0)];
        let protection = Protection::of(&sum(&rows), &[&rows, &rows]);
        assert_eq!(protection.total, Withheld::Row);
        assert_eq!(protection.rows, [[Withheld::Row], [Withheld::Row]]);
    }

    #[test]
    fn a_total_withheld_for_one_table_is_not_given_away_by_the_other() {
        let small = [row(2, 0, 0, 0), row(1, 0, 0, 0), row(0, 0, 0, 0)];
        let whole = [row(3, 0, 0, 0)];
        let protection = Protection::of(&sum(&small), &[&small, &whole]);
        assert!(protection.rows[0].iter().take(2).all(|of_row| *of_row == Withheld::Row));
        if protection.total == Withheld::Row {
            assert_eq!(protection.rows[1], [Withheld::Row]);
        }
    }

    /// Every row that whoever sees the table can imagine, as (received, answered, overdue, within).
    fn imaginable(counts: &Counts, of_row: Withheld, most: u64) -> Vec<[u64; 4]> {
        let mut all = Vec::new();
        let known = |hidden: bool, value: u64| if hidden { 0..=most } else { value..=value };
        for received in known(of_row >= Withheld::Row, counts.received) {
            for answered in known(of_row >= Withheld::Split, counts.answered) {
                for overdue in known(of_row >= Withheld::Split, counts.overdue) {
                    let decided = answered + overdue;
                    if decided > received || (of_row < Withheld::Outcome && decided != counts.decided()) {
                        continue;
                    }
                    for within in known(of_row >= Withheld::Outcome, counts.within) {
                        if within <= decided {
                            all.push([received, answered, overdue, within]);
                        }
                    }
                }
            }
        }
        all
    }

    fn a_row() -> impl Strategy<Value = Counts> {
        (0u64..4, 0u64..3, 0u64..3, 0u64..4).prop_map(|(answered, overdue, open, within)| {
            row(answered + overdue + open, answered, within.min(answered), overdue)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

        /// An adversary who tries every table that looks like the one shown finds numbers two apart for every withheld
        /// count that is not zero.
        #[test]
        fn no_withheld_count_can_be_worked_out(rows in proptest::collection::vec(a_row(), 2..4)) {
            let total = sum(&rows);
            let protection = Protection::of(&total, &[&rows]);
            let levels = &protection.rows[0];
            let most = total.received.min(7) + 2;
            let options: Vec<Vec<[u64; 4]>> =
                rows.iter().zip(levels).map(|(counts, of_row)| imaginable(counts, *of_row, most)).collect();
            let seen = |level| protection.total < level;
            // A sum of some rows may not exceed the total that is seen; the sum of all must be it.
            let within_total = |sums: &[u64; 4]| {
                (!seen(Withheld::Row) || sums[0] <= total.received)
                    && (!seen(Withheld::Split) || sums[1] <= total.answered && sums[2] <= total.overdue)
                    && (!seen(Withheld::Outcome)
                        || sums[3] <= total.within && sums[1] + sums[2] <= total.decided())
            };
            let is_total = |sums: &[u64; 4]| {
                (!seen(Withheld::Row) || sums[0] == total.received)
                    && (!seen(Withheld::Split) || sums[1] == total.answered && sums[2] == total.overdue)
                    && (!seen(Withheld::Outcome)
                        || sums[3] == total.within && sums[1] + sums[2] == total.decided())
            };
            let plus = |one: &[u64; 4], other: &[u64; 4]| std::array::from_fn(|i| one[i] + other[i]);
            for (place, counts) in rows.iter().enumerate() {
                let mut rest: HashSet<[u64; 4]> = HashSet::from([[0; 4]]);
                for other in options.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, o)| o) {
                    rest = rest
                        .iter()
                        .flat_map(|sum| other.iter().map(move |row| plus(sum, row)))
                        .filter(within_total)
                        .collect();
                }
                let fits = |row: &[u64; 4]| rest.iter().any(|others| is_total(&plus(row, others)));
                let possible: Vec<&[u64; 4]> = options[place].iter().filter(|row| fits(row)).collect();
                let width = |value: fn(&[u64; 4]) -> u64| {
                    let values = possible.iter().map(|row| value(row));
                    values.clone().max().unwrap_or(0) - values.min().unwrap_or(0)
                };
                let truth = [
                    (Withheld::Row, counts.received, width(|row| row[0])),
                    (Withheld::Split, counts.answered, width(|row| row[1])),
                    (Withheld::Split, counts.overdue, width(|row| row[2])),
                    (Withheld::Outcome, counts.decided(), width(|row| row[1] + row[2])),
                    (Withheld::Outcome, counts.within, width(|row| row[3])),
                ];
                for (level, value, width) in truth {
                    let seen = levels[place] < level;
                    prop_assert!(!seen || !(1..THRESHOLD).contains(&value), "{counts:?} shows {value}");
                    prop_assert!(seen || value == 0 || width >= 2, "{rows:?} {levels:?}: {counts:?} gives {value} away");
                }
            }
        }
    }
}
