//! Whether two rates differ, and by how much.
//!
//! The interval is the hybrid of two intervals of Wilson's: method 10 of R. G. Newcombe, "Interval estimation for the difference
//! between independent proportions", *Statistics in Medicine* 17 (1998), 873–890. The p-value is Fisher's exact one (R. A. Fisher, *Journal of
//! the Royal Statistical Society* 85 (1922), 87–94): months bring a few dozen cases, too few for the normal approximation.

use statrs::distribution::{Discrete, Hypergeometric};

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
    let drawn = Hypergeometric::new(total, hits, after.total).ok()?;
    let own = drawn.ln_pmf(after.hits);
    let (least, most) = (hits.saturating_sub(before.total), hits.min(after.total));
    // Equal but for the last bits is equal, as in R's fisher.test.
    let p: f64 = (least..=most).map(|k| drawn.ln_pmf(k)).filter(|ln| *ln <= own + 1e-7).map(f64::exp).sum();
    Some(p.min(1.0))
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
}
