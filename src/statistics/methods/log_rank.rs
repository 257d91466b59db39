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
    /// Groups that can be compared, less one for each set of them that are compared with one another alone.
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
    let (mut excess, mut together) = (vec![0.0; count], vec![vec![0.0; count]; count]);
    for groups in strata {
        let (of_stratum, of_pairs) = summed(groups);
        excess.iter_mut().zip(of_stratum).for_each(|(sum, one)| *sum += one);
        let pairs = together.iter_mut().flatten().zip(of_pairs.into_iter().flatten());
        pairs.for_each(|(sum, one)| *sum += one);
    }
    let last_excess = excess.last().copied().unwrap_or(0.0);
    let (chi_squared, degrees) = weighed(excess, together);
    if degrees == 0 {
        return None;
    }
    let distribution = ChiSquared::new(real(degrees)).ok()?;
    Some(LogRank { chi_squared, degrees, p: distribution.sf(chi_squared), last_excess })
}

/// The excesses weighed by a generalised inverse of their covariances, and its rank, the degrees of freedom
/// (C. R. Rao and S. K. Mitra, *Generalized Inverse of Matrices and Its Applications*, 1971, chapter 9). The
/// excesses of groups that are compared add up to nothing, so one of them follows from the others
/// (J. P. Klein and M. L. Moeschberger, *Survival Analysis*, 2nd edition 2003, section 7.3). They are not
/// always one set: experts who answer about some areas alone share no stratum with those who answer about
/// others.
///
/// The covariances of two groups are turned positive; those with all others add up to a group's own variance.
/// So group after group is taken out (Gauss) without a subtraction, as W. K. Grassmann, M. I. Taksar and
/// D. P. Heyman do, *Operations Research* 33 (1985), 1107–1116. No rounding passes for variance: the last of
/// a set has exactly none left.
fn weighed(mut excess: Vec<f64>, mut together: Vec<Vec<f64>>) -> (f64, usize) {
    let (mut chi_squared, mut degrees) = (0.0, 0);
    while let (Some(own), Some(mut row)) = (excess.pop(), together.pop()) {
        row.truncate(excess.len());
        let variance: f64 = row.iter().sum();
        if variance <= 0.0 {
            continue;
        }
        chi_squared += own * own / variance;
        degrees += 1;
        for ((rest, pairs), pair) in excess.iter_mut().zip(&mut together).zip(&row) {
            let share = pair / variance;
            *rest += share * own;
            pairs.iter_mut().zip(&row).for_each(|(sum, other)| *sum += share * other);
        }
    }
    (chi_squared, degrees)
}

/// So many more ended in each group of a stratum than would have if none differed, and how each two of these
/// vary by chance, one against the other: their covariance, turned positive.
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
    /// The hypergeometric variance by the square of the total.
    by_square: f64,
    excess: Vec<f64>,
    pairs: Vec<Vec<f64>>,
}

impl Tally {
    fn of(groups: &[Vec<Wait>]) -> Self {
        let count = groups.len();
        Self {
            at_risk: groups.iter().map(|waits| real(waits.len())).collect(),
            hazard: 0.0,
            by_square: 0.0,
            excess: vec![0.0; count],
            pairs: vec![vec![0.0; count]; count],
        }
    }

    /// Comes to a time.
    fn move_on(&mut self, total: f64, ended: f64) {
        self.hazard += ended / total;
        if total > 1.0 {
            self.by_square += ended * (total - ended) / (total - 1.0) / (total * total);
        }
    }

    /// A wait of a group leaves at this time.
    fn leave(&mut self, group: usize, ended: bool) {
        self.at_risk[group] -= 1.0;
        self.excess[group] += if ended { 1.0 - self.hazard } else { -self.hazard };
        for (pair, n) in self.pairs[group].iter_mut().zip(&self.at_risk) {
            *pair += self.by_square * n;
        }
    }

