//! Where the marks of a chart stand, in the units of its drawing; `sheet::Drawing` holds them with their words.
//!
//! A drawing is 360 units wide, the width of a telephone, so that its words can be read there.

use crate::kernel::wilson::Rate;

/// Width of every drawing.
pub const WIDTH: f64 = 360.0;
/// Height of a drawing with columns.
pub const HEIGHT: f64 = 222.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 6.0;
const TOP: f64 = 10.0;
const PLOT: f64 = 170.0;
/// Room for the words of a column under the plot.
const WORDS_BELOW: f64 = 42.0;

/// A line across the drawing with its figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Gridline {
    /// Height.
    pub y: f64,
    /// What it stands for.
    pub value: f64,
}

/// A bar that stands for a count.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The middle, where its words stand.
    pub middle: f64,
    /// Whether there is room for its words.
    pub named: bool,
    /// The count; none where it is withheld.
    pub count: Option<u64>,
}

/// Standing bars, one per month.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Lines, from zero up.
    pub grid: Vec<Gridline>,
    /// One per count.
    pub bars: Vec<Bar>,
}

/// Bars for counts; `None` is withheld and leaves its place empty.
pub fn bars(counts: &[Option<u64>]) -> Bars {
    #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
    let values: Vec<Option<f64>> = counts.iter().map(|count| count.map(|count| count as f64)).collect();
    let step = step_for(values.iter().flatten().copied().fold(1.0, f64::max));
    let lines = (values.iter().flatten().copied().fold(1.0, f64::max) / step).ceil();
    let top = lines * step;
    let height_of = |value: f64| value / top * PLOT;
    let grid = std::iter::successors(Some(0.0), |value| Some(value + step))
        .take_while(|value| *value <= top)
        .map(|value| Gridline { y: rounded(TOP + PLOT - height_of(value)), value })
        .collect();
    let place = Places::of(counts.len());
    let bars = values
        .iter()
        .zip(counts)
        .enumerate()
        .map(|(index, (value, count))| {
            let height = value.map_or(0.0, height_of);
            Bar {
                x: rounded(place.middle(index) - place.width * 0.35),
                y: rounded(TOP + PLOT - height),
                width: rounded(place.width * 0.7),
                height: rounded(height),
                middle: rounded(place.middle(index)),
                named: place.is_named(index),
                count: *count,
            }
        })
        .collect();
    Bars { grid, bars }
}

/// A share with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Whisker {
    /// Where it stands.
    pub middle: f64,
    /// Height of the share.
    pub y: f64,
    /// Height of the lower bound.
    pub low: f64,
    /// Height of the upper bound.
    pub high: f64,
    /// Whether there are enough cases to speak of a rate.
    pub firm: bool,
}

/// Shares, one per month.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Lines from 0 to 1. The axis is whole: a cut one makes small differences look large.
    pub grid: Vec<Gridline>,
    /// One per share; none where it is withheld or does not exist.
    pub marks: Vec<Option<Whisker>>,
}

/// Marks for shares.
pub fn shares(shares: &[Option<Rate>]) -> Shares {
    let height = |share: f64| rounded(TOP + PLOT - share * PLOT);
    let place = Places::of(shares.len());
    Shares {
        grid: [0.0, 0.25, 0.5, 0.75, 1.0]
            .into_iter()
            .map(|value| Gridline { y: height(value), value })
            .collect(),
        marks: shares
            .iter()
            .enumerate()
            .map(|(index, rate)| {
                rate.map(|rate| Whisker {
                    middle: rounded(place.middle(index)),
                    y: height(rate.share),
                    low: height(rate.low),
                    high: height(rate.high),
                    firm: rate.is_firm(),
                })
            })
            .collect(),
    }
}

/// Lengths of lying bars for counts, the longest as wide as the drawing.
pub fn lengths(counts: &[u64]) -> Vec<f64> {
    let longest = counts.iter().copied().max().unwrap_or(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
    counts.iter().map(|count| rounded(*count as f64 / longest as f64 * WIDTH)).collect()
}

/// Columns side by side, and which of them have room for their words.
struct Places {
    count: usize,
    width: f64,
    every: usize,
}

impl Places {
    fn of(count: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a period has a few hundred months at most")]
        let width = (WIDTH - LEFT - RIGHT) / count.max(1) as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let every = (WORDS_BELOW / width).ceil().max(1.0) as usize;
        Self { count, width, every }
    }

    fn middle(&self, index: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a period has a few hundred months at most")]
        let index = index as f64;
        LEFT + (index + 0.5) * self.width
    }

    /// The last one always is.
    fn is_named(&self, index: usize) -> bool {
        (self.count - 1 - index).is_multiple_of(self.every)
    }
}

/// The step of 1, 2 or 5 times a power of ten that makes at most five lines, never less than 1: counts are whole.
pub(super) fn step_for(highest: f64) -> f64 {
    let rough = (highest / 5.0).max(1.0);
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough)
        .unwrap_or(power)
}

/// To a tenth: finer than any screen.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_stays_under_the_highest_line() {
        for highest in [0, 1, 2, 5, 7, 10, 11, 49, 50, 51, 99, 100, 12_345] {
            let drawing = bars(&[Some(0), Some(highest), None]);
            let top = drawing.grid.last().expect("at least one line");
            assert!((2..=6).contains(&drawing.grid.len()), "{highest}: {} lines", drawing.grid.len());
            assert!((top.y - TOP).abs() < 0.11, "{highest}");
            assert!(drawing.bars[1].y >= top.y, "{highest}");
            assert_eq!((drawing.bars[0].height, drawing.bars[2].height), (0.0, 0.0));
        }
    }

    #[test]
    fn words_under_the_columns_do_not_meet() {
        for months in [1, 6, 12, 24, 60, 240] {
            let drawing = bars(&vec![Some(3); months]);
            let named: Vec<f64> = drawing.bars.iter().filter(|bar| bar.named).map(|bar| bar.middle).collect();
            assert!(named.windows(2).all(|pair| pair[1] - pair[0] >= WORDS_BELOW - 0.2), "{months}");
            assert!(drawing.bars.last().is_some_and(|bar| bar.named), "{months}");
            assert!(drawing.bars.iter().all(|bar| bar.x >= LEFT && bar.x + bar.width <= WIDTH));
        }
    }

    #[test]
    fn shares_stand_on_a_whole_axis() {
        let rate = Rate { hits: 20, total: 20, share: 1.0, low: 0.5, high: 1.0 };
        let drawing = shares(&[Some(rate), None]);
        let mark = drawing.marks[0].as_ref().expect("a share");
        assert_eq!((mark.y, mark.high, mark.low, mark.firm), (TOP, TOP, TOP + PLOT / 2.0, true));
        assert_eq!(drawing.marks[1], None);
    }
}
