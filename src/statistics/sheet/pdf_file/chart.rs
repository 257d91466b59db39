//! Drawings as shapes and words, with what they rest on below.

use krilla::geom::{Path, PathBuilder};
use krilla::tagging::{BBox, Tag};

use super::flow::{Flow, INK, Ink, Pen, SLATE, Style, line, rect};
use super::look::look;
use super::table::height;
use crate::statistics::sheet::{Drawing, Mark};

/// The size of the letters in a drawing, in its own units, as the style sheet has it.
const LETTERS: f32 = 12.0;
/// How far a dot reaches from its middle, in units of its drawing.
const DOT: f32 = 4.0;
/// How wide drawings are at most: of a few columns, and of many.
const NARROW: f32 = 300.0;
const WIDE: f32 = 480.0;
/// Drawings of more units than this are of many columns.
const MANY: f64 = 400.0;
/// Room between two drawings side by side.
const GAP: f32 = 24.0;
/// What shows a look beside its name.
const SAMPLE: f32 = 22.0;

const TITLE: Style = Style { size: 9.5, is_bold: true, color: INK };
const LEGEND: Style = Style { size: 8.0, is_bold: false, color: INK };

#[expect(clippy::cast_possible_truncation, reason = "places on a sheet of paper")]
fn place(value: f64) -> f32 {
    value as f32
}

/// A drawing with all that belongs to it, laid out.
struct Block<'d> {
    drawing: &'d Drawing,
    /// What it rests on, in words.
    rests_on: &'d str,
    scale: f32,
    title: Vec<String>,
    /// The names of its looks, those of a line together: where each begins, its words and its look.
    legend: Vec<Vec<(f32, String, &'static str)>>,
    caption: Vec<String>,
}

impl<'d> Block<'d> {
    fn of(flow: &Flow<'_>, drawing: &'d Drawing, rests_on: &'d str, width: f32) -> Self {
        let mut legend: Vec<Vec<(f32, String, &'static str)>> = Vec::new();
        let mut used = width;
        for (words, look) in &drawing.legend {
            let words = flow.fonts.face(false).cut(words, LEGEND.size, width - SAMPLE - 6.0);
            let own = SAMPLE + 6.0 + flow.fonts.face(false).width(&words, LEGEND.size) + 14.0;
            if used + own - 14.0 > width {
                legend.push(Vec::new());
                used = 0.0;
            }
            if let Some(line) = legend.last_mut() {
                line.push((used, words, *look));
            }
            used += own;
        }
        let mut block = Self {
            drawing,
            rests_on,
            scale: width / place(drawing.width).max(1.0),
            title: flow.lines(&drawing.title, TITLE, width),
            legend,
            caption: flow.lines(rests_on, Style::HINT, width),
        };
        // Many strips one below the other would be higher than a page.
        let most = (flow.page() - (block.height() - block.plane())) / place(drawing.height).max(1.0);
        block.scale = block.scale.min(most.max(0.0));
        block
    }

    fn plane(&self) -> f32 {
        place(self.drawing.height) * self.scale
    }

    fn legend_height(&self) -> f32 {
        super::flow::line_count(&self.legend) * (LEGEND.lead() + 2.0)
    }

    fn height(&self) -> f32 {
        let words = height(&self.title, TITLE) + height(&self.caption, Style::HINT);
        words + self.plane() + self.legend_height() + 10.0
    }

    /// Draws it from a point on to the right and down.
    fn set(&self, flow: &mut Flow<'_>, x: f32, y: f32) {
        flow.open(Tag::P);
        let title = flow.set(&self.title, TITLE, x, y);
        flow.words(title);
        flow.close();
        let top = y + height(&self.title, TITLE) + 3.0;
        let said = format!("{}. {} {}", self.drawing.title, self.drawing.about, self.rests_on);
        let page = flow.pages.len() - 1;
        let width = place(self.drawing.width) * self.scale;
        let bounds = krilla::geom::Rect::from_xywh(x, top, width, self.plane());
        let bounds = bounds.map(|rect| BBox::new(page, rect));
        flow.open(Tag::Figure(Some(said)).with_bbox(bounds));
        let inks = self.drawing.marks.iter().filter_map(|mark| self.ink(flow, mark, x, top)).collect();
        flow.picture(inks);
        flow.close();
        let mut y = top + self.plane() + 3.0;
        for line in &self.legend {
            for (at, words, name) in line {
                let sample = sample(x + at, y + 1.0, name);
                flow.ornament(sample.into_iter().collect());
                flow.open(Tag::P);
                let inks = flow.set(std::slice::from_ref(words), LEGEND, x + at + SAMPLE + 6.0, y);
                flow.words(inks);
                flow.close();
            }
            y += LEGEND.lead() + 2.0;
        }
        flow.open(Tag::P);
        let inks = flow.set(&self.caption, Style::HINT, x, y);
        flow.words(inks);
        flow.close();
    }

    fn ink(&self, flow: &Flow<'_>, mark: &Mark, left: f32, top: f32) -> Option<Ink> {
        let at = |x: f64, y: f64| (left + place(x) * self.scale, top + place(y) * self.scale);
        let pen = |pen: Option<Pen>| pen.map(|pen| Pen { width: pen.width * self.scale, ..pen });
        match mark {
            Mark::Line { x1, y1, x2, y2, look: name } => {
                let (from, to) = (at(*x1, *y1), at(*x2, *y2));
                line(from.0, from.1, to.0, to.1, pen(look(name).pen)?)
            }
            Mark::Rect { x, y, width, height, look: name, .. } => {
                let (x, y) = at(*x, *y);
                let (width, height) = (place(*width) * self.scale, place(*height) * self.scale);
                let look = look(name);
                rect(x, y, width, height, look.fill, pen(look.pen))
            }
            Mark::Dot { x, y, look: name, .. } => {
                let (x, y) = at(*x, *y);
                let look = look(name);
                let path = circle(x, y, DOT * self.scale)?;
                Some(Ink::Shape { path, fill: look.fill, pen: pen(look.pen) })
            }
            Mark::Path { d, look: name } => {
                let look = look(name);
                Some(Ink::Shape { path: path(d, at)?, fill: look.fill, pen: pen(look.pen) })
            }
            Mark::Words { x, y, anchor, look: name, words } => {
                let face = flow.fonts.face(false);
                let words = face.drawable(words);
                let size = LETTERS * self.scale;
                let width = face.width(&words, size);
                let (x, y) = at(*x, *y);
                let x = match *anchor {
                    "end" => x - width,
                    "middle" => x - width / 2.0,
                    _ => x,
                };
                let color = look(name).fill.unwrap_or(SLATE);
                // Words stay apart for who reads them out.
                Some(Ink::Words { x, y, size, is_bold: false, color, words: words + " " })
            }
        }
    }
}

/// The first of some drawings, two side by side where they have few columns; how wide each is, and how high the highest.
fn next<'d>(flow: &Flow<'_>, drawings: &'d [(&Drawing, String)]) -> (Vec<Block<'d>>, f32, f32) {
    let is_narrow = |drawing: &&(&Drawing, String)| drawing.0.width <= MANY;
    let narrow = drawings.iter().take(2).take_while(is_narrow).count();
    let width = match narrow {
        0 => flow.room().min(WIDE),
        1 => flow.room().min(NARROW),
        _ => ((flow.room() - GAP) / 2.0).min(NARROW),
    };
    let first = drawings.iter().take(narrow.max(1));
    let blocks: Vec<Block<'d>> =
        first.map(|(drawing, words)| Block::of(flow, drawing, words, width)).collect();
    let height = blocks.iter().map(Block::height).fold(0.0, f32::max);
    (blocks, width, height)
}

