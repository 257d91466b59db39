//! A table over pages: its head stands on each again, and no row is cut. A long one of few columns goes on beside itself.

use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::flow::{Color, Flow, HAIR, INK, Ink, Pen, RULE, SLATE, Style, line, line_count, rect};
use super::font::Fonts;

/// A table as it is read.
pub struct Grid {
    /// The headings of its columns: first those of the labels.
    pub head: Vec<String>,
    /// How many columns hold labels.
    pub labels: usize,
    /// The columns of words, which stand from the left edge on as labels do.
    pub words: Vec<usize>,
    pub rows: Vec<GridRow>,
}

/// A row.
pub struct GridRow {
    pub cells: Vec<GridCell>,
    /// Whether it is the sum of the others.
    pub is_sum: bool,
    /// Whether it is a group, whose members follow.
    pub is_group: bool,
    /// Whether it is a member of a group.
    pub is_member: bool,
}

/// What stands in a cell: words, and what they rest on, a line each that is not broken.
#[derive(Default)]
pub struct GridCell {
    pub words: String,
    pub detail: Vec<String>,
}

/// Room beside what stands in a cell, and above and below it.
const BESIDE: f32 = 3.5;
const ABOVE: f32 = 2.5;
/// How far a member stands from the edge.
const INDENT: f32 = 8.0;
/// The sizes of letters that a table may have, the best first.
const SIZES: [f32; 6] = [8.0, 7.5, 7.0, 6.5, 6.0, 5.5];
/// A table of more rows goes on beside itself where there is room.
const LONG: usize = 24;
/// So many pieces of a table stand beside each other at most.
pub const MOST_BESIDE: u8 = 3;
const GAP: f32 = 18.0;
/// Words up to so many characters are not broken.
const SHORT: usize = 16;
const GROUND: Color = [0xf0, 0xf3, 0xf6];

/// The columns of a table at a size of letters.
struct Fit {
    size: f32,
    widths: Vec<f32>,
}

impl Grid {
    /// Whether it needs a page that lies.
    pub fn is_wide(&self, fonts: &Fonts) -> bool {
        let needed: f32 = self.columns(fonts, SIZES[1]).iter().map(|(least, _)| least).sum();
        needed > Flow::ROOMS[0]
    }

    /// How wide each column is at least and at best.
    fn columns(&self, fonts: &Fonts, size: f32) -> Vec<(f32, f32)> {
        let (regular, bold) = (fonts.face(false), fonts.face(true));
        let column = |place: usize| {
            let head = &self.head[place];
            let mut least = bold.widest_word(head, size);
            let mut best = least.max(bold.width(&bold.drawable(head), size).min(90.0));
            for row in &self.rows {
                let Some(cell) = row.cells.get(place) else { continue };
                let words = bold.drawable(&cell.words);
                let whole = bold.width(&words, size) + if row.is_member { INDENT } else { 0.0 };
                let is_whole = place >= self.labels && words.chars().count() <= SHORT;
                least = least.max(if is_whole { whole } else { bold.widest_word(&words, size) });
                best = best.max(whole.min(260.0));
                for detail in &cell.detail {
                    let width = regular.width(&regular.drawable(detail), size - 0.5);
                    least = least.max(width);
                    best = best.max(width);
                }
            }
            (least + 2.0 * BESIDE, best.max(least) + 2.0 * BESIDE)
        };
        (0..self.head.len()).map(column).collect()
    }

    /// The largest letters with which it fits; with the smallest, columns are made narrower than their words.
    fn fit(&self, fonts: &Fonts, room: f32) -> Fit {
        let sum = |columns: &[(f32, f32)]| columns.iter().map(|(least, _)| least).sum::<f32>();
        let sizes = SIZES.into_iter().map(|size| (size, self.columns(fonts, size)));
        let mut last = None;
        for (size, columns) in sizes {
            let fits = sum(&columns) <= room;
            last = Some((size, columns));
            if fits {
                break;
            }
        }
        let Some((size, columns)) = last else { return Fit { size: SIZES[0], widths: Vec::new() } };
        let (least, best) = (sum(&columns), columns.iter().map(|(_, best)| best).sum::<f32>());
        let share = if best > least { ((room - least) / (best - least)).clamp(0.0, 1.0) } else { 0.0 };
        let squeezed = (room / least).min(1.0);
        let width = |(least, best): &(f32, f32)| (least + (best - least) * share) * squeezed;
        Fit { size, widths: columns.iter().map(width).collect() }
    }
}

