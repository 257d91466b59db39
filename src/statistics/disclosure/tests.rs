use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

/// Without closed questions: what is not decided is open.
pub fn row(received: u64, answered: u64, within: u64, overdue: u64) -> Counts {
    Counts { received, answered, within, open: received - answered, overdue, closed: 0 }
}

pub fn table(rows: &[Counts]) -> Vec<Group> {
    rows.iter().map(|row| Group::of(vec![*row])).collect()
}

pub fn sum(rows: &[Counts]) -> Counts {
    rows.iter().copied().sum()
}

pub const LOWEST: LeastCount = LeastCount::LOWEST;

pub fn of_tables(total: &Counts, tables: &[Vec<Group>], least: LeastCount) -> Protection {
    Protection::withholding(NOTHING, total, tables, least)
}

pub fn protected(rows: &[Counts]) -> (Withheld, Vec<Withheld>) {
    protected_from(LOWEST, rows)
}

fn protected_from(least: LeastCount, rows: &[Counts]) -> (Withheld, Vec<Withheld>) {
    let protection = of_tables(&sum(rows), &[table(rows)], least);
    (protection.total, protection.tables[0].iter().map(|group| group.own).collect())
}

pub const NOTHING: Withheld = Withheld::Nothing;

#[test]
fn large_counts_and_zeros_are_shown() {
    let rows = [row(12, 9, 8, 0), row(0, 0, 0, 0), row(30, 20, 15, 5)];
    assert_eq!(protected(&rows), (NOTHING, vec![NOTHING; 3]));
}

#[test]
fn a_small_row_is_withheld_with_the_next_smallest() {
    let rows = [row(2, 2, 2, 0), row(50, 50, 50, 0), row(9, 9, 9, 0)];
    assert_eq!(protected(&rows), (NOTHING, vec![Withheld::Row, NOTHING, Withheld::Row]));
}

#[test]
fn a_row_that_was_told_hides_no_other() {
    let rows = [row(2, 2, 2, 0), row(9, 9, 9, 0), row(50, 50, 50, 0)];
    let told = |told: [bool; 3]| {
        let told = told.map(|is_told| if is_told { Told::Received } else { Told::Nothing });
        let groups = table(&rows).into_iter().zip(told).map(|(group, told)| group.told(told)).collect();
        let protection = of_tables(&sum(&rows), &[groups], LOWEST);
        (protection.total, protection.tables[0].iter().map(|group| group.own).collect::<Vec<_>>())
    };
    assert_eq!(told([true, true, false]), (NOTHING, vec![Withheld::Row, NOTHING, Withheld::Row]));
    // With none left that could, all are withheld.
    assert_eq!(told([false, true, true]), (Withheld::Row, vec![Withheld::Row; 3]));
}

/// What was told of parts hides no other part of their group, nor what was told of a group another group.
#[test]
fn a_part_that_was_told_hides_no_other() {
    let [small, middle, large] = [row(2, 2, 2, 0), row(9, 9, 9, 0), row(50, 50, 50, 0)];
    let group = |told: [Told; 3]| Group::of(vec![small, middle, large]).told_of_parts(told.to_vec());
    let of = |told: [Told; 3]| {
        let total = sum(&[small, middle, large, large, middle]);
        let groups = vec![group(told), Group::of(vec![large]), Group::of(vec![middle])];
        of_tables(&total, &[groups], LOWEST)
    };
    let parts = |told| of(told).tables[0][0].parts.clone();
    let (no, yes) = (Told::Nothing, Told::Received);
    assert_eq!(parts([no, no, no]), [Withheld::Row, Withheld::Row, NOTHING]);
    assert_eq!(parts([no, yes, no]), [Withheld::Row, NOTHING, Withheld::Row]);
    // With both told it goes with its group, and another group with that.
    let protection = of([no, yes, yes]);
    let own: Vec<Withheld> = protection.tables[0].iter().map(|group| group.own).collect();
    assert_eq!((protection.total, own), (NOTHING, vec![Withheld::Row, NOTHING, Withheld::Row]));
}