/// How high the first of some drawings are.
pub fn first_height(flow: &Flow<'_>, drawings: &[(&Drawing, String)]) -> f32 {
    next(flow, drawings).2
}

/// Sets drawings.
pub fn charts(flow: &mut Flow<'_>, drawings: &[(&Drawing, String)]) {
    let mut rest = drawings;
    while !rest.is_empty() {
        let (blocks, width, height) = next(flow, rest);
        flow.make_room(height);
        let (mut x, y) = (flow.left(), flow.y);
        for block in &blocks {
            block.set(flow, x, y);
            x += width + GAP;
        }
        flow.y = y + height;
        flow.skip(4.0);
        rest = &rest[blocks.len()..];
    }
}

/// What a look is like, beside its name.
fn sample(x: f32, y: f32, name: &str) -> Option<Ink> {
    let look = look(name);
    let is = |kinds: &[&str]| kinds.iter().any(|kind| name.starts_with(kind));
    if is(&["dg-tone", "dg-bar"]) {
        rect(x + 3.0, y, SAMPLE - 6.0, 8.0, look.fill, look.pen)
    } else if is(&["dg-dot"]) {
        let path = circle(x + SAMPLE / 2.0, y + 4.0, 3.2)?;
        Some(Ink::Shape { path, fill: look.fill, pen: look.pen })
    } else {
        line(x, y + 4.0, x + SAMPLE, y + 4.0, look.pen?)
    }
}

/// A circle of four curves.
fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    // Of the radius: the curve is then within 0.03 % of a circle.
    let k = radius * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + k, x + k, y + radius, x, y + radius);
    path.cubic_to(x - k, y + radius, x - radius, y + k, x - radius, y);
    path.cubic_to(x - radius, y - k, x - k, y - radius, x, y - radius);
    path.cubic_to(x + k, y - radius, x + radius, y - k, x + radius, y);
    path.close();
    path.finish()
}

/// The path of a mark: straight lines with `M`, `L`, `H`, `V` and `Z`, as our drawings have them.
fn path(d: &str, at: impl Fn(f64, f64) -> (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut here = (0.0_f64, 0.0_f64);
    let mut rest = d.trim();
    while let Some(command) = rest.chars().next() {
        let after = &rest[command.len_utf8()..];
        let end = after.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(after.len());
        let numbers: Vec<f64> =
            after[..end].split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        rest = after[end..].trim_start();
        match (command, numbers.as_slice()) {
            ('M' | 'L', [x, y]) => here = (*x, *y),
            ('H', [x]) => here.0 = *x,
            ('V', [y]) => here.1 = *y,
            ('Z', []) => {
                path.close();
                continue;
            }
            _ => return None,
        }
        let (x, y) = at(here.0, here.1);
        if command == 'M' { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        let seen = std::cell::RefCell::new(Vec::new());
        let at = |x: f64, y: f64| {
            seen.borrow_mut().push((x, y));
            (place(x), place(y))
        };
        assert!(path("M52 262H60.5V14.2H630", at).is_some());
        assert_eq!(*seen.borrow(), [(52.0, 262.0), (60.5, 262.0), (60.5, 14.2), (630.0, 14.2)]);
        assert!(path("M0 1L2 3L4 5Z", |x, y| (place(x), place(y))).is_some());
        assert!(path("M0 1C2 3 4 5 6 7", |x, y| (place(x), place(y))).is_none());
    }
}
