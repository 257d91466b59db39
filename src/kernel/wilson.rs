//! The interval of a rate: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! *Journal of the American Statistical Association* 22 (1927), 209–212.
//!
//! Unlike the textbook's p ± 1.96·√(pq/n), it neither leaves 0–1 nor shrinks to nothing when every case succeeded, and
//! holds its 95 % with the few dozen cases that a month brings.

use serde::Serialize;

/// 97.5 % quantile of the standard normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// A share of cases with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// Cases that count.
    pub hits: u64,
    /// All cases.
    pub total: u64,
    /// hits / total, from 0 to 1.
    pub share: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Rate {
    /// Under so many cases the interval is so wide that the share alone would mislead.
    pub const ENOUGH: u64 = 10;

    /// The rate of `hits` in `total` cases; `None` without cases.
    pub fn of(hits: u64, total: u64) -> Option<Self> {
        if total == 0 || hits > total {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
        let (x, n) = (hits as f64, total as f64);
        let share = x / n;
        let denominator = 1.0 + Z * Z / n;
        let centre = share + Z * Z / (2.0 * n);
        let margin = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        // Rounding must not show a bound of −1e-17 or an all-or-nothing rate outside its interval.
        let low = if hits == 0 { 0.0 } else { ((centre - margin) / denominator).clamp(0.0, share) };
        let high = if hits == total { 1.0 } else { ((centre + margin) / denominator).clamp(share, 1.0) };
        Some(Self { hits, total, share, low, high })
    }

    /// Whether there are enough cases to speak of a rate.
    pub fn is_firm(&self) -> bool {
        self.total >= Self::ENOUGH
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Method 3 in table I of R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of
    /// seven methods", *Statistics in Medicine* 17 (1998), 857–872.
    #[test]
    fn the_intervals_are_those_of_the_published_examples() {
        for (hits, total, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let rate = Rate::of(hits, total).expect("there are cases");
            assert!((rate.low - low).abs() < 5e-5, "{hits}/{total}: {}", rate.low);
            assert!((rate.high - high).abs() < 5e-5, "{hits}/{total}: {}", rate.high);
        }
    }

    #[test]
    fn without_cases_there_is_no_rate() {
        assert_eq!(Rate::of(0, 0), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_narrows_with_the_cases(hits in 0u64..500, more in 0u64..500) {
            let total = hits + more;
            if let Some(rate) = Rate::of(hits, total) {
                prop_assert!(0.0 <= rate.low && rate.low <= rate.share);
                prop_assert!(rate.share <= rate.high && rate.high <= 1.0);
                let tenfold = Rate::of(hits * 10, total * 10).expect("there are cases");
                prop_assert!(tenfold.high - tenfold.low < rate.high - rate.low);
                // Nothing changes when success and failure trade places.
                let mirrored = Rate::of(more, total).expect("there are cases");
                prop_assert!((mirrored.low - (1.0 - rate.high)).abs() < 1e-12);
            }
        }
    }
}
