//! A report as a workbook: a sheet with typed cells for each part, one with what every figure means, one that says what it is
//! about (ISO/IEC 29500).

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::cell::Plain;
use super::csv_file::{column_words, heading};
use super::{Meanings, Part, Sheet};
use crate::statistics::export::Source;

/// So wide are columns of labels, in characters.
const LABEL: f64 = 34.0;
/// So wide are columns of text.
const TEXT: f64 = 90.0;
/// So wide are columns of figures.
const FIGURE: f64 = 16.0;

/// The bytes of the workbook. Text is written as text: no cell is ever a formula.
///
/// # Errors
/// When the workbook cannot be made.
pub fn workbook(sheet: &Sheet, source: &Source, meanings: Meanings<'_>) -> Result<Vec<u8>, XlsxError> {
    let Meanings { lang, texts, .. } = meanings;
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut tabs = Tabs::default();
    for part in &sheet.parts {
        let page = book.add_worksheet();
        page.set_name(tabs.name(&part.title))?;
        write_part(page, part, &head, meanings)?;
    }
    let defined = book.add_worksheet();
    defined.set_name(tabs.name(&texts.get(lang, "reports-definitions", &[])))?;
    for (row, [name, what, population]) in (0..).zip(meanings.of_all(sheet.parts.iter())) {
        defined.write_string_with_format(row, 0, &name, &head)?;
        defined.write_string_with_format(row, 1, &what, &wrapped)?;
        defined.write_string_with_format(row, 2, &population, &wrapped)?;
    }
    defined.set_column_width(0, LABEL)?.set_column_width(1, TEXT)?.set_column_width(2, TEXT)?;
    let about = book.add_worksheet();
    about.set_name(tabs.name(&texts.get(lang, "reports-file-about", &[])))?;
    let lines = sheet.parts.iter().flat_map(|part| heading(sheet, part, source, texts, lang));
    for (row, (label, value)) in (0..).zip(lines) {
        about.write_string_with_format(row, 0, &label, &head)?;
        about.write_string_with_format(row, 1, &value, &wrapped)?;
    }
    about.set_column_width(0, LABEL)?.set_column_width(1, TEXT)?;
    book.save_to_buffer()
}

fn write_part(
    page: &mut Worksheet,
    part: &Part,
    head: &Format,
    meanings: Meanings<'_>,
) -> Result<(), XlsxError> {
    let Meanings { lang, texts, .. } = meanings;
    let labels = part.table.headings_for_people().count();
    for (column, words) in (0..).zip(column_words(part, meanings)) {
        page.write_string_with_format(0, column, &words, head)?;
        page.set_column_width(column, if usize::from(column) < labels { LABEL } else { FIGURE })?;
    }
    page.set_freeze_panes(1, u16::try_from(labels).unwrap_or(0))?;
    let share = Format::new().set_num_format("0.0%");
    for (line, row) in (1..).zip(&part.table.rows) {
        for (column, words) in (0..).zip(row.labels_for_people(&part.table)) {
            page.write_string(line, column, words)?;
        }
        let cells = row.cells.iter().zip(&part.table.columns);
        let plain = cells.flat_map(|(cell, figure)| cell.plain(figure.unit(), texts, lang));
        for (column, plain) in (u16::try_from(labels).unwrap_or(0)..).zip(plain) {
            match plain {
                Plain::Number(value, decimals) => {
                    page.write_number_with_format(line, column, value, &decimals_format(decimals))?;
                }
                Plain::Share(value) => {
                    page.write_number_with_format(line, column, value, &share)?;
                }
                Plain::Words(words) => {
                    page.write_string(line, column, &words)?;
                }
                Plain::Empty => {}
            }
        }
    }
    Ok(())
}

fn decimals_format(decimals: usize) -> Format {
    match decimals {
        0 => Format::new().set_num_format("0"),
        decimals => Format::new().set_num_format(format!("0.{}", "0".repeat(decimals))),
    }
}

/// So many characters the name of a sheet has at most.
const LONGEST: usize = 31;

/// The names of the sheets so far, in small letters: two that differ in nothing but capitals are one to a spreadsheet.
#[derive(Default)]
struct Tabs(Vec<String>);

impl Tabs {
    /// A name that a sheet can have and no other has: none of `[]:*?/\'`, and a number at the end where the title, or what is left
    /// of it, is taken.
    fn name(&mut self, title: &str) -> String {
        let allowed =
            |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c };
        let title: String = title.chars().map(allowed).collect();
        let mut name = cut(&title, LONGEST);
        let mut number = 1;
        while name.is_empty() || self.0.contains(&name.to_lowercase()) {
            number += 1;
            let end = format!(" ({number})");
            name = cut(&title, LONGEST - end.len()) + &end;
        }
        self.0.push(name.to_lowercase());
        name
    }
}

/// The first characters of a text; a character outside the basic plane counts twice, as spreadsheets count.
fn cut(text: &str, most: usize) -> String {
    let fitting = text.trim().chars().scan(most, |left, c| {
        *left = left.checked_sub(c.len_utf16())?;
        Some(c)
    });
    fitting.collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_has_a_name_of_its_own() {
        let mut tabs = Tabs::default();
        let long = "Quante domande hanno avuto risposta dopo quante ore";
        let names =
            [long, &long.replace("ore", "giorni"), "Quante DOMANDE hanno avuto risp", "A/B", "a b", "", "?"]
                .map(|title| tabs.name(title));
        assert_eq!(
            names,
            [
                "Quante domande hanno avuto risp",
                "Quante domande hanno avuto (2)",
                "Quante DOMANDE hanno avuto (3)",
                "A B",
                "a b (2)",
                " (2)",
                " (3)",
            ]
        );
        let wide = tabs.name(&"\u{1f600}".repeat(20));
        assert_eq!(wide.encode_utf16().count(), 30);
        let mut book = Workbook::new();
        for name in names.iter().chain([&wide]) {
            book.add_worksheet().set_name(name).expect("a name that a sheet can have");
        }
        book.save_to_buffer().expect("a workbook");
    }
}
