//! A report on paper: A4, with its head on every page, tables whose head stands on each page again, the drawings as shapes, and at the
//! end what every figure means. Made of the same words as the page.
//!
//! `flow` fills pages from top to bottom, `table`, `chart` and `bars` set what stands on them, `write` makes the bytes. What is drawn
//! hangs in a tree for assistive technology; the same report gives the same bytes.

mod bars;
mod chart;
mod flow;
mod font;
mod look;
mod table;
mod write;

use krilla::tagging::Tag;

use self::flow::{Flow, Style};
use self::font::Fonts;
use self::table::{Grid, GridCell, GridRow};
pub use self::write::PdfError;
use super::written::{self, ShownPart};
use super::{Cell, Drawing, Meanings, Part, Sheet};
use crate::platform::i18n::{date_time, period};
use crate::statistics::export::Source;
use crate::statistics::figure::{Figure, Unit};
use crate::statistics::overview;

/// So many pages a report has at most, as `paper-too-long` says: the longest of the desk's has a tenth.
const MOST_PAGES: usize = 400;

/// More rows never stand one below the other on a page.
const ROWS_OF_A_PAGE: usize = 60;

/// What is printed.
pub struct Paper<'a> {
    /// The title of all of it.
    pub title: &'a str,
    /// The tables, one sheet after the other; the first says of which period they are, and when they are true.
    pub sheets: &'a [Sheet],
    /// What else must be known of it: a name and what it is.
    pub facts: Vec<(String, String)>,
    /// How it was made, a paragraph each; where there is none, what the figures in it need.
    pub method: &'a [String],
    /// From how many on a count was told outside the desk.
    pub threshold: u64,
    /// Who publishes it, and where.
    pub source: &'a Source,
    /// What the figures mean.
    pub meanings: Meanings<'a>,
}

/// The bytes of the PDF. Takes a tenth of a second for a long report: not for a thread that answers requests.
///
/// # Errors
/// When it would have too many pages, or cannot be written.
pub fn pdf(paper: &Paper<'_>) -> Result<Vec<u8>, PdfError> {
    let fonts = Fonts::embedded().ok_or(PdfError::Font)?;
    let first = paper.sheets.first().ok_or(PdfError::Kind)?;
    let rows = paper.sheets.iter().flat_map(|sheet| &sheet.parts).map(|part| part.table.rows.len());
    // Nothing is laid out of what fits on so many pages in no way.
    if rows.sum::<usize>() > MOST_PAGES * ROWS_OF_A_PAGE * usize::from(table::MOST_BESIDE) {
        return Err(PdfError::TooLong);
    }
    let lang = paper.meanings.lang;
    let parts = paper.sheets.iter().flat_map(|sheet| &sheet.parts);
    let shown: Vec<(&Part, ShownPart)> =
        parts.map(|part| (part, written::shown(part, paper.meanings))).collect();
    let grids: Vec<Grid> = shown.iter().map(|(_, shown)| grid(shown)).collect();
    let mut flow = Flow::new(&fonts, grids.iter().any(|grid| grid.is_wide(&fonts)));
    let mut press = Press { paper, flow: &mut flow };
    press.cover(first);
    let is_one = paper.sheets.len() == 1;
    let mut parts = shown.iter().zip(&grids);
    for sheet in paper.sheets {
        let mut above = (!is_one).then_some(sheet.title.as_str());
        for ((part, shown), grid) in parts.by_ref().take(sheet.parts.len()) {
            press.part(sheet, above.take(), (*part, shown, grid));
            if press.flow.pages.len() > MOST_PAGES {
                return Err(PdfError::TooLong);
            }
        }
    }
    press.end();
    press.frame(first);
    let about = write::About { title: paper.title, author: &paper.source.name, lang, as_of: first.as_of };
    write::write(flow, &about)
}

fn grid(shown: &ShownPart) -> Grid {
    let figures = shown.columns.iter().map(|column| column.label.clone());
    let row = |row: &written::ShownRow| {
        let labels = row.labels.iter().map(|words| GridCell { words: words.clone(), detail: Vec::new() });
        let figures =
            row.cells.iter().map(|cell| GridCell { words: cell.words.clone(), detail: cell.detail.clone() });
        GridRow {
            cells: labels.chain(figures).collect(),
            is_sum: row.is_total,
            is_group: row.is_group,
            is_member: row.is_member,
        }
    };
    Grid {
        head: shown.headings.iter().cloned().chain(figures).collect(),
        labels: shown.headings.len(),
        words: (shown.headings.len()..)
            .zip(&shown.columns)
            .filter(|(_, column)| column.is_words)
            .map(|(at, _)| at)
            .collect(),
        rows: shown.rows.iter().map(row).collect(),
    }
}

/// The page shows the shares of the months beside their counts.
fn second(part: &Part, meanings: Meanings<'_>) -> Option<Drawing> {
    let Meanings { lang, texts, .. } = meanings;
    (part.name == overview::MONTHS).then(|| overview::kept(&part.table.rows, lang, texts)).flatten()
}

/// What puts a report on pages.
struct Press<'p, 'f, 'a> {
    paper: &'p Paper<'p>,
    flow: &'f mut Flow<'a>,
}

