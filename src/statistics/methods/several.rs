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

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    /// R: `p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")`
    #[test]
    fn the_values_are_those_of_r() {
        for (found, expected) in holm(&[0.01, 0.04, 0.03, 0.005]).into_iter().zip([0.03, 0.06, 0.06, 0.02]) {
            close(found, expected, 1e-12);
        }
        assert_eq!(holm(&[]), Vec::<f64>::new());
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }
}
