//! Whether a share rises or falls over periods in order: the test of W. G. Cochran, "Some methods for strengthening the common χ²
//! tests", *Biometrics* 10 (1954), 417–451, and P. Armitage, "Tests for linear trends in proportions and frequencies", *Biometrics*
//! 11 (1955), 375–386.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::kernel::wilson::Rate;

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The statistic, of one degree of freedom.
    pub chi_squared: f64,
    /// How often chance alone makes as much of a trend.
    pub p: f64,
    /// Whether the share rises.
    pub rises: bool,
}

/// The trend of shares, each with its place in time; nothing where there is none to find: fewer than two places, or none or all of
/// the cases count everywhere.
pub fn trend(shares: &[(u32, Rate)]) -> Option<Trend> {
    let total: f64 = shares.iter().map(|(_, rate)| real(rate.total)).sum();
    let hits: f64 = shares.iter().map(|(_, rate)| real(rate.hits)).sum();
    let share = hits / total;
    let middle = shares.iter().map(|(place, rate)| f64::from(*place) * real(rate.total)).sum::<f64>() / total;
    let (mut slope, mut spread) = (0.0, 0.0);
    for (place, rate) in shares {
        let apart = f64::from(*place) - middle;
        slope += apart * (real(rate.hits) - real(rate.total) * share);
        spread += apart * apart * real(rate.total);
    }
    let variance = share * (1.0 - share) * spread;
    if variance.is_nan() || variance <= 0.0 {
        return None;
    }
    let chi_squared = slope * slope / variance;
    Some(Trend { chi_squared, p: ChiSquared::new(1.0).ok()?.sf(chi_squared), rises: slope > 0.0 })
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    fn of(places: &[u32], hits: &[u64], totals: &[u64]) -> Option<Trend> {
        let rates = hits.iter().zip(totals).map(|(hits, total)| Rate::of(*hits, *total).expect("a figure"));
        trend(&places.iter().copied().zip(rates).collect::<Vec<_>>())
    }

    /// The smokers among the patients of four hospitals of J. L. Fleiss, *Statistical Methods for Rates and Proportions*, 2nd edition
    /// 1981, p. 139, as R's help page of `prop.trend.test` has them: by place 8.2249, p = 0.004132; with the last against the others
    /// 12.173, p = 0.0004848.
    #[test]
    fn the_statistic_is_that_of_the_published_example() {
        let (smokers, patients) = ([83, 90, 129, 70], [86, 93, 136, 82]);
        let found = of(&[1, 2, 3, 4], &smokers, &patients).expect("a figure");
        close(found.chi_squared, 8.2249, 5e-5);
        close(found.p, 0.004_132, 5e-7);
        assert!(!found.rises);
        let found = of(&[0, 0, 0, 1], &smokers, &patients).expect("a figure");
        close(found.chi_squared, 12.173, 5e-4);
        close(found.p, 0.000_484_8, 5e-8);
    }

    #[test]
    fn what_cannot_rise_or_fall_says_nothing() {
        assert_eq!(of(&[], &[], &[]), None);
        assert_eq!(of(&[3], &[1], &[2]), None);
        assert_eq!(of(&[1, 2], &[5, 7], &[5, 7]), None);
        assert_eq!(of(&[1, 2], &[0, 0], &[5, 7]), None);
        assert!(of(&[1, 2], &[1, 6], &[7, 7]).expect("a figure").rises);
    }
}