impl Press<'_, '_, '_> {
    fn t(&self, key: &str) -> String {
        self.paper.meanings.texts.get(self.paper.meanings.lang, key, &[])
    }

    fn period(&self, sheet: &Sheet) -> String {
        period(self.paper.meanings.lang, sheet.period.from, sheet.period.to)
    }

    /// Title and what must be known of all of it.
    fn cover(&mut self, first: &Sheet) {
        self.flow.heading(1, self.paper.title);
        let mut facts = vec![
            (self.t("reports-file-period"), self.period(first)),
            (self.t("statistics-file-as-of"), date_time(self.paper.meanings.lang, first.as_of)),
            (self.t("statistics-file-source"), self.paper.source.name.clone()),
            (self.t("statistics-file-address"), self.paper.source.address.clone()),
        ];
        if !first.narrowed.is_empty() {
            facts.push((self.t("reports-file-narrowed"), first.narrowed.clone()));
        }
        if first.is_inner {
            facts.push((self.t("reports-inner"), self.t("reports-inner-about")));
        }
        facts.extend(self.paper.facts.iter().cloned());
        for (name, words) in facts {
            self.fact(&name, &words);
        }
    }

    /// A name, and beside it what it is.
    fn fact(&mut self, name: &str, words: &str) {
        const NAMES: f32 = 110.0;
        let style = Style::PLAIN;
        let lines = self.flow.lines(words, style, self.flow.room() - NAMES);
        let names = self.flow.lines(name, style.bold(), NAMES - 8.0);
        let height = table::height(&lines, style).max(table::height(&names, style));
        self.flow.make_room(height);
        let (x, y) = (self.flow.left(), self.flow.y);
        // A space after the name keeps it apart from what follows.
        let mut inks = self.flow.set(&[names, vec![String::new()]].concat(), style.bold(), x, y);
        inks.extend(self.flow.set(&lines, style, x + NAMES, y));
        self.flow.open(Tag::P);
        self.flow.words(inks);
        self.flow.close();
        self.flow.y += height + 1.5;
    }

    /// A part, the first of a sheet among others below the title of the sheet.
    fn part(&mut self, sheet: &Sheet, above: Option<&str>, (part, shown, grid): (&Part, &ShownPart, &Grid)) {
        let second = second(part, self.paper.meanings);
        let drawings: Vec<(&Drawing, String)> = part
            .drawing
            .iter()
            .chain(&second)
            .map(|drawing| (drawing, self.rests_on(sheet, &drawing.unit, drawing.cases, false)))
            .collect();
        // A heading stands on the page of what it is the heading of.
        let notes = part.notes.iter().map(|note| self.flow.lines(note, Style::HINT, self.flow.room()));
        let notes: f32 = notes.map(|lines| table::height(&lines, Style::HINT) + 3.0).sum();
        let titles = if above.is_some() { 136.0 } else { 100.0 };
        self.flow.keep_together(notes + chart::first_height(self.flow, &drawings) + titles);
        if let Some(title) = above {
            self.flow.heading(2, title);
        }
        self.flow.heading(if self.paper.sheets.len() == 1 { 2 } else { 3 }, &part.title);
        for note in &part.notes {
            self.flow.paragraph(note, Style::HINT);
        }
        if shown.rows.is_empty() {
            let words = self.t("reports-too-few-to-show");
            self.flow.paragraph(&words, Style::PLAIN);
            return;
        }
        chart::charts(self.flow, &drawings);
        self.bars(sheet, shown);
        table::table(self.flow, grid, &part.title);
        if shown.few {
            let words = self.t("statistics-few-note");
            self.flow.paragraph(&words, Style::HINT);
        }
        if shown.withheld {
            let Meanings { lang, texts, .. } = self.paper.meanings;
            let words =
                texts.get(lang, "statistics-withheld-note", &[("threshold", self.paper.threshold.into())]);
            self.flow.paragraph(&words, Style::HINT);
        }
    }

    /// What a drawing rests on: its days, or the moment where it shows how things are now.
    fn rests_on(&self, sheet: &Sheet, unit: &str, cases: u64, is_now: bool) -> String {
        let Meanings { lang, texts, .. } = self.paper.meanings;
        let (key, name, when) = if is_now {
            ("statistics-chart-rests-on-now", "at", date_time(lang, sheet.as_of))
        } else {
            ("reports-chart-rests-on", "period", self.period(sheet))
        };
        let args = [
            ("unit", unit.into()),
            ("cases", cases.into()),
            (name, when.as_str().into()),
            ("source", self.paper.source.name.as_str().into()),
        ];
        let rests_on = texts.get(lang, key, &args);
        if sheet.narrowed.is_empty() {
            return rests_on;
        }
        let narrowed = texts.get(lang, "reports-narrowed", &[("to", sheet.narrowed.as_str().into())]);
        format!("{rests_on} {narrowed}")
    }

    fn bars(&mut self, sheet: &Sheet, shown: &ShownPart) {
        let (Some(figure), [_, ..]) = (shown.columns.first(), shown.bars.as_slice()) else { return };
        let Meanings { lang, texts, .. } = self.paper.meanings;
        let (all, some) = (shown.bars.len(), shown.bars.len().min(bars::MOST));
        let mut title = figure.label.clone();
        if some < all {
            let first = texts.get(lang, "reports-bars-first", &[("shown", some.into()), ("all", all.into())]);
            title = format!("{title} – {first}");
        }
        let unit = texts.get(lang, "reports-bars-unit", &[("figure", figure.label.as_str().into())]);
        let words = self.rests_on(sheet, &unit, shown.bar_cases, shown.bars_are_now);
        self.flow.make_room(72.0);
        self.flow.paragraph(&title, Style { size: 9.5, ..Style::PLAIN }.bold());
        bars::bars(self.flow, &shown.bars[..some]);
        self.flow.paragraph(&words, Style::HINT);
        self.flow.skip(4.0);
    }

    /// What every figure means, and how it is computed.
    fn end(&mut self) {
        let title = self.t("reports-definitions");
        self.flow.heading(2, &title);
        let parts = || self.paper.sheets.iter().flat_map(|sheet| &sheet.parts);
        let columns: Vec<Figure> = parts().flat_map(|part| part.table.columns.iter().copied()).collect();
        let figures: Vec<Figure> = parts().flat_map(|part| self.paper.meanings.figures(part)).collect();
        for [name, what, population] in self.paper.meanings.of_all(parts()) {
            self.define(&name, &format!("{what} {population}"));
        }
        let title = self.t("statistics-method");
        self.flow.heading(2, &title);
        if !self.paper.method.is_empty() {
            for paragraph in self.paper.method {
                self.flow.paragraph(paragraph, Style::PLAIN);
            }
            return;
        }
        let cells =
            || self.paper.sheets.iter().flat_map(|sheet| &sheet.parts).flat_map(|part| &part.table.rows);
        let has = |is: fn(&Cell) -> bool| cells().flat_map(|row| &row.cells).any(is);
        let methods = [
            ("statistics-method-cycles", figures.contains(&Figure::Received)),
            ("statistics-method-interval", has(|cell| matches!(cell, Cell::Rate(_)))),
            ("statistics-method-percentiles", columns.iter().any(|figure| figure.unit() == Unit::Hours)),
        ];
        for (key, _) in methods.into_iter().filter(|(_, is_needed)| *is_needed) {
            let (name, words) = (self.t(key), self.t(&format!("{key}-about")));
            self.define(&name, &words);
        }
    }

    /// A name above what it means.
    fn define(&mut self, name: &str, words: &str) {
        let style = Style { size: 8.5, ..Style::PLAIN };
        let lines = self.flow.lines(words, style, self.flow.room());
        self.flow.make_room(style.lead() * 2.0 + table::height(&lines[..lines.len().min(3)], style));
        self.flow.text(name, style.bold(), 0.0, Tag::P);
        self.flow.paragraph(words, style);
    }

    fn frame(&mut self, first: &Sheet) {
        let Meanings { lang, texts, .. } = self.paper.meanings;
        let mut title = self.paper.title.to_owned();
        if first.is_inner {
            title = format!("{title} – {}", self.t("reports-inner"));
        }
        let as_of = format!("{}: {}", self.t("statistics-file-as-of"), date_time(lang, first.as_of));
        let source = format!("{}: {}", self.t("statistics-file-source"), self.paper.source.name);
        let head = [[title, self.period(first)], [as_of, source]];
        let number = |page: usize, pages: usize| {
            texts.get(lang, "paper-page", &[("page", page.into()), ("pages", pages.into())])
        };
        self.flow.frame(&head, &self.paper.source.address, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clock::Instant;
    use crate::platform::i18n::{Lang, Texts};
    use crate::statistics::period::Period;
    use crate::statistics::sheet::{Row, Table};

    #[test]
    fn what_no_four_hundred_pages_hold_is_not_laid_out() {
        let row = Row { labels: Vec::new(), is_total: false, cells: Vec::new(), query: None };
        let part = Part {
            name: "parte",
            title: String::new(),
            notes: Vec::new(),
            drawing: None,
            has_bars: false,
            table: Table { headings: Vec::new(), columns: Vec::new(), rows: vec![row; 72_001] },
        };
        let day = "2026-03-31".parse().expect("a day");
        let sheet = Sheet {
            name: "prova",
            title: String::new(),
            period: Period { from: day, to: day },
            narrowed: String::new(),
            as_of: Instant::midnight(day),
            is_inner: false,
            parts: vec![part],
        };
        let texts = Texts::embedded();
        let source = Source { name: String::new(), address: String::new() };
        let paper = Paper {
            title: "Prova",
            sheets: &[sheet],
            facts: Vec::new(),
            method: &[],
            threshold: 3,
            source: &source,
            meanings: Meanings::of_today(Lang::It, &texts),
        };
        assert!(matches!(pdf(&paper), Err(PdfError::TooLong)));
        let most = texts.get(Lang::It, "paper-too-long", &[]);
        assert!(most.contains(&MOST_PAGES.to_string()), "{most}");
    }
}
