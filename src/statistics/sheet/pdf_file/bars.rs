//! The first figure of each row as a lying bar, with its name and its number.

use krilla::tagging::{ListNumbering, Tag};

use super::flow::{Flow, INK, Ink, Style, rect};
use super::look::look;
use super::table::height;
use crate::statistics::chart::WIDTH;
use crate::statistics::sheet::written::Bar;

/// So many bars are drawn: the table has them all.
pub const MOST: usize = 24;
/// How much of the width names have.
const NAMES: f32 = 0.4;
/// How high a bar is.
const THICK: f32 = 6.0;

#[expect(clippy::cast_possible_truncation, reason = "the length of a bar on a sheet of paper")]
fn share(length: f64) -> f32 {
    (length / WIDTH) as f32
}

/// Draws them, the first of the list above.
pub fn bars(flow: &mut Flow<'_>, bars: &[Bar]) {
    let style = Style { size: 8.0, is_bold: false, color: INK };
    let bold = style.bold();
    let face = flow.fonts.face(true);
    let numbers =
        bars.iter().map(|bar| face.width(&face.drawable(&bar.words), bold.size)).fold(0.0, f32::max);
    let room = flow.room().min(480.0);
    let names = room * NAMES;
    let most = room - names - numbers - 16.0;
    flow.open(Tag::L(ListNumbering::None));
    for bar in bars {
        let lines = flow.lines(&bar.name, style, names);
        let high = height(&lines, style).max(style.lead()) + 2.0;
        flow.make_room(high);
        let (left, y) = (flow.left(), flow.y);
        let start = left + names + 8.0;
        let length = (most * share(bar.length)).max(0.5);
        let shape = rect(start, y + 3.0, length, THICK, look("dg-bar-whole").fill, None);
        flow.ornament(shape.into_iter().collect());
        let mut inks = flow.set(&[lines, vec![String::new()]].concat(), style, left, y);
        inks.push(Ink::Words {
            x: start + length + 6.0,
            y: y + bold.size,
            size: bold.size,
            is_bold: true,
            color: INK,
            words: face.drawable(&bar.words),
        });
        flow.open(Tag::LI);
        flow.open(Tag::LBody);
        flow.words(inks);
        flow.close();
        flow.close();
        flow.y += high;
    }
    flow.close();
    flow.skip(2.0);
}
