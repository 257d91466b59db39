//! How the marks of a drawing look on paper: as the style sheet of the pages has them (`figures.css`), told apart by shape, dash and
//! tone, so that they can be read in black and white.

use super::flow::{Color, Pen};

/// How a mark looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    pub fill: Option<Color>,
    pub pen: Option<Pen>,
}

const BLUE: Color = [0x12, 0x43, 0x6d];
const PURPLE: Color = [0x80, 0x16, 0x50];
const GREEN: Color = [0x28, 0x71, 0x3e];
const DARK: Color = [0x17, 0x32, 0x4d];
const SLATE: Color = [0x45, 0x5a, 0x6e];
const WHITE: Color = [0xff, 0xff, 0xff];

const fn pen(color: Color, width: f32, dash: &'static [f32]) -> Look {
    Look { fill: None, pen: Some(Pen { color, width, dash }) }
}

const fn filled(fill: Color) -> Look {
    Look { fill: Some(fill), pen: None }
}

const fn both(fill: Color, color: Color, width: f32) -> Look {
    Look { fill: Some(fill), pen: Some(Pen { color, width, dash: &[] }) }
}

/// Every look that marks have.
const LOOKS: [(&str, Look); 24] = [
    ("dg-axis", pen(DARK, 1.0, &[])),
    ("dg-grid", pen([0xdf, 0xe4, 0xe9], 1.0, &[])),
    ("dg-tick", filled(SLATE)),
    ("dg-name", filled([0x1a, 0x1a, 0x1a])),
    ("dg-middle", pen(DARK, 1.5, &[])),
    ("dg-limit", pen(PURPLE, 1.5, &[8.0, 4.0])),
    ("dg-bound", pen(SLATE, 1.0, &[2.0, 3.0])),
    ("dg-curve-1", pen(BLUE, 2.5, &[])),
    ("dg-curve-2", pen(PURPLE, 2.5, &[9.0, 4.0])),
    ("dg-curve-3", pen(GREEN, 2.5, &[3.0, 3.0])),
    ("dg-curve-4", pen([0x3d, 0x3d, 0x3d], 2.5, &[12.0, 3.0, 3.0, 3.0])),
    ("dg-dot", both(BLUE, BLUE, 1.0)),
    ("dg-dot-outside", both(WHITE, PURPLE, 3.0)),
    ("dg-dot-shifted", both(PURPLE, BLUE, 2.0)),
    ("dg-dot-few", both(WHITE, BLUE, 2.0)),
    ("dg-whisker", pen(PURPLE, 2.0, &[])),
    ("dg-bar-whole", filled(BLUE)),
    ("dg-bar-running", both(WHITE, BLUE, 2.0)),
    ("dg-tone-0", both(WHITE, [0xc5, 0xcf, 0xd9], 1.0)),
    ("dg-tone-1", both([0xcf, 0xde, 0xec], [0x8f, 0xa6, 0xba], 1.0)),
    ("dg-tone-2", both([0x8f, 0xb3, 0xd4], [0x6d, 0x8f, 0xae], 1.0)),
    ("dg-tone-3", both([0x3f, 0x78, 0xab], [0x2c, 0x5f, 0x8d], 1.0)),
    ("dg-tone-4", both(BLUE, [0x0b, 0x2d, 0x4a], 1.0)),
    ("", filled(BLUE)),
];

/// The look of a name; that of a bar for a name that a later program gave.
pub fn look(name: &str) -> Look {
    let found = LOOKS.iter().find(|(known, _)| *known == name);
    found.or(LOOKS.last()).map(|(_, look)| *look).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn css(color: Color) -> [String; 2] {
        let [red, green, blue] = color;
        let long = format!("#{red:02x}{green:02x}{blue:02x}");
        let is_short = color.iter().all(|part| part >> 4 == part & 15);
        let short =
            if is_short { format!("#{:x}{:x}{:x}", red & 15, green & 15, blue & 15) } else { long.clone() };
        [long, short]
    }

    /// What the style sheet says of a class: later rules over earlier ones.
    fn said(sheet: &str, class: &str, property: &str) -> Option<String> {
        let rules = sheet.lines().filter_map(|line| line.split_once(" { "));
        let rules = rules.filter(|(names, _)| names.split(", ").any(|name| name == format!(".{class}")));
        let values = rules.flat_map(|(_, rule)| rule.trim_end_matches('}').split(';'));
        let values = values.filter_map(|value| value.trim().split_once(": "));
        values.filter(|(name, _)| *name == property).map(|(_, value)| value.to_owned()).next_back()
    }

    #[test]
    fn paper_shows_what_the_screen_shows() {
        let sheet = include_str!("../../../../templates/assets/css/figures.css");
        for (class, Look { fill, pen }) in LOOKS.iter().filter(|(class, _)| !class.is_empty()) {
            let paint = |color: Option<Color>| color.map(css);
            let is_so = |said: Option<String>, color: Option<[String; 2]>| match (said, color) {
                (None, None) => true,
                (Some(said), None) => said == "none",
                (Some(said), Some(color)) => color.contains(&said),
                (None, Some(_)) => false,
            };
            assert!(is_so(said(sheet, class, "fill"), paint(*fill)), "fill of {class}");
            assert!(
                is_so(said(sheet, class, "stroke"), paint(pen.map(|pen| pen.color))),
                "stroke of {class}"
            );
            let width =
                said(sheet, class, "stroke-width").and_then(|width| width.parse().ok()).unwrap_or(1.0);
            assert!(pen.is_none_or(|pen| (pen.width - width).abs() < 1e-6), "width of {class}");
            let dash = said(sheet, class, "stroke-dasharray").unwrap_or_default();
            let dash: Vec<f32> = dash.split_whitespace().filter_map(|part| part.parse().ok()).collect();
            assert!(pen.is_none_or(|pen| pen.dash == dash), "dash of {class}");
        }
    }
}
