//! Whether groups wait differently long: the log-rank test (N. Mantel, *Cancer Chemotherapy Reports* 50 (1966), 163–170; for
//! several groups R. Peto and J. Peto, *Journal of the Royal Statistical Society A* 135 (1972), 185–207). Waits that have not ended
//! count as long as they were seen.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::real;
use super::survival::Wait;

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRank {
    /// The statistic.
    pub chi_squared: f64,
    /// Groups that differ at all, less one.
    pub degrees: usize,
    /// How often chance alone makes as much of a difference.
    pub p: f64,
    /// So many more ended in the last group than would have if none differed; fewer when negative: it waited longer.
    pub last_excess: f64,
}

/// Compares groups; nothing with fewer than two that can be compared.
pub fn log_rank(groups: &[Vec<Wait>]) -> Option<LogRank> {
    test(&[groups])
}

/// Compares groups within each stratum alone, so that what differs between the strata does not count: each stratum has the same groups
/// in the same order, some of them empty (J. D. Kalbfleisch and R. L. Prentice, *The Statistical Analysis of Failure Time Data*, 2nd
/// edition 2002, section 1.5). Nothing with fewer than two that can be compared.
pub fn stratified(strata: &[Vec<Vec<Wait>>]) -> Option<LogRank> {
    test(&strata.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn test(strata: &[&[Vec<Wait>]]) -> Option<LogRank> {
    let count = strata.iter().map(|groups| groups.len()).max()?;
    let (mut excess, mut variance) = (vec![0.0; count], vec![vec![0.0; count]; count]);
    for groups in strata {
        let (of_stratum, vary) = summed(groups);
        excess.iter_mut().zip(of_stratum).for_each(|(sum, one)| *sum += one);
        let pairs = variance.iter_mut().flatten().zip(vary.into_iter().flatten());
        pairs.for_each(|(sum, one)| *sum += one);
    }
    let all: usize = strata.iter().flat_map(|groups| groups.iter()).map(Vec::len).sum();
    // Groups in which nothing could vary, but for the last bits, say nothing; of the others the last follows from those before.
    let rounding = 1e-12 * real(all.max(1000));
    let telling: Vec<usize> = (0..count).filter(|group| variance[*group][*group] > rounding).collect();
    let (_, free) = telling.split_last()?;
    if free.is_empty() {
        return None;
    }
    let matrix: Vec<Vec<f64>> =
        free.iter().map(|row| free.iter().map(|column| variance[*row][*column]).collect()).collect();
    let right: Vec<f64> = free.iter().map(|group| excess[*group]).collect();
    let solved = solve(matrix, right.clone())?;
    let chi_squared: f64 = solved.iter().zip(&right).map(|(one, other)| one * other).sum();
    let distribution = ChiSquared::new(real(free.len())).ok()?;
    let last_excess = excess.last().copied().unwrap_or(0.0);
    Some(LogRank { chi_squared, degrees: free.len(), p: distribution.sf(chi_squared), last_excess })
}

/// So many more ended in each group of a stratum than would have if none differed, and how these vary together by chance.
fn summed(groups: &[Vec<Wait>]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let mut all: Vec<(f64, u32, bool)> = groups
        .iter()
        .zip(0_u32..)
        .flat_map(|(waits, group)| waits.iter().map(move |wait| (wait.time, group, wait.ended)))
        .collect();
    all.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut tally = Tally::of(groups);
    let mut rest: &[(f64, u32, bool)] = &all;
    while let Some((time, ..)) = rest.first() {
        let same = rest.partition_point(|wait| wait.0 <= *time);
        let (at, later) = rest.split_at(same);
        tally.move_on(real(rest.len()), real(at.iter().filter(|wait| wait.2).count()));
        for (_, group, ended) in at {
            tally.leave(*group as usize, *ended);
        }
        rest = later;
    }
    tally.finish()
}

/// What the test adds up at every time at which a wait ended: there of the `total` that still wait, `n` of them in a group, so many
/// `ended`. The sums are taken apart by wait rather than by time. A group's `n` counts its waits that last at least as long, so a sum
/// over times of what goes with `n` is one over its waits of what was added up when each of them leaves; and a sum of what goes with
/// the product of two groups' `n` is one over pairs, at the time at which the first of the two leaves. So a wait costs one step for
/// each group, where a time would cost one for each pair of groups.
struct Tally {
    /// Still waiting, by group.
    at_risk: Vec<f64>,
    /// Ended by total: the expected share so far.
    hazard: f64,
    /// The hypergeometric variance by total, and by its square.
    by_total: f64,
    by_square: f64,
    excess: Vec<f64>,
    own: Vec<f64>,
    pairs: Vec<Vec<f64>>,
}

impl Tally {
    fn of(groups: &[Vec<Wait>]) -> Self {
        let count = groups.len();
        Self {
            at_risk: groups.iter().map(|waits| real(waits.len())).collect(),
            hazard: 0.0,
            by_total: 0.0,
            by_square: 0.0,
            excess: vec![0.0; count],
            own: vec![0.0; count],
            pairs: vec![vec![0.0; count]; count],
        }
    }

    /// Comes to a time.
    fn move_on(&mut self, total: f64, ended: f64) {
        self.hazard += ended / total;
        if total > 1.0 {
            let variance = ended * (total - ended) / (total - 1.0);
            self.by_total += variance / total;
            self.by_square += variance / (total * total);
        }
    }

    /// A wait of a group leaves at this time.
    fn leave(&mut self, group: usize, ended: bool) {
        self.at_risk[group] -= 1.0;
        self.excess[group] += if ended { 1.0 - self.hazard } else { -self.hazard };
        // With itself it is a pair too.
        self.own[group] += self.by_total - self.by_square;
        for (pair, n) in self.pairs[group].iter_mut().zip(&self.at_risk) {
            *pair += self.by_square * n;
        }
    }

    /// How many more ended in each group than expected, and how these vary together.
    fn finish(self) -> (Vec<f64>, Vec<Vec<f64>>) {
        let Self { excess, own, pairs, .. } = self;
        let entry = |one: usize, other: usize| {
            let alone = if one == other { own[one] } else { 0.0 };
            alone - pairs[one][other] - pairs[other][one]
        };
        let places = 0..excess.len();
        let variance = places.clone().map(|one| places.clone().map(|other| entry(one, other)).collect());
        let variance: Vec<Vec<f64>> = variance.collect();
        (excess, variance)
    }
}

/// Solves a system of a few equations (Gauss, with the largest pivot); nothing when it has no single solution.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size)
            .max_by(|one, other| matrix[*one][column].abs().total_cmp(&matrix[*other][column].abs()))?;
        if matrix[pivot][column].abs() < 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..size {
            let factor = matrix[row][column] / matrix[column][column];
            let (above, below) = matrix.split_at_mut(row);
            for (place, value) in below[0].iter_mut().enumerate().skip(column) {
                *value -= factor * above[column][place];
            }
            right[row] -= factor * right[column];
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::super::examples::{close, placebo, six_mp};
    use super::*;

    /// Kalbfleisch and Prentice and every textbook since: the statistic of the patients of Freireich and others is 16.79; R's
    /// `survdiff(Surv(time, status) ~ group)` answers 16.8 on 1 degree of freedom, p = 4e-05.
    #[test]
    fn the_statistic_is_that_of_the_published_example() {
        let test = log_rank(&[six_mp(), placebo()]).expect("a figure");
        close(test.chi_squared, 16.793, 5e-4);
        assert_eq!(test.degrees, 1);
        close(test.p, 4.17e-5, 5e-7);
    }

    #[test]
    fn a_group_split_at_random_does_not_differ_and_order_does_not_matter() {
        let (one, other): (Vec<_>, Vec<_>) =
            placebo().into_iter().enumerate().partition(|(place, _)| place % 2 == 0);
        let plain = |of: Vec<(usize, Wait)>| of.into_iter().map(|(_, wait)| wait).collect::<Vec<_>>();
        let (one, other) = (plain(one), plain(other));
        assert!(log_rank(&[one.clone(), other.clone()]).expect("a figure").p > 0.5);
        let three = log_rank(&[six_mp(), one.clone(), other.clone()]).expect("a figure");
        let again = log_rank(&[other, six_mp(), one]).expect("a figure");
        assert_eq!(three.degrees, 2);
        close(three.chi_squared, again.chi_squared, 1e-9);
    }

    /// The patients of Freireich and others were taken in in pairs, and 6-MP kept 18 of the 21 longer in remission. Within pairs the
    /// test is that of signs: (18 − 3)² / 21. The pairs as E. A. Gehan, *Biometrika* 52 (1965), 203–223, has them: the remission without,
    /// that with, and whether it ended.
    #[test]
    fn within_pairs_it_is_the_test_of_signs_of_the_published_example() {
        let pairs = [
            (1.0, 10.0, true),
            (22.0, 7.0, true),
            (3.0, 32.0, false),
            (12.0, 23.0, true),
            (8.0, 22.0, true),
            (17.0, 6.0, true),
            (2.0, 16.0, true),
            (11.0, 34.0, false),
            (8.0, 32.0, false),
            (12.0, 25.0, false),
            (2.0, 11.0, false),
            (5.0, 20.0, false),
            (4.0, 19.0, false),
            (15.0, 6.0, true),
            (8.0, 17.0, false),
            (23.0, 35.0, false),
            (5.0, 6.0, true),
            (11.0, 13.0, true),
            (4.0, 9.0, false),
            (1.0, 6.0, false),
            (8.0, 10.0, false),
        ];
        let strata = pairs.map(|(without, with, ended)| {
            vec![vec![Wait { time: without, ended: true }], vec![Wait { time: with, ended }]]
        });
        let test = stratified(&strata).expect("a figure");
        close(test.chi_squared, 15.0 * 15.0 / 21.0, 1e-9);
        assert_eq!(test.degrees, 1);
        let (without, with): (Vec<Wait>, Vec<Wait>) =
            strata.iter().map(|pair| (pair[0][0], pair[1][0])).unzip();
        let whole = log_rank(&[with, without]).expect("a figure");
        close(whole.chi_squared, 16.793, 5e-4);
    }

    proptest::proptest! {
        /// As the papers write it: added up time by time.
        #[test]
        fn the_statistic_is_that_of_the_definition(
            waits in proptest::collection::vec((1_u8..20, 0_usize..3, proptest::bool::ANY), 6..60)
        ) {
            let mut groups = vec![Vec::new(); 3];
            for (time, group, ended) in &waits {
                groups[*group].push(Wait { time: f64::from(*time), ended: *ended });
            }
            let (mut excess, mut variance) = ([0.0; 3], [[0.0; 3]; 3]);
            for time in 1..20_u8 {
                let count = |group: usize, ended: bool| {
                    let of = |wait: &&Wait| match ended {
                        true => wait.ended && wait.time == f64::from(time),
                        false => wait.time >= f64::from(time),
                    };
                    real(groups[group].iter().filter(of).count())
                };
                let n = [0, 1, 2].map(|group| count(group, false));
                let d = [0, 1, 2].map(|group| count(group, true));
                let (total, ended) = (n.iter().sum::<f64>(), d.iter().sum::<f64>());
                for (one, row) in variance.iter_mut().enumerate() {
                    if total > 0.0 {
                        excess[one] += d[one] - ended * n[one] / total;
                    }
                    for (other, entry) in row.iter_mut().enumerate().filter(|_| total > 1.0) {
                        let same = f64::from(u8::from(one == other));
                        let factor = ended * (total - ended) / (total - 1.0) * n[one] / total;
                        *entry += factor * (same - n[other] / total);
                    }
                }
            }
            let mut tally = Tally::of(&groups);
            let mut all: Vec<(u8, usize, bool)> = waits.clone();
            all.sort_unstable();
            for at in all.chunk_by(|one, other| one.0 == other.0) {
                let ended = real(at.iter().filter(|wait| wait.2).count());
                tally.move_on(tally.at_risk.iter().sum(), ended);
                at.iter().for_each(|(_, group, ended)| tally.leave(*group, *ended));
            }
            let found = tally.finish();
            found.0.into_iter().zip(excess).for_each(|(found, expected)| close(found, expected, 1e-9));
            let pairs = found.1.into_iter().flatten().zip(variance.into_iter().flatten());
            pairs.for_each(|(found, expected)| close(found, expected, 1e-9));
        }
    }

    #[test]
    fn what_cannot_be_compared_is_not() {
        assert_eq!(log_rank(&[]), None);
        assert_eq!(log_rank(&[six_mp()]), None);
        assert_eq!(log_rank(&[six_mp(), Vec::new()]), None);
        let open = vec![Wait { time: 1.0, ended: false }; 5];
        assert_eq!(log_rank(&[open.clone(), open]), None);
    }
}