/// A cell laid out: its lines, each with its style, and how high they are.
struct Laid {
    lines: Vec<(String, Style)>,
    height: f32,
}

struct Setter<'f, 'a> {
    flow: &'f mut Flow<'a>,
    grid: &'f Grid,
    fit: Fit,
    /// How many stand side by side.
    beside: u8,
    /// Which of them is being set, where they begin on the page, and how far the longest of them goes.
    at: u8,
    top: f32,
    bottom: f32,
}

/// Sets a table.
pub fn table(flow: &mut Flow<'_>, grid: &Grid, title: &str) {
    let fit = grid.fit(flow.fonts, flow.room());
    let width = fit.widths.iter().sum::<f32>() + GAP;
    let room = flow.room() + GAP;
    let beside = match grid.rows.len() > LONG {
        true => (1..=MOST_BESIDE).rev().find(|times| f32::from(*times) * width <= room).unwrap_or(1),
        false => 1,
    };
    let (top, bottom) = (flow.y, flow.y);
    let mut setter = Setter { flow, grid, fit, beside, at: 0, top, bottom };
    setter.flow.open(Tag::Table.with_summary(Some(title.to_owned())));
    setter.all();
    setter.flow.close();
    setter.flow.skip(4.0);
}

impl Setter<'_, '_> {
    fn style(&self, is_bold: bool) -> Style {
        Style { size: self.fit.size, is_bold, color: INK }
    }

    fn lay(&self, cell: &GridCell, place: usize, is_bold: bool, indent: f32) -> Laid {
        let style = self.style(is_bold);
        let width = self.fit.widths[place] - 2.0 * BESIDE - indent;
        let words = self.flow.lines(&cell.words, style, width).into_iter().map(|line| (line, style));
        let small = Style { size: self.fit.size - 0.5, is_bold: false, color: SLATE };
        let detail = cell.detail.iter().flat_map(|line| self.flow.lines(line, small, width));
        let lines: Vec<(String, Style)> = words.chain(detail.map(|line| (line, small))).collect();
        let height = lines.iter().map(|(_, style)| style.lead()).sum();
        Laid { lines, height }
    }

    fn head(&self) -> (Vec<Laid>, f32) {
        let cell = |(place, words): (usize, &String)| {
            let cell = GridCell { words: words.clone(), detail: Vec::new() };
            self.lay(&cell, place, true, 0.0)
        };
        let cells: Vec<Laid> = self.grid.head.iter().enumerate().map(cell).collect();
        let height = cells.iter().map(|cell| cell.height).fold(0.0, f32::max) + 2.0 * ABOVE;
        (cells, height)
    }

    /// Where a column begins.
    fn edge(&self, place: usize) -> f32 {
        let width = self.fit.widths.iter().sum::<f32>() + GAP;
        self.flow.left() + f32::from(self.at) * width + self.fit.widths[..place].iter().sum::<f32>()
    }

    /// Goes on beside what is set, or on the next page, where so much does not fit. Whether it did.
    fn make_room(&mut self, height: f32) -> bool {
        self.bottom = self.bottom.max(self.flow.y);
        if self.flow.fits(height) {
            return false;
        }
        if self.at + 1 < self.beside {
            self.at += 1;
            self.flow.y = self.top;
            return true;
        }
        self.at = 0;
        let is_new = self.flow.make_room(height);
        (self.top, self.bottom) = (self.flow.y, self.flow.y);
        is_new
    }

    /// The words of a cell: labels from the left edge of their column on, figures to its right edge.
    fn inks(&self, laid: &Laid, place: usize, y: f32, indent: f32) -> Vec<Ink> {
        let face = |style: Style| self.flow.fonts.face(style.is_bold);
        let mut y = y;
        let mut inks = Vec::new();
        for (number, (line, style)) in laid.lines.iter().enumerate() {
            let x = if place < self.grid.labels || self.grid.words.contains(&place) {
                self.edge(place) + BESIDE + indent
            } else {
                self.edge(place + 1) - BESIDE - face(*style).width(line, style.size)
            };
            let end = if number + 1 < laid.lines.len() { " " } else { "" };
            let line = format!("{line}{end}");
            let set = self.flow.set(&[line], *style, x, y);
            inks.extend(set);
            y += style.lead();
        }
        inks
    }

