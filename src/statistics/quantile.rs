//! Median and percentiles, by linear interpolation between order statistics.
//!
//! Definition 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", *The American Statistician* 50
//! (1996), 361–365: what spreadsheets (`PERCENTILE.INC`), R and NumPy answer when not told otherwise, so that whoever
//! takes the exported rows finds the same figure.

/// The `p`-quantile (0 to 1) of the values, which it reorders; `None` without values.
pub fn quantile(values: &mut [i64], p: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
    let place = last as f64 * p.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = place.floor() as usize;
    let (_, low, above) = values.select_nth_unstable(below);
    let low = *low;
    let high = above.iter().min().copied().unwrap_or(low);
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a century stay below 2^53")]
    let (low, high) = (low as f64, high as f64);
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_quantiles_are_those_of_r_and_numpy() {
        // R: quantile(c(1, 2, 3, 4, 10), c(.25, .5, .9)); numpy.percentile([…], [25, 50, 90])
        let mut values = [10, 2, 4, 1, 3];
        assert_eq!(quantile(&mut values, 0.25), Some(2.0));
        assert_eq!(quantile(&mut values, 0.5), Some(3.0));
        assert!((quantile(&mut values, 0.9).expect("values") - 7.6).abs() < 1e-12);
        assert_eq!(quantile(&mut [1, 2, 3, 4], 0.5), Some(2.5));
        assert_eq!(quantile(&mut [7], 0.9), Some(7.0));
        assert_eq!(quantile(&mut [], 0.5), None);
    }

    proptest! {
        #[test]
        fn picking_equals_sorting(mut values in proptest::collection::vec(-1000i64..1000, 1..200), p in 0.0f64..=1.0) {
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let place = (sorted.len() - 1) as f64 * p;
            let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
            let slow = low as f64 + (high - low) as f64 * place.fract();
            prop_assert!((quantile(&mut values, p).expect("values") - slow).abs() < 1e-9);
        }
    }
}
