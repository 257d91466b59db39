//! A report as a workbook: a sheet with typed cells for each part, one with what every figure means, one that says what it is
//! about (ISO/IEC 29500).

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::cell::Plain;
use super::csv_file::{column_words, heading};
use super::{Label, Meanings, Part, Sheet};
use crate::platform::i18n::{Lang, date, month_and_year};
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
    let unit = texts.get(lang, "reports-points", &[]);
    let points = Format::new().set_num_format(format!("+0.0\" {unit}\";-0.0\" {unit}\""));
    for (line, row) in (1..).zip(&part.table.rows) {
        for (column, label) in (0..).zip(row.shown_labels(&part.table)) {
            write_label(page, (line, column), label, lang)?;
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
                Plain::Points(value) => {
                    page.write_number_with_format(line, column, value * 100.0, &points)?;
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

/// A label as what it is: a day or a month as a date, a whole number as a number, so that a spreadsheet sorts and reckons with them;
/// anything else as text. To the left, as other labels.
fn write_label(
    page: &mut Worksheet,
    (line, column): (u32, u16),
    label: &Label,
    lang: Lang,
) -> Result<(), XlsxError> {
    let format = |number: &str| Format::new().set_num_format(number).set_align(FormatAlign::Left);
    if let Some((day, number)) = dated(label, lang) {
        page.write_datetime_with_format(line, column, &day, &format(&number))?;
    } else if let Some(number) = numbered(label) {
        page.write_number_with_format(line, column, number, &format("0"))?;
    } else {
        page.write_string(line, column, &label.words)?;
    }
    Ok(())
}

/// The day that a label is, or the first of the month, and the format of numbers that writes its words: the name of the day or of the
/// month, and what follows it, such as that the month is not over. None of a label that is neither, or has other words.
fn dated(label: &Label, lang: Lang) -> Option<(ExcelDateTime, String)> {
    let (day, name, format) = match label.code.parse::<NaiveDate>() {
        Ok(day) => (day, date(lang, day), "d mmmm yyyy"),
        Err(_) => {
            let first: NaiveDate = format!("{}-01", label.code).parse().ok()?;
            (first, month_and_year(lang, first), "mmmm yyyy")
        }
    };
    let rest = label.words.strip_prefix(name.as_str()).filter(|rest| !rest.contains('"'))?;
    let rest = if rest.is_empty() { String::new() } else { format!("\"{rest}\"") };
    let (month, day_of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    let day = ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, day_of_month).ok()?;
    // Months are named in the language of the reader, whatever that of the spreadsheet.
    let language = match lang {
        Lang::It => "[$-410]",
        Lang::En => "[$-809]",
    };
    Some((day, format!("{language}{format}{rest}")))
}

/// The number that a label is; none where people read anything but that.
fn numbered(label: &Label) -> Option<u32> {
    let number: u32 = label.code.parse().ok()?;
    (label.words == number.to_string()).then_some(number)
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
    fn a_label_is_a_date_or_a_number_where_it_says_nothing_else() {
        let label = |code: &str, words: &str| Label { code: code.to_owned(), words: words.to_owned() };
        let written =
            |code: &str, words: &str, lang: Lang| dated(&label(code, words), lang).map(|(_, format)| format);
        for (code, words, lang, format) in [
            ("2026-11-30", "30 novembre 2026", Lang::It, Some("[$-410]d mmmm yyyy")),
            ("2026-12-01", "1º dicembre 2026", Lang::It, Some("[$-410]d mmmm yyyy")),
            ("2026-11", "novembre 2026", Lang::It, Some("[$-410]mmmm yyyy")),
            ("2026-11", "novembre 2026 (in corso)", Lang::It, Some("[$-410]mmmm yyyy\" (in corso)\"")),
            ("2026-11", "November 2026", Lang::En, Some("[$-809]mmmm yyyy")),
            ("2026-11", "November 2026", Lang::It, None),
            ("2026-11", "novembre 2026 \"in corso\"", Lang::It, None),
            ("2026-13", "2026-13", Lang::It, None),
            ("1492-10-12", "12 ottobre 1492", Lang::It, None),
            ("2026", "2026", Lang::It, None),
            ("totale", "Tutto il periodo", Lang::It, None),
        ] {
            assert_eq!(written(code, words, lang).as_deref(), format, "{code} {words}");
        }
        let number = |code: &str, words: &str| numbered(&label(code, words));
        assert_eq!(number("2026", "2026"), Some(2026));
        for (code, words) in [("24", "24 ore"), ("0", "Nessun figlio"), ("0039", "0039"), ("", "")] {
            assert_eq!(number(code, words), None, "{code} {words}");
        }
    }

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
