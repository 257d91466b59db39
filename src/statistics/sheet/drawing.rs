//! A chart as marks on a plane, drawn by the server: lines, areas, dots and words. How they look is for the style sheet; all of it
//! is told apart by shape and tone, never by colour alone.

use serde::Serialize;

/// A chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Drawing {
    /// What it shows.
    pub title: String,
    /// The same in a sentence, for whoever does not see it.
    pub about: String,
    /// What its figures are.
    pub unit: String,
    /// How many cases it is made of.
    pub cases: u64,
    /// Width of the plane.
    pub width: f64,
    /// Height of the plane.
    pub height: f64,
    /// What is drawn, from behind to the front.
    pub marks: Vec<Mark>,
    /// The names of what is drawn, each with its look; empty where there is only one thing.
    pub legend: Vec<(String, &'static str)>,
}

/// Something drawn. `look` is the class that the style sheet knows it by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Mark {
    /// From one point to another.
    Line { x1: f64, y1: f64, x2: f64, y2: f64, look: &'static str },
    /// An area; `tip` tells what it stands for.
    Rect { x: f64, y: f64, width: f64, height: f64, look: &'static str, tip: String },
    /// A dot.
    Dot { x: f64, y: f64, look: &'static str, tip: String },
    /// A path as SVG writes it.
    Path { d: String, look: &'static str },
    /// Words; `anchor` is start, middle or end.
    Words { x: f64, y: f64, anchor: &'static str, look: &'static str, words: String },
}

/// To a tenth: finer than any screen.
pub fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
