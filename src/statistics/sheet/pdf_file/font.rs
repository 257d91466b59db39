//! The two faces of the font, and how wide words are in them.

use icu_normalizer::ComposingNormalizerBorrowed;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;

/// Titillium Web, the font of the pages, under the SIL Open Font License 1.1 (`titillium-web.OFL.txt` beside it).
const REGULAR: &[u8] = include_bytes!("fonts/titillium-web-400.ttf");
const BOLD: &[u8] = include_bytes!("fonts/titillium-web-700.ttf");

/// What the font lacks and more characters stand for: a letter of our own texts, and signs of corrections.
const SPELT: [(char, &str); 3] = [('χ', "chi"), ('→', "->"), ('←', "<-")];

/// A face of the font.
pub struct Face {
    chars: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    /// What a font calls its size.
    units: f32,
    /// What a document embeds.
    pub font: Font,
}

impl Face {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let read = skrifa::FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        Some(Self {
            chars: read.charmap(),
            widths: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: font.units_per_em(),
            font,
        })
    }

    /// The character that stands for one: another where the font has none, nothing for what is not seen.
    fn drawn(&self, c: char) -> Option<char> {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
            c if c.is_whitespace() || c == '\u{202f}' => Some(' '),
            // Of what means something in one font only PDF/A wants the meaning beside it (ISO 19005-2, 6.2.11.7.3): nobody knows it.
            '\u{e000}'..='\u{f8ff}' => Some('?'),
            c if self.chars.map(c).is_some() => Some(c),
            '\u{2010}' | '\u{2011}' => Some('-'),
            '\u{2012}' | '\u{2015}' | '\u{2212}' => Some('–'),
            '′' => Some('\''),
            '″' => Some('"'),
            _ => Some('?'),
        }
    }

    /// A text in characters that the font has.
    pub fn drawable(&self, text: &str) -> String {
        // A letter and its accent may come as two characters: the font has them in one.
        let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
        let mut drawn = String::with_capacity(text.len());
        for c in text.chars() {
            match SPELT.iter().find(|(lacking, _)| *lacking == c) {
                Some((_, words)) => drawn.push_str(words),
                None => drawn.extend(self.drawn(c)),
            }
        }
        drawn
    }

    fn advance(&self, c: char) -> f32 {
        let glyph = self.drawn(c).and_then(|c| self.chars.map(c));
        glyph.and_then(|glyph| self.widths.advance_width(glyph)).unwrap_or(0.0) / self.units
    }

    /// How wide a drawable text is at a size, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size
    }

    /// The glyphs of a drawable text.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let id = self.chars.map(c).map_or(0, |id| id.to_u32());
            KrillaGlyph::new(GlyphId::new(id), self.advance(c), 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// A text in lines no wider than `width`. It is broken between words; within one that is wider.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        // Widths that were added up in another order differ by a hair.
        let width = width + 0.05;
        let text = self.drawable(text);
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                if !line.is_empty() && self.width(&line, size) + self.advance(c) * size > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// A text in one line: what is too wide for it is left out, with a sign.
    pub fn cut(&self, text: &str, size: f32, width: f32) -> String {
        let text = self.drawable(text);
        if self.width(&text, size) <= width {
            return text;
        }
        let room = width - self.width("…", size);
        let mut kept = String::new();
        for c in text.chars() {
            if self.width(&kept, size) + self.advance(c) * size > room {
                break;
            }
            kept.push(c);
        }
        format!("{}…", kept.trim_end())
    }

    /// How wide the widest word is.
    pub fn widest_word(&self, text: &str, size: f32) -> f32 {
        self.drawable(text).split(' ').map(|word| self.width(word, size)).fold(0.0, f32::max)
    }
}

/// Both faces.
pub struct Fonts {
    regular: Face,
    bold: Face,
}

impl Fonts {
    /// Those in the program; none when they are no fonts.
    pub fn embedded() -> Option<Self> {
        Some(Self { regular: Face::of(REGULAR)?, bold: Face::of(BOLD)? })
    }

    /// One of them.
    pub fn face(&self, is_bold: bool) -> &Face {
        if is_bold { &self.bold } else { &self.regular }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_they_must() {
        let fonts = Fonts::embedded().expect("the fonts");
        let face = fonts.face(false);
        let lines = face.lines("Congedi di paternità, permessi e\u{a0}orari", 9.0, 70.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| face.width(line, 9.0) < 70.1), "{lines:?}");
        assert_eq!(lines.join(" "), "Congedi di paternità, permessi e orari");
        let lines = face.lines("precipitevolissimevolmente", 9.0, 40.0);
        assert!(lines.len() > 2 && lines.concat() == "precipitevolissimevolmente", "{lines:?}");
        assert_eq!(face.lines("", 9.0, 40.0), [""]);
        assert!(face.cut("Una domanda molto lunga", 9.0, 50.0).ends_with('…'));
    }

    #[test]
    fn what_the_font_lacks_is_told_by_another_sign() {
        let fonts = Fonts::embedded().expect("the fonts");
        let face = fonts.face(true);
        assert_eq!(face.drawable("12,5\u{202f}% –\u{a0}30,1\u{ad}%"), "12,5 % – 30,1%");
        assert_eq!(face.drawable("nido 家"), "nido ?");
        assert_eq!(face.drawable("nido \u{f6c3}"), "nido ?", "the font has it, PDF/A does not");
        assert_eq!(
            face.drawable("χ²: 41,2 % → 14,2 %, non il contrario (←)"),
            "chi²: 41,2 % -> 14,2 %, non il contrario (<-)"
        );
        assert_eq!(face.drawable("e‐mail, lun‑ven, 9‒12 ― 5′ 30″"), "e-mail, lun-ven, 9–12 – 5' 30\"");
        assert_eq!(
            face.drawable("perche\u{301} cosi\u{300}"),
            "perché così",
            "as some systems write accents"
        );
        // What the reports are written with.
        for c in "àèéìòùÀÈÉ’«»“”–−×…≥€°·*+%<>=".chars() {
            let drawn = face.drawable(&c.to_string());
            assert!(drawn == c.to_string() || c == '−', "{c}: {drawn}");
        }
    }
}
