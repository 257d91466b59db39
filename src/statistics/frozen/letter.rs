//! What a mail says of a frozen report, read from its bytes, and what comes with it.

use super::document::Frozen;
use super::files::{self, Ending};
use super::found::Found;
use crate::platform::i18n::{Lang, Texts};
use crate::statistics::figure::Figure;
use crate::statistics::files::File;
use crate::statistics::overview::TOTAL;
use crate::statistics::sheet::{Cell, Document};

/// A figure in words: what it is, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub label: String,
    /// What it says, with what it rests on.
    pub words: String,
}

/// The main figures of a report: how many questions came, how many of the decided were answered in time, and how long half of the
/// answers took at most. With the words that the page has for figures that are few or withheld.
pub fn told(frozen: &Frozen, lang: Lang, texts: &Texts) -> Vec<Told> {
    const MAIN: [(Figure, &str); 3] = [
        (Figure::Received, "frozen-told-received"),
        (Figure::Within, "frozen-told-within"),
        (Figure::Median, "frozen-told-median"),
    ];
    let written = frozen.written(lang);
    let sheets = written.iter().flat_map(|written| &written.sheets).map(Document::sheet);
    let Some(total) = sheets.flat_map(|sheet| sheet.parts).find(|part| part.name == TOTAL) else {
        return Vec::new();
    };
    let cell = |figure: Figure| {
        let is_asked =
            |column: &Figure| *column == figure || (figure, *column) == (Figure::Within, Figure::Kept);
        let place = total.table.columns.iter().position(is_asked)?;
        total.table.rows.first()?.cells.get(place)
    };
    let told = |(figure, key): (Figure, &str)| {
        let words = in_words(cell(figure)?, lang, texts);
        Some(Told { label: texts.get(lang, key, &[]), words })
    };
    MAIN.into_iter().filter_map(told).collect()
}

/// A cell as a sentence has it.
fn in_words(cell: &Cell, lang: Lang, texts: &Texts) -> String {
    let t = |key: &str| texts.get(lang, key, &[]);
    let (words, rests_on) = cell.written(lang, texts);
    match cell {
        Cell::Hidden => t("frozen-told-withheld"),
        Cell::Nothing => t("frozen-told-none"),
        Cell::Rate(rate) => {
            let mut of = rests_on.into_iter();
            let (cases, interval) = (of.next().unwrap_or_default(), of.next().unwrap_or_default());
            let key = if rate.is_firm() { "frozen-told-rate" } else { "frozen-told-rate-few" };
            let share = words.trim_end_matches('*').to_owned();
            let args = [("share", share.into()), ("cases", cases.into()), ("interval", interval.into())];
            texts.get(lang, key, &args)
        }
        Cell::Hours(_) => match rests_on.into_iter().next() {
            Some(interval) => texts.get(
                lang,
                "frozen-told-hours",
                &[("hours", words.into()), ("interval", interval.into())],
            ),
            None => texts.get(lang, "frozen-told-hours-alone", &[("hours", words.into())]),
        },
        _ => words,
    }
}

/// The files that come with the mail to whoever cannot open the page: the bytes that the digest is of, and for people the PDF and the
/// workbook. Those of a year with all its groups are a few hundred kilobytes.
///
/// # Errors
/// When a file cannot be made: a fault of the program, told as text.
pub fn files(found: &Found, address: &str, lang: Lang, texts: &Texts) -> Result<Vec<File>, String> {
    let errata = found.lines(lang);
    let file = |ending| {
        let file = files::file(found, &errata, ending, ("", ""), address.to_owned(), texts, lang);
        file.map_err(|problem| format!("report: {problem:?}"))
    };
    [Ending::Json, Ending::Pdf, Ending::Xlsx].into_iter().map(file).collect()
}
