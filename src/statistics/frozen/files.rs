//! A frozen report as files: its bytes as they are kept, and for people a workbook and tables, which tell its digest and its
//! corrections.

use super::document::Written;
use super::found::{Found, Line};
use crate::platform::i18n::{Lang, Texts, date_time};
use crate::platform::web::Problem;
use crate::statistics::export::Source;
use crate::statistics::figure::Figure;
use crate::statistics::files::{File, PDF};
use crate::statistics::sheet::{self, Meanings, Paper, Part, Sheet};

/// What an address of a frozen report ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `.json`: the bytes that the digest is of.
    Json,
    /// `.xlsx`: all tables as a workbook.
    Xlsx,
    /// `.pdf`: all of it on paper.
    Pdf,
    /// `.csv`: a table for programs.
    Csv,
    /// `-excel.csv`: a table for an Italian spreadsheet.
    SpreadsheetCsv,
}

impl Ending {
    /// The number and the ending that a name in an address means; without an ending it is the page.
    pub fn of(name: &str) -> Option<(i64, Option<Self>)> {
        const ALL: [(&str, Ending); 5] = [
            (".json", Ending::Json),
            (".xlsx", Ending::Xlsx),
            (".pdf", Ending::Pdf),
            ("-excel.csv", Ending::SpreadsheetCsv),
            (".csv", Ending::Csv),
        ];
        let found = ALL.iter().find_map(|(end, ending)| Some((name.strip_suffix(end)?, Some(*ending))));
        let (number, ending) = found.unwrap_or((name, None));
        Some((number.parse().ok()?, ending))
    }
}

/// What people are told in every file: the digest, then the corrections.
fn told(found: &Found, errata: &[Line], texts: &Texts, lang: Lang) -> Vec<String> {
    let digest = texts.get(lang, "frozen-file-digest", &[("digest", found.listed.digest.as_str().into())]);
    let erratum = |line: &Line| {
        let at = date_time(lang, line.at);
        texts.get(lang, "frozen-file-erratum", &[("at", at.into()), ("words", line.told().into())])
    };
    std::iter::once(digest).chain(errata.iter().map(erratum)).collect()
}

/// What stands on paper below the title: the program, the digest, the corrections.
fn facts(found: &Found, errata: &[Line], texts: &Texts, lang: Lang) -> Vec<(String, String)> {
    let t = |key: &str| texts.get(lang, key, &[]);
    let mut facts = vec![
        (t("frozen-program"), found.frozen.program.clone()),
        (t("frozen-digest"), found.listed.digest.clone()),
    ];
    let erratum = |line: &Line| {
        let at = date_time(lang, line.at);
        texts.get(lang, "frozen-file-erratum", &[("at", at.into()), ("words", line.told().into())])
    };
    facts.extend(errata.iter().map(|line| (t("frozen-errata"), erratum(line))));
    facts
}

/// The report as one sheet for a workbook. Tabs need names of their own, so parts are numbered.
fn whole(found: &Found, written: &Written, told: &[String]) -> Sheet {
    let sheets: Vec<Sheet> = written.sheets.iter().map(sheet::Document::sheet).collect();
    let parts = sheets.into_iter().flat_map(|sheet| sheet.parts);
    let numbered = (1..).zip(parts).map(|(number, part)| Part {
        title: format!("{number}. {}", part.title),
        notes: if number == 1 { [told, &part.notes[..]].concat() } else { part.notes },
        ..part
    });
    Sheet {
        name: "rapporto",
        title: written.title.clone(),
        period: found.frozen.period(),
        narrowed: String::new(),
        as_of: found.frozen.as_of,
        is_inner: false,
        parts: numbered.collect(),
    }
}

/// What the figures of a report mean.
pub fn meanings(written: &Written) -> Vec<(Figure, [String; 3])> {
    written.sheets.iter().flat_map(sheet::Document::meanings).collect()
}

/// A file of a report; `chosen` names the sheet and the part of a table.
///
/// # Errors
/// 404 for a table that it does not have; a fault when the workbook cannot be made.
pub fn file(
    found: &Found,
    errata: &[Line],
    ending: Ending,
    chosen: (&str, &str),
    address: String,
    texts: &Texts,
    lang: Lang,
) -> Result<File, Problem> {
    let (period, id) = (found.frozen.period(), found.listed.id);
    let dated = |name: &str| format!("{name}_{}_{}", period.from, period.to);
    if ending == Ending::Json {
        let name = format!("{}.json", dated(&format!("rapporto-{id}")));
        return Ok((name, "application/json", found.text.clone().into_bytes()));
    }
    let written = found.frozen.written(lang).ok_or(Problem::NotFound)?;
    let kept = meanings(written);
    let meanings = Meanings::kept(lang, texts, &kept);
    let source = Source { name: found.frozen.source.clone(), address };
    let told = told(found, errata, texts, lang);
    if ending == Ending::Xlsx {
        let sheet = whole(found, written, &told);
        let book = sheet::workbook(&sheet, &source, meanings).map_err(Problem::fault)?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return Ok((format!("{}.xlsx", dated(&format!("rapporto-{id}"))), kind, book));
    }
    if ending == Ending::Pdf {
        let sheets: Vec<Sheet> = written.sheets.iter().map(sheet::Document::sheet).collect();
        let facts = facts(found, errata, texts, lang);
        let method = &written.method;
        let paper = Paper {
            title: &written.title,
            sheets: &sheets,
            facts,
            method,
            threshold: found.frozen.threshold,
            source: &source,
            meanings,
        };
        let body = sheet::pdf(&paper).map_err(Problem::fault)?;
        return Ok((format!("{}.pdf", dated(&format!("rapporto-{id}"))), PDF, body));
    }
    let sheet = written.sheets.iter().map(sheet::Document::sheet).find(|sheet| sheet.name == chosen.0);
    let mut sheet = sheet.ok_or(Problem::NotFound)?;
    sheet.title = written.title.clone();
    let part = sheet.parts.iter().find(|part| part.name == chosen.1).ok_or(Problem::NotFound)?;
    let of_people = ending == Ending::SpreadsheetCsv;
    let lines = if of_people {
        let part = Part { notes: [told, part.notes.clone()].concat(), ..part.clone() };
        sheet::for_people(&sheet, &part, &source, meanings)
    } else {
        sheet::for_programs(&sheet, part, texts)
    };
    let excel = if of_people { "-excel" } else { "" };
    let name = format!("{}.csv", dated(&format!("rapporto-{id}-{}-{}{excel}", sheet.name, part.name)));
    Ok((name, "text/csv; charset=utf-8; header=present", lines.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_report_and_which_file() {
        assert_eq!(Ending::of("12"), Some((12, None)));
        assert_eq!(Ending::of("12.json"), Some((12, Some(Ending::Json))));
        assert_eq!(Ending::of("12-excel.csv"), Some((12, Some(Ending::SpreadsheetCsv))));
        assert_eq!(Ending::of("12.csv"), Some((12, Some(Ending::Csv))));
        assert_eq!(Ending::of("attese.csv"), None);
    }
}
