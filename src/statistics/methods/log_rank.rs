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
    let count = groups.len();
    let mut all: Vec<(f64, usize, bool)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, waits)| waits.iter().map(move |wait| (wait.time, group, wait.ended)))
        .collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut at_risk: Vec<f64> = groups.iter().map(|waits| real(waits.len())).collect();
    let (mut excess, mut variance) = (vec![0.0; count], vec![vec![0.0; count]; count]);
    let mut rest: &[(f64, usize, bool)] = &all;
    while let Some((time, ..)) = rest.first() {
        let same = rest.partition_point(|wait| wait.0 <= *time);
        let (at, later) = rest.split_at(same);
        let total = real(rest.len());
        let ended = real(at.iter().filter(|wait| wait.2).count());
        if ended > 0.0 {
            for (one, n) in at_risk.iter().enumerate() {
                let own = real(at.iter().filter(|wait| wait.2 && wait.1 == one).count());
                excess[one] += own - ended * n / total;
                if total > 1.0 {
                    let factor = ended * (total - ended) / (total - 1.0) * n / total;
                    for (other, m) in at_risk.iter().enumerate() {
                        let same = if one == other { 1.0 } else { 0.0 };
                        variance[one][other] += factor * (same - m / total);
                    }
                }
            }
        }
        for wait in at {
            at_risk[wait.1] -= 1.0;
        }
        rest = later;
    }
    // Groups in which nothing could vary say nothing; of the others the last follows from those before.
    let telling: Vec<usize> = (0..count).filter(|group| variance[*group][*group] > 0.0).collect();
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

    #[test]
    fn what_cannot_be_compared_is_not() {
        assert_eq!(log_rank(&[]), None);
        assert_eq!(log_rank(&[six_mp()]), None);
        assert_eq!(log_rank(&[six_mp(), Vec::new()]), None);
        let open = vec![Wait { time: 1.0, ended: false }; 5];
        assert_eq!(log_rank(&[open.clone(), open]), None);
    }
}
