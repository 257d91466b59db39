//! What is frozen: the figures with their definitions and the method, in all languages, as one JSON text whose bytes are kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Span;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::hex;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::statistics::disclosure::THRESHOLD;
use crate::statistics::names::Names;
use crate::statistics::overview::{Overview, TOPICS};
use crate::statistics::period::Period;
use crate::statistics::reader::Reader;
use crate::statistics::reports::{self, Report, Request, Words};
use crate::statistics::sheet::{Document, Meanings, Sheet, document};

/// The version of the names below.
const VERSION: u32 = 1;

/// A frozen report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    version: u32,
    /// How long its period is.
    pub span: Span,
    from: NaiveDate,
    to: NaiveDate,
    /// When its figures were true.
    pub as_of: Instant,
    /// The program that counted.
    pub program: String,
    /// Whose figures they are.
    pub source: String,
    /// The least count shown.
    pub threshold: u64,
    /// The same figures, with the words of each language.
    languages: BTreeMap<Lang, Written>,
}

/// A report in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// How it was made, a paragraph each.
    pub method: Vec<String>,
    /// The tables.
    pub sheets: Vec<Document>,
}

impl Frozen {
    /// The figures of a period as a reader outside the desk may see them at `now`; none when there was no question before its end.
    /// Blocks: call it inside a reading closure of the database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn make(conn: &mut Conn, app: &App, span: Span, of: Period, now: Instant) -> DbResult<Option<Self>> {
        let names = Names::read(conn)?;
        let office = &app.config.office;
        let source = format!("{}, {}", office.authority, office.name);
        let mut languages = BTreeMap::new();
        for lang in Lang::ALL {
            let words = Words { names: &names, texts: &app.texts, lang: *lang };
            let Some(sheets) = sheets(conn, app, of, words, now)? else { return Ok(None) };
            let meanings = Meanings::of_today(*lang, &app.texts);
            let t = |key: &str| app.texts.get(*lang, key, &[]);
            let written = Written {
                title: app.texts.get(
                    *lang,
                    "frozen-title",
                    &[("period", span.words(of, *lang, &app.texts).into())],
                ),
                method: vec![
                    t("frozen-method-counted"),
                    app.texts.get(*lang, "frozen-method-secrecy", &[("threshold", THRESHOLD.into())]),
                    t("frozen-method-intervals"),
                    t("frozen-method-kept"),
                ],
                sheets: sheets.iter().map(|sheet| document(sheet, &source, meanings)).collect(),
            };
            languages.insert(*lang, written);
        }
        Ok(Some(Self {
            version: VERSION,
            span,
            from: of.from,
            to: of.to,
            as_of: now,
            program: concat!("dialoga ", env!("CARGO_PKG_VERSION")).to_owned(),
            source,
            threshold: THRESHOLD,
            languages,
        }))
    }

    /// Its days.
    pub fn period(&self) -> Period {
        Period { from: self.from, to: self.to }
    }

    /// In a language, or in the desk's own.
    pub fn written(&self, lang: Lang) -> Option<&Written> {
        self.languages.get(&lang).or_else(|| self.languages.get(&Lang::It))
    }

    /// The text that is kept: the same report gives the same bytes.
    ///
    /// # Errors
    /// When a number is none that JSON can write.
    pub fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The report that a text holds.
    ///
    /// # Errors
    /// When it is none, or of a later version of the program.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

/// SHA-256 of the bytes of a text, in hexadecimal.
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The tables of a period. Which reports may be shown of it outside the desk is asked of the same place that pages ask.
fn sheets(
    conn: &mut Conn,
    app: &App,
    of: Period,
    words: Words<'_>,
    now: Instant,
) -> DbResult<Option<Vec<Sheet>>> {
    const READER: Reader = Reader::Outside;
    let mut overview = Overview::read(conn, &app.figures, of, READER, words, now)?;
    if overview.first_month.is_none_or(|first| of.to < first) {
        return Ok(None);
    }
    if !overview.has_topics {
        overview.sheet.parts.retain(|part| part.name != TOPICS);
    }
    let mut sheets = vec![overview.sheet];
    let asked = [("dal", of.from), ("al", of.to)].map(|(name, day)| (name.to_owned(), day.to_string()));
    let asked = BTreeMap::from(asked);
    for report in Report::ALL.iter().filter(|report| report.is_for(READER)) {
        if let Ok(request) = Request::parse(*report, &asked, words.names, READER, now) {
            sheets.push(reports::sheet(conn, app, &request, words, READER)?);
        }
    }
    Ok(Some(sheets))
}
