//! A bad week and a real change are told apart: the control chart of individual values with moving ranges (W. A. Shewhart; D. C.
//! Montgomery, *Introduction to Statistical Quality Control*, 6th edition 2009, section 6.4).
//!
//! Limits from how far each week is from the one before hold for counts that vary more than chance alone would make them, as counts of
//! questions do: they come in bursts, after an article or a new law.

use super::real;

/// 3 / d₂ for ranges of two values.
const THREE_SIGMA: f64 = 2.66;
/// So many in a row on one side of the middle are no chance any more (L. S. Nelson, *Journal of Quality Technology* 16 (1984),
/// 237–239, asks for nine; eight, as in the Western Electric handbook, makes one false alarm in 128 such runs).
const RUN: usize = 8;
/// Under so many values limits would be drawn from next to nothing.
pub const ENOUGH: usize = 12;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Chance can explain it.
    Usual,
    /// Outside the limits: this week was unlike the others.
    Outside,
    /// One of many in a row on one side of the middle: something changed.
    Shifted,
}

/// The chart of some values in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Their mean.
    pub middle: f64,
    /// Between these chance can explain a value; counts are not below none.
    pub limits: (f64, f64),
    /// What each value is.
    pub signs: Vec<Sign>,
}

/// The chart; nothing for too few values.
pub fn chart(values: &[f64]) -> Option<Chart> {
    if values.len() < ENOUGH {
        return None;
    }
    let middle = values.iter().sum::<f64>() / real(values.len());
    let ranges: f64 = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let margin = THREE_SIGMA * ranges / real(values.len() - 1);
    let limits = ((middle - margin).max(0.0), middle + margin);
    let mut signs = vec![Sign::Usual; values.len()];
    let mut run = 0;
    for place in 0..values.len() {
        let side = |place: usize| values.get(place).map(|value| value.total_cmp(&middle));
        let continues = place > 0 && side(place) == side(place - 1) && values[place] != middle;
        run = if continues { run + 1 } else { 1 };
        if run >= RUN {
            signs[place + 1 - run..=place].fill(Sign::Shifted);
        }
    }
    for (sign, value) in signs.iter_mut().zip(values) {
        if *value < limits.0 || *value > limits.1 {
            *sign = Sign::Outside;
        }
    }
    Some(Chart { middle, limits, signs })
}

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    /// Example 6.5 of Montgomery: costs of processing loans, week by week.
    const LOANS: [f64; 20] = [
        310.0, 288.0, 297.0, 298.0, 307.0, 303.0, 294.0, 297.0, 308.0, 306.0, 294.0, 299.0, 297.0, 299.0,
        314.0, 295.0, 293.0, 306.0, 301.0, 304.0,
    ];

    #[test]
    fn the_limits_are_those_of_the_published_example() {
        let chart = chart(&LOANS).expect("a figure");
        close(chart.middle, 300.5, 5e-3);
        close(chart.limits.0, 279.78, 5e-3);
        close(chart.limits.1, 321.22, 5e-3);
        assert!(chart.signs.iter().all(|sign| *sign == Sign::Usual));
    }

    #[test]
    fn one_unlike_week_is_not_a_change_and_a_change_is_not_one_week() {
        let mut week = LOANS.to_vec();
        week[10] = 400.0;
        let signs = chart(&week).expect("a figure").signs;
        assert_eq!(signs.iter().filter(|sign| **sign == Sign::Outside).count(), 1);
        assert_eq!(signs[10], Sign::Outside);

        let mut changed = LOANS.to_vec();
        changed.iter_mut().skip(10).for_each(|value| *value += 30.0);
        let signs = chart(&changed).expect("a figure").signs;
        assert!(signs.iter().skip(10).all(|sign| *sign != Sign::Usual), "{signs:?}");
    }

    #[test]
    fn counts_are_not_below_none_and_too_few_say_nothing() {
        assert_eq!(
            chart(&[0.0, 9.0, 0.0, 9.0, 0.0, 9.0, 0.0, 9.0, 0.0, 9.0, 0.0, 9.0]).expect("a figure").limits.0,
            0.0
        );
        assert_eq!(chart(&LOANS[..11]), None);
        let same = chart(&[5.0; 12]).expect("a figure");
        assert!(same.signs.iter().all(|sign| *sign == Sign::Usual));
    }
}
