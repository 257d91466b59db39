//! Pages that fill from top to bottom, and the tree of what stands on them, which assistive technology reads (ISO 14289-1).

use krilla::geom::Path;
use krilla::tagging::{Tag, TagKind};

use super::font::Fonts;

/// Red, green, blue.
pub type Color = [u8; 3];

/// The colour of words.
pub const INK: Color = [0x1a, 0x1a, 0x1a];
/// The colour of words that matter less.
pub const SLATE: Color = [0x45, 0x5a, 0x6e];
/// The colour of rules.
pub const RULE: Color = [0x17, 0x32, 0x4d];
/// The colour of rules between rows.
pub const HAIR: Color = [0xc5, 0xcf, 0xd9];

/// Short and long side of A4 (ISO 216), in points.
const A4: (f32, f32) = (595.28, 841.89);
const SIDE: f32 = 40.0;
/// Room above and below what flows, for what stands on every page.
const TOP: f32 = 64.0;
const BOTTOM: f32 = 48.0;
/// So high a line is, in sizes of its letters.
const LEAD: f32 = 1.32;
/// So far below its upper edge the letters of a line stand, in sizes.
const STAND: f32 = 1.0;

/// A line, its colour and its width; a dash is drawn and left out by turns.
#[derive(Debug, Clone, Copy)]
pub struct Pen {
    pub color: Color,
    pub width: f32,
    pub dash: &'static [f32],
}

/// Something drawn.
pub enum Ink {
    /// Words from a point on, which stand on its height.
    Words { x: f32, y: f32, size: f32, is_bold: bool, color: Color, words: String },
    /// A shape.
    Shape { path: Path, fill: Option<Color>, pen: Option<Pen> },
}

/// What a piece of a page is for who does not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of this number in the tree.
    Words(usize),
    /// A drawing of this number in the tree.
    Drawing(usize),
    /// The head of a page, and the head of a table that goes on.
    Head,
    /// Its foot.
    Foot,
    /// Rules and grounds.
    Ornament,
}

/// What is drawn together.
pub struct Piece {
    pub kind: Kind,
    pub inks: Vec<Ink>,
}

/// A node of the tree.
pub enum Branch {
    /// With others below it.
    Group(TagKind, Vec<Branch>),
    /// A piece of a page.
    Leaf(usize),
}

/// An entry of the table of contents that a reader shows beside the pages.
pub struct Entry {
    pub level: u16,
    pub words: String,
    pub page: usize,
    pub y: f32,
}

/// How words look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub is_bold: bool,
    pub color: Color,
}

impl Style {
    /// Of plain text.
    pub const PLAIN: Self = Self { size: 9.0, is_bold: false, color: INK };
    /// Of what is said beside.
    pub const HINT: Self = Self { size: 8.0, is_bold: false, color: SLATE };

    /// The same in bold.
    pub const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// How high a line is.
    pub fn lead(self) -> f32 {
        self.size * LEAD
    }
}

/// The pages so far.
pub struct Flow<'a> {
    pub fonts: &'a Fonts,
    pub width: f32,
    pub height: f32,
    pub pages: Vec<Vec<Piece>>,
    /// How far the page is full.
    pub y: f32,
    pub outline: Vec<Entry>,
    open: Vec<(TagKind, Vec<Branch>)>,
    top: Vec<Branch>,
    leaves: usize,
}

impl<'a> Flow<'a> {
    /// An empty page.
    pub fn new(fonts: &'a Fonts, is_wide: bool) -> Self {
        let (width, height) = if is_wide { (A4.1, A4.0) } else { A4 };
        Self {
            fonts,
            width,
            height,
            pages: vec![Vec::new()],
            y: TOP,
            outline: Vec::new(),
            open: Vec::new(),
            top: Vec::new(),
            leaves: 0,
        }
    }

    /// Room from left to right on a page that stands, and on one that lies.
    pub const ROOMS: [f32; 2] = [A4.0 - 2.0 * SIDE, A4.1 - 2.0 * SIDE];

    /// The left edge of what flows.
    pub fn left(&self) -> f32 {
        SIDE
    }

    /// Its right edge.
    pub fn right(&self) -> f32 {
        self.width - SIDE
    }