    /// How many more ended in each group than expected, and how these vary one against the other; of a group
    /// and itself it says nothing.
    fn finish(self) -> (Vec<f64>, Vec<Vec<f64>>) {
        let Self { excess, pairs, .. } = self;
        let places = 0..excess.len();
        let both = |one: usize, other: usize| pairs[one][other] + pairs[other][one];
        let row = |one: usize| places.clone().map(|other| both(one, other)).collect::<Vec<f64>>();
        let together: Vec<Vec<f64>> = places.clone().map(row).collect();
        (excess, together)
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{close, placebo, six_mp};
    use super::*;

    /// Every other of those who were given a placebo, and the others.
    fn halves() -> (Vec<Wait>, Vec<Wait>) {
        let (one, other): (Vec<_>, Vec<_>) =
            placebo().into_iter().enumerate().partition(|(place, _)| place % 2 == 0);
        let plain = |of: Vec<(usize, Wait)>| of.into_iter().map(|(_, wait)| wait).collect::<Vec<_>>();
        (plain(one), plain(other))
    }

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
        let (one, other) = halves();
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

    /// Two pairs that share no stratum are two tests of one degree each; R's `survdiff` answers 16.79294 and
    /// 0.01996, and of both at once nothing: the matrix is singular. However many waits there are, rounding
    /// is no third.
    #[test]
    fn groups_that_share_no_stratum_are_compared_within_their_sets() {
        let (odd, even) = halves();
        let pairs = [[six_mp(), placebo()], [odd, even]];
        let apart = pairs.clone().map(|pair| log_rank(&pair).expect("a figure").chi_squared);
        close(apart[0], 16.792_940_989, 1e-8);
        close(apart[1], 0.019_955_921, 1e-8);
        let strata = |times: usize| {
            let [[a, b], [c, d]] = pairs.clone().map(|pair| pair.map(|waits| waits.repeat(times)));
            [vec![a, b, Vec::new(), Vec::new()], vec![Vec::new(), Vec::new(), c, d]]
        };
        let test = stratified(&strata(1)).expect("a figure");
        assert_eq!(test.degrees, 2);
        close(test.chi_squared, apart[0] + apart[1], 1e-9);
        // Of two degrees the distribution is the exponential one.
        close(test.p, (-0.5 * test.chi_squared).exp(), 1e-12);
        assert_eq!(stratified(&strata(200)).expect("a figure").degrees, 2);
        // Who is alone in an area is compared with nobody.
        let alone = [vec![six_mp(), placebo(), Vec::new()], vec![Vec::new(), Vec::new(), placebo()]];
        let test = stratified(&alone).expect("a figure");
        assert_eq!(test.degrees, 1);
        close(test.chi_squared, apart[0], 1e-9);
    }

    /// R 4.2, survival 3.5: `survdiff(Surv(time, ended) ~ group + strata(area))` answers 12.86012 on 2
    /// degrees of freedom.
    #[test]
    fn groups_that_only_a_third_links_are_compared_all() {
        let (odd, even) = halves();
        let test = stratified(&[vec![six_mp(), odd, Vec::new()], vec![Vec::new(), even, placebo()]]);
        let test = test.expect("a figure");
        assert_eq!(test.degrees, 2);
        close(test.chi_squared, 12.860_119_922, 1e-8);
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
            let (found, together) = tally.finish();
            found.iter().zip(excess).for_each(|(found, expected)| close(*found, expected, 1e-9));
            for (one, (pairs, row)) in together.iter().zip(variance).enumerate() {
                let others = (0..3_usize).filter(|other| *other != one);
                close(others.clone().map(|other| pairs[other]).sum::<f64>(), row[one], 1e-9);
                others.for_each(|other| close(-pairs[other], row[other], 1e-9));
            }
            // With the inverse written out, where there is one.
            let [[a, b, _], [_, c, _], _] = variance;
            let determinant = a * c - b * b;
            if determinant > 1e-3 {
                let [x, y, _] = excess;
                let (chi_squared, degrees) = weighed(found, together);
                assert_eq!(degrees, 2);
                close(chi_squared, (x * x * c - 2.0 * x * y * b + y * y * a) / determinant, 1e-6);
            }
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
