//! Whether two rates differ, and by how much.
//!
//! The interval is the hybrid of two intervals of Wilson's: method 10 of R. G. Newcombe, "Interval estimation for the difference
//! between independent proportions", *Statistics in Medicine* 17 (1998), 873–890. The p-value is Fisher's exact one (R. A. Fisher, *Journal of
//! the Royal Statistical Society* 85 (1922), 87–94): months bring a few dozen cases, too few for the normal approximation.

use super::exact::two_sided;
use crate::kernel::wilson::Rate;

/// How two rates differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The second less the first, from −1 to 1.
    pub share: f64,
    /// Its bounds, of 95 %.
    pub interval: (f64, f64),
    /// How often chance alone makes as much of a difference.
    pub p: f64,
}

/// What came of `after` compared with `before`; nothing when they cannot be compared.
pub fn difference(before: Rate, after: Rate) -> Option<Difference> {
    let share = after.share - before.share;
    let apart = |one: f64, other: f64| (one * one + other * other).sqrt();
    let low = share - apart(after.share - after.low, before.high - before.share);
    let high = share + apart(after.high - after.share, before.share - before.low);
    Some(Difference { share, interval: (low, high), p: fisher(before, after)? })
}

/// The two-sided p-value: all tables with the same margins that are as unlikely as this one, or more.
fn fisher(before: Rate, after: Rate) -> Option<f64> {
    let (total, hits) = (before.total + after.total, before.hits + after.hits);
    if before.hits > before.total || after.hits > after.total || total == 0 {
        return None;
    }
    let misses = total - hits;
    let range = (hits.saturating_sub(before.total), hits.min(after.total));
    // Of so many cases with so many hits the second group draws its own: hypergeometric.
    let next = |k: u64| {
        // Every k of the range leaves the first group at least 0 misses.
        real(hits - k) * real(after.total - k) / (real(k + 1) * real(misses + k + 1 - after.total))
    };
    let likely = u128::from(after.total + 1) * u128::from(hits + 1) / u128::from(total + 2);
    Some(two_sided(after.hits, range, u64::try_from(likely).ok()?, next))
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    /// Table II of Newcombe (1998), method 10.
    #[test]
    fn the_intervals_are_those_of_the_published_examples() {
        for ((a, m), (b, n), low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let found = difference(Rate::of(b, n).expect("a figure"), Rate::of(a, m).expect("a figure"))
                .expect("a figure");
            close(found.interval.0, low, 5e-5);
            close(found.interval.1, high, 5e-5);
        }
    }

    /// Fisher's tea (R: `fisher.test(matrix(c(3, 1, 1, 3), 2))`), and the example of R's help page `Job` cut to two groups.
    #[test]
    fn the_p_values_are_those_of_r() {
        let p = |a, m, b, n| {
            difference(Rate::of(b, n).expect("a figure"), Rate::of(a, m).expect("a figure"))
                .expect("a figure")
                .p
        };
        close(p(3, 4, 1, 4), 0.4857, 5e-5);
        close(p(9, 10, 3, 10), 0.019_77, 5e-6);
        close(p(10, 10, 0, 20), 3.328e-8, 5e-11);
        close(p(5, 10, 5, 10), 1.0, 1e-9);
        close(p(0, 5, 0, 7), 1.0, 1e-9);
    }

    /// With so many cases the exact p-value comes to that of the normal approximation.
    #[test]
    fn half_a_million_cases_are_compared_exactly() {
        let rate = |hits, total| Rate::of(hits, total).expect("a figure");
        for (before, after) in [
            ((401_000, 500_000), (400_000, 500_000)),
            ((300_500, 500_000), (240_000, 400_000)),
            ((12_345, 500_000), (12_100, 480_000)),
        ] {
            let (before, after) = (rate(before.0, before.1), rate(after.0, after.1));
            let found = difference(before, after).expect("a figure");
            let [n, m] = [before.total, after.total].map(real);
            let pooled = real(before.hits + after.hits) / (n + m);
            let z = found.share.abs() / (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
            close(found.p, statrs::function::erf::erfc(z / std::f64::consts::SQRT_2), 3e-3);
        }
        assert!(difference(rate(1, 500_000), rate(499_999, 500_000)).expect("a figure").p < 1e-100);
    }

    proptest::proptest! {
        /// The same as with the chances of `statrs`, each by itself.
        #[test]
        fn the_p_value_is_the_sum_of_all_that_is_as_unlikely(
            (m, n) in (1_u64..200, 1_u64..200), (a, b) in (0_u64..200, 0_u64..200)
        ) {
            use statrs::distribution::{Discrete, Hypergeometric};
            let (a, b) = (a.min(m), b.min(n));
            let (before, after) = (Rate::of(b, n).expect("a figure"), Rate::of(a, m).expect("a figure"));
            let drawn = Hypergeometric::new(m + n, a + b, m).expect("a distribution");
            let own = drawn.ln_pmf(a);
            let range = (a + b).saturating_sub(n)..=(a + b).min(m);
            let p: f64 = range.map(|k| drawn.ln_pmf(k)).filter(|ln| *ln <= own + 1e-7).map(f64::exp).sum();
            close(difference(before, after).expect("a figure").p, p.min(1.0), 1e-9);
        }
    }
}
