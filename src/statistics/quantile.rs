//! Median and percentiles, by linear interpolation between order statistics, with the interval that these give.
//!
//! Definition 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", *The American Statistician* 50
//! (1996), 361–365: what spreadsheets (`PERCENTILE.INC`), R and NumPy answer when not told otherwise, so that whoever
//! takes the exported rows finds the same figure.

use serde::Serialize;

use super::methods::order_interval;
use super::runs::Ranked;

/// A quantile, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quantile {
    /// The quantile.
    pub value: f64,
    /// Between these it lies in 95 of 100 cases; none where there are too few values to say so.
    pub interval: Option<(f64, f64)>,
}

impl Quantile {
    /// The same in another unit, so many times as large.
    pub fn in_units_of(self, unit: f64) -> Self {
        Self {
            value: self.value / unit,
            interval: self.interval.map(|(low, high)| (low / unit, high / unit)),
        }
    }
}

/// The quantile `p` (0 to 1) of values; `None` without values.
pub fn quantile(values: &(impl Ranked + ?Sized), p: f64) -> Option<Quantile> {
    let count = values.count();
    let last = count.checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
    let place = last as f64 * p.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = place.floor() as usize;
    let (low, high) = (real(values.at(below)), real(values.at((below + 1).min(last))));
    let ranks = u64::try_from(count).ok().and_then(|n| order_interval::bounds(n, p));
    let of_rank = |rank: u64| {
        let place = usize::try_from(rank - 1).ok().filter(|place| *place < count);
        place.map(|place| real(values.at(place)))
    };
    Some(Quantile {
        value: low + (high - low) * place.fract(),
        interval: ranks.and_then(|(low, high)| of_rank(low).zip(of_rank(high))),
    })
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a century stay below 2^53")]
fn real(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_r_and_numpy() {
        // R: quantile(c(1, 2, 3, 4, 10), c(.25, .5, .9)); numpy.percentile([…], [25, 50, 90])
        let value = |sorted: &[i64], p: f64| quantile(sorted, p).map(|quantile| quantile.value);
        let five = [1, 2, 3, 4, 10];
        assert_eq!((value(&five, 0.25), value(&five, 0.5)), (Some(2.0), Some(3.0)));
        assert!((value(&five, 0.9).expect("values") - 7.6).abs() < 1e-12);
        assert_eq!(value(&[1, 2, 3, 4], 0.5), Some(2.5));
        assert_eq!((value(&[7], 0.5), value(&[7], 0.9), value(&[7], 1.0)), (Some(7.0), Some(7.0), Some(7.0)));
        assert_eq!(value(&[], 0.5), None);
    }

    #[test]
    fn the_interval_of_a_median_lies_between_two_of_the_values() {
        let values: Vec<i64> = (1..=20).map(|value| value * 10).collect();
        assert_eq!(
            quantile(values.as_slice(), 0.5),
            Some(Quantile { value: 105.0, interval: Some((60.0, 150.0)) })
        );
        assert_eq!(quantile(&values[..5], 0.5).and_then(|quantile| quantile.interval), None);
    }
}
