//! The interval of a quantile, from the order statistics alone: nothing is assumed of how answer times are spread
//! (H. A. David and H. N. Nagaraja, *Order Statistics*, 3rd edition 2003, section 7.1; W. J. Conover, *Practical Nonparametric
//! Statistics*, 3rd edition 1999, section 3.2).

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::kernel::wilson::Z;

/// Between which two of `n` values in order (1 is the smallest) the quantile `p` lies in 95 of 100 cases; nothing where too few
/// values say so little that no two of them do.
pub fn bounds(n: u64, p: f64) -> Option<(u64, u64)> {
    const TAIL: f64 = 0.025;
    let below = Binomial::new(p, n).ok()?;
    // Begun where the normal distribution would have them: a few looks are enough for any number of values.
    let (middle, spread) = (real(n) * p, Z * (real(n) * p * (1.0 - p)).sqrt());
    // The largest rank whose value is above the quantile with at most 2.5 %.
    let mut lower = rank(middle - spread).min(n);
    while lower < n && below.cdf(lower) <= TAIL {
        lower += 1;
    }
    while lower > 0 && below.cdf(lower - 1) > TAIL {
        lower -= 1;
    }
    // Its mirror.
    let mut upper = rank(middle + spread).clamp(1, n.max(1));
    while upper > 1 && below.sf(upper - 2) <= TAIL {
        upper -= 1;
    }
    while upper <= n && below.sf(upper - 1) > TAIL {
        upper += 1;
    }
    (0 < lower && lower < upper && upper <= n).then_some((lower, upper))
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not below 0, and no more than a count"
)]
fn rank(place: f64) -> u64 {
    place.max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ranks for the median in table A1 of D. G. Altman and others, *Statistics with Confidence*, 2nd edition 2000 (95 %).
    #[test]
    fn the_ranks_are_the_published_ones() {
        for (n, ranks) in
            [(6, (1, 6)), (10, (2, 9)), (15, (4, 12)), (20, (6, 15)), (50, (18, 33)), (100, (40, 61))]
        {
            assert_eq!(bounds(n, 0.5), Some(ranks), "{n} values");
        }
    }

    #[test]
    fn too_few_values_say_nothing() {
        for n in 0..=5 {
            assert_eq!(bounds(n, 0.5), None, "{n} values");
        }
        // A ninth decile needs more above it.
        assert_eq!(bounds(20, 0.9), None);
        assert!(bounds(60, 0.9).is_some());
    }

    #[test]
    fn the_interval_holds_its_word() {
        for n in (6..300).step_by(7) {
            for p in [0.25, 0.5, 0.75, 0.9] {
                let Some((low, high)) = bounds(n, p) else { continue };
                let below = Binomial::new(p, n).expect("a figure");
                let covered = below.cdf(high - 1) - below.cdf(low - 1);
                assert!(covered >= 0.95, "{n} {p}: {covered}");
            }
        }
    }
}