/// Two questions of a frozen year are moved to a topic that had none: its area stays, and the others with it.
#[test]
fn an_area_of_which_all_topics_were_told_is_seen_without_them() {
    let parts = [vec![row(20, 20, 20, 0), row(13, 13, 13, 0), row(2, 2, 2, 0)], vec![row(30, 30, 30, 0)]];
    let group = |parts: &Vec<Counts>| {
        let told = vec![Told::Standing; parts.len()];
        Group::of(parts.clone()).told_of_parts(told).told(Told::Standing).hiding_with_table()
    };
    let total = sum(&parts.concat());
    let protection = of_tables(&total, &[parts.iter().map(group).collect()], LOWEST);
    let [first, second] = protection.tables[0].as_slice() else { panic!("two groups") };
    assert_eq!((first.own, first.parts.as_slice()), (NOTHING, &[Withheld::Row; 3][..]));
    assert_eq!((second.own, second.parts.as_slice()), (NOTHING, &[NOTHING][..]));
}

#[test]
fn a_table_of_which_all_else_was_told_is_withheld_and_not_the_total() {
    let rows = [row(2, 2, 2, 0), row(9, 9, 9, 0), row(50, 50, 50, 0)];
    let groups = table(&rows).into_iter().zip([Told::Nothing, Told::Received, Told::Received]);
    let groups = groups.map(|(group, told)| group.told(told).hiding_with_table()).collect();
    let protection = of_tables(&sum(&rows), &[groups, table(&[sum(&rows)])], LOWEST);
    assert_eq!((protection.total, protection.tables[1][0].own), (NOTHING, NOTHING));
    assert!(protection.tables[0].iter().all(|group| group.own == Withheld::Row));
}

/// Of January a report tells four decided of four, when no more of its six will be; March has two decided of four.
#[test]
fn an_outcome_that_was_told_hides_no_other() {
    let ended = |received, answered| Counts {
        received,
        answered,
        within: answered,
        closed: received - answered,
        ..row(0, 0, 0, 0)
    };
    let rows = [ended(6, 4), ended(30, 30), ended(4, 2), ended(30, 30)];
    let withheld = |january| {
        let mut groups = table(&rows);
        groups[0] = groups[0].clone().told(january);
        let protection = of_tables(&sum(&rows), &[groups], LOWEST);
        protection.tables[0].iter().map(|group| group.own >= Withheld::Outcome).collect::<Vec<_>>()
    };
    assert_eq!(withheld(Told::Received), [true, false, true, false]);
    let told = withheld(Told::Outcome);
    assert!(!told[0] && told[2] && (told[1] || told[3]), "{told:?}");
}

/// Under three, three were told of the first. Under five it is withheld itself, and protects the second no more for that.
#[test]
fn a_row_that_was_told_protects_nothing_when_more_is_withheld() {
    let rows = [row(3, 3, 3, 0), row(2, 2, 2, 0), row(50, 50, 50, 0), row(60, 60, 60, 0)];
    let mut groups = table(&rows);
    groups[0] = groups[0].clone().told(Told::Received);
    let protection = of_tables(&sum(&rows), &[groups], 5.try_into().unwrap());
    let own: Vec<Withheld> = protection.tables[0].iter().map(|group| group.own).collect();
    assert_eq!((protection.total, own[1], own[2]), (NOTHING, Withheld::Row, Withheld::Row));
}

#[test]
fn two_overdue_questions_hide_how_the_others_stand_and_not_the_rate() {
    let rows = [row(40, 30, 25, 2), row(50, 40, 35, 4), row(65, 60, 60, 0)];
    let (total, rows) = protected(&rows);
    assert_eq!((total, rows[0], rows[2]), (NOTHING, Withheld::Standing, NOTHING));
    assert_eq!(rows[1], Withheld::Standing);
}