    /// How wide it is.
    pub fn room(&self) -> f32 {
        self.width - 2.0 * SIDE
    }

    /// How high a page is between what stands on every one.
    pub fn page(&self) -> f32 {
        self.height - BOTTOM - TOP
    }

    /// Whether so much fits on the page.
    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= self.height - BOTTOM
    }

    /// Begins a page where so much does not fit any more, unless it is empty. Whether it did.
    pub fn make_room(&mut self, height: f32) -> bool {
        let is_full = !self.fits(height) && self.y > TOP;
        if is_full {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
        is_full
    }

    /// Begins a page where so much does not fit any more and would on an empty one.
    pub fn keep_together(&mut self, height: f32) {
        if height <= self.page() {
            self.make_room(height);
        }
    }

    /// Leaves so much empty, but nothing at the top of a page.
    pub fn skip(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Opens a group of the tree.
    pub fn open(&mut self, tag: impl Into<TagKind>) {
        self.open.push((tag.into(), Vec::new()));
    }

    /// Closes the last that was opened.
    pub fn close(&mut self) {
        if let Some((tag, below)) = self.open.pop() {
            self.hang(Branch::Group(tag, below));
        }
    }

    fn hang(&mut self, branch: Branch) {
        let below = self.open.last_mut().map_or(&mut self.top, |(_, below)| below);
        below.push(branch);
    }

    /// The tree.
    pub fn take_tree(&mut self) -> Vec<Branch> {
        while !self.open.is_empty() {
            self.close();
        }
        std::mem::take(&mut self.top)
    }

    /// How many pieces hang in the tree.
    pub fn leaves(&self) -> usize {
        self.leaves
    }

    fn draw(&mut self, kind: Kind, inks: Vec<Ink>) {
        if let Some(page) = self.pages.last_mut()
            && !inks.is_empty()
        {
            page.push(Piece { kind, inks });
        }
    }

    /// Draws something that stands for nothing.
    pub fn ornament(&mut self, inks: Vec<Ink>) {
        self.draw(Kind::Ornament, inks);
    }

    /// Draws again what was said on a page before.
    pub fn again(&mut self, inks: Vec<Ink>) {
        self.draw(Kind::Head, inks);
    }

    /// Draws words that hang in the open group.
    pub fn words(&mut self, inks: Vec<Ink>) {
        if !inks.is_empty() {
            self.draw(Kind::Words(self.leaves), inks);
            self.hang(Branch::Leaf(self.leaves));
            self.leaves += 1;
        }
    }

    /// Draws a picture that hangs in the open group.
    pub fn picture(&mut self, inks: Vec<Ink>) {
        if !inks.is_empty() {
            self.draw(Kind::Drawing(self.leaves), inks);
            self.hang(Branch::Leaf(self.leaves));
            self.leaves += 1;
        }
    }

    /// Lines one under the other from a point down. All but the last end in a space, so that words stay apart.
    pub fn set(&self, lines: &[String], style: Style, x: f32, y: f32) -> Vec<Ink> {
        let Style { size, is_bold, color } = style;
        let mut y = y + size * STAND;
        let mut inks = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let words = if place + 1 < lines.len() { format!("{line} ") } else { line.clone() };
            if !line.is_empty() {
                inks.push(Ink::Words { x, y, size, is_bold, color, words });
            }
            y += style.lead();
        }
        inks
    }

    /// The lines of a text.
    pub fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        self.fonts.face(style.is_bold).lines(text, style.size, width)
    }

    /// A text of its own, from `indent` on; a short one is never parted.
    pub fn text(&mut self, text: &str, style: Style, indent: f32, tag: impl Into<TagKind>) {
        let lines = self.lines(text, style, self.room() - indent);
        self.open(tag);
        self.run(&lines, style, self.left() + indent);
        self.close();
    }

    fn run(&mut self, lines: &[String], style: Style, x: f32) {
        if lines.len() <= 4 {
            self.make_room(line_count(lines) * style.lead());
        }
        let mut at = 0;
        while at < lines.len() {
            self.make_room(style.lead());
            let left = ((self.height - BOTTOM - self.y) / style.lead()).floor().max(1.0);
            let mut end = at;
            while end < lines.len() && line_count(&lines[at..end]) < left {
                end += 1;
            }
            let inks = self.set(&lines[at..end], style, x, self.y);
            self.words(inks);
            self.y += line_count(&lines[at..end]) * style.lead();
            at = end;
        }
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str, style: Style) {
        self.text(text, style, 0.0, Tag::P);
        self.skip(3.0);
    }

    /// A heading, with some room for what it stands above.
    pub fn heading(&mut self, level: u16, text: &str) {
        let size = match level {
            1 => 18.0,
            2 => 13.0,
            _ => 10.5,
        };
        let style = Style { size, is_bold: true, color: INK };
        self.skip(if level < 3 { 14.0 } else { 8.0 });
        let lines = self.lines(text, style, self.room());
        self.make_room(line_count(&lines) * style.lead() + 64.0);
        let entry = Entry { level, words: text.to_owned(), page: self.pages.len() - 1, y: self.y };
        self.outline.push(entry);
        let number = std::num::NonZeroU16::new(level).unwrap_or(std::num::NonZeroU16::MIN);
        self.open(Tag::Hn(number, Some(text.to_owned())));
        self.run(&lines, style, self.left());
        self.close();
        self.y += 4.0;
    }

    /// What stands on every page, now that it is known how many there are: title and period above a rule, when it is true and who
    /// says so below; at the foot where it is from, and which page it is.
    pub fn frame(&mut self, head: &[[String; 2]; 2], foot: &str, number: impl Fn(usize, usize) -> String) {
        let all = self.pages.len();
        let (left, right, room) = (self.left(), self.right(), self.room());
        let (regular, bold) = (self.fonts.face(false), self.fonts.face(true));
        for page in 0..all {
            let mut above = Vec::new();
            for (place, ([at_left, at_right], y)) in head.iter().zip([30.0, 41.0]).enumerate() {
                let is_bold = place == 0;
                let face = if is_bold { bold } else { regular };
                let words = face.cut(at_left, 8.0, room * 0.6);
                let at_right = regular.cut(at_right, 8.0, room - face.width(&words, 8.0) - 16.0);
                let width = regular.width(&at_right, 8.0);
                let color = INK;
                above.push(Ink::Words { x: left, y, size: 8.0, is_bold, color, words: words + " " });
                let x = right - width;
                above.push(Ink::Words { x, y, size: 8.0, is_bold: false, color, words: at_right });
            }
            let words = regular.drawable(&number(page + 1, all));
            let y = self.height - 26.0;
            let width = regular.width(&words, 8.0);
            let from = regular.cut(foot, 7.0, room - width - 12.0);
            let below = vec![
                Ink::Words { x: left, y, size: 7.0, is_bold: false, color: SLATE, words: from + " " },
                Ink::Words { x: right - width, y, size: 8.0, is_bold: false, color: INK, words },
            ];
            let rule = line(left, 47.0, right, 47.0, Pen { color: RULE, width: 0.75, dash: &[] });
            self.pages[page].push(Piece { kind: Kind::Head, inks: above });
            self.pages[page].push(Piece { kind: Kind::Ornament, inks: rule.into_iter().collect() });
            self.pages[page].push(Piece { kind: Kind::Foot, inks: below });
        }
    }
}

/// A straight line.
pub fn line(x1: f32, y1: f32, x2: f32, y2: f32, pen: Pen) -> Option<Ink> {
    let mut path = krilla::geom::PathBuilder::new();
    path.move_to(x1, y1);
    path.line_to(x2, y2);
    Some(Ink::Shape { path: path.finish()?, fill: None, pen: Some(pen) })
}

/// A rectangle.
pub fn rect(x: f32, y: f32, width: f32, height: f32, fill: Option<Color>, pen: Option<Pen>) -> Option<Ink> {
    let mut path = krilla::geom::PathBuilder::new();
    path.push_rect(krilla::geom::Rect::from_xywh(x, y, width, height)?);
    Some(Ink::Shape { path: path.finish()?, fill, pen })
}

#[expect(clippy::cast_precision_loss, reason = "a page has a few dozen lines")]
pub fn line_count<T>(lines: &[T]) -> f32 {
    lines.len() as f32
}
