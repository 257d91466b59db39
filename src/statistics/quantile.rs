//! Median and percentiles, by linear interpolation between order statistics.
//!
//! Definition 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", *The American Statistician* 50
//! (1996), 361–365: what spreadsheets (`PERCENTILE.INC`), R and NumPy answer when not told otherwise, so that whoever
//! takes the exported rows finds the same figure.

/// The quantiles of the values (`ps` from 0 to 1, rising), which are reordered; `None` without values.
pub fn quantiles<const N: usize>(values: &mut [i64], ps: [f64; N]) -> [Option<f64>; N] {
    let mut found = [None; N];
    let Some(last) = values.len().checked_sub(1) else { return found };
    let mut open = values;
    // From the highest down: each look leaves fewer values to look at.
    for (quantile, p) in found.iter_mut().zip(ps).rev() {
        #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
        let place = last as f64 * p.clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the last index"
        )]
        let below = place.floor() as usize;
        let (_, low, above) = open.select_nth_unstable(below);
        let low = *low;
        // The next value comes to stand right after, where a lower quantile may need it.
        if let Some((next, _)) = above.iter().enumerate().min_by_key(|(_, value)| **value) {
            above.swap(0, next);
        }
        let high = above.first().copied().unwrap_or(low);
        #[expect(clippy::cast_precision_loss, reason = "microseconds of a century stay below 2^53")]
        let (low, high) = (low as f64, high as f64);
        *quantile = Some(low + (high - low) * place.fract());
        let kept = (below + 2).min(open.len());
        open = &mut open[..kept];
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_quantiles_are_those_of_r_and_numpy() {
        // R: quantile(c(1, 2, 3, 4, 10), c(.25, .5, .9)); numpy.percentile([…], [25, 50, 90])
        let [quarter, half, nine_tenths] = quantiles(&mut [10, 2, 4, 1, 3], [0.25, 0.5, 0.9]);
        assert_eq!((quarter, half), (Some(2.0), Some(3.0)));
        assert!((nine_tenths.expect("values") - 7.6).abs() < 1e-12);
        assert_eq!(quantiles(&mut [1, 2, 3, 4], [0.5]), [Some(2.5)]);
        assert_eq!(quantiles(&mut [7], [0.5, 0.9]), [Some(7.0), Some(7.0)]);
        assert_eq!(quantiles(&mut [], [0.5]), [None]);
    }

    proptest! {
        #[test]
        fn picking_equals_sorting(
            mut values in proptest::collection::vec(-1000i64..1000, 1..200),
            mut ps in [0.0f64..=1.0, 0.0f64..=1.0],
        ) {
            ps.sort_by(f64::total_cmp);
            let mut sorted = values.clone();
            sorted.sort_unstable();
            for (quantile, p) in quantiles(&mut values, ps).into_iter().zip(ps) {
                let place = (sorted.len() - 1) as f64 * p;
                let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
                let slow = low as f64 + (high - low) as f64 * place.fract();
                prop_assert!((quantile.expect("values") - slow).abs() < 1e-9);
            }
        }
    }
}
