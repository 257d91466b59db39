//! The plane of a chart with counts upwards and places in time from left to right.

use super::{Drawing, Mark, rounded};
use crate::statistics::chart::step_for;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 630.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 262.0;
/// So much room the words under a place take.
const WORDS: f64 = 70.0;

/// Where counts and places lie.
pub struct Plane {
    top: f64,
    step: f64,
    places: usize,
}

impl Plane {
    /// For so many places and counts up to `highest`.
    pub fn new(highest: f64, places: usize) -> Self {
        let step = step_for(highest.max(1.0));
        Self { top: (highest.max(1.0) / step).ceil() * step, step, places }
    }

    fn x(&self, place: usize) -> f64 {
        let real = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        rounded(LEFT + (real(place) + 0.5) / real(self.places.max(1)) * (RIGHT - LEFT))
    }

    fn y(&self, value: f64) -> f64 {
        rounded(BOTTOM - value / self.top * (BOTTOM - TOP))
    }

    /// Lines from zero up, each with its count.
    pub fn grid(&self, words: impl Fn(f64) -> String) -> Vec<Mark> {
        let levels = std::iter::successors(Some(0.0), |value| Some(value + self.step));
        let levels = levels.take_while(|value| *value <= self.top);
        levels
            .flat_map(|value| {
                let y = self.y(value);
                let look = if value == 0.0 { "dg-axis" } else { "dg-grid" };
                [
                    Mark::Line { x1: LEFT, y1: y, x2: RIGHT, y2: y, look },
                    Mark::Words {
                        x: LEFT - 6.0,
                        y: y + 4.0,
                        anchor: "end",
                        look: "dg-tick",
                        words: words(value),
                    },
                ]
            })
            .collect()
    }

    /// The words of those places that have room for them, the last always among them.
    pub fn below(&self, words: impl Fn(usize) -> Option<String>) -> Vec<Mark> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let most = ((RIGHT - LEFT) / WORDS) as usize;
        let every = self.places.div_ceil(most).max(1);
        let named = (0..self.places).filter(|place| (self.places - 1 - place).is_multiple_of(every));
        let mark = |(place, words)| Mark::Words {
            x: self.x(place).min(RIGHT - WORDS / 2.0 + 8.0),
            y: BOTTOM + 20.0,
            anchor: "middle",
            look: "dg-tick",
            words,
        };
        named.filter_map(|place| Some((place, words(place)?))).map(mark).collect()
    }

    /// A line across at a value.
    pub fn level(&self, value: f64, look: &'static str) -> Mark {
        Mark::Line { x1: LEFT, y1: self.y(value), x2: RIGHT, y2: self.y(value), look }
    }

    /// A line through the values of all places.
    pub fn line(&self, values: &[f64], look: &'static str) -> Mark {
        let points =
            values.iter().enumerate().map(|(place, value)| format!("{} {}", self.x(place), self.y(*value)));
        Mark::Path { d: format!("M{}", points.collect::<Vec<_>>().join("L")), look }
    }

    /// A dot.
    pub fn dot(&self, place: usize, value: f64, look: &'static str, tip: String) -> Mark {
        Mark::Dot { x: self.x(place), y: self.y(value), look, tip }
    }

    /// The drawing of these marks, without words yet.
    pub fn drawing(&self, marks: Vec<Mark>) -> Drawing {
        Drawing { width: WIDTH, height: HEIGHT, marks, ..Drawing::default() }
    }
}