#[test]
fn one_row_with_one_case_hides_the_total_and_the_other_table() {
    let one = [row(1, 1, 1, 0)];
    let protection = of_tables(&sum(&one), &[table(&one), table(&one)], LOWEST);
    assert_eq!(protection.total, Withheld::Row);
    assert!(protection.tables.iter().flatten().all(|group| group.own == Withheld::Row));
}

#[test]
fn a_small_part_is_hidden_by_a_neighbour_or_with_its_group() {
    let [small, large, other] = [row(1, 1, 1, 0), row(20, 20, 20, 0), row(8, 8, 8, 0)];
    let groups = [vec![small, large, other], vec![large], vec![large, other]].map(Group::of);
    let protection = of_tables(&sum(&[small, large, other, large, large, other]), &[groups.to_vec()], LOWEST);
    let [first, second, third] = protection.tables[0].as_slice() else { panic!("three groups") };
    assert_eq!((first.own, first.parts.as_slice()), (NOTHING, &[Withheld::Row, NOTHING, Withheld::Row][..]));
    assert_eq!((second.own, third.own), (NOTHING, NOTHING));

    // Alone in its group it takes the group along, and with it another group and one of its parts.
    let groups = [vec![small], vec![large], vec![large, other]].map(Group::of);
    let protection = of_tables(&sum(&[small, large, large, other]), &[groups.to_vec()], LOWEST);
    let [first, second, third] = protection.tables[0].as_slice() else { panic!("three groups") };
    assert_eq!((first.own, first.parts[0]), (Withheld::Row, Withheld::Row));
    assert_eq!((second.own, second.parts[0]), (Withheld::Row, Withheld::Row));
    assert_eq!((third.own, third.parts.as_slice()), (NOTHING, &[NOTHING, NOTHING][..]));
}

/// Nobody was answered late, so what an area that shows its rate has not in time is overdue: its parts hide nothing of that.
#[test]
fn a_group_is_looked_at_as_a_whole_beside_its_parts() {
    let groups = [
        vec![row(20, 12, 12, 0), row(7, 3, 3, 0)],
        vec![row(4, 2, 2, 1), row(4, 2, 2, 1)],
        vec![row(2, 1, 1, 0), row(10, 2, 2, 1)],
    ];
    let total = sum(&groups.iter().flatten().copied().collect::<Vec<_>>());
    assert_eq!((total.answered, total.within, total.overdue), (22, 22, 3));
    let protection = of_tables(&total, &[groups.map(Group::of).to_vec()], LOWEST);
    let second = &protection.tables[0][1];
    assert!(
        protection.total >= Withheld::Standing || second.own >= Withheld::Outcome,
        "{:?} {second:?}",
        protection.total
    );
}

/// An area that shows its rate and all but two of its topics shows how many these two have not in time: no more of them can be overdue,
/// and with that how many of the other area are.
#[test]
fn what_an_area_shows_bounds_the_topics_that_it_withholds() {
    let groups =
        [vec![row(3, 0, 0, 2), row(12, 12, 10, 0), row(3, 0, 0, 1)], vec![row(9, 9, 9, 0), row(3, 0, 0, 1)]];
    let total = sum(&groups.iter().flatten().copied().collect::<Vec<_>>());
    assert_eq!((total.received, total.decided(), total.within, total.overdue), (30, 25, 19, 4));
    let protection = of_tables(&total, &[groups.map(Group::of).to_vec()], LOWEST);
    let [first, second] = protection.tables[0].as_slice() else { panic!("two groups") };
    assert!(
        protection.total >= Withheld::Standing
            || first.own >= Withheld::Outcome
            || second.own >= Withheld::Outcome
            || first.parts[1] >= Withheld::Standing,
        "{:?} {first:?} {second:?}",
        protection.total
    );
}

#[test]
fn overdue_questions_of_several_areas_do_not_hide_the_total() {
    let part = |overdue| row(20, 15, 14, overdue);
    let small = row(2, 2, 2, 0);
    let groups =
        [vec![part(1), part(1), part(0), small, small], vec![part(1), part(0), small, small], vec![part(0)]];
    let total = sum(&groups.iter().flatten().copied().collect::<Vec<_>>());
    let protection = of_tables(&total, &[groups.map(Group::of).to_vec()], LOWEST);
    assert_eq!((total.overdue, protection.total), (3, NOTHING));
}

