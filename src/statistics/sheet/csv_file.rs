//! A part as comma-separated values: one file for programs, and one for whoever opens it in an Italian spreadsheet.

use super::cell::{self, Plain};
use super::{Cell, Heading, Label, Meanings, Part, Sheet};
use crate::platform::i18n::{Lang, Texts, date_time, decimal, period};
use crate::statistics::csv::{self, Cell as Written, Style};
use crate::statistics::export::Source;
use crate::statistics::figure::{Figure, Unit};

/// For programs: nothing but a heading and rows, with the same names of columns in both languages; every row says which period
/// and which instant it is about, and whether small counts are in it.
pub fn for_programs(sheet: &Sheet, part: &Part, texts: &Texts) -> String {
    let table = &part.table;
    let today = Meanings::of_today(Lang::It, texts);
    let names = table.columns.iter().flat_map(|figure| cell::columns(*figure, today));
    let names = names.map(|(name, _)| text(&name));
    let names_of_labels = table.headings.iter().map(|heading| text(heading.name));
    let about = ["dal", "al", "situazione_al", "vista"].map(text);
    let mut lines: Vec<Vec<Written>> = vec![names_of_labels.chain(names).chain(about).collect()];
    let about = [
        text(&sheet.period.from.to_string()),
        text(&sheet.period.to.to_string()),
        text(&sheet.as_of.rfc3339()),
        text(view(sheet.is_inner)),
    ];
    for row in &table.rows {
        let labels = row.labels.iter().zip(&table.headings).map(|(label, heading)| code(label, heading));
        let cells = row.cells.iter().zip(&table.columns);
        let cells = cells.flat_map(|(cell, figure)| cell.plain(figure.unit(), texts, Lang::It)).map(written);
        lines.push(labels.chain(cells).chain(about.clone()).collect());
    }
    csv::write(&lines, Style::Programs)
}

/// What a file for programs says of whom it is for: with small counts in it for the desk alone.
pub fn view(is_inner: bool) -> &'static str {
    if is_inner { "interna" } else { "pubblica" }
}

/// For people: source, period and instant above the table, the meaning of each figure below it.
pub fn for_people(sheet: &Sheet, part: &Part, source: &Source, meanings: Meanings<'_>) -> String {
    let Meanings { lang, texts, .. } = meanings;
    let mut lines: Vec<Vec<Written>> = heading(sheet, part, source, texts, lang)
        .into_iter()
        .map(|(label, value)| vec![text(&label), text(&value)])
        .collect();
    lines.push(Vec::new());
    lines.push(column_words(part, meanings).iter().map(|words| text(words)).collect());
    for row in &part.table.rows {
        let labels = row.labels_for_people(&part.table).map(text);
        let cells = row.cells.iter().zip(&part.table.columns);
        let cells = cells.flat_map(|(cell, figure)| for_a_person(cell, *figure, meanings));
        lines.push(labels.chain(cells).collect());
    }
    lines.push(Vec::new());
    lines.push(vec![text(&texts.get(lang, "statistics-file-columns", &[]))]);
    lines.extend(definitions(part, meanings).iter().map(|row| row.iter().map(|words| text(words)).collect()));
    csv::write(&lines, Style::ItalianSpreadsheet)
}

/// What a file says about itself.
pub(super) fn heading(
    sheet: &Sheet,
    part: &Part,
    source: &Source,
    texts: &Texts,
    lang: Lang,
) -> Vec<(String, String)> {
    let t = |key: &str| texts.get(lang, key, &[]);
    let mut lines = vec![
        (sheet.title.clone(), part.title.clone()),
        (t("reports-file-period"), period(lang, sheet.period.from, sheet.period.to)),
        (t("statistics-file-as-of"), date_time(lang, sheet.as_of)),
        (t("statistics-file-source"), source.name.clone()),
        (t("statistics-file-address"), source.address.clone()),
    ];
    if !sheet.narrowed.is_empty() {
        lines.push((t("reports-file-narrowed"), sheet.narrowed.clone()));
    }
    if sheet.is_inner {
        lines.push((t("reports-inner"), t("reports-inner-about")));
    }
    let hidden = part.table.rows.iter().flat_map(|row| &row.cells).any(|cell| *cell == Cell::Hidden);
    if hidden {
        lines.push((t("statistics-method-secrecy"), t("statistics-withheld")));
    }
    lines.extend(part.notes.iter().map(|note| (t("reports-file-note"), note.clone())));
    lines
}

/// The headings of the columns of a file for people.
pub(super) fn column_words(part: &Part, meanings: Meanings<'_>) -> Vec<String> {
    let labels = part.table.headings_for_people().map(str::to_owned);
    labels.chain(columns(part, meanings).into_iter().map(|(_, words)| words)).collect()
}

/// The columns of figures of a file for programs, each with its heading for people.
pub fn columns(part: &Part, meanings: Meanings<'_>) -> Vec<(String, String)> {
    part.table.columns.iter().flat_map(|figure| cell::columns(*figure, meanings)).collect()
}

/// What each figure means: name, what is counted, over what.
fn definitions(part: &Part, meanings: Meanings<'_>) -> Vec<[String; 3]> {
    meanings.figures(part).into_iter().map(|figure| meanings.of(figure)).collect()
}

/// What stands under the columns of a figure. Where they have no unit of their own, points are written with theirs.
fn for_a_person(cell: &Cell, figure: Figure, meanings: Meanings<'_>) -> Vec<Written> {
    let Meanings { lang, texts, .. } = meanings;
    let one = |plain: Plain| match plain {
        Plain::Points(difference) if figure.unit() == Unit::Mixed => {
            // No sign in front that a spreadsheet takes for the beginning of a formula.
            let sign = if difference < 0.0 { "−" } else { "" };
            let size = decimal(Lang::It, difference.abs() * 100.0, 1);
            Written::Text(format!("{sign}{size} {}", texts.get(lang, "reports-points", &[])))
        }
        plain => written(plain),
    };
    cell.plain(figure.unit(), texts, lang).into_iter().map(one).collect()
}

/// What is for programs alone is a number, or nothing.
fn code(label: &Label, heading: &Heading) -> Written {
    match (heading.words.is_empty(), label.code.parse()) {
        (false, _) => text(&label.code),
        (true, Ok(number)) => Written::Count(number),
        (true, Err(_)) => Written::Empty,
    }
}

fn text(words: &str) -> Written {
    Written::Text(words.to_owned())
}

fn written(plain: Plain) -> Written {
    match plain {
        Plain::Number(value, decimals) => Written::Number(value, decimals),
        Plain::Share(share) | Plain::Points(share) => Written::Share(share),
        Plain::Words(words) => Written::Text(words),
        Plain::Empty => Written::Empty,
    }
}
