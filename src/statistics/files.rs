//! A sheet as the file that an address asks for.

use actix_web::{HttpResponse, http::header};

use super::export::Source;
use super::overview;
use super::sheet::{self, Meanings, Paper, Part, PdfError, Sheet};
use crate::accounts::Visit;
use crate::app::App;
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, WebResult, see_other};

/// What an address of figures ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Nothing: the page.
    Page,
    /// `.csv`: a part for programs.
    Csv,
    /// `-excel.csv`: a part for an Italian spreadsheet.
    SpreadsheetCsv,
    /// `.xlsx`: all parts as a workbook.
    Xlsx,
    /// `.json`: all parts with what they mean, for programs.
    Json,
    /// `.pdf`: all parts on paper.
    Pdf,
}

impl Ending {
    /// A name in an address without its ending, and the ending.
    pub fn split(name: &str) -> (&str, Self) {
        let endings = [
            ("-excel.csv", Self::SpreadsheetCsv),
            (".csv", Self::Csv),
            (".xlsx", Self::Xlsx),
            (".json", Self::Json),
            (".pdf", Self::Pdf),
        ];
        let found = endings.into_iter().find_map(|(end, ending)| Some((name.strip_suffix(end)?, ending)));
        found.unwrap_or((name, Self::Page))
    }
}

const CSV: &str = "text/csv; charset=utf-8; header=present";
/// What a PDF is.
pub const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The header that says where what a table means is told, for programs (RFC 8288; the relation is that of POWDER).
pub fn described_by(json: &str) -> (header::HeaderName, String) {
    (header::LINK, format!("<{json}>; rel=\"describedby\"; type=\"application/json\""))
}

/// The file: of a sheet as CSV one part, the first unless another is chosen. It is made apart from the threads that answer requests.
/// Whoever asks for a PDF of too many pages is sent back to the page, which is the source.
///
/// # Errors
/// 404 for a part that the sheet does not have; a fault when the file cannot be made.
pub async fn answer(
    visit: &Visit,
    sheet: Sheet,
    chosen: Option<&str>,
    ending: Ending,
    source: Source,
) -> WebResult {
    let page = source.address.strip_prefix(visit.app().config.server.public_url.as_str());
    let page = page.unwrap_or("/statistiche").to_owned();
    if sheet.parts.is_empty() {
        // The page says why there is nothing.
        return Ok(see_other(&page));
    }
    let asked = page.split_once('?').map_or("", |(_, asked)| asked);
    let described = described_by(&format!("/statistiche/{}.json?{asked}", sheet.name));
    let (app, lang, chosen) = (visit.app().clone(), visit.lang(), chosen.map(str::to_owned));
    let make = move || file(&sheet, chosen.as_deref(), ending, &source, &app, lang);
    let Some((name, content_type, body)) = apart(make).await? else {
        return Ok(visit.redirect(&page, "paper-too-long"));
    };
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
    if matches!(ending, Ending::Csv | Ending::SpreadsheetCsv) {
        answer.insert_header(described);
    }
    Ok(answer.body(body))
}

/// Makes a file on a thread for work that takes a while.
///
/// # Errors
/// Those of the work; a fault when it panics.
pub async fn apart<T: Send + 'static>(
    make: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(make).await.map_err(Problem::fault)?
}

/// A file: its name, what it is, its bytes.
pub type File = (String, &'static str, Vec<u8>);

/// The file; none where it would be a PDF of too many pages.
fn file(
    sheet: &Sheet,
    chosen: Option<&str>,
    ending: Ending,
    source: &Source,
    app: &App,
    lang: Lang,
) -> Result<Option<File>, Problem> {
    let meanings = Meanings::of_today(lang, &app.texts);
    let part = sheet.parts.iter().find(|part| chosen.is_none_or(|name| part.name == name));
    let part = part.ok_or(Problem::NotFound)?;
    Ok(Some(match ending {
        Ending::Xlsx => {
            let book = sheet::workbook(sheet, source, meanings).map_err(Problem::fault)?;
            (format!("{}.xlsx", dated(sheet.name, sheet)), XLSX, book)
        }
        Ending::Json => {
            let document = sheet::document(sheet, &source.name, meanings);
            let body = serde_json::to_vec(&document).map_err(Problem::fault)?;
            (format!("{}.json", dated(sheet.name, sheet)), "application/json", body)
        }
        Ending::Pdf => {
            let sheets = std::slice::from_ref(sheet);
            let paper = Paper {
                title: &sheet.title,
                sheets,
                facts: Vec::new(),
                method: &[],
                threshold: app.config.statistics.least_count.get(),
                source,
                meanings,
            };
            let body = match sheet::pdf(&paper) {
                Err(PdfError::TooLong) => return Ok(None),
                made => made.map_err(Problem::fault)?,
            };
            (format!("{}.pdf", dated(sheet.name, sheet)), PDF, body)
        }
        Ending::SpreadsheetCsv => {
            let lines = sheet::for_people(sheet, part, source, meanings).into_bytes();
            (format!("{}.csv", dated(&format!("{}-excel", named(sheet, part)), sheet)), CSV, lines)
        }
        Ending::Csv | Ending::Page => {
            let lines = sheet::for_programs(sheet, part, &app.texts).into_bytes();
            (format!("{}.csv", dated(&named(sheet, part), sheet)), CSV, lines)
        }
    }))
}

/// A part of the overview has a name of its own.
fn named(sheet: &Sheet, part: &Part) -> String {
    if sheet.name == overview::NAME { part.name.to_owned() } else { format!("{}-{}", sheet.name, part.name) }
}

/// A name that says of which days a file is, for whom, and, as a file for programs does not in its columns, whether of all questions.
fn dated(name: &str, sheet: &Sheet) -> String {
    let inner = if sheet.is_inner { "_vista-interna" } else { "" };
    let narrowed = if sheet.narrowed.is_empty() { "" } else { "_con-filtri" };
    format!("{name}_{}_{}{narrowed}{inner}", sheet.period.from, sheet.period.to)
}
