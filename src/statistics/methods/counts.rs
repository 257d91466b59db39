//! Whether two periods brought different numbers of questions, and by how much.
//!
//! Questions that come independently of each other are Poisson counts; of two such counts with the same rate each share of the sum
//! is binomial (J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series", *Biometrika*
//! 31 (1940), 313–323). The interval of the ratio is that of C. J. Clopper and E. S. Pearson, *Biometrika* 26 (1934), 404–413.

use statrs::distribution::{Beta, Binomial, ContinuousCDF, Discrete};

/// How two counts differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// Rate of the second by that of the first.
    pub ratio: f64,
    /// Its bounds, of 95 %; open above where the first count is 0.
    pub interval: (f64, Option<f64>),
    /// How often chance alone makes as much of a difference.
    pub p: f64,
}

/// What came of `after` in so many days compared with `before` in others; nothing when neither period brought any.
pub fn ratio((before, days_before): (u64, u32), (after, days_after): (u64, u32)) -> Option<Ratio> {
    let total = before + after;
    if total == 0 || days_before == 0 || days_after == 0 {
        return None;
    }
    let (t1, t2) = (f64::from(days_before), f64::from(days_after));
    let expected = Binomial::new(t2 / (t1 + t2), total).ok()?;
    let own = expected.ln_pmf(after);
    // Equal but for the last bits is equal, as in R's binom.test.
    let p: f64 = (0..=total).map(|k| expected.ln_pmf(k)).filter(|ln| *ln <= own + 1e-7).map(f64::exp).sum();
    let by_days = |share: f64| share / (1.0 - share) * t1 / t2;
    let (x, rest) = (real(after), real(before));
    let low = if after == 0 { 0.0 } else { Beta::new(x, rest + 1.0).ok()?.inverse_cdf(0.025) };
    let high = match before {
        0 => None,
        _ => Some(by_days(Beta::new(x + 1.0, rest).ok()?.inverse_cdf(0.975))),
    };
    Some(Ratio { ratio: x / rest * t1 / t2, interval: (by_days(low), high), p: p.min(1.0) })
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    /// The example of R's help page of `poisson.test`, after the cancer data of E. B. Andersen (1977):
    /// `poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))`.
    #[test]
    fn the_ratio_is_that_of_the_published_example() {
        let found = ratio((21, 3011), (11, 800)).expect("a ratio");
        close(found.ratio, 1.971_488, 5e-7);
        close(found.p, 0.079_67, 5e-6);
        close(found.interval.0, 0.858_426_4, 5e-7);
        close(found.interval.1.expect("a bound"), 4.277_265_9, 5e-7);
    }

    #[test]
    fn none_can_be_compared_with_some_and_not_with_none() {
        let found = ratio((0, 30), (8, 30)).expect("a ratio");
        assert_eq!((found.ratio, found.interval.1), (f64::INFINITY, None));
        close(found.p, 2.0 / 256.0, 1e-12);
        assert_eq!(ratio((8, 30), (0, 30)).map(|found| found.interval.0), Some(0.0));
        assert_eq!(ratio((0, 30), (0, 30)), None);
        assert_eq!(ratio((5, 30), (5, 30)).map(|found| found.p), Some(1.0));
    }
}
