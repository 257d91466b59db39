//! Whether two periods brought different numbers of questions, and by how much.
//!
//! Questions that come independently of each other are Poisson counts; of two such counts with the same rate each share of the sum
//! is binomial (J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series", *Biometrika*
//! 31 (1940), 313–323). The interval of the ratio is that of C. J. Clopper and E. S. Pearson, *Biometrika* 26 (1934), 404–413.

use statrs::distribution::{Beta, ContinuousCDF};

use super::exact::two_sided;

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

/// What came of `after` in so much time, compared with `before` in so much, both by the same measure, such as days; nothing when neither
/// period brought any.
pub fn ratio((before, time_before): (u64, u32), (after, time_after): (u64, u32)) -> Option<Ratio> {
    let total = before + after;
    if total == 0 || time_before == 0 || time_after == 0 {
        return None;
    }
    let (t1, t2) = (f64::from(time_before), f64::from(time_after));
    let likely =
        u128::from(total + 1) * u128::from(time_after) / (u128::from(time_before) + u128::from(time_after));
    let next = |k: u64| real(total - k) / real(k + 1) * t2 / t1;
    let p = two_sided(after, (0, total), u64::try_from(likely).ok()?, next);
    let by_time = |share: f64| share / (1.0 - share) * t1 / t2;
    let (x, rest) = (real(after), real(before));
    let low = if after == 0 { 0.0 } else { Beta::new(x, rest + 1.0).ok()?.inverse_cdf(0.025) };
    let high = match before {
        0 => None,
        _ => Some(by_time(Beta::new(x + 1.0, rest).ok()?.inverse_cdf(0.975))),
    };
    Some(Ratio { ratio: x / rest * t1 / t2, interval: (by_time(low), high), p })
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

    /// Of so many questions the exact p-value comes to that of the normal approximation, and the interval to that of the
    /// logarithm of the ratio (K. J. Rothman, *Epidemiology*, 2nd edition 2012, chapter 9).
    #[test]
    fn half_a_million_questions_are_compared_exactly() {
        for (before, after) in [(500_000_u64, 501_200_u64), (480_000, 481_000), (550_000, 550_010)] {
            let found = ratio((before, 365), (after, 365)).expect("a ratio");
            let z = (real(after) - real(before)).abs() / real(before + after).sqrt();
            close(found.p, statrs::function::erf::erfc(z / std::f64::consts::SQRT_2), 3e-3);
            let margin = crate::kernel::wilson::Z * (1.0 / real(before) + 1.0 / real(after)).sqrt();
            close(found.interval.0, found.ratio * (-margin).exp(), 1e-5);
            close(found.interval.1.expect("a bound"), found.ratio * margin.exp(), 1e-5);
        }
    }

    proptest::proptest! {
        /// The same as with the chances of `statrs`, each by itself.
        #[test]
        fn the_p_value_is_the_sum_of_all_that_is_as_unlikely(
            (x, y) in (0_u64..300, 1_u64..300), (days, others) in (1_u32..400, 1_u32..400)
        ) {
            use statrs::distribution::{Binomial, Discrete};
            let share = f64::from(others) / (f64::from(days) + f64::from(others));
            let expected = Binomial::new(share, x + y).expect("a distribution");
            let own = expected.ln_pmf(y);
            let p: f64 =
                (0..=x + y).map(|k| expected.ln_pmf(k)).filter(|ln| *ln <= own + 1e-7).map(f64::exp).sum();
            close(ratio((x, days), (y, others)).expect("a ratio").p, p.min(1.0), 1e-9);
        }
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