    /// Rules over the whole width of the table.
    fn rule(&mut self, y: f32, color: Color, width: f32) {
        let (left, right) = (self.edge(0), self.edge(self.grid.head.len()));
        let rule = line(left, y, right, y, Pen { color, width, dash: &[] });
        self.flow.ornament(rule.into_iter().collect());
    }

    /// The head, for the first time with its words in the tree.
    fn set_head(&mut self, cells: &[Laid], height: f32, is_first: bool) {
        let y = self.flow.y;
        if is_first {
            self.flow.open(Tag::THead);
            self.flow.open(Tag::TR);
        }
        for (place, laid) in cells.iter().enumerate() {
            // Short headings stand at the foot of the head.
            let inks = self.inks(laid, place, y + height - ABOVE - laid.height, 0.0);
            if is_first {
                self.flow.open(Tag::TH(TableHeaderScope::Column));
                self.flow.words(inks);
                self.flow.close();
            } else {
                self.flow.again(inks);
            }
        }
        if is_first {
            self.flow.close();
            self.flow.close();
        }
        self.flow.y += height;
        self.rule(y + height, RULE, 1.0);
    }

    fn all(&mut self) {
        let grid = self.grid;
        let (head, head_height) = self.head();
        let rows: Vec<(Vec<Laid>, f32)> = grid.rows.iter().map(|row| self.row(row)).collect();
        // A group is not left alone at the foot of a page, nor a head without rows.
        let least = |place: usize| {
            let is_group = grid.rows.get(place).is_some_and(|row| row.is_group);
            let together = rows.iter().skip(place).take(if is_group { 2 } else { 1 });
            together.map(|(_, height)| height).sum::<f32>()
        };
        self.flow.make_room(head_height + least(0));
        self.top = self.flow.y;
        self.set_head(&head, head_height, true);
        self.flow.open(Tag::TBody);
        for (place, (row, (cells, height))) in grid.rows.iter().zip(&rows).enumerate() {
            if self.make_room(least(place)) {
                self.set_head(&head, head_height, false);
            }
            self.set_row(row, cells, *height);
        }
        self.flow.y = self.bottom.max(self.flow.y);
        self.flow.close();
    }

    fn row(&self, row: &GridRow) -> (Vec<Laid>, f32) {
        let cells = row.cells.iter().enumerate().take(self.grid.head.len());
        let cells: Vec<Laid> = cells
            .map(|(place, cell)| {
                let is_bold = row.is_sum || row.is_group || place < self.grid.labels && !row.is_member;
                self.lay(cell, place, is_bold, indent(row, place))
            })
            .collect();
        let height = cells.iter().map(|cell| cell.height).fold(0.0, f32::max) + 2.0 * ABOVE;
        (cells, height)
    }

    fn set_row(&mut self, row: &GridRow, cells: &[Laid], height: f32) {
        let y = self.flow.y;
        if row.is_group {
            let (left, right) = (self.edge(0), self.edge(self.grid.head.len()));
            let ground = rect(left, y, right - left, height, Some(GROUND), None);
            self.flow.ornament(ground.into_iter().collect());
        }
        if row.is_sum {
            self.rule(y, RULE, 1.0);
        }
        self.flow.open(Tag::TR);
        for (place, laid) in cells.iter().enumerate() {
            let is_label = place < self.grid.labels;
            let tag: TagKind = if is_label { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() };
            self.flow.open(tag);
            let inks = self.inks(laid, place, y + ABOVE, indent(row, place));
            self.flow.words(inks);
            self.flow.close();
        }
        self.flow.close();
        self.flow.y += height;
        self.rule(y + height, HAIR, 0.4);
    }
}

fn indent(row: &GridRow, place: usize) -> f32 {
    if row.is_member && place == 0 { INDENT } else { 0.0 }
}

/// How high lines of a style are.
pub fn height(lines: &[String], style: Style) -> f32 {
    line_count(lines) * style.lead()
}