#[test]
fn a_month_with_overdue_questions_does_not_hide_the_total() {
    let rows = [row(20, 20, 18, 0), row(4, 4, 2, 0), row(44, 18, 15, 3), row(16, 16, 16, 0)];
    let (total, rows) = protected(&rows);
    assert_eq!((total, rows[0], rows[3]), (NOTHING, NOTHING, NOTHING));
    assert_eq!((rows[1], rows[2]), (Withheld::Outcome, Withheld::Outcome));
}

/// Every row that whoever sees the table can imagine, as (received, answered, overdue, within).
fn imaginable(counts: &Counts, of_row: Withheld, most: u64) -> Vec<[u64; 4]> {
    let mut all = Vec::new();
    let known = |hidden: bool, value: u64| if hidden { 0..=most } else { value..=value };
    for received in known(of_row >= Withheld::Row, counts.received) {
        for answered in known(of_row >= Withheld::Standing, counts.answered) {
            for overdue in known(of_row >= Withheld::Standing, counts.overdue) {
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

fn a_least_count() -> impl Strategy<Value = LeastCount> {
    prop_oneof![Just(3u64), Just(4)].prop_map(|count| count.try_into().unwrap())
}

fn a_row() -> impl Strategy<Value = Counts> {
    (0u64..4, 0u64..3, 0u64..3, 0u64..4).prop_map(|(answered, overdue, open, within)| {
        row(answered + overdue + open, answered, within.min(answered), overdue)
    })
}

/// How many may be overdue, as far as decided and within are seen.
fn ways_to_stand(counts: &Counts, of_row: Withheld) -> std::ops::RangeInclusive<u64> {
    match of_row {
        Withheld::Nothing | Withheld::Standing => 0..=counts.decided() - counts.within,
        Withheld::Outcome | Withheld::Row => 0..=counts.received,
    }
}

fn a_busy_row() -> impl Strategy<Value = Counts> {
    (3u64..7, 0u64..3, 0u64..3, 0u64..3, 0u64..3).prop_map(|(within, late, overdue, waiting, closed)| {
        Counts {
            received: within + late + overdue + waiting + closed,
            answered: within + late,
            within,
            open: overdue + waiting,
            overdue,
            closed,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// An adversary who tries every table that looks like the one shown finds numbers as far apart as the largest small count and none for every withheld
    /// count that is not zero.
    #[test]
    fn no_withheld_count_can_be_worked_out(
        (least, rows) in (a_least_count(), proptest::collection::vec(a_row(), 2..4)),
    ) {
        let total = sum(&rows);
        let (of_total, levels) = protected_from(least, &rows);
        // A withheld total may be any number: so many are tried that are far enough apart.
        let most = total.received.min(7) + least.get() - 1;
        let options: Vec<Vec<[u64; 4]>> =
            rows.iter().zip(&levels).map(|(counts, of_row)| imaginable(counts, *of_row, most)).collect();
        let seen = |level| of_total < level;
        // A sum of some rows may not exceed the total that is seen; the sum of all must be it.
        let within_total = |sums: &[u64; 4]| {
            (!seen(Withheld::Row) || sums[0] <= total.received)
                && (!seen(Withheld::Standing) || sums[1] <= total.answered && sums[2] <= total.overdue)
                && (!seen(Withheld::Outcome)
                    || sums[3] <= total.within && sums[1] + sums[2] <= total.decided())
        };
        let is_total = |sums: &[u64; 4]| {
            (!seen(Withheld::Row) || sums[0] == total.received)
                && (!seen(Withheld::Standing) || sums[1] == total.answered && sums[2] == total.overdue)
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
                (Withheld::Standing, counts.answered, width(|row| row[1])),
                (Withheld::Standing, counts.overdue, width(|row| row[2])),
                (Withheld::Outcome, counts.decided(), width(|row| row[1] + row[2])),
                (Withheld::Outcome, counts.within, width(|row| row[3])),
            ];
            for (level, value, width) in truth {
                let seen = levels[place] < level;
                prop_assert!(!seen || !least.withholds(value), "{counts:?} shows {value}");
                prop_assert!(seen || value == 0 || width >= least.get() - 1, "{rows:?} {levels:?}: {counts:?} gives {value} away");
            }
        }
    }

    /// Where the rate is seen, it stays open whether so few questions are overdue or were answered too late.
    #[test]
    fn how_few_questions_stand_stays_open(
        (least, rows) in (a_least_count(), proptest::collection::vec(a_busy_row(), 1..5)),
    ) {
        let is_small = |count| least.withholds(count);
        let total = sum(&rows);
        let (of_total, levels) = protected_from(least, &rows);
        let is_hidden = |place: &usize| levels[*place] >= Withheld::Standing;
        let hidden: Vec<usize> = (0..rows.len()).filter(is_hidden).collect();
        let overdue_of_hidden: u64 = hidden.iter().map(|place| rows[*place].overdue).sum();
        prop_assert!(of_total >= Withheld::Standing || !is_small(total.overdue));
        for (place, counts) in rows.iter().enumerate() {
            if !hidden.contains(&place) {
                prop_assert!(!is_small(counts.answered) && !is_small(counts.overdue), "{counts:?} is shown");
                continue;
            }
            let mut rest: HashSet<u64> = HashSet::from([0]);
            for other in hidden.iter().filter(|other| **other != place) {
                let ways = ways_to_stand(&rows[*other], levels[*other]);
                rest = rest.iter().flat_map(|sum| ways.clone().map(move |overdue| sum + overdue)).collect();
            }
            let possible = ways_to_stand(counts, levels[place]).filter(|overdue| {
                of_total >= Withheld::Standing
                    || rest.iter().any(|others| overdue + others == overdue_of_hidden)
            });
            let possible = possible.count();
            prop_assert!(!is_small(counts.overdue) || possible > 1, "{rows:?} {levels:?}: {counts:?} is known");
        }
    }

    /// In groups with their sums, too, every withheld number of questions received could be numbers so far apart.
    #[test]
    fn no_subtotal_gives_a_part_away(
        least in a_least_count(),
        sizes in proptest::collection::vec(proptest::collection::vec(1u64..7, 1..4), 1..4),
    ) {
        let full = |received| row(received, received, received, 0);
        let groups: Vec<Group> =
            sizes.iter().map(|parts| Group::of(parts.iter().map(|size| full(*size)).collect())).collect();
        let total: u64 = sizes.iter().flatten().sum();
        let protection = of_tables(&full(total), std::slice::from_ref(&groups), least);
        let levels = &protection.tables[0];
        let is_hidden = |level: Withheld| level == Withheld::Row;
        let hidden: Vec<(usize, u64)> = levels
            .iter()
            .enumerate()
            .flat_map(|(place, group)| group.parts.iter().zip(&sizes[place]).map(move |(level, size)| (place, *level, *size)))
            .filter(|(_, level, _)| is_hidden(*level))
            .map(|(place, _, size)| (place, size))
            .collect();
        for (place, size) in sizes.iter().zip(levels).flat_map(|(parts, group)| parts.iter().zip(&group.parts)) .filter(|(_, level)| !is_hidden(**level)).map(|(size, level)| (level, size)) {
            prop_assert!(*size >= least.get(), "{place:?}");
        }
        if is_hidden(protection.total) {
            return Ok(());
        }
        // The sums that are known: of each group that is seen, and of all the others together.
        let sum_of = |place: usize| if is_hidden(levels[place].own) { usize::MAX } else { place };
        for (one, (place, size)) in hidden.iter().enumerate() {
            let together: u64 = hidden
                .iter()
                .enumerate()
                .filter(|(other, (of, _))| *other != one && sum_of(*of) == sum_of(*place))
                .map(|(_, (_, size))| size)
                .sum();
            // Others can give or take so much.
            prop_assert!(together + size >= least.get() - 1 && together > 0, "{sizes:?} {levels:?}: {size} is known");
        }
        for (place, group) in levels.iter().enumerate() {
            prop_assert_eq!(is_hidden(group.own), is_hidden(group.own) && hidden.iter().any(|(of, _)| *of == place));
            let alone = hidden.iter().all(|(of, _)| *of == place || !is_hidden(levels[*of].own));
            prop_assert!(!is_hidden(group.own) || !alone, "{sizes:?} {levels:?}: group {place} is known");
        }
    }
}

proptest! {
    // Each tries many thousand tables.
    #![proptest_config(ProptestConfig { cases: 15, ..ProptestConfig::default() })]

    /// Where areas show their rates, neither they nor their topics give away how so few questions stand: an adversary tries all ways in
    /// which the questions of each topic could.
    #[test]
    fn no_subtotal_gives_away_how_few_questions_stand(
        parts in proptest::collection::vec(proptest::collection::vec(a_row(), 1..3), 2..4),
    ) {
        let groups: Vec<Group> = parts.iter().cloned().map(Group::of).collect();
        let total = sum(&parts.concat());
        let protection = of_tables(&total, std::slice::from_ref(&groups), LOWEST);
        let most = total.received.min(9);
        let plus = |one: &[u64; 4], other: &[u64; 4]| std::array::from_fn(|i| one[i] + other[i]);
        type Sums = HashSet<[u64; 4]>;
        let and = |all: &Sums, more: &[[u64; 4]]| -> Sums {
            let sums = all.iter().flat_map(|sum| more.iter().map(move |row| plus(sum, row)));
            sums.filter(|sum| sum[0] <= total.received.max(most) && sum[2] <= total.received).collect()
        };
        let fits = |counts: &Counts, of_row: Withheld, [received, answered, overdue, within]: &[u64; 4]| {
            (of_row >= Withheld::Row || *received == counts.received)
                && (of_row >= Withheld::Standing || (*answered, *overdue) == (counts.answered, counts.overdue))
                && (of_row >= Withheld::Outcome
                    || (answered + overdue, *within) == (counts.decided(), counts.within))
        };
        if protection.total >= Withheld::Outcome {
            return Ok(());
        }
        let none: Sums = HashSet::from([[0; 4]]);
        // What each group could sum up to, by all of its topics.
        let of_groups: Vec<Vec<[u64; 4]>> = protection.tables[0]
            .iter()
            .zip(&groups)
            .map(|(withheld, group)| {
                let options = group.parts.iter().zip(&withheld.parts);
                let sums = options.fold(none.clone(), |sums, (counts, of_part)| {
                    and(&sums, &imaginable(counts, *of_part, most))
                });
                sums.into_iter().filter(|sum| fits(&group.counts, withheld.own, sum)).collect()
            })
            .collect();
        for (place, (withheld, group)) in protection.tables[0].iter().zip(&groups).enumerate() {
            let others = of_groups.iter().enumerate().filter(|(other, _)| *other != place);
            let rest = others.fold(none.clone(), |sums, (_, options)| and(&sums, options));
            let is_possible = |own: &&[u64; 4]| {
                rest.iter().any(|rest| fits(&total, protection.total, &plus(own, rest)))
            };
            let possible: Vec<&[u64; 4]> = of_groups[place].iter().filter(is_possible).collect();
            let values = |of: usize| possible.iter().map(|own| own[of]).collect::<HashSet<u64>>().len();
            for (value, of) in [(group.counts.answered, 1), (group.counts.overdue, 2)] {
                let is_seen = withheld.own < Withheld::Standing;
                prop_assert!(!is_seen || !LOWEST.withholds(value), "{group:?} shows {value}");
                prop_assert!(is_seen || !LOWEST.withholds(value) || values(of) > 1, "{parts:?}: {value} of {place} is known");
            }
        }
    }
}
