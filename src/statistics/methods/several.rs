//! Many comparisons at once: of twenty, one differs by chance alone.

use super::real;

/// The p-values as they are once all of them are looked at together, in the same order: S. Holm, "A simple sequentially rejective
/// multiple test procedure", *Scandinavian Journal of Statistics* 6 (1979), 65–70. What stays under 5 % holds for all at once.
pub fn holm(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|one, other| ps[*one].total_cmp(&ps[*other]));
    let (mut adjusted, mut so_far) = (vec![1.0; ps.len()], 0.0_f64);
    for (rank, place) in order.into_iter().enumerate() {
        so_far = so_far.max(ps[place] * real(ps.len() - rank)).min(1.0);
        adjusted[place] = so_far;
    }
    adjusted
}

/// The same of groups each of which is compared with all others together, which are so many in all: two that are all there is are
/// compared once.
pub fn holm_of_groups(ps: &[f64], groups: &[u64], all: u64) -> Vec<f64> {
    let is_one = groups.len() == 2 && groups.iter().sum::<u64>() == all;
    if is_one { ps.to_vec() } else { holm(ps) }
}

/// The same where a few false alarms among many finds are borne: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate",
/// *Journal of the Royal Statistical Society* B 57 (1995), 289–300. Of those that stay under 5 %, at most one in twenty is chance.
pub fn benjamini_hochberg(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|one, other| ps[*other].total_cmp(&ps[*one]));
    let (mut adjusted, mut so_far) = (vec![1.0; ps.len()], 1.0_f64);
    for (rank, place) in order.into_iter().enumerate() {
        so_far = so_far.min(ps[place] * real(ps.len()) / real(ps.len() - rank));
        adjusted[place] = so_far;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    #[test]
    fn two_groups_that_are_all_are_one_comparison() {
        assert_eq!(holm_of_groups(&[0.03, 0.03], &[40, 60], 100), [0.03, 0.03]);
        assert_eq!(holm_of_groups(&[0.03, 0.03], &[40, 50], 100), [0.06, 0.06]);
        assert_eq!(holm_of_groups(&[0.02, 0.5, 0.5], &[40, 50, 10], 100)[0], 0.06);
    }

    /// R: `p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")`
    #[test]
    fn the_values_are_those_of_r() {
        for (found, expected) in holm(&[0.01, 0.04, 0.03, 0.005]).into_iter().zip([0.03, 0.06, 0.06, 0.02]) {
            close(found, expected, 1e-12);
        }
        assert_eq!(holm(&[]), Vec::<f64>::new());
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }

    /// The example of Benjamini and Hochberg (1995), section 3: of fifteen hypotheses four are rejected at 5 %, as `p.adjust(p, "BH")` of
    /// R has it.
    #[test]
    fn the_false_alarms_are_those_of_the_published_example() {
        let ps = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let found = benjamini_hochberg(&ps);
        assert_eq!(found.iter().filter(|p| **p < 0.05).count(), 4);
        for (found, expected) in found.iter().zip([0.0015, 0.003, 0.0095, 0.035_625, 0.0603]) {
            close(*found, expected, 1e-9);
        }
        for (found, expected) in
            benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]).into_iter().zip([0.02, 0.04, 0.04, 0.02])
        {
            close(found, expected, 1e-12);
        }
        assert_eq!(benjamini_hochberg(&[]), Vec::<f64>::new());
    }
}
